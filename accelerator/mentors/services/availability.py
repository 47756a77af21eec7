"""Say when one has time: a usual week, days that are different, and calendars elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, select

from accelerator.mentors.errors import ChangedMeanwhile, NotNow
from accelerator.mentors.models import (
    Availability,
    AvailabilityException,
    Mentor,
    OutsideBusy,
    OutsideCalendar,
)
from accelerator.mentors.permissions import can_set_hours
from accelerator.mentors.rules.addresses import NotOpened, target_of
from accelerator.mentors.rules.weeks import (
    Row,
    UsualWeek,
    hours_trouble,
    in_week_order,
    minutes_a_week,
    week_troubles,
)
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.accounts.services.sealed import sealed
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.history.services import record

Owner = Mentor | Startup
MOST_EXCEPTIONS = 100
MOST_CALENDARS = 5
FURTHEST_EXCEPTION = timedelta(days=800)


@dataclass(frozen=True)
class OtherHours:
    """What holds on one day instead: (from, until) in wall times; none at all is a day off."""

    day: date
    hours: tuple[tuple[str, str], ...] = ()
    note: str = ""


def set_week(owner: Owner, week: UsualWeek, *, by: User, version: int) -> Availability:
    """The whole week, as it was seen in `version`; 0 where there was none yet.

    Raises:
        NotAllowed: neither theirs nor, for a mentor, staff.
        Invalid: by field; the rows as `weekly`.
        ChangedMeanwhile: it is another version by now.
    """
    _check(owner, by)
    if wrong := week_troubles(week):
        raise Invalid(_("Please look at your hours again."), errors=wrong)
    there = _of(owner)
    if there is not None:
        lock(there)
    if (there.version if there else 0) != version:
        raise ChangedMeanwhile(_("The hours were changed in the meantime. Please look again."))
    if there is None:
        there = Availability(**_owned(owner), zone=week.zone, version=0)
        db.session.add(there)
    there.zone, there.weekly = week.zone, in_week_order(week.rows)
    there.holiday_calendar = week.holiday_calendar
    there.valid_from, there.valid_until = week.first, week.last
    there.version, there.changed_at = version + 1, now()
    db.session.flush()
    # How much, not when: a week says a lot about a person.
    told = {"zone": week.zone, "minutes": minutes_a_week(week.rows)}
    record("availability.set", owner, after=told)
    return there


def set_exception(owner: Owner, other: OtherHours, *, by: User) -> AvailabilityException:
    """Other hours on a day; replaces what was said of that day before.

    Raises: NotAllowed, NotNow (no week yet), Invalid.
    """
    week = _week_of(owner, by)
    _check_exception(other)
    query = select(AvailabilityException).where(
        AvailabilityException.availability_id == week.id, AvailabilityException.day == other.day
    )
    there = db.session.scalar(query)
    if there is None:
        known = [each for each in week.exceptions if each.day >= now().date()]
        if len(known) >= MOST_EXCEPTIONS:
            raise Invalid(_("At most %(most)s days that are different.", most=MOST_EXCEPTIONS))
        there = AvailabilityException(availability=week, day=other.day)
        db.session.add(there)
    there.hours = [{"from": start, "until": until} for start, until in sorted(other.hours)]
    there.note = other.note.strip()[:120]
    db.session.flush()
    record("availability.day-set", owner, after={"day": other.day})
    return there


def drop_exception(owner: Owner, exception_id: UUID, *, by: User) -> None:
    """The usual week holds again. Raises: NotAllowed, NotNow, NotFound."""
    week = _week_of(owner, by)
    there = db.session.get(AvailabilityException, exception_id)
    if there is None or there.availability_id != week.id:
        raise NotFound(_("There is no such day any more."))
    db.session.delete(there)
    db.session.flush()
    db.session.expire(week, ["exceptions"])
    record("availability.day-dropped", owner, after={"day": there.day})


def add_calendar_file(
    owner: Owner, busy: Sequence[TimeSlot], *, name: str, by: User
) -> OutsideCalendar:
    """Keep the busy times of a file that was read (`rules.busy.busy_in`), and nothing else of it.

    Raises: NotAllowed, NotNow, Invalid.
    """
    made = _add_calendar(owner, name, by=by)
    made.looked_at = now()
    keep_busy(made, busy)
    record("availability.calendar-added", owner, after={"number": len(busy)})
    return made


def add_calendar_url(owner: Owner, url: str, *, name: str, by: User) -> OutsideCalendar:
    """A secret address, looked at by a job soon and then again and again. It is sealed: whoever has
    it reads the calendar. It is never shown again.

    Raises: NotAllowed, NotNow, Invalid (no address that we would open).
    """
    try:
        target = target_of(url)
    except NotOpened as odd:
        message = _("Please give the secret address of your calendar; it begins with https://.")
        raise Invalid(message, errors={"url": [message]}) from odd
    made = _add_calendar(owner, name, by=by)
    made.sealed_url, made.next_look_at = sealed(target.url), now()
    db.session.flush()
    record("availability.calendar-added", owner)
    return made


def drop_calendar(owner: Owner, calendar_id: UUID, *, by: User) -> None:
    """With all that was kept of it. Raises: NotAllowed, NotNow, NotFound."""
    week = _week_of(owner, by)
    there = db.session.get(OutsideCalendar, calendar_id)
    if there is None or there.availability_id != week.id:
        raise NotFound(_("There is no such calendar any more."))
    db.session.execute(delete(OutsideBusy).where(OutsideBusy.calendar_id == there.id))
    db.session.delete(there)
    db.session.flush()
    db.session.expire(week, ["calendars"])
    record("availability.calendar-dropped", owner)


def keep_busy(calendar: OutsideCalendar, busy: Sequence[TimeSlot]) -> None:
    """Instead of what was known of the calendar before."""
    db.session.flush()
    db.session.execute(delete(OutsideBusy).where(OutsideBusy.calendar_id == calendar.id))
    db.session.add_all(
        OutsideBusy(calendar_id=calendar.id, starts_at=slot.start, ends_at=slot.end)
        for slot in busy
    )
    db.session.flush()


def _add_calendar(owner: Owner, name: str, *, by: User) -> OutsideCalendar:
    week = _week_of(owner, by)
    lock(week)
    if len(week.calendars) >= MOST_CALENDARS:
        message = _("At most %(most)s calendars. Take one away first.", most=MOST_CALENDARS)
        raise Invalid(message, errors={"name": [message]})
    made = OutsideCalendar(availability=week, name=" ".join(name.split())[:80] or _("Calendar"))
    db.session.add(made)
    db.session.flush()
    return made


def _check_exception(other: OtherHours) -> None:
    today = now().date()
    if not today - timedelta(days=1) <= other.day <= today + FURTHEST_EXCEPTION:
        message = _("Please choose a day that is to come.")
        raise Invalid(message, errors={"day": [message]})
    if trouble := hours_trouble(other.hours):
        raise Invalid(trouble, errors={"hours": [trouble]})


def _week_of(owner: Owner, by: User) -> Availability:
    _check(owner, by)
    there = _of(owner)
    if there is None:
        raise NotNow(_("Please save your usual week first."))
    return there


def _of(owner: Owner) -> Availability | None:
    mine = _owned(owner)
    return db.session.scalar(select(Availability).filter_by(**mine))


def _owned(owner: Owner) -> dict[str, UUID]:
    return {"mentor_id" if isinstance(owner, Mentor) else "startup_id": owner.id}


def _check(owner: Owner, by: User) -> None:
    if not can_set_hours(by, owner):
        raise NotAllowed(_("Only they themselves say when they have time."))


__all__ = [
    "OtherHours",
    "Owner",
    "Row",
    "UsualWeek",
    "add_calendar_file",
    "add_calendar_url",
    "drop_calendar",
    "drop_exception",
    "keep_busy",
    "set_exception",
    "set_week",
]
