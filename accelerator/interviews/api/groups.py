"""The chapters of the API that interviews write."""

from hub.accounts.models import TokenScope
from hub.web.access import Audience
from hub.web.api import Endpoints

days = Endpoints(
    "Interview days",
    "Panels, rooms and plans, for the managers of the programme. What one of them has a conflict"
    " with is left out of everything that they see.",
)
own = Endpoints("Interviews", "A team's own interview, and a juror's own day.")

STAFF, MANAGE, ADMIN = Audience.STAFF, "programmes:manage", TokenScope.ADMIN
APPLIES = TokenScope.APPLICATIONS_WRITE
