"""The hub without the lock of quotas, for the control run: it counts, waits as long as a slow
machine would, and then writes, believing the count. SQLite lets only one write at a time: there it
believes what was counted before it came to write."""

import os
import time

from booking.bookings.queries import Around
from booking.bookings.services import making, wishes
from hub.app import create_app
from hub.config import settings_from
from hub.core.timeslots import TimeSlot


def _believe(known: Around, _slot: TimeSlot) -> Around:
    """In place of counting again under the lock: time for others to count the same."""
    time.sleep(0.5)
    return known


assert hasattr(wishes, "counted_for_good"), "quotas are counted elsewhere now"
wishes.counted_for_good = _believe
if os.environ["DATABASE_URL"].startswith("sqlite"):
    making.check = lambda _wish: []
app = create_app(settings_from(os.environ))
