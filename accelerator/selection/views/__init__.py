"""Pages on which a cohort is chosen, told and confirmed."""

from accelerator.selection.views import feedback, line, meeting, offers, places, releases
from accelerator.selection.views.blueprint import bp

__all__ = ["bp", "feedback", "line", "meeting", "offers", "places", "releases"]
