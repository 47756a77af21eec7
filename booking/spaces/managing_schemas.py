"""What those who manage spaces send by API."""

from typing import Any
from uuid import UUID

from pydantic import Field

from booking.spaces.drafts import GRIDS, LIMITS, MOST_PLACES, How, Made
from booking.spaces.models import SpaceKind
from hub.web.api import Body, Line, Paragraph, Whole


class MadeSent(Body):
    """How a space is taken: as a whole (`own`), place by place, or joined from others."""

    how: How = Field(strict=False, description="own, places or joined.")
    places: Whole = Field(default=1, ge=1, le=MOST_PLACES, description="Of `places` only.")
    spaces: list[UUID] = Field(
        default=[], max_length=50, strict=False, description="Of `joined` only."
    )


def _limited(name: str, **named: Any) -> Any:
    least, most = LIMITS[name]
    return Field(ge=least, le=most, **named)


class SpaceChanged(Body):
    """Fields of a space; times are minutes."""

    name: Line | None = Field(default=None, min_length=1, max_length=120)
    kind: SpaceKind | None = Field(default=None, strict=False)
    about: Paragraph | None = Field(default=None, max_length=1000)
    level_id: UUID | None = Field(default=None, strict=False)
    capacity_people: Whole | None = _limited("capacity_people", default=None)
    equipment: list[Line] | None = Field(default=None, max_length=50)
    setup_minutes: Whole | None = _limited("setup_minutes", default=None)
    cleanup_minutes: Whole | None = _limited("cleanup_minutes", default=None)
    buffer_minutes: Whole | None = _limited("buffer_minutes", default=None)
    grid_minutes: Whole | None = Field(
        default=None, ge=min(GRIDS), le=max(GRIDS), description="5, 10, 15, 20, 30 or 60."
    )
    shortest_minutes: Whole | None = _limited("shortest_minutes", default=None)
    longest_minutes: Whole | None = _limited("longest_minutes", default=None)
    lead_minutes: Whole | None = _limited("lead_minutes", default=None)
    window_days: Whole | None = _limited("window_days", default=None)
    hourly_rate_minor: Whole | None = _limited("hourly_rate_minor", default=None)
    requires_approval: bool | None = None
    needs_induction: bool | None = None
    position: Whole | None = _limited("position", default=None)
    made: MadeSent | None = None
    keep: Whole | None = Field(
        default=None, ge=0, description="So many bookings to come were seen and stay as they are."
    )

    def fields(self) -> dict[str, Any]:
        """Those of a draft that were sent."""
        sent = self.model_fields_set - {"made", "keep", "site"}
        values = {name: getattr(self, name) for name in sent}
        values = {k: v for k, v in values.items() if v is not None or k == "level_id"}
        if "equipment" in values:
            values["equipment"] = tuple(values["equipment"])
        return values


class NewSpace(SpaceChanged):
    """A space to be made; `slug` is made of its name where it is left out."""

    site: Line = Field(max_length=8, description="A site's code.", examples=["jkt"])
    slug: Line = Field(default="", max_length=80)
    name: Line = Field(min_length=1, max_length=120)
    kind: SpaceKind = Field(strict=False)
    capacity_people: Whole = _limited("capacity_people")


class ArchivedSent(Body):
    reason: Line = Field(default="", max_length=300)
    keep: Whole | None = Field(
        default=None, ge=0, description="So many bookings to come were seen and stay as they are."
    )


def made_of(sent: MadeSent | None) -> Made:
    if sent is None:
        return Made()
    joined = tuple(sent.spaces) if sent.how is How.JOINED else ()
    return Made(sent.how, places=sent.places if sent.how is How.PLACES else 1, spaces=joined)
