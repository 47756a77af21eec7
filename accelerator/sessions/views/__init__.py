"""Pages of sessions and office hours."""

from accelerator.sessions.queries.rooms import serving
from accelerator.sessions.views import (
    after,
    booking,
    care,
    cohorts,
    given,
    moving,
    office_hours,
    repeating,
    sessions,
    thanks,
)
from accelerator.sessions.views.blueprint import bp

__all__ = [
    "after",
    "booking",
    "bp",
    "care",
    "cohorts",
    "given",
    "moving",
    "office_hours",
    "repeating",
    "serving",
    "sessions",
    "thanks",
]
