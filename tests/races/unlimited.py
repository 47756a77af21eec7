"""The hub without the lock of quotas, for the control run: it counts, waits as long as a slow
machine would, and then writes, believing the count. SQLite lets only one write at a time: there it
believes what was counted before it came to write."""

import os
import time

from booking.bookings.queries import Around
from booking.bookings.services import wishes
from hub.app import create_app
from hub.config import settings_from
from hub.core.timeslots import TimeSlot
from tests.races.asking_before import ask_before_only


def _believe(known: Around, _slot: TimeSlot) -> Around:
    """In place of counting under the lock: time for others to count the same."""
    if known.claims:
        assert known.claims.counted is not None
    time.sleep(0.5)
    return known


if os.environ["DATABASE_URL"].startswith("sqlite"):
    ask_before_only(seconds=0.5)
else:
    assert hasattr(wishes, "counted_for_good"), "quotas are counted elsewhere now"
    wishes.counted_for_good = _believe
app = create_app(settings_from(os.environ))
