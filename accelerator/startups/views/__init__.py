"""Pages about startups."""

from accelerator.startups import models
from accelerator.startups.views import pages
from accelerator.startups.views.blueprint import bp

__all__ = ["bp", "models", "pages"]
