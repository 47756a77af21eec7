"""What the endpoints of applications are registered on."""

from hub.accounts.models import TokenScope
from hub.web.api import Endpoints

endpoints = Endpoints(
    "Applications",
    "A team's answers to a call. Saved one by one, over the version that was seen; handed in once, "
    "with a receipt; changed until the deadline. The server's clock alone decides.",
)
WRITES = TokenScope.APPLICATIONS_WRITE
