"""Pages about spaces and bookings: find, hold, confirm, see, give back."""

from booking.bookings.views import (
    details,
    finding,
    guests,
    holding,
    keeping,
    mine,
    moving,
    noting,
    together,
)
from booking.bookings.views.blueprint import bp

__all__ = [
    "bp",
    "details",
    "finding",
    "guests",
    "holding",
    "keeping",
    "mine",
    "moving",
    "noting",
    "together",
]
