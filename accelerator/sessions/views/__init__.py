"""Pages of sessions and office hours."""

from accelerator.sessions.views import (
    after,
    booking,
    care,
    cohorts,
    moving,
    office_hours,
    repeating,
    sessions,
)
from accelerator.sessions.views.blueprint import bp

__all__ = [
    "after",
    "booking",
    "bp",
    "care",
    "cohorts",
    "moving",
    "office_hours",
    "repeating",
    "sessions",
]
