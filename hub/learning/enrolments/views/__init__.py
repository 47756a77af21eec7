"""Pages of enrolments."""

from hub.learning.enrolments import models
from hub.learning.enrolments.views import enrolling, mine, offers, on_class_page, roster, staff
from hub.learning.enrolments.views.blueprint import bp

__all__ = ["bp", "enrolling", "mine", "models", "offers", "on_class_page", "roster", "staff"]
