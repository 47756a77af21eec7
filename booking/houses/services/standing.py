"""Bookings stand when the hours change; whoever changes them hears first which lie outside."""

from collections.abc import Iterator
from contextlib import contextmanager

from booking.bookings.models import Booking
from booking.houses.errors import BookingsOutsideHours
from booking.houses.queries.standing import coming_bookings
from booking.spaces.models import Space
from booking.spaces.queries import open_times
from hub.core.database import db
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Site


@contextmanager
def bookings_stay(place: Site | Space, *, agreed: bool) -> Iterator[None]:
    """Around a change of when a place is open. The same questions about open times that a booking
    is asked are asked before and after it.

    Args:
        agreed: whoever changes it knows that bookings lie outside afterwards, and wants it so.

    Raises:
        BookingsOutsideHours: bookings that lay within the open times do not any more. The caller's
            transaction, in which the change was made, has to end without it.
    """
    if agreed:
        yield
        return
    bookings = coming_bookings(place)
    within = _within(place, bookings)
    yield
    db.session.flush()
    still = {booking.id for booking in _within(place, within)}
    outside = [booking for booking in within if booking.id not in still]
    if outside:
        raise BookingsOutsideHours(outside)


def _within(place: Site | Space, bookings: list[Booking]) -> list[Booking]:
    if not bookings:
        return []
    site = place.site if isinstance(place, Space) else place
    last = max(booking.ends_at for booking in bookings)
    times = open_times(site, TimeSlot(bookings[0].starts_at, last))
    return [
        booking
        for booking in bookings
        if any(open.contains(booking.slot) for open in times.of(booking.space, booking.slot))
    ]
