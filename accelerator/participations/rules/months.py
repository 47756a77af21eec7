"""Which months a startup reports, when each opens, and when alumni are asked.

A month is reported after it: it opens on the first of the next one and is due seven days later, at
the end of that day on the programme's clock.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DUE_AFTER_DAYS = 7
FOLLOW_UPS = (6, 12, 24)


@dataclass(frozen=True)
class Month:
    """The first day of a month, the day on which its check-in opens, and its last day."""

    first: date
    opens_on: date
    due_on: date


def months(starts_on: date, ends_on: date) -> Iterator[Month]:
    """Every month of which the cohort has at least half, in order."""
    first = starts_on.replace(day=1)
    while first <= ends_on:
        following = add_months(first, 1)
        last = following - timedelta(days=1)
        within = (min(last, ends_on) - max(first, starts_on)).days + 1
        if within * 2 >= last.day:
            yield Month(first, following, following + timedelta(days=DUE_AFTER_DAYS - 1))
        first = following


def add_months(day: date, count: int) -> date:
    """The same day of a later month, or that month's last."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def follow_ups(ended_on: date) -> list[tuple[int, date]]:
    """(months, day) of when an alumnus is asked."""
    return [(count, add_months(ended_on, count)) for count in FOLLOW_UPS]
