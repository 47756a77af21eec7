"""See one's bookings, take them along, give them back."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.bookings import services
from booking.bookings.emails import entry_of
from booking.bookings.forms import CancelForm, NoteForm
from booking.bookings.icalendar_text import Method, calendar_text
from booking.bookings.models import Booking
from booking.bookings.queries import get_booking
from booking.bookings.views.blueprint import bp
from booking.bookings.views.record import Record
from hub.accounts.models import User
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to


@bp.get("/bookings/<uuid:booking_id>")
@open_to(Audience.PEOPLE)
def show(booking_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    record = Record(get_booking(booking_id, seen_by=person), person)
    return render_template("booking/bookings/show.html", record=record, form=NoteForm())


@bp.get("/bookings/<uuid:booking_id>.ics")
@open_to(Audience.PEOPLE)
def ics(booking_id: UUID) -> ResponseReturnValue:
    """A copy for whatever calendar the person keeps."""
    booking = get_booking(booking_id, seen_by=signed_in_person())
    text = calendar_text([entry_of(booking)], method=Method.PUBLISH)
    answer = Response(text, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    name = f"booking-{booking.reference}.ics"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@bp.get("/bookings/<uuid:booking_id>/cancel")
@open_to(Audience.PEOPLE)
def cancel(booking_id: UUID) -> ResponseReturnValue:
    """Says what will happen; changes nothing."""
    person = signed_in_person()
    record = Record(get_booking(booking_id, seen_by=person), person)
    if not record.can_be_cancelled:
        flash(_("This booking cannot be cancelled any more."), "info")
        return redirect(record.url)
    return render_template("booking/bookings/cancel.html", record=record, form=CancelForm())


@bp.post("/bookings/<uuid:booking_id>/cancel")
@open_to(Audience.PEOPLE)
def give_back(booking_id: UUID) -> ResponseReturnValue:
    person, form = signed_in_person(), CancelForm()
    booking = get_booking(booking_id, seen_by=person)
    if not form.validate():
        record = Record(booking, person)
        return render_template("booking/bookings/cancel.html", record=record, form=form), 422
    try:
        with transaction():
            gone = _given_back(booking, form, by=person)
    except Conflict as refusal:  # pressed twice, or a colleague was quicker
        flash(str(refusal), "info")
        return redirect(url_for("bookings.show", booking_id=booking_id), 303)
    flash(_gone(gone), "success")
    return redirect(url_for("bookings.mine"), 303)


def _given_back(booking: Booking, form: CancelForm, *, by: User) -> list[Booking]:
    reason = form.reason.data or ""
    if form.which.data == "all":
        return services.cancel_together(booking, by=by, reason=reason)
    return [services.cancel(booking, by=by, reason=reason)]


def _gone(gone: list[Booking]) -> str:
    if len(gone) > 1:
        return ngettext("%(num)s space is given back. Others can have it now.",
                        "%(num)s spaces are given back. Others can have them now.",
                        len(gone))  # fmt: skip
    name = gone[0].space.name
    return _("%(space)s is given back. Somebody else can have it now.", space=name)
