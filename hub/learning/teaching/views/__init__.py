"""Pages of teaching."""

from hub.learning.teaching.views import organisations, repeating, running, writing
from hub.learning.teaching.views.blueprint import bp

__all__ = ["bp", "organisations", "repeating", "running", "writing"]
