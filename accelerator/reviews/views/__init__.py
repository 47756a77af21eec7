"""Pages for reviewers, and for staff who run a round."""

from accelerator.reviews import models
from accelerator.reviews.views import discussion, marking, reading, recusal
from accelerator.reviews.views.blueprint import bp

__all__ = ["bp", "discussion", "marking", "models", "reading", "recusal"]
