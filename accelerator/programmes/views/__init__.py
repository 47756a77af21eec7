"""Pages about programmes and their cohorts."""

from accelerator.programmes import models
from accelerator.programmes.views.blueprint import bp

__all__ = ["bp", "models"]
