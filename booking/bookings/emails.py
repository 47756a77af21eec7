"""What we write about bookings: an invitation when one stands, and one taken back with the same UID
when it does not. A hold is not written about."""

from typing import Any

from flask import current_app

from booking.bookings.icalendar_text import Entry, Method, Person, calendar_text
from booking.bookings.models import Booking, BookingState
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.i18n import gettext as _
from hub.core.i18n import speaking
from hub.outbox.letters import Attachment, Letter, Receiver
from hub.outbox.services import is_mail_written, send_mail
from hub.web.addresses import public_url


def booking_confirmed(booking: Booking) -> None:
    """To whom it is for; `booking` with its space, site and people."""
    if is_mail_written():
        _write(booking, Method.REQUEST, template="bookings/confirmed", values=_told(booking))


def booking_cancelled(booking: Booking, *, by: User, reason: str) -> None:
    """To whom it was for, naming who cancelled when that was somebody else."""
    by_other = by.name if by.id != booking.booked_for_id else ""
    values = _told(booking) | {"by": by_other, "reason": reason}
    _write(booking, Method.CANCEL, template="bookings/cancelled", values=values)


def entry_of(booking: Booking) -> Entry:
    """The booking as a calendar shows it, in the language now spoken."""
    space, site = booking.space, booking.space.site
    place = [space.name, site.name, *([site.address] if site.address else [])]
    lines = [
        _("Booking %(reference)s", reference=booking.reference),
        _("See, change or cancel it: %(url)s", url=booking_url(booking)),
    ]
    return Entry(
        uid=booking.ical_uid,
        sequence=booking.ical_sequence,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        zone=booking.zone,
        title=f"{space.name}: {booking.purpose}" if booking.purpose else space.name,
        place=", ".join(place),
        text="\n".join(lines),
        url=booking_url(booking),
        at=now(),
        made_at=booking.made_at,
        organiser=Person.from_header(current_app.config["MAIL_FROM"]),
        attendee=Person(booking.booked_for.name, booking.booked_for.email),
        cancelled=booking.state is BookingState.CANCELLED,
    )


def booking_url(booking: Booking) -> str:
    return public_url("bookings.show", booking_id=str(booking.id))


def _told(booking: Booking) -> dict[str, Any]:
    return {
        "reference": booking.reference,
        "purpose": booking.purpose,
        "people": booking.people,
        "space": booking.space.name,
        "site": booking.space.site.name,
        "address": booking.space.site.address,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "zone": booking.zone,
        "own": booking.booked_by_id == booking.booked_for_id,
        "booked_by": booking.booked_by.name,
        "url": booking_url(booking),
    }


def _write(booking: Booking, method: Method, *, template: str, values: dict[str, Any]) -> None:
    person = booking.booked_for
    with speaking(person.language):
        text = calendar_text([entry_of(booking)], method=method)
    invitation = Attachment("booking.ics", f"text/calendar; method={method}; charset=utf-8", text)
    receiver = Receiver(person.email, person.name, person.language, person.zone, user_id=person.id)
    kind = "booking-confirmed" if method is Method.REQUEST else "booking-cancelled"
    send_mail(
        Letter(template, values, attachments=[invitation]),
        to=receiver,
        key=f"{kind}:{booking.id}:{booking.ical_sequence}",
    )
