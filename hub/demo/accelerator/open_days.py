"""Days on which the first hub is open, near a day that was wished for."""

from datetime import date, datetime, timedelta

from booking.spaces.queries import open_times
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant
from hub.demo.world import HOME_ZONE, World

SITE = "jkt"
#: Of a house that may be closed for a holiday the nearest open day counts, within so many days.
SEARCHED = 6


def open_weekday(world: World, *, near: int, step: int) -> date | None:
    """From Monday to Friday, `near` days from today or the next one in the direction `step`."""
    site, space = world.sites[SITE], world.spaces[SITE, "Ciliwung"]
    for far in range(SEARCHED):
        on = world.today + timedelta(days=near + step * far)
        begin = to_instant(datetime.combine(on, datetime.min.time()), HOME_ZONE, fold=0)
        whole = TimeSlot(begin, begin + timedelta(days=1))
        if on.weekday() < 5 and open_times(site, whole).of(space, whole):
            return on
    return None
