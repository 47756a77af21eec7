"""How several bookings in one go look in JSON."""

from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from booking.bookings.schemas.bookings import IN_THE_NAME_OF, BookingShown
from booking.bookings.schemas.times import MOST_PEOPLE, Times
from booking.bookings.services.together import MOST_TOGETHER
from hub.web.api import Body, Line, Paragraph, Shown

_TIMES: dict[str, JsonValue] = {
    "starts_local": "2026-11-26T09:30",
    "ends_local": "2026-11-26T11:00",
}
_EXAMPLE: dict[str, JsonValue] = {
    "bookings": [
        {"space": "0198c0de-0000-7000-8000-000000000001", "people": 20, **_TIMES},
        {"space": "0198c0de-0000-7000-8000-000000000002", "people": 4, **_TIMES},
    ],
    "purpose": "Workshop with a quiet room beside it",
}


class PartOfRun(Body, Times):
    """One of the spaces, with its own time."""

    space: UUID
    people: int = Field(default=1, ge=1, le=MOST_PEOPLE)


class NewTogether(Body):
    """Several spaces of one site that are wanted all, or not at all."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    bookings: list[PartOfRun] = Field(min_length=2, max_length=MOST_TOGETHER)
    purpose: Paragraph = Field(default="", max_length=200)
    needs: Paragraph = Field(
        default="", max_length=300, description="What the house shall set up; its staff reads it."
    )
    on_behalf_of: Line | None = Field(
        default=None,
        max_length=254,
        description="For whom, by id or e-mail address. Only the site's staff books for others.",
    )
    organisation: UUID | None = Field(default=None, description=IN_THE_NAME_OF)


class TogetherShown(Shown):
    """What was booked in one go, in the order in which it was asked for."""

    together: UUID
    items: list[BookingShown]
