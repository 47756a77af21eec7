"""What sessions do when they hear of something: pairs that end, people who leave, rooms that are
gone, and places in office hours."""

from uuid import UUID

from sqlalchemy import ColumnElement, select

from accelerator.matching.facts import PairingEnded
from accelerator.mentors.facts import MentoringLeft, MentorLeft
from accelerator.mentors.services.engaging import let_go
from accelerator.participations.facts import ParticipationEnded
from accelerator.sessions import emails
from accelerator.sessions.emails import office_hours as office_emails
from accelerator.sessions.models import (
    MentorSession,
    OfficeHour,
    SessionKind,
    SessionState,
)
from accelerator.sessions.queries.office_hours import (
    OWNER_KIND,
    hours_to_come,
    limit_in,
    session_of,
)
from accelerator.sessions.queries.office_hours import coming_of as office_hours_before
from accelerator.sessions.rules.times import needless_reminders
from accelerator.sessions.services.booking import engage_both, told
from accelerator.sessions.services.changing import call_off, end_all
from accelerator.sessions.services.office_hours import cancel_office_hour, engage_mentor
from accelerator.startups.models import Startup
from booking.bookings.facts import BookingCancelled
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.history.services import acting, record
from hub.places import facts
from hub.places import services as places
from hub.places.models import Place, Pool
from hub.places.rules.steps import LIVE


def pairing_ended(fact: PairingEnded) -> None:
    """What the two had before them is over with the pair."""
    _end(MentorSession.pairing_id == fact.pairing_id, _("The pair has ended."))


def mentor_left(fact: MentorLeft) -> None:
    _close(fact.mentor_id, None)
    _end(MentorSession.mentor_id == fact.mentor_id, _("The mentor has left."))


def mentoring_left(fact: MentoringLeft) -> None:
    _close(fact.mentor_id, fact.cohort_id)
    here = MentorSession.cohort_id == fact.cohort_id
    _end((MentorSession.mentor_id == fact.mentor_id) & here, _("The mentor has left."))


def startup_left(fact: ParticipationEnded) -> None:
    """Its places in office hours go to the next; its other sessions are off."""
    query = (
        select(Place)
        .join(Pool, Pool.id == Place.pool_id)
        .join(OfficeHour, OfficeHour.id == Pool.owner_id)
        .where(
            Pool.owner_kind == OWNER_KIND,
            Place.party_id == fact.startup_id,
            Place.state.in_(LIVE),
            OfficeHour.cohort_id == fact.cohort_id,
            OfficeHour.starts_at > now(),
        )
    )
    for place in list(db.session.scalars(query)):
        places.withdraw(place, by=acting().actor_id)
    here = MentorSession.cohort_id == fact.cohort_id
    _end((MentorSession.startup_id == fact.startup_id) & here, _("The startup has left."))


def room_gone(fact: BookingCancelled) -> None:
    """Somebody gave the room back on its own page: the session stands, on video, and both know."""
    query = select(MentorSession).where(
        MentorSession.booking_id == fact.booking_id, MentorSession.state == SessionState.BOOKED
    )
    for session in list(db.session.scalars(query)):
        session.booking = None
        session.ical_sequence += 1
        session.version += 1
        db.session.flush()
        record("session.room-gone", session, after=told(session))
        emails.stands(session, changed=True)
    hours = select(OfficeHour).where(OfficeHour.booking_id == fact.booking_id)
    for hour in list(db.session.scalars(hours)):
        hour.booking = None
    db.session.flush()


def place_confirmed(fact: facts.PlaceConfirmed) -> None:
    """The startup has it: a session for both. Raises: Busy, and then it is not taken."""
    heard = _heard(fact)
    if heard is None:
        return
    hour, startup, _place = heard
    session = MentorSession(
        id=new_id(),
        cohort=hour.cohort,
        mentor=hour.mentor,
        startup=startup,
        office_hour_id=hour.id,
        kind=SessionKind.OFFICE_HOUR,
        starts_at=hour.starts_at,
        ends_at=hour.ends_at,
        starts_local=hour.starts_local,
        zone=hour.zone,
        booking=hour.booking,
        video_url=hour.video_url,
        agenda=hour.topic,
        reminded=needless_reminders(hour.starts_at, now()),
        made_by_id=acting().actor_id or hour.made_by_id,
    )
    let_go([hour.id])
    engage_both(session, hour.slot)
    db.session.add(session)
    db.session.flush()
    record("session.booked", session, after=told(session))
    emails.stands(session)


