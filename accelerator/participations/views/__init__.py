"""Pages of a running cohort and its startups."""

from accelerator.participations import models
from accelerator.participations.views import cohorts, months, pages, working
from accelerator.participations.views.blueprint import bp

__all__ = ["bp", "cohorts", "models", "months", "pages", "working"]
