"""Pages for reviewers, and for staff who run a round."""

from accelerator.reviews import models
from accelerator.reviews.views import (
    assigning,
    commitments,
    coverage,
    discussion,
    marking,
    pairwise,
    reading,
    recusal,
    reviewers,
    rounds,
    rounds_entries,
    rounds_rubric,
    scoring,
    scoring_why,
)
from accelerator.reviews.views.blueprint import bp

__all__ = [
    "assigning",
    "bp",
    "commitments",
    "coverage",
    "discussion",
    "marking",
    "models",
    "pairwise",
    "reading",
    "recusal",
    "reviewers",
    "rounds",
    "rounds_entries",
    "rounds_rubric",
    "scoring",
    "scoring_why",
]
