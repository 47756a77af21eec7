"""Pages about interview days."""

from accelerator.interviews.queries.rooms import serving
from accelerator.interviews.views import (
    days,
    founders,
    jury,
    links,
    material,
    panels,
    planning,
    teams,
)
from accelerator.interviews.views.blueprint import bp

__all__ = [
    "bp",
    "days",
    "founders",
    "jury",
    "links",
    "material",
    "panels",
    "planning",
    "serving",
    "teams",
]
