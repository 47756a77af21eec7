"""Book a session from a pair's common hours: the mentor, the startup and, in person, a room, or
nothing at all."""

from dataclasses import dataclass
from datetime import timedelta

from accelerator.matching.models import Pairing, PairingState
from accelerator.matching.permissions import side_of as side_in_pairing
from accelerator.mentors.errors import Engaged
from accelerator.mentors.models import EngagedBy, Side
from accelerator.mentors.rules.profiles import is_web_address
from accelerator.mentors.services.engaging import Taker, engage
from accelerator.sessions import emails
from accelerator.sessions.errors import BadTime, Busy, NotNow, OutsideHours
from accelerator.sessions.models import MentorSession
from accelerator.sessions.permissions import can_book
from accelerator.sessions.queries.times import busy_sides, is_within_hours
from accelerator.sessions.rules.times import FARTHEST, LENGTHS, needless_reminders
from accelerator.sessions.services.rooms import take_room
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.core.timeslots import TimeSlot
from hub.core.walltime import is_zone, to_wall
from hub.history.services import record

LONGEST_AGENDA, LONGEST_GOAL, MOST_GOALS = 2000, 200, 5


@dataclass(frozen=True)
class SessionWish:
    """What somebody would like to book.

    Args:
        zone: in which the wall time is meant, IANA.
        space: in person; None: on video.
        people: how many come, for the size of the room.
        video_url: empty takes the mentor's own.
    """

    slot: TimeSlot
    zone: str
    space: Space | None = None
    people: int = 2
    video_url: str = ""
    agenda: str = ""
    goals: tuple[str, ...] = ()


def book(pairing: Pairing, wish: SessionWish, *, by: User) -> MentorSession:
    """Book one session; both sides get an invitation.

    Raises:
        NotAllowed: neither of both sides, nor staff.
        NotNow: the pair does not work together (yet, or any more).
        BadTime, Invalid: a time, length, link or goal that cannot be.
        Busy: one of both is in another meeting.
        OutsideHours: the other side has said when it has time.
        SlotTaken, Refused: the room cannot be had; nothing is booked.
    """
    begin(pairing, by=by)
    session = put(pairing, wish, by=by)
    emails.stands(session)
    return session


def begin(pairing: Pairing, *, by: User) -> None:
    """Hold the pair, which must be one, and by somebody who may book for it."""
    if not can_book(by, pairing):
        raise NotAllowed(_("Only the two sides and the programme's staff book this."))
    lock(pairing)
    if pairing.state is not PairingState.ACTIVE:
        raise NotNow(_("Sessions are booked when both have said yes, and while the pair lasts."))


def put(pairing: Pairing, wish: SessionWish, *, by: User, **more: object) -> MentorSession:
    """Write it down with everything that it takes; nobody is told yet."""
    check_wish(wish)
    session = MentorSession(
        id=new_id(),
        cohort=pairing.cohort,
        mentor=pairing.mentor,
        startup=pairing.startup,
        pairing=pairing,
        starts_at=wish.slot.start,
        ends_at=wish.slot.end,
        starts_local=wall_of(wish),
        zone=wish.zone,
        video_url=wish.video_url.strip(),
        agenda=wish.agenda.strip(),
        goals=[goal.strip() for goal in wish.goals if goal.strip()],
        reminded=needless_reminders(wish.slot.start, now()),
        made_by_id=by.id,
        **more,
    )
    engage_both(session, wish.slot)
    _within_hours(session, wish.slot, asked_by=side_in_pairing(by, pairing))
    if wish.space is not None:
        session.booking = take_room(
            wish.space, wish.slot, people=wish.people, purpose=titled(session), by=by
        )
    db.session.add(session)
    db.session.flush()
    record("session.booked", session, after=told(session))
    return session


def engage_both(session: MentorSession, slot: TimeSlot) -> None:
    """Raises: Busy, saying who is, and not with whom."""
    parties = [session.mentor.id, session.startup.id]
    try:
        engage(parties, slot, by=Taker(EngagedBy.SESSION, session.id))
    except Engaged as somebody:
        raise Busy(busy_sides(session.mentor, session.startup, slot=slot)) from somebody


def _within_hours(session: MentorSession, slot: TimeSlot, *, asked_by: Side | None) -> None:
    """What the other side has said counts; staff arrange with both beforehand."""
    if asked_by is None:
        return
    other = session.mentor if asked_by is Side.STARTUP else session.startup
    if not is_within_hours(other.id, slot, but=session.id):
        raise OutsideHours(other.name)


def check_wish(wish: SessionWish) -> None:
    """Raises: BadTime, Invalid."""
    check_slot(wish.slot)
    if not is_zone(wish.zone):
        raise _invalid("zone", _("There is no such time zone."))
    if wish.video_url and not is_web_address(wish.video_url):
        raise _invalid("video_url", _("Please give an address that begins with https://."))
    if len(wish.agenda) > LONGEST_AGENDA:
        raise _invalid("agenda", _("Please use fewer words."))
    if len(wish.goals) > MOST_GOALS or any(len(goal) > LONGEST_GOAL for goal in wish.goals):
        raise _invalid("goals", _("At most five goals, each in one short line."))


def check_slot(slot: TimeSlot) -> None:
    """Raises: BadTime."""
    if slot.length not in {timedelta(minutes=each) for each in LENGTHS}:
        raise bad_time(_("A session takes 30, 45, 60 or 90 minutes."))
    if slot.start <= now():
        raise bad_time(_("This time has already passed."))
    if slot.start > now() + FARTHEST:
        raise bad_time(_("This is too far ahead."))


def bad_time(sentence: str) -> BadTime:
    return BadTime(sentence, errors={"starts_at": [sentence]})


def titled(session: MentorSession) -> str:
    return f"{session.startup.name} × {session.mentor.name}"


def wall_of(wish: SessionWish) -> str:
    return f"{to_wall(wish.slot.start, wish.zone):%Y-%m-%dT%H:%M}"


def told(session: MentorSession) -> dict[str, object]:
    """What history keeps: not the link, and not what they talk about."""
    booking = session.booking
    return {
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "space": booking.space_id if booking else None,
    }


def _invalid(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, errors={field: [sentence]})
