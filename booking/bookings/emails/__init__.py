"""What we write about bookings: an invitation when one stands, and one taken back with the same UID
when it does not; to whom it is for, and to the guests. A hold is not written about."""

from booking.bookings.emails.bookings import (
    Was,
    Why,
    booking_cancelled,
    booking_confirmed,
    booking_moved,
)
from booking.bookings.emails.entries import booking_url, entry_of
from booking.bookings.emails.guests import guest_uninvited, guests_invited, keys_of_guest
from booking.bookings.emails.together import together_cancelled, together_confirmed

__all__ = [
    "Was",
    "Why",
    "booking_cancelled",
    "booking_confirmed",
    "booking_moved",
    "booking_url",
    "entry_of",
    "guest_uninvited",
    "guests_invited",
    "keys_of_guest",
    "together_cancelled",
    "together_confirmed",
]
