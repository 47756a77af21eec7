"""Why not, about a house and its bookings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from booking.bookings.models import Booking
from hub.core.errors import Conflict
from hub.core.i18n import ngettext

#: How many the refusal names; it says how many there are in all.
NAMED = 100


@dataclass(frozen=True)
class Hit:
    """A booking that a change leaves outside the open times. It stands as it is."""

    id: UUID
    reference: str
    space: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    who: str
    purpose: str

    @classmethod
    def of(cls, booking: Booking) -> "Hit":
        return cls(
            id=booking.id,
            reference=booking.reference,
            space=booking.space.name,
            starts_at=booking.starts_at,
            ends_at=booking.ends_at,
            zone=booking.zone,
            who=booking.booked_for.name,
            purpose=booking.purpose,
        )


class BookingsOutsideHours(Conflict):
    """Bookings would lie outside the open times; say that they may stay, or move them first."""

    code = "bookings-outside-hours"

    def __init__(self, bookings: Sequence[Booking]) -> None:
        self.hits = [Hit.of(each) for each in bookings[:NAMED]]
        self.count = len(bookings)
        super().__init__(
            ngettext(
                "One booking would lie outside the open times.",
                "%(num)s bookings would lie outside the open times.",
                self.count,
            ),
            bookings=[str(hit.id) for hit in self.hits],
            count=self.count,
        )


class SiteInUse(Conflict):
    """Bookings were made by its clock and for its money."""

    code = "site-in-use"
