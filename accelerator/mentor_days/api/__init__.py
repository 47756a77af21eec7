"""Mentor days by API."""

from accelerator.mentor_days.api import coming, days, mending, mine, places, planning
from accelerator.mentor_days.api.groups import days as of_days
from accelerator.mentor_days.api.groups import own as of_own_days

__all__ = ["coming", "days", "mending", "mine", "of_days", "of_own_days", "places", "planning"]
