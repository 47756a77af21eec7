"""The last step of a hold: for whom it is, what it is for, and it is theirs."""

from dataclasses import dataclass
from uuid import UUID

from booking.bookings.models import Booking
from booking.bookings.services.assigning import assign
from booking.bookings.services.making import complete, make_firm
from booking.bookings.services.wishes import Aside
from hub.accounts.models import User


@dataclass(frozen=True)
class Said:
    """What was still open while it was held; None stays as it is."""

    to: User
    organisation_id: UUID | None = None
    purpose: str | None = None
    people: int | None = None
    needs: str | None = None


def check_out(booking: Booking, said: Said, *, by: User, aside: Aside | None = None) -> Booking:
    """Turn a hold into a booking for whom it is said to be.

    Args:
        aside: that rules of the house do not hold for this one, and why; the record keeps it.

    Raises:
        Whatever `assign` and `confirm` raise; NotAllowed where others than the managers of the
        site set rules aside.
    """
    assign(booking, by=by, to=said.to, organisation_id=said.organisation_id, aside=aside)
    make_firm(booking, by=by, people=said.people, aside=aside)
    return complete(booking, purpose=said.purpose, needs=said.needs)
