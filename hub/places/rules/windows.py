"""How long an offer stands, and when its reminders are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from hub.core.walltime import NoSuchWallTime, WallTimeHappensTwice, to_instant, to_wall

#: An offer leaves this much time outside the quiet hours, or its whole window if that is shorter.
AWAKE = timedelta(hours=4)
#: What is left for an offer made just before the cut-off.
LAST_MINUTE = timedelta(hours=1)


@dataclass(frozen=True)
class Quiet:
    """From `start` up to, not including, `end`, by the wall clock; may span midnight."""

    start: time
    end: time


def expiry(offered_at: datetime, window: timedelta, *, zone: str, quiet: Quiet | None) -> datetime:
    """The instant from which an offer no longer stands.

    Quiet hours lengthen the window and never shorten it: no offer runs out at night, and one that
    is made in the evening leaves enough of the morning. A longer window never ends earlier.
    """
    plain = offered_at + window
    if quiet is None or quiet.start == quiet.end:
        return plain
    enough = _after_awake(offered_at, min(window, AWAKE), zone=zone, quiet=quiet)
    return _when_awake(max(plain, enough), zone=zone, quiet=quiet)


def before_cutoff(expires_at: datetime, *, offered_at: datetime, cutoff: datetime | None,
                  window: timedelta) -> datetime:  # fmt: skip
    """An offer ends at the cut-off at the latest, but leaves time to read it."""
    if cutoff is None:
        return expires_at
    return max(min(expires_at, cutoff), offered_at + min(window, LAST_MINUTE))


def next_reminder(
    expires_at: datetime, leads: Iterable[timedelta], *, after: datetime
) -> datetime | None:
    """The first reminder later than `after`; each lead is how long before the end it comes."""
    return min((expires_at - lead for lead in leads if expires_at - lead > after), default=None)


def _after_awake(start: datetime, length: timedelta, *, zone: str, quiet: Quiet) -> datetime:
    """The instant by which `length` has passed outside the quiet hours."""
    at = _when_awake(start, zone=zone, quiet=quiet)
    while True:
        night = _next_night(at, zone=zone, quiet=quiet)
        if at + length <= night:
            return at + length
        length -= night - at
        at = _when_awake(night, zone=zone, quiet=quiet)


def _when_awake(at: datetime, *, zone: str, quiet: Quiet) -> datetime:
    """`at`, or the end of the quiet hours in which it lies."""
    for begins, ends in _nights(at, zone=zone, quiet=quiet):
        if begins <= at < ends:
            return ends
    return at


def _next_night(at: datetime, *, zone: str, quiet: Quiet) -> datetime:
    return min(begins for begins, _ends in _nights(at, zone=zone, quiet=quiet) if begins >= at)


def _nights(at: datetime, *, zone: str, quiet: Quiet) -> list[tuple[datetime, datetime]]:
    """The quiet hours around an instant: those that began yesterday, and of the days after."""
    today = to_wall(at, zone).date()
    nights = []
    for shift in (-1, 0, 1, 2):
        day = today + timedelta(days=shift)
        last = day if quiet.start < quiet.end else day + timedelta(days=1)
        begins = _instant(datetime.combine(day, quiet.start), zone, fold=0)
        ends = _instant(datetime.combine(last, quiet.end), zone, fold=1)
        nights.append((begins, ends))
    return nights


def _instant(wall: datetime, zone: str, *, fold: int) -> datetime:
    """Where the clocks change, the reading that makes the night longer."""
    try:
        return to_instant(wall, zone)
    except WallTimeHappensTwice as twice:
        return twice.choices[fold]
    except NoSuchWallTime as gap:
        return to_instant(gap.first_after, zone, fold=0)
