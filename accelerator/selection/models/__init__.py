"""Decisions, their release, what founders read of it, and what they agreed to."""

from accelerator.selection.models.decisions import OUTCOMES, Decision
from accelerator.selection.models.feedback import Feedback, FeedbackState
from accelerator.selection.models.offers import Acceptance
from accelerator.selection.models.releases import OPEN, Release, ReleaseItem, ReleaseState

__all__ = [
    "OPEN",
    "OUTCOMES",
    "Acceptance",
    "Decision",
    "Feedback",
    "FeedbackState",
    "Release",
    "ReleaseItem",
    "ReleaseState",
]
