"""Pages about mentor days."""

from accelerator.mentor_days.queries.rooms import serving
from accelerator.mentor_days.views import (
    coming,
    days,
    live,
    mending,
    mine,
    papers,
    places,
    planning,
    publishing,
)
from accelerator.mentor_days.views.blueprint import bp

__all__ = [
    "bp",
    "coming",
    "days",
    "live",
    "mending",
    "mine",
    "papers",
    "places",
    "planning",
    "publishing",
    "serving",
]
