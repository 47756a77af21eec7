"""Somebody's usual week as it is written down, and what may be wrong in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from hub.core.i18n import gettext as _
from hub.core.walltime import is_zone

#: Whose public holidays somebody can keep: as the hub's sites do.
HOLIDAY_CALENDARS = ("ID", "DE-BE", "TH")
MOST_ROWS = 28
MOST_OF_A_DAY = 6
WEEKDAYS = range(7)
END_OF_DAY = "24:00"


@dataclass(frozen=True)
class Row:
    """From a wall time up to, not including, another of the same weekday (Monday is 0); `until` may
    be 24:00."""

    weekday: int
    start: str
    until: str


@dataclass(frozen=True)
class UsualWeek:
    """Wall times of `zone` (IANA), from `first` to `last` if these are given.

    Args:
        holiday_calendar: of `HOLIDAY_CALENDARS`, or empty: works on all holidays.
    """

    zone: str
    rows: tuple[Row, ...] = ()
    holiday_calendar: str = ""
    first: date | None = None
    last: date | None = None


def week_troubles(week: UsualWeek) -> dict[str, list[str]]:
    """What is wrong, by field; rows as `weekly`."""
    wrong: dict[str, list[str]] = {}
    if not is_zone(week.zone):
        wrong["zone"] = [_("Please choose one of the list.")]
    if week.holiday_calendar not in ("", *HOLIDAY_CALENDARS):
        wrong["holiday_calendar"] = [_("Please choose one of the list.")]
    if week.first and week.last and week.last < week.first:
        wrong["last"] = [_("This is before the first day.")]
    if trouble := _rows_trouble(week.rows):
        wrong["weekly"] = [trouble]
    return wrong


def _rows_trouble(rows: Sequence[Row]) -> str:
    if len(rows) > MOST_ROWS:
        return _("At most %(most)s lines.", most=MOST_ROWS)
    days: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if row.weekday not in WEEKDAYS:
            return _("Please choose one of the list.")
        days[row.weekday].append((row.start, row.until))
    return next(filter(None, (hours_trouble(hours) for hours in days.values())), "")


def hours_trouble(hours: Iterable[tuple[str, str]]) -> str:
    """What is wrong with the hours of one day, in any order; nothing: empty."""
    known = sorted(hours)
    if len(known) > MOST_OF_A_DAY:
        return _("At most %(most)s times on one day.", most=MOST_OF_A_DAY)
    for start, until in known:
        if not (is_clock(start) and (is_clock(until) or until == END_OF_DAY)):
            return _("Please give a time, such as 14:30.")
        if until <= start:
            return _("%(start)s to %(until)s ends before it begins.", start=start, until=until)
    for (_start, until), (start, _until) in pairwise(known):
        if start < until:
            return _("Two times of one day overlap at %(time)s.", time=start)
    return ""


def is_clock(text: str) -> bool:
    """Whether this is a wall time such as 09:30, written in full."""
    if len(text) != 5 or text[2] != ":":
        return False
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return text.isascii()


def in_week_order(rows: Iterable[Row]) -> list[dict[str, int | str]]:
    """As the column keeps them."""
    return [
        {"weekday": row.weekday, "from": row.start, "until": row.until}
        for row in sorted(rows, key=lambda row: (row.weekday, row.start))
    ]


def minutes_a_week(rows: Iterable[Row]) -> int:
    return sum(_minute(row.until) - _minute(row.start) for row in rows)


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)
