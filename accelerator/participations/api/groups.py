"""The chapters of the API that participations write, and what all of their parts ask first."""

from uuid import UUID

from accelerator.participations.models import Participation
from accelerator.participations.queries.startups import get_participation
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.web.access import Audience
from hub.web.api import Endpoints

own = Endpoints(
    "Startups in cohorts",
    "A startup from its confirmed place to the years after: agreement, tasks, milestones, goals,"
    " a check-in every month, perks. Seen by its own people, and by the programme's staff without"
    " a conflict of interest; nobody else learns that it is there.",
)
arranged = Endpoints(
    "A cohort's startups",
    "What the managers of a programme arrange for those who are in, and see of all of them.",
)

STAFF, MANAGE, ADMIN = Audience.STAFF, "programmes:manage", TokenScope.ADMIN
WRITES = TokenScope.APPLICATIONS_WRITE
ONE = "/participations/<uuid:participation_id>"
COHORT = "/cohorts/<uuid:cohort_id>"


def theirs(participation_id: UUID) -> Participation:
    """Raises: NotFound, also for what is none of the caller's business."""
    return get_participation(participation_id, seen_by=signed_in_person())


def cohort_of(cohort_id: UUID) -> Cohort:
    """Raises: NotFound, also for others' cohorts."""
    return managed_cohort(cohort_id, by=signed_in_person())
