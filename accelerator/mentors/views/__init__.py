"""Pages of mentors, their places and both sides' wishes."""

from accelerator.mentors.views import mine
from accelerator.mentors.views.blueprint import bp

__all__ = ["bp", "mine"]
