"""Bookings that were made in one go. Reads only."""

from sqlalchemy import select

from booking.bookings.models import Booking, BookingState
from booking.bookings.permissions import can_change
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db


def set_of(booking: Booking) -> list[Booking]:
    """All that were made with it, it included, soonest first; itself alone where it was alone."""
    if booking.together_id is None:
        return [booking]
    query = (
        select(Booking)
        .where(Booking.together_id == booking.together_id)
        .order_by(Booking.starts_at, Booking.id)
    )
    return list(db.session.scalars(query).unique())


def standing_in_set(booking: Booking, *, of: User) -> list[Booking]:
    """Those that still stand, are not over and that the person may change."""
    return [
        each
        for each in set_of(booking)
        if each.state is BookingState.CONFIRMED and each.ends_at > now() and can_change(of, each)
    ]
