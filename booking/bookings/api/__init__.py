"""The API's part about bookings: what is free, book, change, give back, and ask guests to come."""

from booking.bookings.api import guests, together
from booking.bookings.api.bookings import endpoints

__all__ = ["endpoints", "guests", "together"]
