"""Pages of mentors, their places and both sides' wishes."""

from accelerator.mentors.views import (
    cohort,
    coordinating,
    directory,
    hours,
    mine,
    profile,
    terms,
    wishes,
)
from accelerator.mentors.views.blueprint import bp

__all__ = [
    "bp",
    "cohort",
    "coordinating",
    "directory",
    "hours",
    "mine",
    "profile",
    "terms",
    "wishes",
]
