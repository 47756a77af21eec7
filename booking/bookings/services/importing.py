"""Bookings that were agreed elsewhere and come with a calendar: nobody owes, nobody is mailed."""

from sqlalchemy import update

from booking.bookings.models import OCCUPYING, Booking
from booking.bookings.permissions import can_change
from booking.bookings.services.making import book
from booking.bookings.services.taking import into_ledger
from booking.bookings.services.wishes import Wish
from booking.spaces.ledger import TakerKind
from booking.spaces.services import release
from hub.accounts.models import User
from hub.core.database import db, lock
from hub.core.errors import Conflict, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.history.services import record


def book_imported(wish: Wish, *, by: User) -> Booking:
    """As `book`, of something that may lie in the past or outside opening hours.

    Raises:
        SlotTaken: the ledger says no all the same.
    """
    booking = book(wish, booked_by=by, by_the_rules=False)
    booking.price_minor = 0
    db.session.flush()
    return booking


def change_imported(booking: Booking, wish: Wish, *, by: User) -> Booking:
    """Give an imported booking the time and title that its calendar has now.

    Raises:
        SlotTaken: the new time is somebody else's; undo the whole savepoint then, for the old time
            has been given back.
        Conflict: it does not stand any more.
    """
    lock(booking)
    if not can_change(by, booking):
        raise NotAllowed(_("This is not your booking."))
    if booking.state not in OCCUPYING:
        raise Conflict(_("This booking does not stand any more."), state=booking.state.value)
    before = _told(booking)
    release(TakerKind.BOOKING, booking.id)
    into_ledger(wish, booking)
    # By statement: the mapped `slot` cannot tell its history when only one of its ends has moved.
    db.session.execute(
        update(Booking)
        .where(Booking.id == booking.id)
        .values(
            starts_at=wish.slot.start,
            ends_at=wish.slot.end,
            starts_local=f"{to_wall(wish.slot.start, booking.zone):%Y-%m-%dT%H:%M}",
            ends_local=f"{to_wall(wish.slot.end, booking.zone):%Y-%m-%dT%H:%M}",
            setup_minutes=wish.space.setup_minutes,
            cleanup_minutes=wish.space.cleanup_minutes + wish.space.buffer_minutes,
            people=wish.people,
            quantity=wish.quantity,
            purpose=wish.purpose[:200],
            version=Booking.version + 1,
            ical_sequence=Booking.ical_sequence + 1,
        )
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(booking)
    record("booking.changed", booking, before=before, after=_told(booking))
    return booking


def _told(booking: Booking) -> dict[str, object]:
    return {
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "purpose": booking.purpose,
        "people": booking.people,
    }
