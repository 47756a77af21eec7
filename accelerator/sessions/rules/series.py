""" "Every second Tuesday, 15:00 WIB, six times": the wall time stands, the instants follow it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hub.core.walltime import NoSuchWallTime, offset_at, to_instant, to_wall

MOST_TIMES = 26
MOST_WEEKS = 8
_DAY = timedelta(days=1)


def dates(first: datetime, *, every_weeks: int, times: int) -> list[datetime]:
    """The wall times of a series that begins with `first`."""
    return [first + timedelta(weeks=every_weeks * n) for n in range(times)]


def instant_of(wall: datetime, zone: str) -> datetime | None:
    """Of a time that occurs twice the first; None where the clocks skip it."""
    try:
        return to_instant(wall, zone, fold=0)
    except NoSuchWallTime:
        return None


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
