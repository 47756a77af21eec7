"""Change a booking, give it back, and let holds run out."""

from dataclasses import replace

from booking.bookings import emails, queries
from booking.bookings.emails import Why
from booking.bookings.errors import Refused
from booking.bookings.facts import BookingCancelled
from booking.bookings.models import OCCUPYING, Booking, BookingState
from booking.bookings.permissions import can_change
from booking.bookings.rules import Asked
from booking.bookings.services.taking import end_hold, into_ledger
from booking.bookings.services.wishes import Wish
from booking.pricing.rules import price
from booking.spaces.ledger import TakerKind
from booking.spaces.services import release
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, NotAllowed
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record


def cancel(
    booking: Booking, *, by: User, reason: str = "", tell: bool = True, why: Why | None = None
) -> Booking:
    """Give the time back. Of two who cancel at once, one does and the other is told.

    Args:
        tell: False for who had it booked without a mail of its own.
        why: what is closed, where the house needs the space for that.

    Raises:
        Conflict: it is over, or it was cancelled or ran out before.
    """
    lock(booking)
    if not can_change(by, booking):
        raise NotAllowed(_("This is not your booking."))
    if booking.state not in OCCUPYING:
        raise Conflict(_("This booking does not stand any more."), state=booking.state.value)
    if booking.ends_at <= now():
        raise Conflict(_("This booking is over. What has been cannot be cancelled."))
    was_confirmed = booking.state is BookingState.CONFIRMED
    before = booking.state
    booking.state, booking.hold_expires_at = BookingState.CANCELLED, None
    booking.cancelled_at = now()
    booking.version += 1
    booking.ical_sequence += 1
    release(TakerKind.BOOKING, booking.id)
    db.session.flush()
    record("booking.cancelled", booking, before={"state": before},
           after={"state": booking.state}, reason=reason)  # fmt: skip
    if was_confirmed:
        if tell:
            emails.booking_cancelled(booking, by=by, reason=reason, why=why)
        announce(BookingCancelled(booking.id))
    return booking


def change_details(
    booking: Booking,
    *,
    by: User,
    purpose: str | None = None,
    people: int | None = None,
    needs: str | None = None,
) -> Booking:
    """Change what it is for, for how many people, and what the house shall set up.

    Raises:
        Conflict: it does not stand any more; or it has begun, and other things shall be set up.
    """
    lock(booking)
    if not can_change(by, booking):
        raise NotAllowed(_("This is not your booking."))
    if booking.state not in OCCUPYING or booking.ends_at <= now():
        raise Conflict(_("This booking does not stand any more."), state=booking.state.value)
    if needs is not None and needs[:300] != booking.needs and booking.starts_at <= now():
        raise Conflict(_("It has begun. What is set up is not changed any more: ask at the desk."))
    before = _details(booking)
    if people is not None and people != booking.people:
        change_people(booking, people)
    if purpose is not None:
        booking.purpose = purpose[:200]
    if needs is not None:
        booking.needs = needs[:300]
    after = _details(booking)
    if before != after:
        booking.version += 1
        db.session.flush()
        record("booking.changed", booking, before=before, after=after)
    return booking


def expire_holds() -> int:
    """End the holds that ran out; return how many. They stopped counting when they ran out."""
    return sum(end_hold(booking.id) for booking in queries.held_too_long())


def change_people(booking: Booking, people: int) -> None:
    """In a pooled space more people take more places, which the ledger may refuse."""
    changed = replace(Wish(booking.space, booking.slot, people), purpose=booking.purpose)
    too_many = [
        reason
        for reason in queries.around([booking.space], booking.slot).reasons(
            booking.space, Asked(booking.slot, people)
        )
        if reason.field == "people"
    ]
    if too_many:
        raise Refused(too_many)
    booking.people = people
    if changed.quantity != booking.quantity:
        booking.quantity = changed.quantity
        booking.price_minor = (price(booking.slot, booking.space.hourly_rate) * people).minor
        release(TakerKind.BOOKING, booking.id)
        into_ledger(changed, booking)


def _details(booking: Booking) -> dict[str, object]:
    return {"purpose": booking.purpose, "people": booking.people, "needs": booking.needs}


def told(booking: Booking) -> dict[str, object]:
    """What history keeps of a booking."""
    return {
        "state": booking.state,
        "space": booking.space_id,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "people": booking.people,
        "booked_for": booking.booked_for_id,
    }
