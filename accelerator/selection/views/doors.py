"""What every staff page of a selection asks first: is this theirs to see?"""

from dataclasses import dataclass
from uuid import UUID

from flask import url_for

from accelerator.applications.models import Application
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from accelerator.selection.permissions import can_decide
from hub.accounts.sign_in import signed_in_person
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _

MANAGE = "programmes:manage"
COHORT = "/admin/cohorts/<uuid:cohort_id>"


def cohort_of_staff(cohort_id: UUID) -> Cohort:
    """Raises: NotFound, also for a cohort of another programme."""
    return managed_cohort(cohort_id, by=signed_in_person())


def application_of_staff(application_id: UUID) -> Application:
    """Raises: NotFound, also with a conflict of interest: then it is as if it were not there."""
    found = db.session.get(Application, application_id)
    if found is None or not can_decide(signed_in_person(), found):
        raise NotFound(_("There is no such application."))
    return found


@dataclass(frozen=True)
class Part:
    """One page of a selection, for `subtabs`."""

    label: str
    url: str
    current: bool


def parts_of(cohort: Cohort, current: str) -> list[Part]:
    """The pages of a selection, side by side."""
    pages = (
        (_("Meeting"), "selection.cohort"),
        (_("Waiting list"), "selection.line"),
        (_("Feedback"), "selection.feedback_list"),
        (_("Releases"), "selection.releases"),
        (_("Places"), "selection.places"),
    )
    return [
        Part(label, url_for(endpoint, cohort_id=cohort.id), current=endpoint == current)
        for label, endpoint in pages
    ]
