"""Office hours: a mentor opens times to every startup of a cohort; the first takes it, the next
wait in line. Each is a pool of one seat (`hub.places`), so that who waits moves up by itself.

While nobody has it, the office hour itself engages the mentor; whoever takes it gets a session that
engages both.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accelerator.mentors.errors import Engaged
from accelerator.mentors.models import EngagedBy, GivingState, Mentor, Side
from accelerator.mentors.queries.mentors import places_of as places_said
from accelerator.mentors.rules.profiles import is_web_address
from accelerator.mentors.services.engaging import Taker, engage, let_go
from accelerator.programmes.models import Cohort
from accelerator.sessions.errors import NotNow, TooMany
from accelerator.sessions.models import MentorSession, OfficeHour, OfficeHourLimit
from accelerator.sessions.permissions import (
    can_change_office_hour,
    can_open_office_hours,
    can_take,
)
from accelerator.sessions.queries.office_hours import (
    OWNER_KIND,
    coming_of,
    limit_in,
    limit_row,
    pool_of,
)
from accelerator.sessions.services.booking import bad_time, check_slot
from accelerator.sessions.services.rooms import give_room_back, take_room
from accelerator.startups.models import Startup
from booking.bookings.errors import Refused, SlotTaken
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.core.series import MOST_TIMES, MOST_WEEKS, dates, instant_of
from hub.core.timeslots import TimeSlot
from hub.core.walltime import is_zone
from hub.history.services import record
from hub.places import queries as places
from hub.places import services
from hub.places.models import Place
from hub.places.rules.terms import Terms

#: How long the next in line has to answer; from so long before the start, first come first served.
OFFER_MINUTES = 12 * 60
CUTOFF = timedelta(hours=3)
MOST_SLOTS = 12


@dataclass(frozen=True)
class OfficeHourWish:
    """Slots of one length, one after the other on a day, on several days of a series.

    Args:
        starts_local: wall time of the first, in `zone`.
        slots: how many follow each other without a gap.
        video_url: empty takes the mentor's own.
    """

    starts_local: datetime
    zone: str
    minutes: int = 30
    slots: int = 1
    every_weeks: int = 1
    times: int = 1
    topic: str = ""
    space: Space | None = None
    video_url: str = ""


def open_office_hours(
    mentor: Mentor, cohort: Cohort, *, wish: OfficeHourWish, by: User
) -> tuple[list[OfficeHour], list[datetime]]:
    """Open what can be had. Returns: what is open, and the wall times that could not be.

    Raises: NotAllowed, NotNow (no mentor of this cohort; nothing can be had), BadTime, Invalid.
    """
    if not can_open_office_hours(by, mentor, cohort=cohort):
        raise NotAllowed(_("Only the mentor and the programme's staff open office hours."))
    said = {each.cohort_id: each.state for each in places_said(mentor)}
    if mentor.left_at is not None or said.get(cohort.id) is not GivingState.ACCEPTED:
        raise NotNow(_("Office hours are opened by mentors who are in for this cohort."))
    made: list[OfficeHour] = []
    skipped: list[datetime] = []
    for wall in _walls(wish):
        try:
            with db.session.begin_nested():
                made.append(_open(mentor, cohort, wish=wish, wall=wall, by=by))
        except (Engaged, SlotTaken, Refused, _Skipped):
            skipped.append(wall)
    if not made:
        raise NotNow(_("Not one of these times can be had: you or the room are taken."))
    return made, skipped


def take(hour: OfficeHour, startup: Startup, *, by: User) -> Place:
    """Take it at once if it is free, and wait in line otherwise.

    Raises: NotAllowed, NotNow (begun or cancelled), TooMany, Busy, AlreadyHere.
    """
    if not can_take(by, hour, startup=startup):
        raise NotAllowed(_("Office hours are for startups of the cohort, by who leads them."))
    _must_be_open(hour)
    within_limit(hour, startup)
    pool = pool_of(hour)
    return services.join(pool, startup.id, by=by.id, zone=by.zone)


def answer(place: Place, hour: OfficeHour, *, startup: Startup, by: User, accept: bool) -> Place:
    """To the offer that somebody in line got. Raises: NotAllowed, NotNow, TooMany, OfferExpired,
    NotAsItStands, Busy."""
    if not can_take(by, hour, startup=startup):
        raise NotAllowed(_("Only who leads the startup answers."))
    if not accept:
        return services.decline(place, by=by.id)
    _must_be_open(hour)
    within_limit(hour, startup)
    return services.accept(place, by=by.id)


def leave_line(place: Place, hour: OfficeHour, *, startup: Startup, by: User) -> Place:
    """Wait no longer. Raises: NotAllowed, NotAsItStands."""
    if not can_take(by, hour, startup=startup):
        raise NotAllowed(_("Only who leads the startup answers."))
    return services.withdraw(place, by=by.id)


def within_limit(hour: OfficeHour, startup: Startup) -> None:
    """Raises: TooMany."""
    most = limit_in(hour.cohort)
    if coming_of(hour.cohort_id, startup.id) >= most:
        raise TooMany(
            _("Your startup has %(num)s office hours before it. When one is over, take the next.",
              num=most)
        )  # fmt: skip


def cancel_office_hour(hour: OfficeHour, *, by: User | None, reason: str) -> None:
    """By the mentor or staff (None: the house): everybody who has it or waits is told.

    Raises: NotAllowed, NotNow.
    """
    if by is not None and not can_change_office_hour(by, hour):
        raise NotAllowed(_("Only the mentor and the programme's staff cancel it."))
    lock(hour)
    if hour.cancelled_at is not None or hour.starts_at <= now():
        raise NotNow(_("This office hour has begun, or is cancelled already."))
    hour.cancelled_at = now()
    hour.version += 1
    db.session.flush()
    record("office-hour.cancelled", hour, reason=reason)
    pool = pool_of(hour)
    by_id = by.id if by else None
    services.close_line(pool, by=by_id, reason=reason)
    for place in places.holders(pool):
        services.remove(place, by=by_id, reason=reason)
    let_go([hour.id])
    give_room_back(hour.booking)


def give_office_hour_back(session: MentorSession, *, side: Side | None, by: User) -> None:
    """After its session was cancelled: from the startup it goes to the next in line; the mentor or
    staff close it for all."""
    hour = db.session.get_one(OfficeHour, session.office_hour_id)
    place = places.live_place(pool_of(hour), session.startup_id)
    if side is not Side.STARTUP:
        cancel_office_hour(hour, by=by, reason=session.cancel_reason)
    elif place is not None:
        services.withdraw(place, by=by.id)


def set_limit(cohort: Cohort, each: int, *, by: User) -> None:
    """How many office hours a startup may have before it. By the cohort's staff, which the door
    asks. Raises: Invalid."""
    if not 1 <= each <= 20:
        sentence = _("From 1 to 20.")
        raise Invalid(sentence, errors={"each": [sentence]})
    row = limit_row(cohort) or OfficeHourLimit(cohort_id=cohort.id)
    before = row.each
    row.each = each
    db.session.add(row)
    db.session.flush()
    if before != each:
        record("office-hour.limit-set", row, before={"count": before}, after={"count": each})


def engage_mentor(hour: OfficeHour) -> None:
    """While nobody has it. Raises: Engaged."""
    engage([hour.mentor_id], hour.slot, by=Taker(EngagedBy.SESSION, hour.id))


class _Skipped(Conflict):
    """In the past, or in a gap of the clocks."""


def _open(
    mentor: Mentor, cohort: Cohort, *, wish: OfficeHourWish, wall: datetime, by: User
) -> OfficeHour:
    at = instant_of(wall, wish.zone)
    if at is None or at <= now():
        raise _Skipped("")
    slot = TimeSlot(at, at + timedelta(minutes=wish.minutes))
    check_slot(slot)
    hour = OfficeHour(
        id=new_id(),
        cohort=cohort,
        mentor=mentor,
        mentor_id=mentor.id,
        starts_at=slot.start,
        ends_at=slot.end,
        starts_local=f"{wall:%Y-%m-%dT%H:%M}",
        zone=wish.zone,
        topic=wish.topic.strip()[:160],
        video_url=wish.video_url.strip(),
        made_by_id=by.id,
    )
    engage_mentor(hour)
    if wish.space is not None:
        title = f"{_('Office hour')}: {mentor.name}"
        hour.booking = take_room(wish.space, slot, people=2, purpose=title, by=by)
    db.session.add(hour)
    db.session.flush()
    terms = Terms(offer_minutes=OFFER_MINUTES, reminder_minutes=(120,), zone=wish.zone,
                  cutoff_at=slot.start - CUTOFF)  # fmt: skip
    services.open_pool(OWNER_KIND, hour.id, seats=1, terms=terms, note=services.Note(by.id))
    record("office-hour.opened", hour, after={"starts_at": slot.start, "ends_at": slot.end})
    return hour


def _walls(wish: OfficeHourWish) -> list[datetime]:
    if not (1 <= wish.times <= MOST_TIMES and 1 <= wish.every_weeks <= MOST_WEEKS):
        raise bad_time(_("At most 26 times, and at most eight weeks apart."))
    if not 1 <= wish.slots <= MOST_SLOTS:
        raise bad_time(_("At most twelve slots a day."))
    if not is_zone(wish.zone):
        sentence = _("There is no such time zone.")
        raise Invalid(sentence, errors={"zone": [sentence]})
    if wish.video_url and not is_web_address(wish.video_url):
        sentence = _("Please give an address that begins with https://.")
        raise Invalid(sentence, errors={"video_url": [sentence]})
    days = dates(wish.starts_local, every_weeks=wish.every_weeks, times=wish.times)
    step = timedelta(minutes=wish.minutes)
    return [day + step * n for day in days for n in range(wish.slots)]


def _must_be_open(hour: OfficeHour) -> None:
    if hour.cancelled_at is not None or hour.starts_at <= now():
        raise NotNow(_("This office hour has begun, or is cancelled."))


def length_of(minutes: int) -> timedelta:
    return timedelta(minutes=minutes)
