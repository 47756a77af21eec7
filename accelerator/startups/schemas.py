"""How a startup's profile looks in JSON."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from accelerator.startups.models import Startup
from accelerator.startups.services import LONGEST_PITCH, Profile
from accelerator.vocabulary.terms import Dimension, Sector, Stage
from hub.web.api import Body, Day, Line, Shown

_EXAMPLE: dict[str, JsonValue] = {
    "pitch": "Water meters that call when a pipe leaks",
    "stage": "pilot",
    "people": 6,
    "full_time": 4,
}


class StartupShown(Shown):
    """One record of a startup, from its first application to its alumni years. Name, city and
    website are its organisation's."""

    id: UUID
    organisation: UUID
    name: str
    pitch: str = Field(description="One sentence.")
    stage: Stage | None
    sector: Sector | None
    dimension: Dimension | None = Field(description="Of a smart city.")
    country: str = Field(description="ISO 3166-1, two letters; empty: not said.")
    founded_on: Day | None
    people: int
    full_time: int = Field(description="Of them.")
    phone: str
    video_url: str
    is_public: bool = Field(description="Shown in the public network.")
    version: int

    @classmethod
    def of(cls, startup: Startup) -> "StartupShown":
        own = set(cls.model_fields) - {"organisation"}
        return cls(
            **{name: getattr(startup, name) for name in own},
            organisation=startup.organisation_id,
        )


class StartupChange(Body):
    """What to change; what is left away stays. Null: not said any more."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    pitch: Line = Field(default="", max_length=LONGEST_PITCH)
    stage: Stage | None = None
    sector: Sector | None = None
    dimension: Dimension | None = None
    country: Line = Field(default="", max_length=2, description="ISO 3166-1, two letters.")
    founded_on: Day | None = None
    people: int = Field(default=0, ge=0, le=100_000)
    full_time: int = Field(default=0, ge=0, le=100_000)
    phone: Line = Field(default="", max_length=40)
    video_url: Line = Field(default="", max_length=240)
    is_public: bool = False

    def over(self, startup: Startup) -> Profile:
        """The profile as it is, with what was sent."""
        given: dict[str, Any] = {
            name: getattr(self if name in self.model_fields_set else startup, name)
            for name in type(self).model_fields
        }
        return Profile(**given)
