"""The room of a session: taken with it, given back with it, in one transaction. The invitation of
the session says where it is, so the booking writes no mail of its own."""

from booking.bookings.models import OCCUPYING, Booking, BookingKind
from booking.bookings.services import Wish, book, cancel
from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot


def take_room(space: Space, slot: TimeSlot, *, people: int, purpose: str, by: User) -> Booking:
    """Raises: SlotTaken, Refused, with what could be had instead."""
    wish = Wish(space, slot, people=people, purpose=purpose[:200], kind=BookingKind.SESSION)
    return book(wish, booked_by=by, tell=False)


def give_room_back(booking: Booking | None) -> None:
    """Also when somebody else booked it: it belongs to the session, which both sides arrange."""
    if booking is not None and booking.state in OCCUPYING and booking.ends_at > now():
        reason = _("The session does not need it any more.")
        cancel(booking, by=booking.booked_by, reason=reason, tell=False)