def place_offered(fact: facts.PlaceOffered) -> None:
    heard = _heard(fact)
    if heard is not None:
        office_emails.offered(heard[0], heard[1], place=heard[2], until=fact.expires_at)


def place_due(fact: facts.PlaceOfferDue) -> None:
    heard = _heard(fact)
    if heard is not None:
        office_emails.offered(heard[0], heard[1], place=heard[2], until=fact.expires_at, again=True)


def place_lapsed(fact: facts.PlaceLapsed) -> None:
    heard = _heard(fact)
    if heard is not None:
        office_emails.over(heard[0], heard[1], place=heard[2], why="lapsed")


def place_closed(fact: facts.PlaceClosed) -> None:
    heard = _heard(fact)
    if heard is not None:
        office_emails.over(heard[0], heard[1], place=heard[2], why="cancelled")


def place_withdrawn(fact: facts.PlaceWithdrawn) -> None:
    """Given back: if it was held, the session is off, and the time is kept for the next."""
    heard = _heard(fact)
    if heard is not None:
        _give_back(heard[0], heard[1], reason=_("The startup has given it back."))


def place_removed(fact: facts.PlaceRemoved) -> None:
    heard = _heard(fact)
    if heard is None:
        return
    if not _give_back(heard[0], heard[1], reason=fact.reason):
        office_emails.over(heard[0], heard[1], place=heard[2], why="cancelled")


def why_not(hour_id: UUID, startup_id: UUID) -> str | None:
    """Asked before the line offers somebody an office hour."""
    hour = db.session.get(OfficeHour, hour_id)
    if hour is None or hour.cancelled_at is not None or hour.starts_at <= now():
        return _("This office hour is over.")
    if office_hours_before(hour.cohort_id, startup_id) >= limit_in(hour.cohort):
        return _("The startup has as many office hours before it as it may.")
    return None


def _give_back(hour: OfficeHour, startup: Startup, *, reason: str) -> bool:
    """Whether the startup had it; then both are told, if they were not yet."""
    query = select(MentorSession).where(
        MentorSession.office_hour_id == hour.id, MentorSession.startup_id == startup.id
    )
    held = list(db.session.scalars(query.order_by(MentorSession.made_at)))
    if held and held[-1].state is SessionState.BOOKED:
        call_off(held[-1], side=None, reason=reason)
        emails.is_off([held[-1]], by=None, reason=reason)
    if hour.cancelled_at is None and hour.starts_at > now() and session_of(hour) is None:
        let_go([hour.id])
        engage_mentor(hour)
    return bool(held)


def _end(condition: ColumnElement[bool], reason: str) -> None:
    query = select(MentorSession).where(
        condition, MentorSession.state == SessionState.BOOKED, MentorSession.starts_at > now()
    )
    end_all(db.session.scalars(query.order_by(MentorSession.starts_at)), reason=reason)


def _close(mentor_id: UUID, cohort_id: UUID | None) -> None:
    for hour in hours_to_come(mentor_id=mentor_id, cohort_id=cohort_id):
        cancel_office_hour(hour, by=None, reason=_("The mentor has left."))


def _heard(fact: facts.PlaceFact) -> tuple[OfficeHour, Startup, Place] | None:
    if fact.owner_kind != OWNER_KIND:
        return None
    hour = db.session.get(OfficeHour, fact.owner_id)
    startup = db.session.get(Startup, fact.party_id)
    place = db.session.get(Place, fact.place_id)
    return (hour, startup, place) if hour and startup and place else None
