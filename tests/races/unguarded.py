"""The hub without its guard, for the control run: it asks whether a space is free, waits as long as
a slow machine would, and then writes, believing the answer. The test removes the database's guard
as well. If this did not double-book, the races would prove nothing."""

import os
import time

from booking.bookings.services import making
from hub.app import create_app
from hub.config import settings_from


def _believe(_wish: object) -> None:
    """In place of the question asked again under the lock: time for others to ask it too."""
    time.sleep(1)


assert hasattr(making, "check"), "the question under the lock is asked elsewhere now"
making.check = _believe
app = create_app(settings_from(os.environ))
