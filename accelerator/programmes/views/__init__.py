"""Pages about programmes and their cohorts."""

from accelerator.programmes.views import public
from accelerator.programmes.views.blueprint import bp

__all__ = ["bp", "public"]
