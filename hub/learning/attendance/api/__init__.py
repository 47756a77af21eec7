"""The register by API."""

from hub.learning.attendance.api import register
from hub.learning.attendance.api.groups import endpoints

__all__ = ["endpoints", "register"]
