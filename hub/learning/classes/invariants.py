"""What must always be true of classes; `flask doctor` asks."""

from collections.abc import Iterator

from sqlalchemy import exists, func, or_, select

from booking.bookings.models import OCCUPYING, Booking, BookingKind
from hub.core.database import db
from hub.learning.classes.models import OWNER_KIND, ClassRun, ClassSession, RunState
from hub.places.models import Pool


def problems() -> Iterator[str]:
    """A run has its seats, and its dates are those of its sessions; a session's room is booked for
    it, at its time, and for no other."""
    yield from _seats()
    yield from _dates()
    yield from _rooms()
    yield from _shared_rooms()


def _seats() -> Iterator[str]:
    has_pool = exists().where(Pool.owner_kind == OWNER_KIND, Pool.owner_id == ClassRun.id)
    for slug in db.session.scalars(select(ClassRun.slug).where(~has_pool)):
        yield f"class {slug}: it has no pool of seats"


def _dates() -> Iterator[str]:
    standing = (
        select(
            ClassSession.run_id,
            func.min(ClassSession.starts_at).label("first"),
            func.max(ClassSession.ends_at).label("last"),
        )
        .where(ClassSession.cancelled_at.is_(None))
        .group_by(ClassSession.run_id)
        .subquery()
    )
    query = (
        select(
            ClassRun.slug, ClassRun.starts_at, ClassRun.ends_at, standing.c.first, standing.c.last
        )
        .outerjoin(standing, standing.c.run_id == ClassRun.id)
        .where(ClassRun.state != RunState.CANCELLED)
    )
    for slug, starts_at, ends_at, first, last in db.session.execute(query):
        if (starts_at, ends_at) != (first, last):
            yield f"class {slug}: its dates are not those of its sessions"


def _rooms() -> Iterator[str]:
    query = (
        select(ClassSession.id)
        .join(Booking, Booking.id == ClassSession.booking_id)
        .where(
            ClassSession.cancelled_at.is_(None),
            or_(
                Booking.state.not_in(OCCUPYING),
                Booking.starts_at != ClassSession.starts_at,
                Booking.ends_at != ClassSession.ends_at,
                Booking.kind != BookingKind.CLASS,
            ),
        )
    )
    for session_id in db.session.scalars(query):
        yield f"class session {session_id}: its room is not booked for it"
    gone = select(ClassSession.id).where(
        ClassSession.cancelled_at.is_not(None), ClassSession.booking_id.is_not(None)
    )
    for session_id in db.session.scalars(gone):
        yield f"class session {session_id}: it is cancelled and keeps its room"


def _shared_rooms() -> Iterator[str]:
    query = (
        select(ClassSession.booking_id)
        .where(ClassSession.booking_id.is_not(None))
        .group_by(ClassSession.booking_id)
        .having(func.count() > 1)
    )
    for booking_id in db.session.scalars(query):
        yield f"booking {booking_id}: it is the room of two class sessions"
