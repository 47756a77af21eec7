"""The chapter of the API that these parts write."""

from hub.accounts.models import TokenScope
from hub.web.access import Audience
from hub.web.api import Endpoints

endpoints = Endpoints(
    "Certificates",
    "What completes a class, and certificates that anybody can verify.",
)
WRITES = TokenScope.LEARNING_WRITE
STAFF, MANAGE = Audience.STAFF, "classes:manage"
RUN = "/classes/<uuid:run_id>"
