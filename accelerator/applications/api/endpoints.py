"""What the endpoints of applications are registered on."""

from hub.accounts.models import TokenScope
from hub.web.access import Audience
from hub.web.api import Endpoints

endpoints = Endpoints(
    "Applications",
    "A team's answers to a call. Saved one by one, over the version that was seen; handed in once, "
    "with a receipt; changed until the deadline. The server's clock alone decides.",
)
staffs = Endpoints(
    "Screening",
    "What has come in, for the managers of the programme: found, screened, asked for more. What you"
    " have a conflict of interest with is in no list and in no count. Drafts show no answers.",
)
WRITES = TokenScope.APPLICATIONS_WRITE
STAFF, MANAGE, ADMIN = Audience.STAFF, "programmes:manage", TokenScope.ADMIN
ONE = "/applications/<uuid:application_id>"
