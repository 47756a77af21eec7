"""Reminders of class sessions: once for each person, session, kind and version of its time."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.dialects import postgresql, sqlite

from hub.core.clock import now
from hub.core.database import db, is_sqlite
from hub.core.ids import new_id
from hub.learning.classes.models import ClassRun, ClassSession, RunState
from hub.learning.joining.emails import reminders
from hub.learning.joining.models import ClassReminder, SessionNotice
from hub.learning.joining.queries.people import Told, people_told
from hub.learning.joining.rules.reminders import REMINDERS, due_kind, farther

#: A reminder that would come in the night comes up to so much earlier.
NIGHT = timedelta(hours=10)
Due = tuple[ClassSession, Told, str]


def remind_due() -> int:
    """Everybody whose time has come; how many there were. A session that was just changed waits
    until the change is told."""
    sessions = _soon()
    people = people_told({session.run_id for session in sessions})
    out, told_at = _out(sessions), _told_at(sessions)
    due: list[Due] = []
    for session in sessions:
        for told in people[session.run_id]:
            kind = due_kind(
                session.starts_at,
                zone=told.person.zone,
                told_at=max(told.since, told_at.get(session.id, told.since)),
                out=out[session.id, told.person.id, session.ical_sequence],
                now=now(),
            )
            if kind is not None:
                due.append((session, told, kind))
    _keep(due)
    reminders.send(due)
    return len(due)


def _soon() -> Sequence[ClassSession]:
    waits = exists().where(
        SessionNotice.session_id == ClassSession.id, SessionNotice.due_at.is_not(None)
    )
    query = (
        select(ClassSession)
        .join(ClassRun, ClassRun.id == ClassSession.run_id)
        .where(
            ClassRun.state == RunState.PUBLISHED,
            ClassSession.cancelled_at.is_(None),
            ClassSession.starts_at > now(),
            ClassSession.starts_at <= now() + max(REMINDERS.values()) + NIGHT,
            ~waits,
        )
        .order_by(ClassSession.starts_at, ClassSession.id)
    )
    return db.session.scalars(query).unique().all()


def _out(sessions: Sequence[ClassSession]) -> dict[tuple[UUID, UUID, int], set[str]]:
    found: dict[tuple[UUID, UUID, int], set[str]] = defaultdict(set)
    query = select(ClassReminder).where(ClassReminder.session_id.in_([s.id for s in sessions]))
    for row in db.session.scalars(query):
        found[row.session_id, row.user_id, row.sequence].add(row.kind)
    return found


def _told_at(sessions: Sequence[ClassSession]) -> dict[UUID, datetime]:
    """When a change of a session's time was told; not its first announcement to everybody."""
    query = select(SessionNotice.session_id, SessionNotice.told_at).where(
        SessionNotice.session_id.in_([s.id for s in sessions]), SessionNotice.told_at.is_not(None)
    )
    return {row.session_id: row.told_at for row in db.session.execute(query)}


def _keep(due: Sequence[Due]) -> None:
    rows = [
        {
            "id": new_id(),
            "session_id": session.id,
            "user_id": told.person.id,
            "kind": each,
            "sequence": session.ical_sequence,
            "sent_at": now(),
        }
        for session, told, kind in due
        for each in farther(kind)
    ]
    if rows:
        insert = sqlite.insert if is_sqlite() else postgresql.insert
        db.session.execute(insert(ClassReminder).on_conflict_do_nothing(), rows)
