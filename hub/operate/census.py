"""How the house stands, in numbers: what `/metrics` reads from the database at each look."""

from collections.abc import Callable

from sqlalchemy import func, select

from booking.bookings.models import OCCUPYING, Booking
from hub.accounts.models import Guesses
from hub.core.clock import now
from hub.core.database import db
from hub.outbox.models import WAITING, Message
from hub.outbox.queries import count_by_state, outgoing_hold
from hub.timetable import queries as timetable
from hub.timetable.models import JobRun, Outcome

#: A label's value → a number; without a label there is one number under "".
Numbers = dict[str, float]


def _messages() -> Numbers:
    return {state.value: number for state, number in count_by_state().items()}


def _oldest_message() -> Numbers:
    oldest = db.session.scalar(
        select(func.min(Message.next_attempt_at)).where(Message.state.in_(WAITING))
    )
    return {"": max(0.0, (now() - oldest).total_seconds()) if oldest else 0.0}


def _outgoing_held() -> Numbers:
    return {"": 0.0 if outgoing_hold() is None else 1.0}


def _bookings() -> Numbers:
    """Holds, and confirmed bookings that are not over: what stands, not the whole past."""
    ahead = select(Booking.state, func.count()).where(
        Booking.state.in_(OCCUPYING), Booking.ends_at > now()
    )
    found = dict(db.session.execute(ahead.group_by(Booking.state)).all())
    return {state.value: found.get(state, 0) for state in OCCUPYING}


def _guesses() -> Numbers:
    """Wrong passwords and codes that still count against somebody, whoever that is."""
    open_ = select(func.coalesce(func.sum(Guesses.count), 0)).where(Guesses.until > now())
    return {"": float(db.session.scalar(open_) or 0)}


def _job_ages() -> Numbers:
    done = select(JobRun.job, func.max(JobRun.finished_at)).where(JobRun.outcome == Outcome.DONE)
    ended = db.session.execute(done.group_by(JobRun.job))
    return {job: (now() - at).total_seconds() for job, at in ended if at}


def _jobs_seen() -> Numbers:
    silent_for = timetable.seconds_since_heard()
    return {"": -1.0 if silent_for is None else silent_for}


#: name after `hub_` → (meaning, label or none, how to count).
_TABLE: dict[str, tuple[str, str, Callable[[], Numbers]]] = {
    "outbox_messages": ("Messages by state", "state", _messages),
    "outbox_oldest_seconds": ("How long the most overdue message has waited", "", _oldest_message),
    "outbox_held": ("1 while outgoing mail is held back", "", _outgoing_held),
    "bookings_ahead": ("Bookings that are not over, by state", "state", _bookings),
    "guesses_open": ("Wrong sign-ins and codes that still count", "", _guesses),
    "job_age_seconds": ("Since each job last ended well", "job", _job_ages),
    "jobs_seen_seconds": ("Since a job process gave a sign of life; -1 never", "", _jobs_seen),
}

MEASURES: dict[str, tuple[str, str]] = {
    name: (meaning, label) for name, (meaning, label, _) in _TABLE.items()
}


def measure(name: str) -> Numbers:
    return _TABLE[name][2]()
