"""How what is free looks in JSON."""

from uuid import UUID

from pydantic import Field, field_validator

from booking.bookings.availability import AvailabilityState
from booking.bookings.schemas.times import MOST_PEOPLE, Times
from hub.web.api import Instant, Line, Shown, Whole


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
