"""Work that happens on the clock. Each job is one call, safe to run twice."""

from booking.bookings import services
from hub.core.database import transaction


def expire_holds() -> str:
    with transaction():
        ended = services.expire_holds()
    return f"ended {ended} holds that ran out"


def forget_guests() -> str:
    with transaction():
        forgotten = services.forget_guests()
    return f"forgot the addresses of {forgotten} guests"
