"""Things one can do with bookings. Each raises a HubError or succeeds whole."""

from booking.bookings.services.assigning import assign
from booking.bookings.services.changing import cancel, change_details, expire_holds
from booking.bookings.services.making import book, confirm, hold
from booking.bookings.services.wishes import Wish, check

__all__ = [
    "Wish",
    "assign",
    "book",
    "cancel",
    "change_details",
    "check",
    "confirm",
    "expire_holds",
    "hold",
]
