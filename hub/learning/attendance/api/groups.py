"""The chapter of the API that these parts write."""

from hub.accounts.models import TokenScope
from hub.web.api import Endpoints

endpoints = Endpoints("Attendance", "Who was in a class session, and for how many minutes.")
WRITES = TokenScope.LEARNING_WRITE
