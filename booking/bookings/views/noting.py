"""Notes of staff on a booking's page."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.bookings import services
from booking.bookings.forms import NoteForm
from booking.bookings.notes import get_note
from booking.bookings.queries import get_booking
from booking.bookings.views.blueprint import bp
from booking.bookings.views.record import Record
from hub.accounts.permissions import Permission
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid
from hub.core.i18n import gettext as _
from hub.web.access import Audience, open_to

NOTES = "/bookings/<uuid:booking_id>/notes"
KEEPERS = {"permission": Permission.BOOKINGS_MANAGE}


@bp.post(NOTES)
@open_to(Audience.STAFF, **KEEPERS)
def write_note(booking_id: UUID) -> ResponseReturnValue:
    person, form = signed_in_person(), NoteForm()
    booking = get_booking(booking_id, seen_by=person)
    try:
        if form.validate():
            with transaction():
                services.write_note(booking, form.text.data or "", by=person)
            flash(_("Your note is there, for staff only."), "success")
            return _back(booking_id)
    except Invalid as refusal:
        form.refuse_all(refusal)
    record = Record(booking, person)
    return render_template("booking/bookings/show.html", record=record, form=form), 422


@bp.post(f"{NOTES}/<uuid:note_id>/remove")
@open_to(Audience.STAFF, **KEEPERS)
def remove_note(booking_id: UUID, note_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    booking = get_booking(booking_id, seen_by=person)
    try:
        with transaction():
            services.remove_note(get_note(booking, note_id, seen_by=person), by=person)
        flash(_("The note is removed."), "success")
    except Conflict as refusal:  # by a colleague, meanwhile
        flash(str(refusal), "info")
    return _back(booking_id)


def _back(booking_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("bookings.show", booking_id=booking_id, _anchor="notes"), 303)
