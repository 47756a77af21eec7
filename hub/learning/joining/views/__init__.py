"""Pages of the way into class sessions, and one's calendar of them."""

from hub.learning.joining import models
from hub.learning.joining.views import calendar, going
from hub.learning.joining.views.blueprint import bp

__all__ = ["bp", "calendar", "going", "models"]
