"""Pages of the register: checking in, the code on the screen, the list, reports."""

from hub.learning.attendance import models
from hub.learning.attendance.views import checking_in, offline, register
from hub.learning.attendance.views.blueprint import bp

__all__ = ["bp", "checking_in", "models", "offline", "register"]
