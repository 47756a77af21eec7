"""How the answer to "would this be taken?" looks in JSON."""

from typing import Literal, Self
from uuid import UUID

from pydantic import Field, field_validator

from booking.bookings.rules import Reason
from booking.bookings.schemas import AlternativeShown
from booking.bookings.schemas.bookings import IN_THE_NAME_OF
from booking.bookings.schemas.times import MOST_PEOPLE, Times
from hub.web.api import Instant, Line, MoneyShown, Shown, Whole


class CheckAsked(Times):
    people: Whole = Field(default=1, ge=1, le=MOST_PEOPLE)
    as_person: Line | None = Field(
        default=None,
        alias="as",
        max_length=254,
        description="For whom, by id or e-mail address; without it, for the caller. Only the"
        " site's managers ask for others.",
    )

    organisation: UUID | None = Field(default=None, description=IN_THE_NAME_OF)

    @field_validator("fold", mode="before")
    @classmethod
    def _digit(cls, given: str) -> int | str:
        return int(given) if given in ("0", "1") else given


class ReasonShown(Shown):
    """Why not."""

    code: str = Field(examples=["quota"])
    detail: str = Field(description="A sentence in the caller's language.")
    field: str = Field(description="Of a new booking, the one it concerns.")
    until: Instant | None = Field(description="When it ends to be one, if that is known.")
    by_rule: bool = Field(description="Whether the house made it.")
    may_override: Literal["managers"] | None = Field(
        description="Who may set it aside for one booking: managers of the site, or nobody."
    )

    @classmethod
    def of(cls, reason: Reason) -> Self:
        return cls(
            code=reason.code,
            detail=reason.sentence,
            field=reason.field,
            until=reason.until,
            by_rule=reason.by_rule,
            may_override="managers" if reason.may_override else None,
        )


class CheckShown(Shown):
    """What a booking of this space at this time would be answered just now."""

    space: UUID
    name: str
    booked_for: UUID
    can_be_had: bool
    code: str | None = Field(description="Of the first reason, as a refusal would carry it.")
    may_override: Literal["managers"] | None = Field(
        description="Who may set all the reasons aside; null where one of them is no rule."
    )
    reasons: list[ReasonShown] = Field(description="All that speaks against it.")
    alternatives: list[AlternativeShown]
    price: MoneyShown
