"""What every staff page of applications asks first: is this theirs to see?"""

from uuid import UUID

from flask import g

from accelerator.applications.models import Application, InformationRequest
from accelerator.applications.queries import staff as queries
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort

MANAGE = "programmes:manage"


def cohort_of_staff(cohort_id: UUID) -> Cohort:
    """Raises: NotFound, also for a cohort of another programme."""
    return managed_cohort(cohort_id, by=g.shown_person)


def application_of_staff(application_id: UUID) -> Application:
    """Raises: NotFound, also with a conflict of interest: then it is as if it were not there."""
    return queries.staff_application(application_id, by=g.shown_person)


def request_of_staff(request_id: UUID) -> InformationRequest:
    """Raises: NotFound."""
    return queries.staff_request(request_id, by=g.shown_person)
