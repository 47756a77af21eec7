"""The chapters of the API that selection writes, and what its staff's parts ask first."""

from uuid import UUID

from accelerator.applications.models import Application
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from accelerator.selection.permissions import can_decide
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience
from hub.web.api import Endpoints

selection = Endpoints(
    "Selection",
    "Decisions and their release, for the managers of a programme. Nobody outside learns of a"
    " decision before its release; one person prepares it and another lets it out. What you have a"
    " conflict with is left out of everything.",
)
offers = Endpoints(
    "Offers", "A place that is offered to your team. Its owner answers, in the offer's time."
)

STAFF, MANAGE, ADMIN = Audience.STAFF, "programmes:manage", TokenScope.ADMIN
WRITES = TokenScope.APPLICATIONS_WRITE
COHORT = "/cohorts/<uuid:cohort_id>"


def cohort_of(cohort_id: UUID) -> Cohort:
    """Raises: NotFound, also for others' cohorts."""
    return managed_cohort(cohort_id, by=signed_in_person())


def application_of(application_id: UUID) -> Application:
    """Raises: NotFound, also with a conflict of interest."""
    found = db.session.get(Application, application_id)
    if found is None or not can_decide(signed_in_person(), found):
        raise NotFound(_("There is no such application."))
    return found
