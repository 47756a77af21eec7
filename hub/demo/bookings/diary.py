"""What of a site is still free while its weeks are planned: a paper copy of the ledger."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from uuid import UUID

from booking.bookings.queries import with_margins
from booking.spaces.ledger import RASTER
from booking.spaces.models import Space
from booking.spaces.queries import OpenTimes, open_times
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_instant, to_wall
from hub.organisations.models import Site


class Diary:
    """Of one site, for some days. Reads opening hours and holidays once."""

    def __init__(self, site: Site, *, first: date, last: date) -> None:
        self.zone = site.zone
        span = TimeSlot(self.instant(first, 0), self.instant(last, 0))
        self._opening: OpenTimes = open_times(site, span)
        self._open: dict[tuple[UUID, date], list[TimeSlot]] = {}
        self._taken: dict[UUID, list[TimeSlot]] = defaultdict(list)
        self._seats: dict[tuple[UUID, int], int] = defaultdict(int)

    def instant(self, day: date, minutes: int) -> datetime:
        """When the wall clock of the site shows so many minutes after midnight."""
        wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
        return to_instant(wall, self.zone, fold=0)

    def slot(self, day: date, start: int, *, length: int) -> TimeSlot:
        begin = self.instant(day, start)
        return TimeSlot(begin, begin + timedelta(minutes=length))

    def open_on(self, space: Space, day: date) -> list[TimeSlot]:
        key = (space.id, day)
        if key not in self._open:
            self._open[key] = self._opening.of(space, self.slot(day, 0, length=1440))
        return self._open[key]

    def fits(self, space: Space, slot: TimeSlot, *, quantity: int = 1) -> bool:
        """Open, and free with its margins."""
        day = to_wall(slot.start, self.zone).date()
        if not any(time.contains(slot) for time in self.open_on(space, day)):
            return False
        return self._is_free(space, with_margins(space, slot), quantity=quantity)

    def write(self, space: Space, slot: TimeSlot, *, quantity: int = 1) -> None:
        wide = with_margins(space, slot)
        for unit in space.units:
            if unit.pooled:
                for quarter in _quarters(wide):
                    self._seats[unit.id, quarter] += quantity
            else:
                self._taken[unit.id].append(wide)

    def seats_left(self, space: Space, slot: TimeSlot) -> int:
        """Of a pooled space, at its fullest moment."""
        [unit] = space.units
        return unit.places - max(self._seats[unit.id, quarter] for quarter in _quarters(slot))

    def _is_free(self, space: Space, wide: TimeSlot, *, quantity: int) -> bool:
        for unit in space.units:
            if unit.pooled:
                if self.seats_left(space, wide) < quantity:
                    return False
            elif any(other.overlaps(wide) for other in self._taken[unit.id]):
                return False
        return True


def _quarters(slot: TimeSlot) -> range:
    seconds = int(RASTER.total_seconds())
    return range(int(slot.start.timestamp() // seconds), -int(-slot.end.timestamp() // seconds))
