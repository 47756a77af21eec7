"""Startups in cohorts by API: what they do themselves, and what staff arrange for them."""

from accelerator.participations.api import arranging, months, participations, staff, working
from accelerator.participations.api.groups import arranged as of_cohorts
from accelerator.participations.api.groups import own as of_participations

__all__ = [
    "arranging",
    "months",
    "of_cohorts",
    "of_participations",
    "participations",
    "staff",
    "working",
]
