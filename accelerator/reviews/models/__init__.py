"""Rounds and rubrics, reviewers and reads, marks and what is reckoned from them."""

from accelerator.reviews.models.reviewers import (
    STANDING,
    Assignment,
    AssignmentPlan,
    AssignmentState,
    Commitment,
    CommitmentState,
    ReadingBan,
    Review,
    Reviewer,
    ReviewState,
)
from accelerator.reviews.models.rounds import (
    Comparison,
    Criterion,
    DiscussionNote,
    OthersMarks,
    Preferred,
    Round,
    RoundEntry,
    RoundKind,
    RoundState,
    ScoreRun,
)

__all__ = [
    "STANDING",
    "Assignment",
    "AssignmentPlan",
    "AssignmentState",
    "Commitment",
    "CommitmentState",
    "Comparison",
    "Criterion",
    "DiscussionNote",
    "OthersMarks",
    "Preferred",
    "ReadingBan",
    "Review",
    "ReviewState",
    "Reviewer",
    "Round",
    "RoundEntry",
    "RoundKind",
    "RoundState",
    "ScoreRun",
]
