"""What counts of somebody in a session: one row, the most that any source has seen; an entry of the
list by hand stands above all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from hub.core.database import db
from hub.core.facts import announce
from hub.history.services import record
from hub.learning.attendance.facts import AttendanceCounted
from hub.learning.attendance.models import Attendance, Source, Stay
from hub.learning.attendance.rules.minutes import minutes_of
from hub.learning.classes.models import ClassSession


@dataclass(frozen=True)
class Sight:
    """Somebody was seen: how, for how many minutes of the session, and when first. `client_id` is a
    device's own name for it."""

    source: Source
    minutes: int
    seen_at: datetime
    client_id: str | None = None


def keep(session: ClassSession, user_id: UUID, *, sight: Sight, by_id: UUID | None) -> Attendance:
    """Make it what counts, unless more is known, or a hand has written otherwise."""
    row = _row(session.id, user_id)
    by_hand = row is not None and row.source is Source.LIST
    is_list = sight.source is Source.LIST
    if row is not None and not is_list and (by_hand or row.minutes >= sight.minutes):
        return row
    before = {"minutes": row.minutes, "source": row.source} if row else None
    if row is None:
        row = Attendance(session_id=session.id, user_id=user_id)
        db.session.add(row)
    else:
        row.version += 1
    row.source, row.minutes, row.seen_at = sight.source, sight.minutes, sight.seen_at
    row.by_id, row.client_id = by_id, sight.client_id or row.client_id
    db.session.flush()
    after = {"minutes": sight.minutes, "source": sight.source}
    record("attendance.counted", row, before=before, after=after)
    announce(AttendanceCounted(session.id, session.run_id, user_id))
    return row


def count_stays(session: ClassSession, user_ids: Iterable[UUID], *, by_id: UUID) -> None:
    """Anew from all that reports have of these people; what was only a report's falls, too, when a
    report is taken back."""
    for user_id in sorted(set(user_ids), key=str):
        query = select(Stay).where(Stay.session_id == session.id, Stay.user_id == user_id)
        stays = list(db.session.scalars(query.order_by(Stay.joined_at)))
        minutes = minutes_of([(s.joined_at, s.left_at) for s in stays], session.slot)
        row = _row(session.id, user_id)
        if row is not None and row.source is Source.REPORT and row.minutes > minutes:
            _lower(session, row, minutes=minutes)
        elif stays:
            sight = Sight(Source.REPORT, minutes, stays[0].joined_at)
            keep(session, user_id, sight=sight, by_id=by_id)


def _lower(session: ClassSession, row: Attendance, *, minutes: int) -> None:
    before = {"minutes": row.minutes}
    row.minutes = minutes
    row.version += 1
    db.session.flush()
    record("attendance.counted", row, before=before, after={"minutes": minutes})
    announce(AttendanceCounted(session.id, session.run_id, row.user_id))


def _row(session_id: UUID, user_id: UUID) -> Attendance | None:
    query = select(Attendance).where(
        Attendance.session_id == session_id, Attendance.user_id == user_id
    )
    return db.session.scalars(query.with_for_update()).one_or_none()
