"""What a startup does in its cohort, in JSON: tasks, milestones, goals, perks, words."""

from collections.abc import Set
from typing import Any
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue

from accelerator.participations.models import (
    Comment,
    Goal,
    Milestone,
    OnboardingTask,
    Perk,
    PerkClaim,
)
from accelerator.participations.services.working import MOST_RESULTS, KeyResult
from hub.web.api import Body, Day, Instant, Line, Paragraph, Shown

MOST = 10**15
_GOAL: dict[str, JsonValue] = {
    "objective": "The first hundred meters are paid for",
    "key_results": [{"name": "Meters", "target": 100, "current": 20}],
    "due_on": "2027-03-31",
}


class TaskShown(Shown):
    """Something that every startup of the cohort does at the beginning."""

    id: UUID
    title: dict[str, str] = Field(description="By language.")
    help: dict[str, str]
    due_on: Day | None
    is_agreement: bool = Field(description="Accepting the agreement ticks it off.")

    @classmethod
    def of(cls, task: OnboardingTask) -> "TaskShown":
        return cls(**_fields(cls, task))


class OwnTaskShown(TaskShown):
    done: bool

    @classmethod
    def for_one(cls, task: OnboardingTask, *, done: bool) -> "OwnTaskShown":
        return cls(**_fields(TaskShown, task), done=done)


class TaskTicked(Body):
    done: bool


class MilestoneSent(Body):
    title: Line = Field(min_length=2, max_length=160)
    due_on: Day
    note: Paragraph = Field(default="", max_length=1000)


class MilestoneShown(Shown):
    id: UUID
    title: str
    note: str
    due_on: Day
    reached_at: Instant | None = Field(description="So says the startup.")
    verified_at: Instant | None = Field(description="So have staff seen.")

    @classmethod
    def of(cls, milestone: Milestone) -> "MilestoneShown":
        return cls(**_fields(cls, milestone))


class KeyResultSent(Body):
    name: Line = Field(min_length=1, max_length=160)
    target: float = Field(ge=-MOST, le=MOST, description="Not zero.")
    current: float = Field(default=0, ge=-MOST, le=MOST)
    unit: Line = Field(default="", max_length=20, examples=["customers"])

    def result(self) -> KeyResult:
        return KeyResult(self.name, self.target, self.current, self.unit)


class GoalSent(Body):
    model_config = ConfigDict(json_schema_extra={"examples": [_GOAL]})

    objective: Line = Field(min_length=2, max_length=200)
    key_results: list[KeyResultSent] = Field(max_length=MOST_RESULTS)
    due_on: Day | None = None


class GoalProgress(Body):
    """Where its key results stand now, all of them."""

    key_results: list[KeyResultSent] = Field(max_length=MOST_RESULTS)
    version: int = Field(ge=1, le=10**9, description="Of the goal, as you saw it.")


class KeyResultShown(Shown):
    name: str
    target: float
    current: float
    unit: str
    share: float = Field(description="How much of it is reached, 0 to 1.")


class GoalShown(Shown):
    id: UUID
    objective: str
    due_on: Day | None
    key_results: list[KeyResultShown]
    version: int

    @classmethod
    def of(cls, goal: Goal) -> "GoalShown":
        results = [KeyResult(**each) for each in goal.key_results]
        return cls(
            **_fields(cls, goal, but={"key_results"}),
            key_results=[
                KeyResultShown(
                    name=r.name, target=r.target, current=r.current, unit=r.unit, share=r.share
                )
                for r in results
            ],
        )


class OwnPerkShown(Shown):
    """Something that a partner gives. How to get it is told once it is claimed."""

    id: UUID
    provider: str
    name: dict[str, str]
    how: dict[str, str] | None = Field(description="Null until you claim it.")
    claimed_at: Instant | None

    @classmethod
    def for_one(cls, perk: Perk, claim: PerkClaim | None) -> "OwnPerkShown":
        return cls(
            id=perk.id,
            provider=perk.provider,
            name=perk.name,
            how=perk.how if claim else None,
            claimed_at=claim.claimed_at if claim else None,
        )


class CohortCommentMade(Body):
    text: Paragraph = Field(min_length=1, max_length=4000)


class CohortCommentShown(Shown):
    """Said between the startup and its programme."""

    id: UUID
    author: str
    text: str
    made_at: Instant

    @classmethod
    def of(cls, said: Comment) -> "CohortCommentShown":
        return cls(**_fields(cls, said, but={"author"}), author=said.author.name)


def _fields(shown: type[Shown], row: Any, *, but: Set[str] = frozenset()) -> dict[str, Any]:
    """What row and answer call the same."""
    return {name: getattr(row, name) for name in set(shown.model_fields) - but}
