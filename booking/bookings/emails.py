"""What we write about bookings. (Builder H fills this in.)"""

from booking.bookings.models import Booking
from hub.accounts.models import User


def booking_confirmed(booking: Booking) -> None: ...


def booking_cancelled(booking: Booking, *, by: User, reason: str) -> None: ...
