"""Enrolments by API."""

from hub.learning.enrolments.api import enrolments, staff
from hub.learning.enrolments.api.groups import endpoints

__all__ = ["endpoints", "enrolments", "staff"]
