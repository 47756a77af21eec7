"""When mentors and startups have time, for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import or_, select

from accelerator.mentors.models import (
    Availability,
    AvailabilityException,
    OutsideBusy,
    OutsideCalendar,
)
from accelerator.mentors.queries.engagements import engagements_of
from accelerator.mentors.rules.availability import (
    DAY,
    WEEK,
    Hours,
    Week,
    common,
    free,
    minute_by_minute,
    without,
)
from accelerator.programmes.models import Cohort
from hub.core.clock import now
from hub.core.database import db
from hub.core.timeslots import TimeSlot
from hub.core.walltime import offset_at
from hub.organisations.models import Holiday, Site

#: How far ahead a cohort without an end is looked at.
USUALLY = timedelta(days=120)


def availability_of(
    *, mentor_id: UUID | None = None, startup_id: UUID | None = None
) -> Availability | None:
    query = select(Availability).where(
        Availability.mentor_id == mentor_id, Availability.startup_id == startup_id
    )
    return db.session.scalar(query)


def free_of(
    owners: Iterable[UUID], window: TimeSlot, *, but: UUID | None = None
) -> dict[UUID, list[TimeSlot]]:
    """When mentors and startups (by id) have time within a window: their week without exceptions,
    holidays, what stands in their own calendars, and meetings that are booked here. Who has said
    nothing is not in the answer: it is not known.

    Args:
        but: a session or meeting that takes nobody's time, because it is the one to be moved.
    """
    ids = set(owners)
    engaged = engagements_of(ids, window, but=but)
    return {
        owner: without(free(week, window), engaged.get(owner, ()))
        for owner, week in weeks_of(ids, window).items()
    }


def common_free(
    mentor_id: UUID, startup_id: UUID, *, window: TimeSlot, but: UUID | None = None
) -> list[TimeSlot] | None:
    """When both have time; None where one of them has said nothing."""
    found = free_of((mentor_id, startup_id), window, but=but)
    if len(found) < 2:
        return None
    return common(found[mentor_id], found[startup_id])


def weeks_of(owners: Iterable[UUID], window: TimeSlot) -> dict[UUID, Week]:
    """The weeks of mentors and startups, with what concerns a window; four questions."""
    ids = set(owners)
    query = select(Availability).where(
        or_(Availability.mentor_id.in_(ids), Availability.startup_id.in_(ids))
    )
    rows = {row.id: row for row in db.session.scalars(query)}
    exceptions, busy = _exceptions(set(rows), window), _busy(set(rows), window)
    days_off = _days_off({row.holiday_calendar for row in rows.values()} - {""}, window)
    return {
        row.mentor_id or row.startup_id or row.id: Week(
            zone=row.zone,
            weekly=weekly(row),
            exceptions=exceptions.get(row.id, {}),
            days_off=days_off.get(row.holiday_calendar, frozenset()),
            first=row.valid_from,
            last=row.valid_until,
            busy=busy.get(row.id, ()),
        )
        for row in rows.values()
    }


def weekly(row: Availability) -> dict[int, list[Hours]]:
    """The stored week as hours by weekday."""
    days: dict[int, list[Hours]] = defaultdict(list)
    for each in row.weekly:
        days[int(each["weekday"])].append(hours(str(each["from"]), str(each["until"])))
    return dict(days)


def hours(start: str, until: str) -> Hours:
    """Of "09:00" and "17:30"; "24:00" is the end of the day."""
    end = time.max if until == "24:00" else time.fromisoformat(until)
    return Hours(time.fromisoformat(start), end)


@dataclass(frozen=True)
class InCommon:
    """Minutes that two have in common in a usual week, before and after the clocks change.

    `spans` are the first days from which on so many minutes hold, in order.
    """

    spans: tuple[tuple[date, int], ...]

    @property
    def least(self) -> int:
        return min(count for _day, count in self.spans)

    @property
    def drifts(self) -> bool:
        return len({count for _day, count in self.spans}) > 1


def in_common(
    cohort: Cohort, *, startups: Iterable[UUID], mentors: Iterable[UUID]
) -> dict[tuple[UUID, UUID], InCommon]:
    """(startup, mentor) to what they have in common in the cohort's usual weeks. Pairs of which one
    has said nothing are left out."""
    startup_ids, mentor_ids = set(startups), set(mentors)
    usual = usual_weeks(cohort, startup_ids | mentor_ids)
    return _in_common(cohort, usual, startups=startup_ids, mentors=mentor_ids)


def usual_weeks(cohort: Cohort, owners: Iterable[UUID]) -> dict[UUID, Week]:
    """The weeks of a cohort's mentors and startups without what is special about a single one. Who
    has said nothing is left out."""
    mondays = _weeks_between(*_span(cohort))
    whole = TimeSlot(_midnight(mondays[0]), _midnight(mondays[-1]) + WEEK)
    return {
        owner: Week(week.zone, week.weekly, first=week.first, last=week.last)
        for owner, week in weeks_of(owners, whole).items()
    }


def _in_common(
    cohort: Cohort, usual: Mapping[UUID, Week], *, startups: set[UUID], mentors: set[UUID]
) -> dict[tuple[UUID, UUID], InCommon]:
    zones = {week.zone for week in usual.values()}
    looked_at = _where_clocks_change(_weeks_between(*_span(cohort)), zones)
    by_week = [_minutes_of(usual, monday) for monday in looked_at]
    return {
        (startup, mentor): InCommon(
            tuple(
                (monday, (found[startup] & found[mentor]).bit_count())
                for monday, found in zip(looked_at, by_week, strict=True)
            )
        )
        for startup in startups & usual.keys()
        for mentor in mentors & usual.keys()
    }


def _minutes_of(usual: Mapping[UUID, Week], monday: date) -> dict[UUID, int]:
    """By owner the free minutes of the week, as bits of a number."""
    window = TimeSlot(_midnight(monday), _midnight(monday) + WEEK)
    return {owner: minute_by_minute(free(week, window), window) for owner, week in usual.items()}


def common_minutes(
    cohort: Cohort,
    *,
    startups: Iterable[UUID],
    mentors: Iterable[UUID],
    usual: Mapping[UUID, Week] | None = None,
) -> dict[tuple[UUID, UUID], int]:
    """The fewest minutes a week in common, by (startup, mentor); what is not known is left out.

    Args:
        usual: their `usual_weeks`, where they are known already.
    """
    startup_ids, mentor_ids = set(startups), set(mentors)
    if usual is None:
        usual = usual_weeks(cohort, startup_ids | mentor_ids)
    found = _in_common(cohort, usual, startups=startup_ids, mentors=mentor_ids)
    return {pair: together.least for pair, together in found.items()}


def _span(cohort: Cohort) -> tuple[date, date]:
    today = now().date()
    first = max(today, cohort.starts_on or today)
    last = cohort.ends_on or first + USUALLY
    return first, max(last, first)


def _weeks_between(first: date, last: date) -> list[date]:
    """The Mondays of whole weeks, one at least."""
    monday = first - timedelta(days=first.weekday())
    mondays = [monday]
    while mondays[-1] + WEEK <= last and len(mondays) < 60:
        mondays.append(mondays[-1] + WEEK)
    return mondays


def _where_clocks_change(mondays: list[date], zones: set[str]) -> list[date]:
    """The first week, and each from which on a zone's clocks stand otherwise."""
    kept: list[date] = []
    before: dict[str, timedelta] | None = None
    for monday in mondays:
        noon = datetime.combine(monday, time(12), UTC)
        standing = {zone: offset_at(noon, zone) for zone in zones}
        if standing != before:
            kept.append(monday)
        before = standing
    return kept


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _exceptions(rows: set[UUID], window: TimeSlot) -> Mapping[UUID, dict[date, list[Hours]]]:
    query = select(AvailabilityException).where(
        AvailabilityException.availability_id.in_(rows),
        AvailabilityException.day >= window.start.date() - DAY,
        AvailabilityException.day <= window.end.date() + DAY,
    )
    found: dict[UUID, dict[date, list[Hours]]] = defaultdict(dict)
    for each in db.session.scalars(query):
        found[each.availability_id][each.day] = [hours(h["from"], h["until"]) for h in each.hours]
    return found


