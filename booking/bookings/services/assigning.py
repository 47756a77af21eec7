"""For whom a booking is: another person, and the organisation in whose name they come."""

from dataclasses import replace
from uuid import UUID

from booking.bookings.models import Booking, BookingState
from booking.bookings.permissions import can_book_for, can_change
from booking.bookings.rules import Reason
from booking.bookings.services.making import record_aside
from booking.bookings.services.wishes import Aside, Wish, check_belongs, check_person, wish_of
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record


def assign(
    booking: Booking,
    *,
    by: User,
    to: User,
    organisation_id: UUID | None,
    aside: Aside | None = None,
) -> Booking:
    """Say for whom the booking is; also of a hold that ran out and is about to be confirmed.

    Args:
        aside: that rules of the house do not hold for this one, and why; the record keeps it.

    Raises:
        NotAllowed: only staff of the site book for somebody else.
        Invalid: the person is not a member of that organisation, or is gone from the hub.
        Refused: they need an introduction to the space, or what a quota gives them is used up.
    """
    lock(booking)
    if not can_change(by, booking):
        raise NotAllowed(_("This is not your booking."))
    if booking.state is BookingState.CANCELLED:
        raise Conflict(_("This booking does not stand any more."), state=booking.state.value)
    _may_be_for(booking, by=by, to=to)
    broken: list[Reason] = []
    if (to.id, organisation_id) != (booking.booked_for_id, booking.organisation_id):
        check_belongs(to, organisation_id)
        wish = replace(wish_of(booking), booked_for=to, organisation_id=organisation_id)
        broken = _may_have_it(booking, replace(wish, aside=aside))
    before = {"booked_for": booking.booked_for_id, "organisation": booking.organisation_id}
    after = {"booked_for": to.id, "organisation": organisation_id}
    if before != after:
        booking.booked_for_id, booking.organisation_id = to.id, organisation_id
        booking.version += 1
        db.session.flush()
        db.session.expire(booking, ["booked_for"])
        record("booking.assigned", booking, before=before, after=after)
        record_aside(booking, aside, broken=broken)
    return booking


def _may_be_for(booking: Booking, *, by: User, to: User) -> None:
    """Who it is for already may stay, also when a colleague of the person changes the rest."""
    if to.id == booking.booked_for_id:
        return
    if not can_book_for(by, to, space=booking.space):
        raise NotAllowed(_("Only the hub's staff book for somebody else."))
    if not to.is_active:
        sentence = _("This account is closed.")
        raise Invalid(sentence, errors={"for_email": [sentence]})


def _may_have_it(booking: Booking, wish: Wish) -> list[Reason]:
    """What they were asked when it was made, is asked of whoever it is for now; which rules were
    set aside."""
    if booking.ends_at <= now():
        return []
    same = wish.booked_for is not None and wish.booked_for.id == booking.booked_for_id
    field = "organisation" if same else "for_email"
    return check_person(wish, standing=booking.id, field=field)
