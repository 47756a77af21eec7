"""When somebody has time: a week in wall times of their own zone, made into instants.

The wall time stands, so a week's instants move when the clocks change. Somebody is free at a moment
when the clock on their wall shows a time within their hours: what the clocks skip does not happen,
and what they show twice is free twice.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hub.core.timeslots import TimeSlot
from hub.core.walltime import offset_at

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, order=True)
class Hours:
    """From one wall time up to, not including, another of the same day; 24:00 is `time.max`."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"hours end after they begin: {self.start} to {self.end}")


@dataclass(frozen=True)
class Week:
    """Somebody's usual week.

    Args:
        zone: IANA.
        weekly: weekday (Monday is 0) to hours.
        exceptions: other hours on a date; none at all is a day off. They win over holidays.
        days_off: public holidays.
        first, last: the first and the last date on which any of it holds.
        busy: taken in calendars elsewhere, as instants.
    """

    zone: str
    weekly: Mapping[int, Sequence[Hours]]
    exceptions: Mapping[date, Sequence[Hours]] = field(default_factory=dict)
    days_off: Collection[date] = frozenset()
    first: date | None = None
    last: date | None = None
    busy: Sequence[TimeSlot] = ()


def free(week: Week, window: TimeSlot) -> list[TimeSlot]:
    """All free time within the window, in order, joined where it touches."""
    place = ZoneInfo(week.zone)
    day = window.start.astimezone(place).date() - DAY
    last = window.end.astimezone(place).date() + DAY
    slots: list[TimeSlot] = []
    while day <= last:
        for hours in hours_on(week, day):
            slots += [
                _clipped(slot, window)
                for slot in _instants(day, hours, zone=week.zone)
                if slot.overlaps(window)
            ]
        day += DAY
    return without(joined(slots), week.busy)


def hours_on(week: Week, day: date) -> Sequence[Hours]:
    """The hours of one date, before anything that is busy is taken off."""
    if (week.first and day < week.first) or (week.last and day > week.last):
        return ()
    if day in week.exceptions:
        return week.exceptions[day]
    return () if day in week.days_off else week.weekly.get(day.weekday(), ())


def joined(slots: Iterable[TimeSlot]) -> list[TimeSlot]:
    """In order; what overlaps or touches is one."""
    done: list[TimeSlot] = []
    for slot in sorted(slots):
        if done and slot.start <= done[-1].end:
            done[-1] = TimeSlot(done[-1].start, max(done[-1].end, slot.end))
        else:
            done.append(slot)
    return done


def without(slots: Sequence[TimeSlot], busy: Iterable[TimeSlot]) -> list[TimeSlot]:
    """What is left of `slots` (in order, apart) when all of `busy` is taken away."""
    taken = joined(busy)
    left: list[TimeSlot] = []
    for slot in slots:
        start = slot.start
        for block in taken:
            if block.end <= start:
                continue
            if block.start >= slot.end:
                break
            if block.start > start:
                left.append(TimeSlot(start, block.start))
            start = max(start, block.end)
        if start < slot.end:
            left.append(TimeSlot(start, slot.end))
    return left


def common(one: Iterable[TimeSlot], other: Iterable[TimeSlot]) -> list[TimeSlot]:
    """When both are free."""
    left, right = joined(one), joined(other)
    found: list[TimeSlot] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i].start, right[j].start), min(left[i].end, right[j].end)
        if start < end:
            found.append(TimeSlot(start, end))
        if left[i].end <= right[j].end:
            i += 1
        else:
            j += 1
    return found


def minutes(slots: Iterable[TimeSlot]) -> int:
    """Whole minutes together."""
    return sum((slot.length for slot in slots), timedelta()) // MINUTE


def minute_by_minute(slots: Iterable[TimeSlot], window: TimeSlot) -> int:
    """A number with a bit for each whole minute of the window, set where it is free. What two have
    in common is `&` of theirs, which for thousands of pairs is much faster than `common`."""
    found = 0
    for slot in slots:
        first = -((window.start - slot.start) // MINUTE)
        last = (slot.end - window.start) // MINUTE
        found |= ((1 << max(0, last - first)) - 1) << first
    return found


def starts(slots: Iterable[TimeSlot], *, length: timedelta, every: timedelta) -> list[datetime]:
    """Instants on the raster of `every` (counted from the full hour) at which `length` fits."""
    raster = every.total_seconds()
    found = []
    for slot in slots:
        first = -(-slot.start.timestamp() // raster) * raster
        at = datetime.fromtimestamp(first, UTC)
        while at + length <= slot.end:
            found.append(at)
            at += every
    return found


def _instants(day: date, hours: Hours, *, zone: str) -> Iterator[TimeSlot]:
    """All moments at which a clock in the zone shows a time within the hours of that date."""
    begins = datetime.combine(day, hours.start, UTC)
    if hours.end == time.max:
        ends = datetime.combine(day + DAY, time(), UTC)
    else:
        ends = datetime.combine(day, hours.end, UTC)
    for offset, period in _periods(day, zone):
        start, end = max(begins - offset, period.start), min(ends - offset, period.end)
        if start < end:
            yield TimeSlot(start, end)


@lru_cache(maxsize=4096)
def _periods(day: date, zone: str) -> tuple[tuple[timedelta, TimeSlot], ...]:
    """The time around a date, cut where the zone's clocks change (once at the most)."""
    first = datetime.combine(day, time(), UTC) - DAY
    last = first + 3 * DAY
    before, after = offset_at(first, zone), offset_at(last, zone)
    if before == after:
        return ((before, TimeSlot(first, last)),)
    low, high = first, last
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if offset_at(middle, zone) == before else (low, middle)
    change = high.replace(microsecond=0)
    return ((before, TimeSlot(first, change)), (after, TimeSlot(change, last)))


def _clipped(slot: TimeSlot, window: TimeSlot) -> TimeSlot:
    return TimeSlot(max(slot.start, window.start), min(slot.end, window.end))
