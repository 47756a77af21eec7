"""Teaching by API."""

from hub.learning.teaching.api import teaching
from hub.learning.teaching.api.groups import endpoints

__all__ = ["endpoints", "teaching"]
