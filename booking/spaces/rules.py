"""When a space is open. Pure: wall times in, instants out."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from hub.core.timeslots import TimeSlot
from hub.core.walltime import NoSuchWallTime, to_instant, to_wall

ALL_DAY = (0, 1440)


@dataclass(frozen=True, order=True)
class Hours:
    """Open on a weekday (0 is Monday) from `opens` to `closes`, minutes from midnight."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True)
class OtherHours:
    """Hours of one day in place of the week's and of a holiday, as minutes from midnight; none is
    closed. `reason` may be empty."""

    intervals: tuple[tuple[int, int], ...]
    reason: str = ""

    def on(self, day: date) -> list[Hours]:
        return [Hours(day.weekday(), opens, closes) for opens, closes in self.intervals]


def open_slots(day: date, hours: Iterable[Hours], *, zone: str) -> list[TimeSlot]:
    """The times of a calendar day in which the place is open, in order.

    Across a change of clocks the wall times stand: open from 7:00 to 22:00 is open from 7:00 to
    22:00, however long that day is.
    """
    return list(
        _opened(day, tuple(sorted(r for r in hours if r.weekday == day.weekday())), zone=zone)
    )


@lru_cache(maxsize=2_000)
def _opened(day: date, todays: tuple[Hours, ...], *, zone: str) -> tuple[TimeSlot, ...]:
    """Kept, for most spaces keep the hours of their house."""
    edges = [(_at(day, rule.opens, zone=zone), _at(day, rule.closes, zone=zone)) for rule in todays]
    return tuple(merged([TimeSlot(start, end) for start, end in edges if start < end]))


def merged(slots: Iterable[TimeSlot]) -> list[TimeSlot]:
    """Slots that touch or overlap made one, so that a night across midnight is one open time."""
    result: list[TimeSlot] = []
    for slot in sorted(slots):
        if result and slot.start <= result[-1].end:
            result[-1] = TimeSlot(result[-1].start, max(result[-1].end, slot.end))
        else:
            result.append(slot)
    return result


def gaps(within: Iterable[TimeSlot], taken: Iterable[TimeSlot]) -> list[TimeSlot]:
    """What is left of `within` when `taken` is cut out of it."""
    free: list[TimeSlot] = []
    busy = merged(taken)
    for slot in merged(within):
        start = slot.start
        for block in busy:
            if block.end <= start or block.start >= slot.end:
                continue
            if block.start > start:
                free.append(TimeSlot(start, block.start))
            start = max(start, block.end)
        if start < slot.end:
            free.append(TimeSlot(start, slot.end))
    return free


@dataclass(frozen=True)
class Use:
    """Some places of a pooled unit in use for a time."""

    slot: TimeSlot
    quantity: int


def most_in_use(uses: Iterable[Use], during: TimeSlot) -> int:
    """The largest number of places in use at any moment of `during`."""
    relevant = [use for use in uses if use.slot.overlaps(during)]
    moments = [during.start, *(u.slot.start for u in relevant if u.slot.start > during.start)]
    return max(
        sum(u.quantity for u in relevant if u.slot.start <= moment < u.slot.end)
        for moment in moments
    )


def full_times(uses: list[Use], places: int) -> list[TimeSlot]:
    """When a pooled unit with that many places has none left."""
    edges = sorted({edge for use in uses for edge in (use.slot.start, use.slot.end)})
    spans = (TimeSlot(a, b) for a, b in itertools.pairwise(edges))
    return merged(span for span in spans if most_in_use(uses, span) >= places)


def days_of(slot: TimeSlot, zone: str) -> list[date]:
    """The calendar days in `zone` that a slot touches."""
    from_day = _wall_day(slot.start, zone)
    to_day = _wall_day(slot.end - timedelta(microseconds=1), zone)
    return [from_day + timedelta(days=n) for n in range((to_day - from_day).days + 1)]


def _wall_day(instant: datetime, zone: str) -> date:
    return to_wall(instant, zone).date()


def _at(day: date, minutes: int, *, zone: str) -> datetime:
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    try:
        return to_instant(wall, zone, fold=0 if minutes < 1440 else 1)
    except NoSuchWallTime as gap:
        return to_instant(gap.first_after, zone, fold=0)
