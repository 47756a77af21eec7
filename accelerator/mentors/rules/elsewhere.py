"""What hours of one place are on the clocks of another, before and after the clocks change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from accelerator.mentors.rules.weeks import Row
from hub.core.walltime import offset_at

DAY = timedelta(days=1)
#: The cities of the network, each with its clock.
PLACES = (
    ("Jakarta", "Asia/Jakarta"),
    ("Berlin", "Europe/Berlin"),
    ("Bangkok", "Asia/Bangkok"),
)


@dataclass(frozen=True)
class There:
    """Wall times in another place. `days` is how many days later (or earlier: -1) they begin."""

    start: str
    until: str
    days: int


@dataclass(frozen=True)
class Elsewhere:
    """A row of a week in another place; from `changes_on` on it is `after` instead."""

    place: str
    now: There
    changes_on: date | None = None
    after: There | None = None


def elsewhere(row: Row, zone: str, *, today: date, days: int = 300) -> list[Elsewhere]:
    """The row in each other place whose clock differs from the one of `zone`.

    Args:
        days: so far ahead a change of clocks, here or there, is looked for.
    """
    first = today + timedelta(days=(row.weekday - today.weekday()) % 7)
    found = []
    for place, other in PLACES:
        shift = _shift(first, zone, other=other)
        if other == zone:
            continue
        changed = _next_change(first, zone, other=other, days=days)
        if not shift and changed is None:
            continue
        after = _there(row, _shift(changed, zone, other=other)) if changed else None
        found.append(Elsewhere(place, _there(row, shift), changed, after))
    return found


def _next_change(first: date, zone: str, *, other: str, days: int) -> date | None:
    """The first date (of all weekdays) from which the two clocks stand otherwise to each other."""
    before = _shift(first, zone, other=other)
    return next(
        (
            day
            for day in (first + n * DAY for n in range(1, days))
            if _shift(day, zone, other=other) != before
        ),
        None,
    )


def _shift(day: date, zone: str, *, other: str) -> timedelta:
    """How much the other clock is ahead, at noon."""
    noon = datetime.combine(day, time(12), UTC)
    return offset_at(noon, other) - offset_at(noon, zone)


def _there(row: Row, shift: timedelta) -> There:
    start, until = _moved(row.start, shift), _moved(row.until, shift)
    return There(_clock(start), _clock(until), start // DAY)


def _moved(clock: str, shift: timedelta) -> timedelta:
    hour, minute = clock.split(":")
    return timedelta(hours=int(hour), minutes=int(minute)) + shift


def _clock(since_midnight: timedelta) -> str:
    minutes = int((since_midnight % DAY).total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"
