"""Where an instant lies on a day that is drawn in quarters of an hour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking.bookings.agenda import BlockKind, SpaceDay
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall

QUARTERS = 4
#: Shown at least, and widened where something takes place outside.
USUAL_FROM, USUAL_UNTIL = 8, 20
SHORTEST = 12


@dataclass(frozen=True)
class Raster:
    """`hours` hours of one calendar day of a place, from `first` o'clock on. Columns count from 1.

    Columns follow the clock on the wall, so that nine o'clock stands under the nine also on the
    day when the clocks change.
    """

    day: date
    zone: str
    first: int
    hours: int

    @property
    def columns(self) -> int:
        return self.hours * QUARTERS

    def place(self, slot: TimeSlot) -> tuple[int, int] | None:
        """First column and number of columns of what is seen of a slot; None if nothing is."""
        start = max(self._quarters(slot.start, up=False), 0)
        end = min(self._quarters(slot.end, up=True), self.columns)
        return (start + 1, end - start) if end > start else None

    def column(self, instant: datetime) -> int | None:
        quarter = self._quarters(instant, up=False)
        return quarter + 1 if 0 <= quarter < self.columns else None

    def _quarters(self, instant: datetime, *, up: bool) -> int:
        wall = to_wall(instant, self.zone)
        minutes = (wall.date() - self.day).days * 1440 + wall.hour * 60 + wall.minute
        minutes -= self.first * 60
        return -(-minutes // 15) if up else minutes // 15


def raster_of(zone: str, days: Sequence[SpaceDay], *, more: Sequence[TimeSlot] = ()) -> Raster:
    """One day of some spaces: wide enough for the opening hours of most, for all that takes place,
    and for `more`."""
    day = days[0].day
    whole = Raster(day, zone, 0, 24)
    edges = [
        *(edge for each in days for edge in _usual(each, whole)),
        *(edge for each in days for slot in _used(each) for edge in _edges(slot, whole)),
        *(edge for slot in more for edge in _edges(slot, whole)),
    ]
    first = min(edges, default=USUAL_FROM * QUARTERS) // QUARTERS
    last = -(-max(edges, default=USUAL_UNTIL * QUARTERS) // QUARTERS)
    hours = max(last - first, SHORTEST)
    return Raster(day, zone, max(0, min(first, 24 - hours)), hours)


def cut(slot: TimeSlot, around: Iterable[TimeSlot]) -> list[TimeSlot]:
    """The parts of a slot that lie in any of `around`."""
    return [
        TimeSlot(max(slot.start, each.start), min(slot.end, each.end))
        for each in around
        if each.overlaps(slot)
    ]


def _used(day: SpaceDay) -> list[TimeSlot]:
    """What people do there; a closure over night needs not be seen to its end."""
    return [block.slot for block in day.blocks if block.kind is not BlockKind.CLOSURE]


def _usual(day: SpaceDay, whole: Raster) -> list[int]:
    """Opening hours count unless the space is open day and night: its nights are mostly empty."""
    night_and_day = sum((t.length for t in day.open), timedelta()) > timedelta(hours=18)
    return [] if night_and_day else [e for t in day.open for e in _edges(t, whole)]


def _edges(slot: TimeSlot, whole: Raster) -> list[int]:
    placed = whole.place(slot)
    return [placed[0] - 1, placed[0] - 1 + placed[1]] if placed else []
