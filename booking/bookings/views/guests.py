"""Invite guests to a booking, and take them off the list."""

from uuid import UUID

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from booking.bookings import services
from booking.bookings.forms import NoteForm
from booking.bookings.guests import guests_of, read_guests
from booking.bookings.models import BookingGuest
from booking.bookings.queries import get_booking
from booking.bookings.views.blueprint import bp
from booking.bookings.views.record import Record
from hub.accounts.sign_in import signed_in_person
from hub.core.database import transaction
from hub.core.errors import Conflict, Invalid, NotFound
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext
from hub.web.access import Audience, open_to

REMOVE = "/bookings/<uuid:booking_id>/guests/<uuid:guest_id>/remove"


@bp.post("/bookings/<uuid:booking_id>/guests")
@open_to(Audience.PEOPLE)
def invite_guests(booking_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    record = Record(get_booking(booking_id, seen_by=person), person)
    if not record.guest_form.validate():
        return _shown(record, 422)
    try:
        with transaction():
            added = _invite(record)
    except Invalid as refusal:
        record.guest_form.refuse_all(refusal)
        return render_template(
            "booking/bookings/show.html", record=record, form=NoteForm()
        ), refusal.status
    except Conflict as refusal:  # it was cancelled, or is over, since the page was opened
        flash(str(refusal), "info")
        return redirect(record.url, 303)
    flash(_said(added), "success" if added else "info")
    return redirect(f"{record.url}#guests", 303)


@bp.get(REMOVE)
@open_to(Audience.PEOPLE)
def uninvite(booking_id: UUID, guest_id: UUID) -> ResponseReturnValue:
    """Says what will happen; changes nothing."""
    person = signed_in_person()
    record = Record(get_booking(booking_id, seen_by=person), person)
    guest = _guest(record, guest_id)
    return render_template("booking/bookings/uninvite.html", record=record, guest=guest)


@bp.post(REMOVE)
@open_to(Audience.PEOPLE)
def uninvite_now(booking_id: UUID, guest_id: UUID) -> ResponseReturnValue:
    person = signed_in_person()
    record = Record(get_booking(booking_id, seen_by=person), person)
    guest = _guest(record, guest_id)
    with transaction():
        services.uninvite(record.booking, guest, by=person)
    flash(_("%(guest)s is off the list.", guest=guest.name or guest.email), "success")
    return redirect(f"{record.url}#guests", 303)


def _shown(record: Record, status: int) -> ResponseReturnValue:
    page = render_template("booking/bookings/show.html", record=record, form=NoteForm())
    return page, status


def _invite(record: Record) -> list[BookingGuest]:
    form = record.guest_form
    return services.invite(
        record.booking,
        read_guests(form.guests.data or ""),
        by=record.reader,
        language=form.language.data,
    )


def _guest(record: Record, guest_id: UUID) -> BookingGuest:
    found = next((each for each in guests_of(record.booking) if each.id == guest_id), None)
    if found is None:
        raise NotFound(_("This guest is not on the list."))
    return found


def _said(added: list[BookingGuest]) -> str:
    if not added:
        return _("They are on the list already, so nobody was written to.")
    return ngettext("%(num)s guest is invited. The mail is on its way.",
                    "%(num)s guests are invited. The mails are on their way.",
                    len(added))  # fmt: skip
