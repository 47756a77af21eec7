"""Classes by API."""

from hub.learning.classes.api import keeping, reading, sessions
from hub.learning.classes.api.groups import endpoints

__all__ = ["endpoints", "keeping", "reading", "sessions"]
