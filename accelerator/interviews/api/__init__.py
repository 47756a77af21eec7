"""Interviews by API."""

from accelerator.interviews.api import days, mine, planning, teams
from accelerator.interviews.api.groups import days as of_days
from accelerator.interviews.api.groups import own as of_interviews

__all__ = ["days", "mine", "of_days", "of_interviews", "planning", "teams"]
