"""The way into class sessions by API."""

from hub.learning.joining.api import own
from hub.learning.joining.api.groups import endpoints

__all__ = ["endpoints", "own"]
