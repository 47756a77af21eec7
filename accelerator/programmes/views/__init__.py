"""Pages about programmes and their cohorts."""

from accelerator.programmes.views import cohorts, making, planning, programmes, public
from accelerator.programmes.views.blueprint import bp

__all__ = ["bp", "cohorts", "making", "planning", "programmes", "public"]
