"""The chapters of the API that mentor days write, and what most of their endpoints ask first."""

from uuid import UUID

from accelerator.mentor_days.models import MentorDay
from accelerator.mentor_days.queries.days import get_day
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.web.access import Audience
from hub.web.api import Endpoints

days = Endpoints(
    "Mentor days",
    "Who comes, where, and the plan, for the managers of the programme. What one of them has a"
    " conflict with is left out of everything that they see; wishes are counted, never shown.",
)
own = Endpoints("Your mentor days", "A startup's wishes, a mentor's time, and each one's own plan.")

STAFF, MANAGE, ADMIN = Audience.STAFF, "programmes:manage", TokenScope.ADMIN
APPLIES = TokenScope.APPLICATIONS_WRITE
DAY = "/mentor-days/<uuid:mentor_day_id>"


def day_of(day_id: UUID) -> MentorDay:
    return get_day(day_id, by=signed_in_person())
