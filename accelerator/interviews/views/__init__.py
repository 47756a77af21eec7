"""Pages about interview days."""

from accelerator.interviews.views.blueprint import bp

__all__ = ["bp"]
