"""Pages on which a cohort is chosen, told and confirmed."""

from accelerator.selection.views import offers
from accelerator.selection.views.blueprint import bp

__all__ = ["bp", "offers"]
