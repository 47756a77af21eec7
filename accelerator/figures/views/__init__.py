"""Pages of figures and exports."""

from accelerator.figures.views.blueprint import bp

__all__ = ["bp"]
