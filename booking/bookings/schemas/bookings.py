"""How bookings and what is free look in JSON."""

from datetime import timedelta
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue, field_validator, model_validator

from booking.bookings.availability import AvailabilityState
from booking.bookings.models import Booking, BookingKind, BookingState
from booking.bookings.times import WallTimes, slot_between, slot_of
from hub.accounts.schemas import PersonShown
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.core.walltime import is_zone
from hub.web.api import (
    Body,
    Instant,
    Line,
    MoneyShown,
    Paged,
    Paragraph,
    Query,
    Shown,
    WallTime,
    Whole,
    unusable,
)

#: Nobody books or asks for longer than an occupancy may be.
LONGEST = timedelta(days=31)
MOST_PEOPLE = 10_000
_NEEDS = "What the house shall set up; its staff reads it. Until it begins."
_FOLD = "Which of two, when a local time happens twice: 0 the earlier, 1 the later."


class _Times(Query):
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    starts_local: WallTime | None = None
    ends_local: WallTime | None = None
    zone: Line | None = Field(
        default=None,
        max_length=64,
        description="Of the local times; without it, the zone of the place.",
        examples=["Asia/Jakarta"],
    )
    fold: Literal[0, 1] | None = Field(default=None, description=_FOLD)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        if zone is not None and not is_zone(zone):
            raise unusable(_("We do not know this time zone."))
        return zone

    @property
    def _ways(self) -> list[tuple[Any, Any]]:
        instants, walls = (self.starts_at, self.ends_at), (self.starts_local, self.ends_local)
        return [pair for pair in (instants, walls) if any(pair)]

    def _check_times(self) -> None:
        if len(self._ways) != 1 or not all(self._ways[0]):
            raise unusable(_("Please give starts_at and ends_at, or starts_local and ends_local."))
        start, end = self._ways[0]
        if start and end and end - start > LONGEST:
            raise unusable(_("This is longer than %(days)s days.", days=LONGEST.days))

    def slot(self, zone: str) -> TimeSlot:
        """What is meant, where local times without a zone are those of `zone`.

        Raises:
            NoSuchTime, TimeHappensTwice, Invalid: see `booking.bookings.times`.
        """
        if self.starts_at and self.ends_at:
            return slot_between(self.starts_at, self.ends_at)
        if self.starts_local and self.ends_local:
            walls = WallTimes(self.starts_local, self.ends_local, self.fold)
            return slot_of(walls, self.zone or zone)
        raise AssertionError("one of the two is there: it was checked")


class Times(_Times):
    """A time by its instants, or by what the clock on the wall shows."""

    @model_validator(mode="after")
    def _one_way_and_not_too_long(self) -> Self:
        self._check_times()
        return self


class AvailabilityAsked(Times):
    site: Line = Field(max_length=8, description="A site's code.", examples=["jkt"])
    people: Whole = Field(default=1, ge=1, le=MOST_PEOPLE)
    equipment: list[Line] = Field(
        default=[],
        max_length=20,
        description="Codes that the space must have; several times, or separated by commas.",
    )

    @field_validator("equipment")
    @classmethod
    def _split(cls, given: list[str]) -> list[str]:
        return [code.strip() for each in given for code in each.split(",") if code.strip()]

    @field_validator("fold", mode="before")
    @classmethod
    def _digit(cls, given: str) -> int | str:
        return int(given) if given in ("0", "1") else given


class AlternativeShown(Shown):
    """Another time in this space, or another space at this time."""

    space: UUID
    name: str
    starts_at: Instant
    ends_at: Instant
    starts_local: str
    ends_local: str
    zone: str


class AvailabilityShown(Shown):
    """Whether a space can be had at the time that was asked for."""

    space: UUID
    name: str
    state: AvailabilityState = Field(
        description="`part`: for some of the time. `closed`: not to be had, the reason says why."
    )
    reason: str | None = Field(description="Why not, in the caller's language.")
    reason_code: str | None
    reason_until: Instant | None = Field(description="When it ends to be one, if that is known.")
    reason_is_rule: bool | None = Field(
        description="Whether the house made it, so that managers of the site may set it aside."
    )
    may_override: str | None = Field(
        description="Who may set the reason aside: `managers` of the site; null: nobody."
    )
    free_from: Instant | None = Field(description="The free time around, or the free part of it.")
    free_until: Instant | None
    alternatives: list[AlternativeShown]


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
    override_reason: Line | None = Field(
        default=None,
        max_length=300,
        description="Why rules of the house do not hold for this one. For the site's managers; the"
        " reasons of a refusal say which are rules. The history keeps it.",
    )


class Confirmation(Body):
    """Details that were still open while it was held."""

    people: int | None = Field(default=None, ge=1, le=MOST_PEOPLE)
    purpose: Paragraph | None = Field(default=None, max_length=200)
    needs: Paragraph | None = Field(default=None, max_length=300, description=_NEEDS)

    @property
    def changes(self) -> dict[str, Any]:
        """By the names that the services know."""
        said = {"people": self.people, "purpose": self.purpose, "needs": self.needs}
        return {name: value for name, value in said.items() if value is not None}


class BookingChange(Confirmation, _Times):
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
    past: bool = Field(default=False, description="Those that have begun, latest first.")


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
