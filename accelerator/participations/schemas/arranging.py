"""What staff arrange for a cohort's startups, in JSON."""

from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from accelerator.participations.models import Metric, Participation, Perk
from accelerator.participations.schemas.months import UnitName
from accelerator.participations.services.arranging import Wanted
from accelerator.programmes.models import Cohort
from accelerator.programmes.schemas import Words
from hub.web.api import Body, Day, Instant, Line, ListShown, Shown

_METRIC: dict[str, JsonValue] = {
    "name": {"en": "Revenue of the month", "id": "Pendapatan bulan ini"},
    "unit": "money",
}


class TaskSent(Body):
    title: Words
    help: Words = Field(default_factory=dict)
    due_on: Day | None = None
    is_agreement: bool = Field(
        default=False, description="Ticked off by accepting the agreement, not by hand."
    )

    def wanted(self) -> Wanted:
        return Wanted(self.title, self.help)


class MetricSent(Body):
    """A number that the whole programme follows from now on."""

    model_config = ConfigDict(json_schema_extra={"examples": [_METRIC]})

    name: Words
    help: Words = Field(default_factory=dict, description="How to count it.")
    unit: UnitName
    baseline_key: Line = Field(
        default="", max_length=60, description="The question whose answer it begins with."
    )

    def wanted(self) -> Wanted:
        return Wanted(self.name, self.help)


class MetricShown(Shown):
    id: UUID
    key: str
    name: dict[str, str]
    help: dict[str, str]
    unit: UnitName
    baseline_key: str
    ended_at: Instant | None

    @classmethod
    def of(cls, metric: Metric) -> "MetricShown":
        own = set(cls.model_fields) - {"unit"}
        return cls(**{name: getattr(metric, name) for name in own}, unit=metric.unit.value)


class NumericQuestionShown(Shown):
    key: str
    label: str = Field(description="In the caller's language.")


class MetricsShown(ListShown[MetricShown]):
    beginnings: list[NumericQuestionShown] = Field(
        description="Questions of the call that a number can begin with."
    )


class PerkSent(Body):
    provider: Line = Field(min_length=1, max_length=120)
    name: Words
    how: Words = Field(default_factory=dict, description="How to get it.")
    most: int = Field(default=20, ge=1, le=1000, description="For so many startups.")

    def wanted(self) -> Wanted:
        return Wanted(self.name, self.how)


class PerkShown(Shown):
    id: UUID
    provider: str
    name: dict[str, str]
    how: dict[str, str]
    most: int
    ended_at: Instant | None

    @classmethod
    def of(cls, perk: Perk) -> "PerkShown":
        return cls(**{name: getattr(perk, name) for name in cls.model_fields})


class MonthsPlannedShown(Shown):
    planned: int = Field(description="So many are new; those that were there stay.")


class DemoDayOrder(Body):
    participations: list[UUID] = Field(
        max_length=1000, description="In the order in which they speak; the rest follows."
    )


class SpeakerShown(Shown):
    participation: UUID
    startup_name: str
    line: str = Field(description="One sentence.")
    website: str

    @classmethod
    def of(cls, each: Participation) -> "SpeakerShown":
        return cls(
            participation=each.id,
            startup_name=each.startup.name,
            line=each.demo_line or each.startup.pitch,
            website=each.startup.organisation.website,
        )


class DemoDayShown(Shown):
    starts_at: Instant | None
    zone: str
    about: dict[str, str] = Field(description="By language.")
    speakers: list[SpeakerShown] = Field(description="In their order.")

    @classmethod
    def of(cls, cohort: Cohort, speakers: list[Participation]) -> "DemoDayShown":
        told: dict[str, Any] = {"starts_at": cohort.demo_day_at, "zone": cohort.zone}
        return cls(
            **told,
            about=cohort.demo_day_about,
            speakers=[SpeakerShown.of(each) for each in speakers],
        )
