"""The API's chapter about the desk."""

from hub.accounts.models import TokenScope
from hub.web.access import Audience
from hub.web.api import Endpoints

endpoints = Endpoints(
    "Front desk",
    "For the staff of a site: its day, closing spaces and whom that hits, notes on bookings.",
)
STAFF, ADMIN = Audience.STAFF, TokenScope.ADMIN