def _busy(rows: set[UUID], window: TimeSlot) -> Mapping[UUID, list[TimeSlot]]:
    query = (
        select(OutsideCalendar.availability_id, OutsideBusy.starts_at, OutsideBusy.ends_at)
        .join(OutsideCalendar, OutsideCalendar.id == OutsideBusy.calendar_id)
        .where(
            OutsideCalendar.availability_id.in_(rows),
            OutsideBusy.starts_at < window.end,
            OutsideBusy.ends_at > window.start,
        )
    )
    found: dict[UUID, list[TimeSlot]] = defaultdict(list)
    for row, start, end in db.session.execute(query):
        found[row].append(TimeSlot(start, end))
    return found


def _days_off(calendars: set[str], window: TimeSlot) -> Mapping[str, set[date]]:
    """The closed holidays of the hub's sites, by the calendar that they follow."""
    query = (
        select(Site.holiday_calendar, Holiday.day)
        .join(Site, Site.id == Holiday.site_id)
        .where(
            Site.holiday_calendar.in_(calendars),
            Holiday.closed,
            Holiday.day >= window.start.date() - DAY,
            Holiday.day <= window.end.date() + DAY,
        )
    )
    found: dict[str, set[date]] = defaultdict(set)
    for calendar, day in db.session.execute(query):
        found[calendar].add(day)
    return found
