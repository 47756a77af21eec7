"""The hub without its guard, for the control run: it asks whether a space is free, and then writes,
believing the answer. The test removes the database's guard as well. If this did not double-book,
the races would prove nothing."""

import os

from hub.app import create_app
from hub.config import settings_from
from tests.races.asking_before import ask_before_only

ask_before_only(seconds=1)
app = create_app(settings_from(os.environ))
