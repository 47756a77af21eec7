"""Sessions are planned: class and room, or neither."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import func, select

from accelerator.vocabulary.words import Words
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.core.local_times import instant_of
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall
from hub.history.services import record
from hub.learning.classes.errors import BadTime, NotNow, SameTime
from hub.learning.classes.facts import ClassSessionPlanned
from hub.learning.classes.models import ClassRun, ClassSession, Provider
from hub.learning.classes.rules.video import NEEDS, settings_of
from hub.learning.classes.services.asking import cleaned, hold_to_teach, refuse
from hub.learning.classes.services.rooms import people_in, take_room
from hub.learning.classes.services.seats import hold_seats, keep_terms

LONGEST_TITLE = 160
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=12)
FARTHEST = timedelta(days=3 * 365)
MOST_SESSIONS = 120


@dataclass(frozen=True)
class SessionWish:
    """One meeting.

    Args:
        starts_local: wall time in the run's zone.
        fold: 0 or 1, for a time that the clocks show twice.
        space: None for no room.
        people: for how many the room is; None for the run's seats.
        settings: where the video room is; never shown again. Jitsi and BigBlueButton draw a name
            of their own when none is given.
    """

    starts_local: datetime
    minutes: int = 90
    title: Words = field(default_factory=dict)
    space: Space | None = None
    people: int | None = None
    provider: Provider = Provider.NONE
    settings: Mapping[str, str] = field(default_factory=dict)
    is_required: bool = True
    fold: int | None = None


def plan_session(run: ClassRun, wish: SessionWish, *, by: User) -> ClassSession:
    """Plan one session, in a room, on video, or both.

    Raises:
        NotAllowed: not one of those who teach it.
        NotNow: the run is cancelled, or has as many sessions as one has.
        NoSuchTime, TimeHappensTwice, BadTime, SameTime, Invalid: a time or address that cannot be.
        SlotTaken, Refused: the room cannot be had, with alternatives; nothing is planned.
    """
    hold_to_teach(run, by=by)
    hold_seats(run)
    at = instant_of(wish.starts_local, run.zone, fold=wish.fold, field="starts_local")
    session = put(run, wish, slot=TimeSlot(at, at + length_of(wish.minutes)), by=by)
    follow(run, by=by)
    return session


def put(run: ClassRun, wish: SessionWish, *, slot: TimeSlot, by: User) -> ClassSession:
    """Write it down with its room; the run's own dates follow later."""
    check_slot(run, slot)
    title = checked_title(wish.title)
    settings = checked_settings(wish.provider, wish.settings)
    if run.published_at is not None and wish.space is None and wish.provider is Provider.NONE:
        sentence = _("Say where it is: in a room, on video, or both.")
        raise Invalid(sentence, errors={"space": [sentence], "provider": [sentence]})
    booking = None
    if wish.space is not None:
        people = people_in(wish.space, run, seats=hold_seats(run).seats, said=wish.people)
        booking = take_room(wish.space, slot, people=people, run=run, by=by)
    session = ClassSession(
        run=run, title=title, starts_at=slot.start, ends_at=slot.end, booking=booking,
        starts_local=f"{to_wall(slot.start, run.zone):%Y-%m-%dT%H:%M}", zone=run.zone,
        provider=wish.provider, provider_settings=settings, is_required=wish.is_required,
    )  # fmt: skip
    db.session.add(session)
    db.session.flush()
    record("class-session.planned", session, after=told(session))
    announce(ClassSessionPlanned(run.id, session.id))
    return session


def follow(run: ClassRun, *, by: User | None) -> None:
    """The run begins and ends with the sessions that stand; the cut-off of its line follows."""
    query = select(func.min(ClassSession.starts_at), func.max(ClassSession.ends_at)).where(
        ClassSession.run_id == run.id, ClassSession.cancelled_at.is_(None)
    )
    run.starts_at, run.ends_at = db.session.execute(query).one()
    db.session.flush()
    db.session.expire(run, ["sessions"])
    keep_terms(run, by=by)


def check_slot(run: ClassRun, slot: TimeSlot, *, but: ClassSession | None = None) -> None:
    """Raises: BadTime, SameTime, NotNow."""
    if not SHORTEST <= slot.length <= LONGEST:
        raise BadTime(_("A session takes from a quarter of an hour to twelve hours."))
    if slot.start <= now():
        raise BadTime(_("This time has already passed."))
    if slot.start > now() + FARTHEST:
        raise BadTime(_("This is too far ahead."))
    others = select(ClassSession.starts_at, ClassSession.ends_at).where(
        ClassSession.run_id == run.id, ClassSession.cancelled_at.is_(None)
    )
    if but is not None:
        others = others.where(ClassSession.id != but.id)
    rows = db.session.execute(others).all()
    if any(TimeSlot(*row).overlaps(slot) for row in rows):
        raise SameTime
    if but is None and len(rows) >= MOST_SESSIONS:
        raise NotNow(_("A class has at most %(most)s sessions.", most=MOST_SESSIONS))


def checked_title(title: Words) -> Words:
    errors: dict[str, list[str]] = {}
    clean = cleaned(errors, title, field="title", longest=LONGEST_TITLE)
    refuse(errors)
    return clean


def checked_settings(provider: Provider, said: Mapping[str, str]) -> dict[str, str]:
    """Raises: Invalid."""
    try:
        return settings_of(provider, said, drawn=f"hub-{token_hex(12)}")
    except ValueError as wrong:
        sentence = (
            _("Please give an address that begins with https://.")
            if NEEDS.get(provider) == "url"
            else _("A room's name has letters, digits and hyphens, at least three.")
        )
        raise Invalid(sentence, errors={"settings": [sentence]}) from wrong


def length_of(minutes: int) -> timedelta:
    """Raises: BadTime."""
    if not 0 < minutes <= LONGEST // timedelta(minutes=1):
        raise BadTime(_("A session takes from a quarter of an hour to twelve hours."))
    return timedelta(minutes=minutes)


def told(session: ClassSession) -> dict[str, object]:
    """What history keeps: never where the video room is."""
    booking = session.booking
    return {
        "run": session.run_id or session.run.id,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "space": booking.space_id if booking else None,
        "provider": session.provider,
    }
