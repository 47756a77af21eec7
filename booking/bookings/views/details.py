"""What a booking is for, and what shall be set up: changed without moving it."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.bookings import services
from booking.bookings.errors import SlotTaken
from booking.bookings.forms import DetailsForm
from booking.bookings.queries import get_booking
from booking.bookings.views.blueprint import bp
from booking.bookings.views.record import Record
from hub.accounts.sign_in import signed_in_person
from hub.core.clock import now
from hub.core.database import lock, transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

DETAILS = "/bookings/<uuid:booking_id>/details"


@bp.get(DETAILS)
@open_to(Audience.PEOPLE)
def details(booking_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    record = Record(get_booking(booking_id, seen_by=person), person)
    if not record.can_be_cancelled:
        flash(_("This booking cannot be changed any more."), "info")
        return redirect(record.url)
    return _shown(record, DetailsForm(obj=record.booking))


@bp.post(DETAILS)
@open_to(Audience.PEOPLE)
def change_details(booking_id: UUID) -> ResponseReturnValue:
    person, form = signed_in_person(), DetailsForm()
    record = Record(get_booking(booking_id, seen_by=person), person)
    if not form.validate():
        return _shown(record, form, status=422)
    try:
        with transaction():
            _change(record, form)
    except (Conflict, SlotTaken, Invalid) as refusal:
        form.refuse_all(refusal if isinstance(refusal, Invalid) else Invalid(str(refusal)))
        return _shown(record, form, status=refusal.status)
    flash(_("Changed. The hub's staff see it at once."), "success")
    return redirect(url_for("bookings.show", booking_id=booking_id), 303)


def _change(record: Record, form: DetailsForm) -> None:
    booking = record.booking
    lock(booking)
    if form.expected not in (None, booking.version):
        raise Conflict(
            _("Somebody changed this booking since you opened the page. Please look again.")
        )
    services.change_details(
        booking,
        by=record.reader,
        purpose=form.purpose.data or "",
        people=form.people.data,
        # Once it has begun the field is not shown, so that nothing comes with it.
        needs=None if booking.starts_at <= now() else form.needs.data or "",
    )


def _shown(record: Record, form: DetailsForm, *, status: int = 200) -> ResponseReturnValue:
    has_begun = record.booking.starts_at <= now()
    return (
        render_template(
            "booking/bookings/details.html", record=record, form=form, has_begun=has_begun
        ),
        status,
    )
