"""To guests, who have no account: they are asked, told of changes, and told that it is off. They
read who invites, when and where; nothing else of the booking."""

from collections.abc import Sequence
from typing import Any

from booking.bookings.emails.entries import guest_entry, invitation, site_url
from booking.bookings.guests import guests_of
from booking.bookings.icalendar_text import Method
from booking.bookings.models import Booking, BookingGuest
from hub.core.i18n import speaking
from hub.outbox.letters import Letter, Receiver
from hub.outbox.services import is_mail_written, send_mails

_TEMPLATES = ("bookings/guest_invited", "bookings/guest_moved", "bookings/guest_cancelled")


def keys_of_guest(guest: BookingGuest) -> list[str]:
    """Under which all mails to a guest may have been sent."""
    numbers = range(guest.booking.ical_sequence + 1)
    return [_key(template, guest, sequence=number) for template in _TEMPLATES for number in numbers]


def guests_invited(booking: Booking, guests: Sequence[BookingGuest]) -> None:
    _write(booking, guests, template="bookings/guest_invited", method=Method.REQUEST)


def booking_moved(booking: Booking, was: dict[str, Any]) -> None:
    """`was`: where and when it was, as the mail to whom it is for says it."""
    kept = {name: value for name, value in was.items() if name.startswith("was_")}
    _write(booking, guests_of(booking), template="bookings/guest_moved", method=Method.REQUEST,
           more=kept)  # fmt: skip


def booking_cancelled(booking: Booking) -> None:
    _write(booking, guests_of(booking), template="bookings/guest_cancelled", method=Method.CANCEL)


def guest_uninvited(booking: Booking, guest: BookingGuest) -> None:
    more = {"uninvited": True}
    _write(booking, [guest], template="bookings/guest_cancelled", method=Method.CANCEL, more=more)


def _write(
    booking: Booking,
    guests: Sequence[BookingGuest],
    *,
    template: str,
    method: Method,
    more: dict[str, Any] | None = None,
) -> None:
    if not guests or not is_mail_written():
        return
    values = _told(booking) | (more or {})
    mails = []
    for guest in guests:
        with speaking(guest.locale):
            uninvited = bool(values["uninvited"])
            attachment = invitation(guest_entry(booking, guest, uninvited=uninvited), method)
        letter = Letter(template, values, attachments=[attachment])
        # Nobody has said where their clock stands, so that it is the house's.
        to = Receiver(guest.email, guest.name, guest.locale, booking.zone)
        mails.append((letter, to, _key(template, guest, sequence=booking.ical_sequence)))
    send_mails(mails)


def _key(template: str, guest: BookingGuest, *, sequence: int) -> str:
    return f"{template}:{guest.id}:{sequence}"


def _told(booking: Booking) -> dict[str, Any]:
    return {
        "host": booking.booked_for.name,
        "purpose": booking.purpose,
        "space": booking.space.name,
        "site": booking.space.site.name,
        "address": booking.space.site.address,
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "zone": booking.zone,
        "url": site_url(booking),
        "uninvited": False,
        "reference": "",
    }
