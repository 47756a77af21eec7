"""The API's part about bookings: what is free, book, change, give back, and ask guests to come."""

from booking.bookings.api import availability, guests, together
from booking.bookings.api.bookings import endpoints

__all__ = ["availability", "endpoints", "guests", "together"]
