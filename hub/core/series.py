""" "Every second Tuesday, 15:00 WIB, six times": the wall time stands, the instants follow it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Generic, TypeVar

from hub.core.timeslots import TimeSlot
from hub.core.walltime import NoSuchWallTime, offset_at, to_instant, to_wall

MOST_TIMES = 26
MOST_WEEKS = 8
_DAY = timedelta(days=1)
Why = TypeVar("Why", bound=StrEnum)


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """Every so many weeks, so many times."""

    every_weeks: int = 1
    times: int = 6

    @property
    def is_allowed(self) -> bool:
        return 1 <= self.times <= MOST_TIMES and 1 <= self.every_weeks <= MOST_WEEKS


@dataclass(frozen=True)
class SeriesDate(Generic[Why]):
    """One date of a series; it can be had when `why` is None. `sentence` says it to people. A wall
    time that the clocks skip has no slot."""

    wall: datetime
    slot: TimeSlot | None
    why: Why | None = None
    sentence: str = ""

    def plain(self) -> dict[str, str]:
        return {
            "starts_local": f"{self.wall:%Y-%m-%dT%H:%M}",
            "reason": str(self.why or ""),
            "sentence": self.sentence,
        }


def dates(first: datetime, *, every_weeks: int, times: int) -> list[datetime]:
    """The wall times of a series that begins with `first`."""
    return [first + timedelta(weeks=every_weeks * n) for n in range(times)]


def instant_of(wall: datetime, zone: str) -> datetime | None:
    """Of a time that occurs twice the first; None where the clocks skip it."""
    try:
        return to_instant(wall, zone, fold=0)
    except NoSuchWallTime:
        return None


def slots_of(
    first: datetime, length: timedelta, *, repeat: Repeat, zone: str
) -> list[tuple[datetime, TimeSlot | None]]:
    """Each wall time of a series with its slot, or None where the clocks skip it."""
    walls = dates(first, every_weeks=repeat.every_weeks, times=repeat.times)
    starts = [(wall, instant_of(wall, zone)) for wall in walls]
    return [(wall, TimeSlot(at, at + length) if at else None) for wall, at in starts]


@dataclass(frozen=True)
class Drift:
    """From this day on the series stands at another hour on the other side's clock."""

    day: date
    before: time
    after: time


def drifts(instants: Sequence[datetime], *, zone: str, other: str) -> list[Drift]:
    """Where a series that stands in `zone` moves on the clocks of `other`. The day is the one on
    which one of both changes its clocks."""
    found = []
    for earlier, later in pairwise(instants):
        before, after = to_wall(earlier, other).time(), to_wall(later, other).time()
        if before != after:
            found.append(Drift(_changed_on(earlier, later, zone=zone, other=other), before, after))
    return found


def _changed_on(earlier: datetime, later: datetime, *, zone: str, other: str) -> date:
    """The first day after `earlier` on whose noon the two stand apart otherwise than before."""
    apart = offset_at(earlier, other) - offset_at(earlier, zone)
    day = to_wall(earlier, other).date()
    last = to_wall(later, other).date()
    while day < last:
        noon = datetime.combine(day, time(12), UTC)
        if offset_at(noon, other) - offset_at(noon, zone) != apart:
            return day
        day += _DAY
    return last
