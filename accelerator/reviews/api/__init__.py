"""Rounds, reviewers and reviews by API."""

from accelerator.reviews.api import assigning, commitments, reviewers, rounds
from accelerator.reviews.api.groups import reviewers as of_reviewers
from accelerator.reviews.api.groups import rounds as of_rounds

__all__ = ["assigning", "commitments", "of_reviewers", "of_rounds", "reviewers", "rounds"]
