"""Minutes, for completion and for who falls behind."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import func, select

from hub.core.clock import now
from hub.core.database import db
from hub.learning.attendance.models import Attendance
from hub.learning.attendance.rules.minutes import length_of
from hub.learning.classes.models import ClassRun, ClassSession


def minutes_of(run: ClassRun, user_ids: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """By person: minutes attended, and minutes that count: of the required sessions that are not
    cancelled, also of those to come, so that nobody has all of a class before it is over."""
    ids = list(user_ids)
    counted = _counted(run)
    possible = sum(length_of(session.slot) for session in counted)
    query = (
        select(Attendance.user_id, func.sum(Attendance.minutes).label("minutes"))
        .where(
            Attendance.session_id.in_([session.id for session in counted]),
            Attendance.user_id.in_(ids),
        )
        .group_by(Attendance.user_id)
    )
    attended = {row.user_id: int(row.minutes) for row in db.session.execute(query)}
    return {user_id: (attended.get(user_id, 0), possible) for user_id in ids}


def minutes_so_far(run: ClassRun) -> int:
    """Of the required sessions that are over."""
    return sum(length_of(s.slot) for s in _counted(run) if s.ends_at <= now())


def _counted(run: ClassRun) -> list[ClassSession]:
    query = select(ClassSession).where(
        ClassSession.run_id == run.id,
        ClassSession.cancelled_at.is_(None),
        ClassSession.is_required,
    )
    return list(db.session.scalars(query.order_by(ClassSession.starts_at)))
