"""The API's part about a team's own applications."""

from accelerator.applications.api import files, own, teams
from accelerator.applications.api.endpoints import endpoints

__all__ = ["endpoints", "files", "own", "teams"]
