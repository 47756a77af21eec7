"""Pages of a running cohort and its startups."""

from accelerator.participations import models
from accelerator.participations.views.blueprint import bp

__all__ = ["bp", "models"]
