"""The chapter of the API that these parts write."""

from hub.accounts.models import TokenScope
from hub.web.api import Endpoints

endpoints = Endpoints(
    "Teaching",
    "How a class is getting on, and what support organisations have learnt.",
)
WRITES = TokenScope.LEARNING_WRITE
