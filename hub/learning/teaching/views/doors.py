"""What pages of a run ask first, and its other pages, as far as they are there."""

from dataclasses import dataclass
from uuid import UUID

from flask import current_app, url_for

from hub.accounts.sign_in import signed_in_person
from hub.core.i18n import lazy_gettext as _l
from hub.learning.classes.models import ClassRun
from hub.learning.classes.queries.runs import run_to_teach

RUN = "/teach/<uuid:run_id>"
#: Endpoints of one run, in the order in which they stand side by side.
PARTS = (
    (_l("The class"), "teaching.run"),
    (_l("Marking"), "study.marking"),
    (_l("Completion"), "certificates.run"),
    (_l("Survey"), "teaching.survey"),
    (_l("Set up"), "classes.manage"),
)


@dataclass(frozen=True)
class Part:
    """One of a class's pages, for `subtabs`."""

    label: str
    url: str
    current: bool


def parts_of(run: ClassRun, current: str) -> list[Part]:
    """Side by side."""
    return [
        Part(str(label), url_for(endpoint, run_id=run.id), current=endpoint == current)
        for label, endpoint in PARTS
        if endpoint in current_app.view_functions
    ]


def run_of_teacher(run_id: UUID) -> ClassRun:
    """Raises: NotFound."""
    return run_to_teach(run_id, by=signed_in_person())
