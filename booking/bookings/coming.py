"""What is booked in a space from now on: `booking.spaces.coming` asks before a space is changed."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from booking.bookings.models import OCCUPYING, Booking
from booking.spaces.coming import Coming
from booking.spaces.models import Space
from hub.core.clock import now
from hub.core.database import db
from hub.core.pagination import Page, page_of

T = TypeVar("T")


def coming_page(
    space: Space, *, over: int = 0, cursor: str | None = None, limit: int = 20
) -> Page[Coming]:
    """The next one first."""
    query = _coming(select(Booking).options(joinedload(Booking.booked_for)), space, over=over)
    by = [Booking.starts_at, Booking.id]
    page = page_of(query, by=by, cursor=cursor, limit=limit)
    return Page([_told(each) for each in page.items], page.next, page.previous)


def coming_count(space: Space, *, over: int = 0) -> int:
    return db.session.scalar(_coming(select(func.count(Booking.id)), space, over=over)) or 0


def coming_ids(space: Space) -> Sequence[UUID]:
    return list(db.session.scalars(_coming(select(Booking.id), space)))


def _coming(query: Select[T], space: Space, *, over: int = 0) -> Select[T]:
    """Holds that have run out are nobody's any more."""
    return query.where(
        Booking.space_id == space.id,
        Booking.state.in_(OCCUPYING),
        Booking.ends_at > now(),
        Booking.hold_expires_at.is_(None) | (Booking.hold_expires_at > now()),
        Booking.people > over,
    )


def _told(booking: Booking) -> Coming:
    return Coming(
        id=booking.id,
        reference=booking.reference,
        slot=booking.slot,
        who=booking.booked_for.name,
        purpose=booking.purpose,
        people=booking.people,
    )
