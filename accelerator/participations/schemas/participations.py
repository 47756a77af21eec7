"""A startup in its cohort, in JSON."""

from typing import Any
from uuid import UUID

from pydantic import Field

from accelerator.participations.models import Metric, Participation, ParticipationState
from accelerator.participations.schemas.months import (
    CheckInShown,
    FollowUpShown,
    NumberShown,
    UnitName,
)
from accelerator.participations.schemas.working import (
    GoalShown,
    MilestoneShown,
    OwnPerkShown,
    OwnTaskShown,
)
from hub.web.api import Body, Day, Instant, Line, Shown


class ParticipationShown(Shown):
    """From the confirmed place to the years after it."""

    id: UUID
    cohort: UUID
    cohort_name: dict[str, str] = Field(description="By language.")
    startup: UUID
    startup_name: str
    state: ParticipationState
    agreed: bool = Field(description="To the agreement in its newest wording.")
    demo_line: str = Field(description="Empty: the startup's pitch.")
    joined_at: Instant
    ended_at: Instant | None
    version: int

    @classmethod
    def of(cls, participation: Participation) -> "ParticipationShown":
        return cls(**brief(participation))


class AgreementShown(Shown):
    text: dict[str, str] = Field(description="By language.")
    version: int
    accepted_version: int | None
    accepted_at: Instant | None


class MonthNumberShown(Shown):
    month: Day
    value: NumberShown


class MetricSeriesShown(Shown):
    """A number that the programme follows, from where the startup began."""

    metric: str = Field(description="Its key, for check-ins.")
    name: dict[str, str]
    help: dict[str, str] = Field(description="How to count it.")
    unit: UnitName
    baseline: NumberShown | None = Field(description="What the application said.")
    months: list[MonthNumberShown] = Field(description="That were handed in, in order.")

    @classmethod
    def of(
        cls, metric: Metric, *, baseline: NumberShown | None, months: list[MonthNumberShown]
    ) -> "MetricSeriesShown":
        return cls(
            metric=metric.key,
            name=metric.name,
            help=metric.help,
            unit=metric.unit.value,
            baseline=baseline,
            months=months,
        )


class ParticipationInFullShown(ParticipationShown):
    """With all that its page shows."""

    application: UUID
    you_are: str = Field(description="member, lead or staff", examples=["lead"])
    agreement: AgreementShown
    tasks: list[OwnTaskShown]
    milestones: list[MilestoneShown]
    goals: list[GoalShown]
    perks: list[OwnPerkShown]
    numbers: list[MetricSeriesShown]
    check_ins: list[CheckInShown] = Field(description="That have opened, the newest first.")
    follow_ups: list[FollowUpShown]


class AgreementAccepted(Body):
    version: int = Field(ge=0, le=10**9, description="The wording that you have read.")


class ParticipationMoved(Body):
    to: ParticipationState
    reason: Line = Field(default="", max_length=300)


class DemoLineSent(Body):
    demo_line: Line = Field(max_length=140, description="Empty: the startup's pitch.")


def agreement_of(participation: Participation) -> AgreementShown:
    return AgreementShown(
        text=participation.cohort.agreement,
        version=participation.cohort.agreement_version,
        accepted_version=participation.agreement_version,
        accepted_at=participation.agreed_at,
    )


def brief(participation: Participation) -> dict[str, Any]:
    as_they_are = ("id", "state", "demo_line", "joined_at", "ended_at", "version")
    return {
        **{name: getattr(participation, name) for name in as_they_are},
        "cohort": participation.cohort_id,
        "cohort_name": participation.cohort.name,
        "startup": participation.startup_id,
        "startup_name": participation.startup.name,
        "agreed": participation.agreement_version == participation.cohort.agreement_version,
    }
