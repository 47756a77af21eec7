"""To whom a booking is for: it stands, it is somewhere else, it is no more. Guests hear of the last
two as well."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from booking.bookings.emails import guests
from booking.bookings.emails.entries import attachment_for, booking_url, receiver_of
from booking.bookings.icalendar_text import Method
from booking.bookings.models import Booking
from hub.accounts.models import User
from hub.core.timeslots import TimeSlot
from hub.outbox.letters import Letter
from hub.outbox.services import is_mail_written, send_mail
from hub.web.addresses import public_url


@dataclass(frozen=True)
class Was:
    """Where and when a booking was before it was moved."""

    space: str
    starts_at: datetime
    ends_at: datetime
    zone: str

    @classmethod
    def of(cls, booking: Booking) -> "Was":
        return cls(booking.space.name, booking.starts_at, booking.ends_at, booking.zone)


@dataclass(frozen=True)
class Why:
    """Why the house moves or cancels somebody's booking: a space is closed for a time. `word` is
    what its staff add for this person."""

    space: str
    slot: TimeSlot
    zone: str
    reason: str
    word: str = ""

    @property
    def told(self) -> dict[str, Any]:
        return {
            "closed_space": self.space,
            "closed_starts_at": self.slot.start,
            "closed_ends_at": self.slot.end,
            "closed_zone": self.zone,
            "closed_reason": self.reason,
            "word": self.word,
        }


def booking_confirmed(booking: Booking) -> None:
    """To whom it is for, once; `booking` with its space, site and people."""
    if is_mail_written():
        send_mail(
            Letter(
                "bookings/confirmed",
                told(booking),
                attachments=[attachment_for(booking, Method.REQUEST)],
            ),
            to=receiver_of(booking),
            key=f"booking-confirmed:{booking.id}:{booking.ical_sequence}",
            is_new=True,
        )


def booking_cancelled(booking: Booking, *, by: User, reason: str, why: Why | None = None) -> None:
    """To whom it was for, naming who cancelled when that was somebody else."""
    by_other = by.name if by.id != booking.booked_for_id else ""
    values = told(booking) | {"by": by_other, "reason": reason} | (why.told if why else {})
    values["find_url"] = public_url("bookings.find", site=booking.space.site.code)
    _write(booking, Method.CANCEL, template="bookings/cancelled", values=values,
           kind="cancelled")  # fmt: skip
    guests.booking_cancelled(booking)


def booking_moved(booking: Booking, was: Was, *, by: User, why: Why | None = None) -> None:
    """To whom it is for: the entry with the same UID takes the place of the one they have."""
    by_other = by.name if by.id != booking.booked_for_id else ""
    values = told(booking) | {
        "by": by_other,
        "was_space": was.space if was.space != booking.space.name else "",
        "was_starts_at": was.starts_at,
        "was_ends_at": was.ends_at,
        "was_zone": was.zone,
    }
    values |= why.told if why else {}
    _write(booking, Method.REQUEST, template="bookings/moved", values=values, kind="moved")
    guests.booking_moved(booking, values)


def told(booking: Booking) -> dict[str, Any]:
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
        "closed_space": "",
    }


def _write(
    booking: Booking, method: Method, *, template: str, values: dict[str, Any], kind: str
) -> None:
    send_mail(
        Letter(template, values, attachments=[attachment_for(booking, method)]),
        to=receiver_of(booking),
        key=f"booking-{kind}:{booking.id}:{booking.ical_sequence}",
    )
