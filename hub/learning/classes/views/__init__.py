"""Pages of classes."""

from hub.learning.classes import models
from hub.learning.classes.queries.rooms import serving
from hub.learning.classes.views import calendar, catalogue, keeping, running, sessions
from hub.learning.classes.views.blueprint import bp

__all__ = ["bp", "calendar", "catalogue", "keeping", "models", "running", "serving", "sessions"]
