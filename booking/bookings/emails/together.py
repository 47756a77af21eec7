"""About several spaces that were booked in one go: one mail, not one for each."""

from collections.abc import Sequence
from typing import Any

from booking.bookings.emails import guests
from booking.bookings.emails.bookings import told
from booking.bookings.emails.entries import attachment_for, entry_of, receiver_of
from booking.bookings.icalendar_text import Method, calendar_text
from booking.bookings.models import Booking
from hub.accounts.models import User
from hub.core.i18n import speaking
from hub.outbox.letters import Attachment, Letter
from hub.outbox.services import is_mail_written, send_mail


def together_confirmed(bookings: Sequence[Booking]) -> None:
    """With one file that holds all of them. An invitation holds one meeting (RFC 5546, 3.2.2), so
    that it is a copy to keep; what changes later comes as an update of its entry."""
    if not is_mail_written():
        return
    first = bookings[0]
    with speaking(first.booked_for.language):
        entries = [entry_of(booking) for booking in bookings]
        text = calendar_text(entries, method=Method.PUBLISH)
    kind = f"text/calendar; method={Method.PUBLISH}; charset=utf-8"
    send_mail(
        Letter(
            "bookings/together_confirmed",
            _told(bookings),
            attachments=[Attachment("bookings.ics", kind, text)],
        ),
        to=receiver_of(first),
        key=f"bookings-together:{first.together_id}",
    )


def together_cancelled(bookings: Sequence[Booking], *, by: User, reason: str) -> None:
    """To each whom some of them were for, with what takes each entry out; and to the guests."""
    for booking in bookings:
        guests.booking_cancelled(booking)
    for person_id in dict.fromkeys(each.booked_for_id for each in bookings):
        theirs = [each for each in bookings if each.booked_for_id == person_id]
        by_other = by.name if by.id != person_id else ""
        files = [
            attachment_for(each, Method.CANCEL, name=f"booking-{each.reference}.ics")
            for each in theirs
        ]
        values = _told(theirs) | {"by": by_other, "reason": reason}
        send_mail(
            Letter("bookings/together_cancelled", values, attachments=files),
            to=receiver_of(theirs[0]),
            key=f"bookings-together-cancelled:{theirs[0].id}:{theirs[0].ical_sequence}",
        )


def _told(bookings: Sequence[Booking]) -> dict[str, Any]:
    first = bookings[0]
    return told(first) | {"items": [told(booking) for booking in bookings], "num": len(bookings)}
