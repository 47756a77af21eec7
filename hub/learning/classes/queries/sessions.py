"""Sessions of runs."""

from sqlalchemy import select

from hub.core.database import db
from hub.learning.classes.models import ClassRun, ClassSession


def standing_sessions(run: ClassRun) -> list[ClassSession]:
    """Not cancelled, in order; with their bookings, in one statement."""
    query = (
        select(ClassSession)
        .where(ClassSession.run_id == run.id, ClassSession.cancelled_at.is_(None))
        .order_by(ClassSession.starts_at)
    )
    return list(db.session.scalars(query).unique())
