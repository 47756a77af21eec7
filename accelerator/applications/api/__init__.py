"""Applications by API: a team's own, and those that staff look after."""

from accelerator.applications.api import files, own, requests, staff, teams
from accelerator.applications.api.endpoints import endpoints
from accelerator.applications.api.endpoints import staffs as of_screening

__all__ = ["endpoints", "files", "of_screening", "own", "requests", "staff", "teams"]
