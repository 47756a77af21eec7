"""Pages about spaces and bookings: find, hold, confirm, see, give back."""

from booking.bookings.views import finding, holding, keeping
from booking.bookings.views.blueprint import bp

__all__ = ["bp", "finding", "holding", "keeping"]
