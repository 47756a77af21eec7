"""Another time, another length, another space for a booking that stands: all of it or nothing."""

from dataclasses import replace

from booking.bookings import emails
from booking.bookings.emails import Was, Why
from booking.bookings.models import Booking, BookingKind, BookingState
from booking.bookings.permissions import can_change
from booking.bookings.rules import Reason
from booking.bookings.services.changing import told
from booking.bookings.services.making import record_aside
from booking.bookings.services.taking import into_ledger, where_and_when
from booking.bookings.services.wishes import Aside, Wish, check, wish_of
from booking.spaces.ledger import TakerKind
from booking.spaces.models import Space
from booking.spaces.services import release
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.history.services import record


def check_movable(booking: Booking, *, by: User) -> None:
    """Raises:
    NotAllowed: it is neither theirs nor of a site that they manage.
    Conflict: it is on hold, does not stand or is over, or is the room of something that has its
        own way to be moved.
    """
    if not can_change(by, booking):
        raise NotAllowed(_("This is not your booking."))
    if booking.state is BookingState.HELD:
        raise Conflict(_("Confirm the booking first, then move it."), state=booking.state.value)
    if booking.state is not BookingState.CONFIRMED or booking.ends_at <= now():
        raise Conflict(_("This booking does not stand any more."), state=booking.state.value)
    if booking.kind is not BookingKind.BOOKING:
        raise Conflict(
            _("This room belongs to a session, a class or an event. Move that, and the room moves"
              " with it.")
        )  # fmt: skip


def move(
    booking: Booking,
    slot: TimeSlot | None = None,
    *,
    by: User,
    space: Space | None = None,
    why: Why | None = None,
) -> Booking:
    """Have it at another time or in another space; never in conflict with itself.

    The rules and the price of today hold. One that has begun keeps its space and its beginning:
    only its end can be moved. With a `why` the house moves it because a space is closed, and sets
    its rules aside for that.

    Raises:
        NotAllowed, Conflict: see `check_movable`; Conflict also for the beginning of one that has
            begun.
        Invalid: the space is of another site, or not to be had any more.
        Refused, SlotTaken: as for a new one. The booking stands as it did.
    """
    lock(booking)
    check_movable(booking, by=by)
    wish, was = _for_the_house(wish_of(booking, slot, space=space), by=by, why=why), Was.of(booking)
    if (wish.space.id, wish.slot) == (booking.space_id, booking.slot):
        return booking
    before = _known(booking)
    with db.session.begin_nested():
        # Given back first, so that it does not stand in its own way; the savepoint brings it back.
        release(TakerKind.BOOKING, booking.id)
        broken = look(booking, wish)
        for name, value in where_and_when(wish).items():
            setattr(booking, name, value)
        into_ledger(wish, booking)
    booking.version, booking.ical_sequence = booking.version + 1, booking.ical_sequence + 1
    db.session.flush()
    record("booking.moved", booking, before=before, after=_known(booking),
           reason=why.reason if why else "")  # fmt: skip
    record_aside(booking, wish.aside, broken=broken)
    emails.booking_moved(booking, was, by=by, why=why)
    return booking


def _for_the_house(wish: Wish, *, by: User, why: Why | None) -> Wish:
    return wish if why is None else replace(wish, aside=Aside(by, why.reason))


def look(booking: Booking, wish: Wish) -> list[Reason]:
    """Say what would be refused; changes nothing. Which rules of the house were set aside.

    Raises: Conflict, Invalid, Refused, SlotTaken, as `move`.
    """
    _check_space(booking, wish.space)
    keeps_start = (wish.space.id, wish.slot.start) == (booking.space_id, booking.starts_at)
    if booking.starts_at <= now() and not keeps_start:
        raise Conflict(_("This booking has begun. Only its end can be moved now."))
    return check(wish, keeps_start=keeps_start, moving=booking.id)


def _check_space(booking: Booking, space: Space) -> None:
    """Another house has another clock and other money: that is another booking."""
    sentence = ""
    if space.site_id != booking.space.site_id:
        sentence = _("Please choose a space of the same site, or book there anew.")
    elif space.archived_at is not None:
        sentence = _("%(space)s cannot be booked any more.", space=space.name)
    if sentence:
        raise Invalid(sentence, errors={"space": [sentence]})


def _known(booking: Booking) -> dict[str, object]:
    return told(booking) | {"price_minor": booking.price_minor}
