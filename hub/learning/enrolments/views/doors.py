"""What pages of enrolments ask first, and how they say no."""

from dataclasses import dataclass
from uuid import UUID

from flask import url_for

from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.core.i18n import gettext as _
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.queries.finding import run_called, run_of_staff

MANAGE = "classes:manage"
RUN = "/classes/<slug>"
STAFF_RUN = "/admin/classes/<uuid:run_id>"


@dataclass(frozen=True)
class Part:
    """One of a class's pages about its people, for `subtabs`."""

    label: str
    url: str
    current: bool


def parts_of(run: ClassRun, current: str) -> list[Part]:
    """Side by side."""
    pages = (
        (_("Roster"), "enrolments.roster"),
        (_("Requests"), "enrolments.requests"),
        (_("Line"), "enrolments.line"),
        (_("Ledger"), "enrolments.ledger"),
    )
    return [
        Part(label, url_for(endpoint, run_id=run.id), current=endpoint == current)
        for label, endpoint in pages
    ]


def run_of_reader(slug: str) -> ClassRun:
    """Raises: NotFound."""
    return run_called(slug, seen_by=person_or_none())


def run_to_keep(run_id: UUID) -> ClassRun:
    """Raises: NotFound."""
    return run_of_staff(run_id, by=signed_in_person())
