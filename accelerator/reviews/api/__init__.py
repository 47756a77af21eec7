"""Rounds, reviewers and reviews by API."""

from accelerator.reviews.api import (
    assigning,
    commitments,
    pairwise,
    reading,
    reviewers,
    rounds,
    scoring,
)
from accelerator.reviews.api.groups import reading as of_reviews
from accelerator.reviews.api.groups import reviewers as of_reviewers
from accelerator.reviews.api.groups import rounds as of_rounds
from accelerator.reviews.api.groups import scores as of_scores

__all__ = [
    "assigning",
    "commitments",
    "of_reviewers",
    "of_reviews",
    "of_rounds",
    "of_scores",
    "pairwise",
    "reading",
    "reviewers",
    "rounds",
    "scoring",
]
