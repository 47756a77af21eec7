"""Pages for reviewers, and for staff who run a round."""

from accelerator.reviews import models
from accelerator.reviews.views.blueprint import bp

__all__ = ["bp", "models"]
