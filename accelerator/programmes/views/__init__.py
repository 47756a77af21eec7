"""Pages about programmes and their cohorts."""

from accelerator.programmes.views import cohorts, planning, programmes, public
from accelerator.programmes.views.blueprint import bp

__all__ = ["bp", "cohorts", "planning", "programmes", "public"]
