"""What people are told of sessions that were planned, moved or cancelled: once, when the changing
has come to rest, and what is true by then."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hub.core.clock import now
from hub.core.database import db
from hub.learning.classes.facts import (
    ClassCancelled,
    ClassPublished,
    ClassSessionCancelled,
    ClassSessionMoved,
    ClassSessionPlanned,
)
from hub.learning.classes.models import ClassRun, ClassSession, RunState
from hub.learning.joining.emails import notices
from hub.learning.joining.models import ClassReminder, SessionNotice
from hub.learning.joining.queries.people import Told, people_told
from hub.learning.joining.rules.notices import News, Said, due_at, news
from hub.outbox.services import withdraw_mail

#: Notices in one run of the job; the next run goes on with the rest.
CHUNK = 100
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
#: What people were told when there is no note of it.
UNKNOWN = Said(_LONG_AGO, _LONG_AGO, "", is_online=False, is_cancelled=False)
#: A queued reminder older than this has long left.
STILL_QUEUED = timedelta(days=2)


def class_published(fact: ClassPublished) -> None:
    """Its page says all of it; whoever enrols is told by the mail of their place."""
    for session in _standing(fact.run_id):
        notice = _notice(session)
        notice.known, notice.told_at = _kept(_said(session)), now()
    db.session.flush()


def session_planned(fact: ClassSessionPlanned) -> None:
    session = db.session.get_one(ClassSession, fact.session_id)
    if session.run.state is RunState.PUBLISHED:
        _changed(session, earliest=session.starts_at)


def session_moved(fact: ClassSessionMoved) -> None:
    session = db.session.get_one(ClassSession, fact.session_id)
    _void_reminders(session)
    if session.run.state is RunState.PUBLISHED:
        _changed(session, earliest=session.starts_at)


def session_cancelled(fact: ClassSessionCancelled) -> None:
    session_moved(ClassSessionMoved(fact.run_id, fact.session_id, fact.sequence))


def class_cancelled(fact: ClassCancelled) -> None:
    """Who learns is told with their place, and who teaches here, once for all sessions."""
    sessions = _all(fact.run_id)
    run = db.session.get_one(ClassRun, fact.run_id)
    teachers = [each for each in people_told([run.id])[run.id] if each.teaches]
    notices.class_is_off(run, sessions, teachers=teachers, reason=fact.reason)
    for session in sessions:
        _void_reminders(session)
        notice = _notice(session)
        notice.known, notice.told_at = _kept(_said(session)), now()
        notice.first_change_at = notice.last_change_at = notice.due_at = None
    db.session.flush()


def due_notices() -> list[UUID]:
    query = (
        select(SessionNotice.id)
        .where(SessionNotice.due_at <= now())
        .order_by(SessionNotice.due_at)
        .limit(CHUNK)
    )
    return list(db.session.scalars(query))


def tell(notice_id: UUID) -> int:
    """Tell of one session what is new by now, if anything is; to how many."""
    query = select(SessionNotice).where(SessionNotice.id == notice_id)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    notice = db.session.scalars(fresh).one()
    if notice.due_at is None or notice.due_at > now():
        return 0
    session, changed_at = notice.session, notice.last_change_at or now()
    known, said = _known(notice.known), _said(session)
    what = news(known, said)
    people = _who_does_not_know(session, changed_at) if what else []
    notice.known, notice.told_at = _kept(said), now()
    notice.first_change_at = notice.last_change_at = notice.due_at = None
    db.session.flush()
    if what is not None:
        before = known if what is News.MOVED and known and known.starts_at > _LONG_AGO else None
        notices.send(session, people, what=what, before=before)
    return len(people)


def _changed(session: ClassSession, *, earliest: datetime) -> None:
    notice = _notice(session)
    known = _known(notice.known)
    if known is not None and known.starts_at > now():
        earliest = min(earliest, known.starts_at)
    notice.last_change_at = now()
    notice.first_change_at = notice.first_change_at or now()
    notice.due_at = due_at(
        first=notice.first_change_at, last=notice.last_change_at, starts_at=earliest
    )
    db.session.flush()


def _who_does_not_know(session: ClassSession, changed_at: datetime) -> list[Told]:
    """Not those whose place was given after the last change: the mail of it was right."""
    told = people_told([session.run_id])[session.run_id]
    return [each for each in told if each.since <= changed_at]


def _void_reminders(session: ClassSession) -> None:
    query = select(ClassReminder).where(
        ClassReminder.session_id == session.id,
        ClassReminder.sequence < session.ical_sequence,
        ClassReminder.sent_at > now() - STILL_QUEUED,
    )
    for reminder in db.session.scalars(query):
        withdraw_mail(notices.reminder_key(reminder), reason="the session was changed since")


def _notice(session: ClassSession) -> SessionNotice:
    query = select(SessionNotice).where(SessionNotice.session_id == session.id)
    notice = db.session.scalars(query.with_for_update()).one_or_none()
    if notice is None:
        notice = SessionNotice(session_id=session.id, session=session)
        if session.ical_sequence > 0:  # people know of it, though we do not know what
            notice.known = _kept(UNKNOWN)
        db.session.add(notice)
    return notice


def _standing(run_id: UUID) -> list[ClassSession]:
    return [session for session in _all(run_id) if session.cancelled_at is None]


def _all(run_id: UUID) -> list[ClassSession]:
    query = select(ClassSession).where(ClassSession.run_id == run_id)
    return list(db.session.scalars(query.order_by(ClassSession.starts_at)))


def _said(session: ClassSession) -> Said:
    return Said(
        session.starts_at,
        session.ends_at,
        notices.place_of(session),
        session.is_online,
        session.cancelled_at is not None,
    )


def _kept(said: Said) -> dict[str, Any]:
    return vars(said) | {
        "starts_at": said.starts_at.isoformat(),
        "ends_at": said.ends_at.isoformat(),
    }


def _known(kept: dict[str, Any] | None) -> Said | None:
    if kept is None:
        return None
    starts_at, ends_at = (datetime.fromisoformat(kept[name]) for name in ("starts_at", "ends_at"))
    return Said(starts_at, ends_at, kept["place"], kept["is_online"], kept["is_cancelled"])
