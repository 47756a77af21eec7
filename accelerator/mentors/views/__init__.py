"""Pages of mentors, their places and both sides' wishes."""

from accelerator.mentors.views import directory, hours, mine, profile, wishes
from accelerator.mentors.views.blueprint import bp

__all__ = ["bp", "directory", "hours", "mine", "profile", "wishes"]
