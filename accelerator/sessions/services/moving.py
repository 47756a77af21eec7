"""Another time: one side asks with up to three, the other accepts one or declines. Staff move at
once. Moved is moved whole: both sides, the room, the calendar entry, or nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from accelerator.mentors.services.engaging import let_go
from accelerator.sessions import emails
from accelerator.sessions.errors import NotNow
from accelerator.sessions.models import (
    MentorSession,
    MoveState,
    SessionKind,
    SessionMove,
    SessionState,
)
from accelerator.sessions.permissions import can_manage_session, side_of
from accelerator.sessions.rules.times import needless_reminders
from accelerator.sessions.services.booking import (
    bad_time,
    check_slot,
    engage_both,
    titled,
    told,
)
from accelerator.sessions.services.changing import void_moves
from accelerator.sessions.services.rooms import give_room_back, take_room
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall
from hub.history.services import record

MOST_TIMES = 3
LONGEST_NOTE = 500


def ask_to_move(
    session: MentorSession, starts: Sequence[datetime], *, by: User, note: str = ""
) -> SessionMove:
    """Ask the other side, with one to three times of the same length. Asking anew takes the place
    of what was asked before.

    Raises: NotAllowed (neither side), NotNow, BadTime, Invalid.
    """
    side = side_of(by, session)
    if side is None:
        raise NotAllowed(_("Only the two sides ask for another time."))
    _hold(session)
    slots = [_slot(session, start) for start in dict.fromkeys(starts)]
    if not 1 <= len(slots) <= MOST_TIMES:
        raise bad_time(_("Please choose one, two or three times."))
    void_moves(session)
    minutes = session.slot.length // timedelta(minutes=1)
    move = SessionMove(
        session=session,
        side=side,
        times=[{"starts_at": _utc(slot.start), "minutes": minutes} for slot in sorted(slots)],
        note=note.strip()[:LONGEST_NOTE],
        asked_by_id=by.id,
    )
    db.session.add(move)
    db.session.flush()
    record("session.move-asked", session, after={"side": side, "times": len(slots)})
    emails.move_asked(move)
    return move


def times_of(move: SessionMove) -> list[TimeSlot]:
    found = []
    for each in move.times:
        start = datetime.fromisoformat(each["starts_at"].replace("Z", "+00:00"))
        found.append(TimeSlot(start, start + timedelta(minutes=each["minutes"])))
    return found


def accept_move(move: SessionMove, starts_at: datetime, *, by: User) -> MentorSession:
    """The other side takes one of the times.

    Raises: NotAllowed, NotNow, Invalid (not one of them), Busy, SlotTaken, Refused.
    """
    session = move.session
    _answers(move, by=by)
    slot = next((each for each in times_of(move) if each.start == starts_at), None)
    if slot is None:
        sentence = _("Please choose one of the times.")
        raise Invalid(sentence, errors={"starts_at": [sentence]})
    check_slot(slot)
    move.state, move.answered_at, move.answered_by_id = MoveState.ACCEPTED, now(), by.id
    _shift(session, slot, by=by)
    return session


def decline_move(move: SessionMove, *, by: User) -> None:
    """The session stays where it is. Raises: NotAllowed, NotNow."""
    _answers(move, by=by)
    move.state, move.answered_at, move.answered_by_id = MoveState.DECLINED, now(), by.id
    db.session.flush()
    record("session.move-declined", move.session, after={"side": side_of(by, move.session)})
    emails.move_declined(move)


def move_at_once(session: MentorSession, starts_at: datetime, *, by: User) -> MentorSession:
    """By staff, who have spoken with both.

    Raises: NotAllowed, NotNow, BadTime, Busy, SlotTaken, Refused.
    """
    if not can_manage_session(by, session):
        raise NotAllowed(_("Only staff of the programme move it without asking."))
    _hold(session)
    _shift(session, _slot(session, starts_at), by=by)
    return session


def _shift(session: MentorSession, slot: TimeSlot, *, by: User) -> None:
    """Everything that the session takes, at the new time, under the same UID."""
    before = told(session)
    let_go([session.id])
    engage_both(session, slot)
    old = session.booking
    if old is not None:
        session.booking = None  # else giving it back would be heard as a room that is gone
        db.session.flush()
        give_room_back(old)
        session.booking = take_room(
            old.space, slot, people=old.people, purpose=titled(session), by=by
        )
    session.slot = slot
    session.starts_local = f"{to_wall(slot.start, session.zone):%Y-%m-%dT%H:%M}"
    session.reminded = needless_reminders(slot.start, now())
    session.mentor_came_at = session.startup_came_at = None
    session.ical_sequence += 1
    session.version += 1
    void_moves(session)
    db.session.flush()
    record("session.moved", session, before=before, after=told(session))
    emails.stands(session, changed=True)


def _answers(move: SessionMove, *, by: User) -> None:
    side = side_of(by, move.session)
    if side is None or side is move.side:
        raise NotAllowed(_("The other side answers this."))
    _hold(move.session)
    db.session.refresh(move)
    if move.state is not MoveState.OPEN:
        raise NotNow(_("This has been settled already."))


def _hold(session: MentorSession) -> None:
    lock(session)
    if session.kind is SessionKind.OFFICE_HOUR:
        raise NotNow(_("An office hour stays where it is. Give it back, and take another one."))
    if session.state is not SessionState.BOOKED or session.starts_at <= now():
        raise NotNow(_("Only a session that is still to come can be moved."))


def _slot(session: MentorSession, start: datetime) -> TimeSlot:
    slot = TimeSlot(start, start + session.slot.length)
    check_slot(slot)
    return slot


def _utc(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")
