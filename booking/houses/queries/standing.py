"""Which bookings of a place stand and are still to come."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from booking.bookings.models import OCCUPYING, Booking
from booking.spaces.models import Space
from hub.core.clock import now
from hub.core.database import db
from hub.organisations.models import Site


def coming_bookings(place: Site | Space) -> list[Booking]:
    """Soonest first, each with its person."""
    spaces = (
        [place.id]
        if isinstance(place, Space)
        else select(Space.id).where(Space.site_id == place.id)
    )
    query = (
        select(Booking)
        .options(joinedload(Booking.booked_for))
        .where(
            Booking.space_id.in_(spaces),
            Booking.starts_at > now(),
            Booking.state.in_(OCCUPYING),
        )
        .order_by(Booking.starts_at, Booking.id)
    )
    return list(db.session.scalars(query).unique())


def has_bookings(site: Site) -> bool:
    """Whether anybody has booked in it, ever."""
    spaces = select(Space.id).where(Space.site_id == site.id)
    return (
        db.session.scalar(select(Booking.id).where(Booking.space_id.in_(spaces)).limit(1))
        is not None
    )
