"""How much a plan lets people book, and from when to when it is counted. Pure."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from hub.core.timeslots import TimeSlot
from hub.core.walltime import start_of_day, to_wall


@dataclass(frozen=True)
class Limit:
    """One quota. `kind` None: spaces of all kinds together; `plan` None: of people without one.

    `subject` and `period` are values of `QuotaSubject` and `QuotaPeriod`. Of `minutes` and
    `bookings`, None is no limit.
    """

    subject: str
    kind: str | None
    period: str
    plan: str | None = None
    minutes: int | None = None
    bookings: int | None = None

    @property
    def counts(self) -> tuple[str, str, str]:
        """Limits that count the same are alike in this; several plans may have one each."""
        return self.subject, self.kind or "", self.period

    @property
    def generosity(self) -> tuple[float, float]:
        most = [float("inf") if each is None else each for each in (self.minutes, self.bookings)]
        return most[0], most[1]


@dataclass(frozen=True)
class Counted:
    """A booking that stands, and the kind of its space."""

    slot: TimeSlot
    kind: str


@dataclass(frozen=True)
class Over:
    """A limit that one more booking would break; `until` is when the count begins anew."""

    limit: Limit
    minutes: int
    bookings: int
    until: datetime | None


def period_around(instant: datetime, period: str, *, zone: str) -> TimeSlot | None:
    """The day, week from Monday or month of the place; None for all that is to come."""
    today = datetime.combine(to_wall(instant, zone).date(), time())
    first, last = today, today + timedelta(days=1)
    if period == "coming":
        return None
    if period == "week":
        first = today - timedelta(days=today.weekday())
        last = first + timedelta(days=7)
    elif period == "month":
        first = today.replace(day=1)
        last = (first + timedelta(days=32)).replace(day=1)
    return TimeSlot(start_of_day(first, zone), start_of_day(last, zone))


def over(
    limit: Limit, asked: Counted, *, others: Iterable[Counted], zone: str, now: datetime
) -> Over | None:
    """Whether the limit is broken when `asked` comes to the others, of the same subject. Each
    counts whole, where it starts."""
    if limit.kind not in (None, asked.kind):
        return None
    within = period_around(asked.slot.start, limit.period, zone=zone)
    first, last = (within.start, within.end) if within else (now, None)
    counted = [
        each.slot
        for each in others
        if limit.kind in (None, each.kind)
        and first <= each.slot.start
        and (last is None or each.slot.start < last)
    ]
    minutes = sum(_minutes(slot) for slot in counted)
    too_long = limit.minutes is not None and minutes + _minutes(asked.slot) > limit.minutes
    too_many = limit.bookings is not None and len(counted) + 1 > limit.bookings
    return Over(limit, minutes, len(counted), last) if too_long or too_many else None


def refusals(found: Sequence[tuple[Limit, Over | None]]) -> list[Over]:
    """Those that count. Within a plan every limit holds; of several plans that limit the same, one
    that has room is enough, and a plan that says nothing about it does not help."""
    against = []
    alike = sorted(found, key=lambda each: (each[0].counts, each[0].plan or ""))
    for _counts, group in itertools.groupby(alike, key=lambda each: each[0].counts):
        by_plan = [list(plan) for _name, plan in itertools.groupby(group, key=lambda e: e[0].plan)]
        broken = [[each for _limit, each in plan if each is not None] for plan in by_plan]
        if all(broken):
            against.append(max(itertools.chain(*broken), key=lambda each: each.limit.generosity))
    return against


def _minutes(slot: TimeSlot) -> int:
    return int(slot.length / timedelta(minutes=1))
