"""What classes do when they hear that a room is gone."""

from sqlalchemy import select

from booking.bookings.facts import BookingCancelled
from hub.core.clock import now
from hub.core.database import db
from hub.core.facts import announce
from hub.history.services import record
from hub.learning.classes.facts import ClassSessionMoved
from hub.learning.classes.models import ClassSession
from hub.learning.classes.services.planning import told


def room_gone(fact: BookingCancelled) -> None:
    """Somebody gave the room back on its own page: the session stands, without a room, says so,
    and everybody is told."""
    query = select(ClassSession).where(
        ClassSession.booking_id == fact.booking_id,
        ClassSession.cancelled_at.is_(None),
        ClassSession.ends_at > now(),
    )
    for session in list(db.session.scalars(query)):
        before = told(session)
        session.booking = None
        session.lost_room_at = now()
        session.ical_sequence += 1
        session.version += 1
        db.session.flush()
        record("class-session.room-gone", session, before=before, after=told(session))
        announce(ClassSessionMoved(session.run_id, session.id, session.ical_sequence))
