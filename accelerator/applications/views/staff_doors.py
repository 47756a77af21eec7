"""What every staff page of applications asks first: is this theirs to see?"""

from uuid import UUID

from flask import g

from accelerator.applications.models import Application, InformationRequest
from accelerator.applications.permissions import can_staff
from accelerator.applications.queries import staff as queries
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _

MANAGE = "programmes:manage"


def cohort_of_staff(cohort_id: UUID) -> Cohort:
    """Raises: NotFound, also for a cohort of another programme."""
    return managed_cohort(cohort_id, by=g.shown_person)


def application_of_staff(application_id: UUID) -> Application:
    """Raises: NotFound, also with a conflict of interest: then it is as if it were not there."""
    application = db.session.get(Application, application_id)
    if application is None or not can_staff(g.shown_person, application):
        raise NotFound(_("There is no such application."))
    return application


def request_of_staff(request_id: UUID) -> InformationRequest:
    """Raises: NotFound."""
    found = queries.get_request(request_id)
    if found is None or not can_staff(g.shown_person, found.application):
        raise NotFound(_("There is no such question."))
    return found
