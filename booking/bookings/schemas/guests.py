"""How guests look in JSON."""

from uuid import UUID

from pydantic import Field

from booking.bookings.guests import LONGEST_EMAIL, LONGEST_NAME, MOST_GUESTS, Invited
from booking.bookings.models import BookingGuest
from hub.accounts.schemas import Language
from hub.web.api import Body, Instant, Line, Shown


class GuestToInvite(Body):
    email: Line = Field(max_length=LONGEST_EMAIL, examples=["sari@people.example"])
    name: Line = Field(default="", max_length=LONGEST_NAME)


class GuestsToInvite(Body):
    """Who is asked to come. Those who are on the list already are left as they are."""

    guests: list[GuestToInvite] = Field(min_length=1, max_length=MOST_GUESTS)
    language: Language | None = Field(
        default=None, description="In which they are written to; else the caller's."
    )

    @property
    def invited(self) -> list[Invited]:
        return [Invited(each.email, each.name) for each in self.guests]


class GuestShown(Shown):
    """Somebody who was asked to come and needs no account."""

    id: UUID
    email: str
    name: str
    language: str
    invited_at: Instant

    @classmethod
    def of(cls, guest: BookingGuest) -> "GuestShown":
        return cls(
            id=guest.id,
            email=guest.email,
            name=guest.name,
            language=guest.locale,
            invited_at=guest.invited_at,
        )
