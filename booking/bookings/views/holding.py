"""Hold a space, and turn the hold into a booking."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.bookings import services
from booking.bookings.errors import HoldExpired, Refused, SlotTaken
from booking.bookings.forms import HoldForm
from booking.bookings.models import BookingState
from booking.bookings.queries import get_booking
from booking.bookings.services import Aside, Wish
from booking.bookings.views.blueprint import bp
from booking.bookings.views.checkout import Checkout
from booking.bookings.views.finder import Finder
from booking.bookings.views.finding import shown
from booking.bookings.views.places import site_for
from booking.bookings.views.rows import choose_url
from booking.bookings.views.tickets import refused_ticket
from booking.spaces.queries import space_called
from hub.accounts.sign_in import person_or_none, signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to


@bp.post("/spaces/hold")
@open_to(Audience.EVERYONE)
def hold() -> ResponseReturnValue:
    """Open to everyone, so that who is not signed in comes back to what they chose."""
    form, person = HoldForm(), person_or_none()
    search = form.search(site_for(form.site.data, person))
    space = space_called(search.space, search.site)
    if person is None:
        return redirect(url_for("accounts.sign_in", next=choose_url(search, space)))
    slot = form.slot_of(search)
    if slot is None:
        return shown(Finder(form, search, None, person), 422)
    why = (form.override_reason.data or "").strip()
    aside = Aside(person, why) if why else None
    wish = Wish(space, slot, search.people, aside=aside, booked_for=person)
    return _held(Finder(form, search, slot, person), wish)


def _held(finder: Finder, wish: Wish) -> ResponseReturnValue:
    person = signed_in_person()
    try:
        with transaction():
            booking = services.hold(wish, booked_by=person)
    except (Refused, SlotTaken) as refusal:
        finder.refused = refused_ticket(
            refusal, finder.search, space=wish.space, slot=wish.slot, reader=person
        )
        return shown(finder, refusal.status)
    return redirect(url_for("bookings.checkout", booking_id=booking.id), 303)


@bp.get("/bookings/<uuid:booking_id>/checkout")
@open_to(Audience.PEOPLE)
def checkout(booking_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    booking = get_booking(booking_id, seen_by=person)
    if booking.state in (BookingState.CONFIRMED, BookingState.CANCELLED):
        return redirect(url_for("bookings.show", booking_id=booking.id))
    return _shown(Checkout(booking, person))


@bp.post("/bookings/<uuid:booking_id>/checkout")
@open_to(Audience.PEOPLE)
def confirm(booking_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    page = Checkout(get_booking(booking_id, seen_by=person), person)
    return _confirmed(page) if page.form.validate() else _shown(page, 422)


def _confirmed(page: Checkout) -> ResponseReturnValue:
    try:
        with transaction():
            page.confirm()
        said = _("%(space)s is yours. The invitation is in your mail.",
                 space=page.booking.space.name)  # fmt: skip
        flash(said, "success")
    except (SlotTaken, HoldExpired, Invalid) as refusal:
        return _shown(page.refused(refusal), refusal.status)
    except Conflict as refusal:  # pressed twice, or confirmed in another window
        flash(str(refusal), "info")
    return redirect(url_for("bookings.show", booking_id=page.booking.id), 303)


def _shown(page: Checkout, status: int = 200) -> ResponseReturnValue:
    return render_template("booking/bookings/checkout.html", page=page), status
