"""Pages of mentors, their places and both sides' wishes."""

from accelerator.mentors.views import hours, mine, profile, wishes
from accelerator.mentors.views.blueprint import bp

__all__ = ["bp", "hours", "mine", "profile", "wishes"]
