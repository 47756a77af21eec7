"""What has happened to mentor days."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class MentorDayPublished(Fact):
    day_id: UUID
    cohort_id: UUID


@dataclass(frozen=True)
class DayFeedbackGiven(Fact):
    """One side has said how a meeting was; what it said is for the matching alone."""

    cohort_id: UUID
    startup_id: UUID
    mentor_id: UUID
