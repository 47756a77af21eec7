"""The chapters of the API that mentors write."""

from uuid import UUID

from accelerator.mentors.models import Mentor
from accelerator.mentors.queries.mentors import mentor_of
from accelerator.programmes.models import Cohort
from accelerator.programmes.queries import managed_cohort
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.web.access import Audience
from hub.web.api import Endpoints

of_mentors = Endpoints(
    "Mentors",
    "The directory, field by field as each mentor lets you see it, and one's own profile.",
)
of_hours = Endpoints(
    "Hours of mentors and startups",
    "A usual week in wall times of a zone, days that are different, and calendars elsewhere.",
)
of_mentoring = Endpoints(
    "Mentoring in a cohort",
    "Who gives how many places, what startups need, and whom each side would like. Rankings and"
    " whom somebody rules out are read by nobody but that side and the matching.",
)
STAFF, MANAGE, ADMIN = Audience.STAFF, "programmes:manage", TokenScope.ADMIN
PROFILE, STARTUPS = TokenScope.PROFILE_WRITE, TokenScope.APPLICATIONS_WRITE
HOUSES = TokenScope.ORGANISATIONS_WRITE
COHORT = "/cohorts/<uuid:cohort_id>"
PLACES = "/mentor-places/<uuid:places_id>"
OWN = "/mentor-profile"


def cohort_of(cohort_id: UUID) -> Cohort:
    return managed_cohort(cohort_id, by=signed_in_person())


def own_profile() -> Mentor:
    """Raises: NotFound."""
    mentor = mentor_of(signed_in_person())
    if mentor is None:
        raise NotFound(_("You are not a mentor of the hub yet."))
    return mentor
