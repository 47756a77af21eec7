"""Ask people to come who need no account: on the list they are told of every change."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from booking.bookings import emails
from booking.bookings.guests import (
    KEPT_FOR,
    MOST_A_DAY,
    MOST_GUESTS,
    Invited,
    addressable,
    asked_today_by,
    guests_of,
    refused,
)
from booking.bookings.models import Booking, BookingGuest, BookingKind, BookingState
from booking.bookings.permissions import can_change
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.history.services import record
from hub.outbox.services import forget_mails

PORTION = 500


def invite(
    booking: Booking, guests: Sequence[Invited], *, by: User, language: str | None = None
) -> list[BookingGuest]:
    """Put them on the list and write to them; who is on it already is left as they are.

    Args:
        language: in which they are written to; without one, the language of who asks.

    Returns:
        Those who are new on the list.

    Raises:
        NotAllowed: it is not theirs to invite to.
        Conflict: it does not stand, or is the room of something with guests of its own.
        Invalid: an address cannot be written to, or there are too many.
    """
    lock(booking)
    check_invitable(booking, by=by)
    known = _all_ever(booking)
    here = {email for email, guest in known.items() if guest.removed_at is None}
    asked = [
        each
        for each in addressable(guests)
        if each.email not in here and each.email != booking.booked_for.email
    ]
    _check_number(len(here), len(asked), by=by)
    added = [_on_the_list(booking, each, known=known) for each in asked]
    for guest in added:
        guest.locale = language or by.language
    db.session.flush()
    if added:
        # Their addresses are not for the history, which forgets nothing.
        record("booking.guests-invited", booking, after={"guests": len(here) + len(added)},
               before={"guests": len(here)})  # fmt: skip
        emails.guests_invited(booking, added)
    return added


def uninvite(booking: Booking, guest: BookingGuest, *, by: User) -> BookingGuest:
    """Take somebody off the list; the entry in their calendar is taken back while it stands.

    Raises: NotAllowed; NotFound where they are not on the list of this booking.
    """
    lock(booking)
    if not can_change(by, booking):
        raise NotAllowed(_("This is not your booking."))
    here = guests_of(booking)
    if guest not in here:
        raise NotFound(_("This guest is not on the list."))
    guest.removed_at = now()
    stands = booking.state is BookingState.CONFIRMED and booking.ends_at > now()
    if stands:
        booking.ical_sequence += 1
    db.session.flush()
    record("booking.guest-removed", booking, before={"guests": len(here)},
           after={"guests": len(here) - 1})  # fmt: skip
    if stands:
        emails.guest_uninvited(booking, guest)
    return guest


def check_invitable(booking: Booking, *, by: User) -> None:
    """Raises NotAllowed, Conflict: see `invite`."""
    if not can_change(by, booking):
        raise NotAllowed(_("This is not your booking."))
    if booking.state is BookingState.HELD:
        raise Conflict(_("Confirm the booking first, then invite."), state=booking.state.value)
    if booking.state is not BookingState.CONFIRMED or booking.ends_at <= now():
        raise Conflict(_("This booking does not stand any more."), state=booking.state.value)
    if booking.kind is not BookingKind.BOOKING:
        raise Conflict(_("This room belongs to a session, a class or an event, which invites."))


def forget_guests() -> int:
    """Delete the addresses of guests, and the mails to them, some time after it was over or they
    were taken off the list; of how many."""
    since = now() - KEPT_FOR
    over = or_(
        Booking.ends_at < since, Booking.cancelled_at < since, BookingGuest.removed_at < since
    )
    due = (
        select(BookingGuest)
        .join(Booking, Booking.id == BookingGuest.booking_id)
        .options(joinedload(BookingGuest.booking))
        .where(over)
        .order_by(BookingGuest.id)
        .limit(PORTION)
    )
    gone = list(db.session.scalars(due).unique())
    forget_mails([key for guest in gone for key in emails.keys_of_guest(guest)])
    for guest in gone:
        db.session.delete(guest)
    db.session.flush()
    for booking in {guest.booking_id: guest.booking for guest in gone}.values():
        number = sum(guest.booking_id == booking.id for guest in gone)
        record("booking.guests-forgotten", booking, before={"guests": number})
    return len(gone)


def _all_ever(booking: Booking) -> dict[str, BookingGuest]:
    query = select(BookingGuest).where(BookingGuest.booking_id == booking.id)
    return {guest.email: guest for guest in db.session.scalars(query)}


def _check_number(here: int, more: int, *, by: User) -> None:
    if more and here + more > MOST_GUESTS:
        sentence = ngettext("A booking has at most %(num)s guest.",
                            "A booking has at most %(num)s guests.", MOST_GUESTS)  # fmt: skip
        raise refused(sentence)
    if more and asked_today_by(by) + more > MOST_A_DAY:
        raise refused(_("You have invited very many people today. Please go on tomorrow."))


def _on_the_list(
    booking: Booking, asked: Invited, *, known: dict[str, BookingGuest]
) -> BookingGuest:
    """A new line, or the one of who was taken off before."""
    guest = known.get(asked.email)
    if guest is None:
        guest = BookingGuest(booking_id=booking.id, email=asked.email)
        db.session.add(guest)
    guest.name, guest.invited_at, guest.removed_at = asked.name or guest.name or "", now(), None
    return guest
