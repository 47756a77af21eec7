"""The dates of a cohort: which go together, what a change takes from those who rely on them, and
how they move to another year."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from accelerator.programmes.rules.intake import Window
from hub.core.walltime import NoSuchWallTime, to_instant, to_wall

#: A week, in minutes.
LONGEST_GRACE = 7 * 24 * 60


@dataclass(frozen=True)
class Dates:
    """`opens_at`, `closes_at` and `demo_day_at` are instants, the rest days of the calendar."""

    opens_at: datetime
    closes_at: datetime
    grace_minutes: int = 0
    decisions_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    demo_day_at: datetime | None = None

    @property
    def window(self) -> Window:
        return Window(self.opens_at, self.closes_at, timedelta(minutes=self.grace_minutes))


class Problem(StrEnum):
    CLOSES_BEFORE_OPENING = "closes-before-opening"
    GRACE_TOO_LONG = "grace-too-long"
    DECIDED_BEFORE_CLOSING = "decided-before-closing"
    STARTS_BEFORE_CLOSING = "starts-before-closing"
    ENDS_BEFORE_START = "ends-before-start"
    ENDS_WITHOUT_START = "ends-without-start"
    DEMO_DAY_BEFORE_START = "demo-day-before-start"


def problems(dates: Dates, zone: str) -> dict[str, Problem]:
    """Field → what is wrong with it. Days are compared as the zone's calendar has them."""
    found: dict[str, Problem] = {}
    closing = to_wall(dates.closes_at, zone).date()
    if dates.closes_at <= dates.opens_at:
        found["closes_at"] = Problem.CLOSES_BEFORE_OPENING
    if not 0 <= dates.grace_minutes <= LONGEST_GRACE:
        found["grace_minutes"] = Problem.GRACE_TOO_LONG
    if dates.decisions_on and dates.decisions_on < closing:
        found["decisions_on"] = Problem.DECIDED_BEFORE_CLOSING
    if dates.starts_on and dates.starts_on < closing:
        found["starts_on"] = Problem.STARTS_BEFORE_CLOSING
    if dates.ends_on and dates.starts_on is None:
        found["ends_on"] = Problem.ENDS_WITHOUT_START
    elif dates.ends_on and dates.starts_on and dates.ends_on <= dates.starts_on:
        found["ends_on"] = Problem.ENDS_BEFORE_START
    demo_day = dates.demo_day_at and to_wall(dates.demo_day_at, zone).date()
    if demo_day and dates.starts_on and demo_day < dates.starts_on:
        found["demo_day_at"] = Problem.DEMO_DAY_BEFORE_START
    return found


def takes_time_away(before: Dates, after: Dates, *, at: datetime) -> bool:
    """Whether somebody who relied on `before` has less time now: the deadline or the end of grace
    is earlier, or a call that was open is not open yet."""
    if at >= before.window.ends_at:
        return False
    return (
        after.closes_at < before.closes_at
        or after.window.ends_at < before.window.ends_at
        or (before.opens_at <= at < after.opens_at)
    )


def shifted(dates: Dates, *, days: int, zone: str) -> Dates:
    """The same dates some days later, at the same times on the wall. A time that the clocks skip
    there becomes the next one that exists; of one that happens twice it is the later, so that
    nobody loses an hour."""
    step = timedelta(days=days)
    return replace(
        dates,
        opens_at=_moved(dates.opens_at, step, zone=zone),
        closes_at=_moved(dates.closes_at, step, zone=zone),
        demo_day_at=_moved(dates.demo_day_at, step, zone=zone) if dates.demo_day_at else None,
        decisions_on=dates.decisions_on and dates.decisions_on + step,
        starts_on=dates.starts_on and dates.starts_on + step,
        ends_on=dates.ends_on and dates.ends_on + step,
    )


def days_until(dates: Dates, first: date, *, zone: str) -> int:
    """How many days later the dates lie if the call opens on `first`."""
    return (first - to_wall(dates.opens_at, zone).date()).days


def _moved(instant: datetime, step: timedelta, *, zone: str) -> datetime:
    wall = to_wall(instant, zone) + step
    try:
        return to_instant(wall, zone, fold=1)
    except NoSuchWallTime as gap:
        return to_instant(gap.first_after, zone, fold=1)
