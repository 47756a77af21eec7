"""Courses by API."""

from hub.learning.courses.api import courses, parts, versions
from hub.learning.courses.api.groups import endpoints

__all__ = ["courses", "endpoints", "parts", "versions"]
