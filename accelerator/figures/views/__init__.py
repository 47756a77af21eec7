"""Pages of figures and exports."""

from accelerator.figures.views import pages
from accelerator.figures.views.blueprint import bp

__all__ = ["bp", "pages"]
