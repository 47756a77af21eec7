"""Who is asked to come to a booking: addresses as people write them, and who is on the list. Reads
only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from booking.bookings.models import Booking, BookingGuest
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.outbox.rules import is_address

#: On one booking; and that one person asks in a day, so that the hub is no means to write to
#: strangers.
MOST_GUESTS, MOST_A_DAY = 50, 200
LONGEST_NAME, LONGEST_EMAIL = 160, 254
#: Addresses are kept so long after the end, to look up who was there; the privacy page says so.
KEPT_FOR = timedelta(days=30)
#: `Sari <sari@people.example>` or the address alone.
_WRITTEN = re.compile(
    r'"?(?P<name>[^"<>@]*?)"?\s*<\s*(?P<email>[^\s<>"]+@[^\s<>"]+)\s*>|(?P<bare>[^\s<>"]+@[^\s<>"]+)'
)


@dataclass(frozen=True)
class Invited:
    """Somebody to be asked. The address is written small."""

    email: str
    name: str = ""


def read_guests(text: str) -> list[Invited]:
    """Of addresses on lines of their own, or between commas or semicolons, each once.

    Raises:
        Invalid: beside the field `guests`; names what cannot be read.
    """
    pieces = [piece.strip() for piece in re.split(r"[,;\r\n]+", text) if piece.strip()]
    found = [_WRITTEN.fullmatch(piece) for piece in pieces]
    unread = [piece for piece, match in zip(pieces, found, strict=True) if match is None]
    guests = [
        Invited(match["email"] or match["bare"], match["name"] or "") for match in found if match
    ]
    return addressable(guests, unread=unread)


def addressable(guests: Iterable[Invited], *, unread: Iterable[str] = ()) -> list[Invited]:
    """Each address once and written small.

    Raises:
        Invalid: we cannot write to one of them.
    """
    by_email: dict[str, Invited] = {}
    wrong = list(unread)
    for guest in guests:
        email = guest.email.strip().lower()
        if not is_address(email) or len(email) > LONGEST_EMAIL:
            wrong.append(guest.email)
        by_email.setdefault(email, Invited(email, guest.name.strip()[:LONGEST_NAME]))
    if wrong:
        raise refused(_("We cannot write to this address: %(addresses)s",
                        addresses=", ".join(each[:80] for each in wrong[:5])))  # fmt: skip
    return list(by_email.values())


def refused(sentence: str) -> Invalid:
    return Invalid(sentence, errors={"guests": [sentence]})


def guests_of(booking: Booking) -> list[BookingGuest]:
    """Who is on the list now, in the order of their addresses."""
    query = select(BookingGuest).where(
        BookingGuest.booking_id == booking.id, BookingGuest.removed_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(BookingGuest.email)))


def asked_today_by(person: User) -> int:
    """How many guests of bookings that this person made were asked within a day."""
    query = (
        select(func.count())
        .select_from(BookingGuest)
        .join(Booking, Booking.id == BookingGuest.booking_id)
        .where(
            Booking.booked_by_id == person.id, BookingGuest.invited_at > now() - timedelta(days=1)
        )
    )
    return db.session.scalar(query) or 0
