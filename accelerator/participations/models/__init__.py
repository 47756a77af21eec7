"""Startups in their cohorts: what they do, what they measure, what becomes of them."""

from accelerator.participations.models.numbers import (
    CheckIn,
    Disposition,
    FollowUp,
    Metric,
    MetricValue,
    Unit,
)
from accelerator.participations.models.participations import (
    NEXT,
    OVER,
    Comment,
    Goal,
    Milestone,
    OnboardingTask,
    Participation,
    ParticipationState,
    Perk,
    PerkClaim,
    TaskDone,
)

__all__ = [
    "NEXT",
    "OVER",
    "CheckIn",
    "Comment",
    "Disposition",
    "FollowUp",
    "Goal",
    "Metric",
    "MetricValue",
    "Milestone",
    "OnboardingTask",
    "Participation",
    "ParticipationState",
    "Perk",
    "PerkClaim",
    "TaskDone",
    "Unit",
]
