"""How bookings look in JSON."""

from typing import Any, Self
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue, model_validator

from booking.bookings.models import Booking, BookingKind, BookingState
from booking.bookings.schemas.times import MOST_PEOPLE, AnyTimes, Times
from hub.accounts.schemas import PersonShown
from hub.web.api import (
    Body,
    Instant,
    Line,
    MoneyShown,
    Paged,
    Paragraph,
    Query,
    Shown,
)

_NEEDS = "What the house shall set up; its staff reads it. Until it begins."
IN_THE_NAME_OF = (
    "In whose name, by id: an organisation of which the person is a member. Its quotas count."
)

_ASIDE = (
    "Why rules of the house do not hold for this one. For the site's managers; the reasons of a"
    " refusal say which are rules. The history keeps it."
)
_EXAMPLE: dict[str, JsonValue] = {
    "space": "0198c0de-0000-7000-8000-000000000001",
    "starts_local": "2026-11-26T09:30",
    "ends_local": "2026-11-26T11:00",
    "people": 6,
    "purpose": "Meeting with the port authority",
}


class NewBooking(Body, Times):
    """What somebody would like to have."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    space: UUID
    people: int = Field(default=1, ge=1, le=MOST_PEOPLE)
    purpose: Paragraph = Field(default="", max_length=200)
    needs: Paragraph = Field(default="", max_length=300, description=_NEEDS)
    hold: bool = Field(
        default=False, description="Keep it for ten minutes, to be confirmed, instead of at once."
    )
    on_behalf_of: Line | None = Field(
        default=None,
        max_length=254,
        description="For whom, by id or e-mail address. Only the site's staff books for others.",
    )
    organisation: UUID | None = Field(default=None, description=IN_THE_NAME_OF)
    override_reason: Line | None = Field(default=None, max_length=300, description=_ASIDE)


class _Details(Body):
    """What is said of a booking; what is left away stays."""

    people: int | None = Field(default=None, ge=1, le=MOST_PEOPLE)
    purpose: Paragraph | None = Field(default=None, max_length=200)
    needs: Paragraph | None = Field(default=None, max_length=300, description=_NEEDS)

    @property
    def changes(self) -> dict[str, Any]:
        """By the names that the services know."""
        said = {"people": self.people, "purpose": self.purpose, "needs": self.needs}
        return {name: value for name, value in said.items() if value is not None}


class Confirmation(_Details):
    """Details that were still open while it was held."""

    organisation: UUID | None = Field(
        default=None, description=f"{IN_THE_NAME_OF} Null: in nobody's but their own."
    )
    override_reason: Line | None = Field(default=None, max_length=300, description=_ASIDE)

    @property
    def names_organisation(self) -> bool:
        return "organisation" in self.model_fields_set


class BookingChange(_Details, AnyTimes):
    """What to change; what is left away stays. Times come in pairs, as for a new booking."""

    space: UUID | None = Field(default=None, description="Another space of the same site.")

    @model_validator(mode="after")
    def _times_if_any(self) -> Self:
        if self._ways:
            self._check_times()
        return self

    @property
    def has_times(self) -> bool:
        return bool(self._ways)

    @property
    def moves(self) -> bool:
        return self.has_times or self.space is not None


class CancellationAsked(Query):
    reason: Line = Field(default="", max_length=500, description="Kept in the history.")


class BookingsAsked(Paged):
    past: bool = Field(default=False, description="Those that are over, latest first.")
    site: Line | None = Field(default=None, max_length=8, description="A site's code.")
    organisation: UUID | None = Field(
        default=None, description="Those in the name of this organisation."
    )


class BookingShown(Shown):
    """A space for a time. The local times are what was meant, should a zone's rules change."""

    id: UUID
    reference: str = Field(description="To read out at the desk.", examples=["7KQ4MD"])
    state: BookingState
    kind: BookingKind
    site: str
    space: UUID
    space_name: str
    starts_at: Instant
    ends_at: Instant
    starts_local: str
    ends_local: str
    zone: str
    people: int
    purpose: str
    needs: str
    together: UUID | None = Field(description="The same for those that were booked in one go.")
    booked_by: PersonShown
    booked_for: PersonShown
    organisation: UUID | None
    hold_expires_at: Instant | None
    cancelled_at: Instant | None
    price: MoneyShown
    checkout_url: str | None = Field(description="Where a person confirms a hold.")
    version: int
    made_at: Instant

    @classmethod
    def of(cls, booking: Booking, *, checkout_url: str | None = None) -> "BookingShown":
        return cls(**fields_of(booking), checkout_url=checkout_url)


class CancelledShown(BookingShown):
    refund: MoneyShown = Field(description="What is paid back; 0 where nothing was paid.")


_AS_THEY_ARE = (
    "id",
    "reference",
    "state",
    "kind",
    "starts_at",
    "ends_at",
    "starts_local",
    "ends_local",
    "zone",
    "people",
    "purpose",
    "needs",
    "hold_expires_at",
    "cancelled_at",
    "version",
    "made_at",
)


def fields_of(booking: Booking) -> dict[str, Any]:
    return {
        **{name: getattr(booking, name) for name in _AS_THEY_ARE},
        "site": booking.space.site.code,
        "space": booking.space_id,
        "together": booking.together_id,
        "space_name": booking.space.name,
        "booked_by": PersonShown.of(booking.booked_by),
        "booked_for": PersonShown.of(booking.booked_for),
        "organisation": booking.organisation_id,
        "price": MoneyShown.of(booking.price),
    }
