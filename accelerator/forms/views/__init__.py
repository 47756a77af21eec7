"""Pages on which forms are built."""

from accelerator.forms.views.blueprint import bp

__all__ = ["bp"]
