"""Who came and who did not, and what the clock makes of it: reminders, held or not known, how was
it."""

from datetime import timedelta

from sqlalchemy import select

from accelerator.mentors.models import Side
from accelerator.sessions import emails
from accelerator.sessions.errors import NotNow
from accelerator.sessions.models import MentorSession, SessionState
from accelerator.sessions.names import other_side
from accelerator.sessions.permissions import can_manage_session, part_of, side_of
from accelerator.sessions.queries.after import has_said
from accelerator.sessions.rules.times import (
    FEEDBACK,
    LOOKS_BACK,
    REMINDERS,
    due_reminder,
    is_open,
    may_be_missed,
    took_place,
)
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

#: Sessions in one run of a job; the next run goes on with the rest.
CHUNK = 200


def check_in(session: MentorSession, *, by: User) -> None:
    """ "I am here", from a quarter of an hour before until the end; for the startup any of its
    people. Twice is once. Raises: NotAllowed, NotNow."""
    side = part_of(by, session)
    if side is None:
        raise NotAllowed(_("Only those who meet can say that they are there."))
    lock(session)
    if session.state is not SessionState.BOOKED or not is_open(session.slot, now()):
        raise NotNow(_("You can say that you are there from a quarter of an hour before."))
    if came_at(session, side) is not None:
        return
    if side is Side.MENTOR:
        session.mentor_came_at = now()
    else:
        session.startup_came_at = now()
    session.version += 1
    db.session.flush()
    record("session.checked-in", session, after={"side": side})


def came_at(session: MentorSession, side: Side) -> object:
    return session.mentor_came_at if side is Side.MENTOR else session.startup_came_at


def may_mark_missed(session: MentorSession, side: Side) -> bool:
    """Whether it can be said now that this side did not come."""
    states = (SessionState.BOOKED, SessionState.UNKNOWN, SessionState.HELD)
    return (
        session.state in states
        and may_be_missed(session.slot, now())
        and came_at(session, side) is None
        and not has_said(session, side)
    )


def mark_missed(session: MentorSession, *, by: User, side: Side | None = None) -> None:
    """The other side did not come, or, for staff, `side`. Raises: NotAllowed, NotNow."""
    own = side_of(by, session)
    if own is None and not can_manage_session(by, session):
        raise NotAllowed(_("Only the side that came says so, or staff."))
    absent = other_side(own) if own is not None else side
    lock(session)
    if absent is None or not may_mark_missed(session, absent):
        raise NotNow(
            _("From a quarter of an hour after the start, of who has not said to be there.")
        )
    session.state, session.missed_by = SessionState.MISSED, absent
    session.version += 1
    db.session.flush()
    record("session.missed", session, after={"side": absent})
    emails.missed(session, by=by)


def mark_held(session: MentorSession, *, by: User) -> None:
    """It took place after all. Raises: NotAllowed, NotNow."""
    if side_of(by, session) is None and not can_manage_session(by, session):
        raise NotAllowed(_("Only the two sides and staff say so."))
    lock(session)
    if session.state is not SessionState.UNKNOWN:
        raise NotNow(_("This is settled already."))
    _held(session)


def settle_due() -> int:
    """After the end: held, or not known. How many there were."""
    due = select(MentorSession).where(
        MentorSession.state == SessionState.BOOKED, MentorSession.ends_at <= now()
    )
    rows = list(db.session.scalars(due.order_by(MentorSession.ends_at).limit(CHUNK)))
    for session in rows:
        if took_place(
            mentor_came=session.mentor_came_at is not None,
            startup_came=session.startup_came_at is not None,
        ):
            _held(session)
        else:
            session.state = SessionState.UNKNOWN
            session.version += 1
            db.session.flush()
            record("session.not-known", session)
    return len(rows)


def remind_due() -> int:
    """A day and an hour before, once for each time that the session was given."""
    farthest = now() + max(REMINDERS.values())
    soon = select(MentorSession).where(
        MentorSession.state == SessionState.BOOKED,
        MentorSession.starts_at > now(),
        MentorSession.starts_at <= farthest,
    )
    rows = list(
        db.session.scalars(soon.order_by(MentorSession.starts_at).with_for_update(of=MentorSession))
    )
    reminded = []
    for session in rows:
        kind = due_reminder(session.starts_at, out=session.reminded, now=now())
        if kind is not None:
            farther = [each for each, before in REMINDERS.items() if before >= REMINDERS[kind]]
            session.reminded = sorted({*session.reminded, *farther})
            reminded.append((session, kind))
    db.session.flush()
    emails.remind(reminded)
    return len(reminded)


def ask_for_feedback_due() -> int:
    """How was it? Asked once after the end."""
    over = select(MentorSession).where(
        MentorSession.state.in_((SessionState.HELD, SessionState.UNKNOWN)),
        MentorSession.ends_at <= now(),
        MentorSession.ends_at > now() - min(LOOKS_BACK, timedelta(days=2)),
    )
    rows = [each for each in db.session.scalars(over.order_by(MentorSession.ends_at))
            if FEEDBACK not in each.reminded]  # fmt: skip
    for session in rows:
        session.reminded = [*session.reminded, FEEDBACK]
    db.session.flush()
    emails.ask_how_it_was(rows)
    return len(rows)


def _held(session: MentorSession) -> None:
    session.state = SessionState.HELD
    session.version += 1
    db.session.flush()
    record("session.held", session)
