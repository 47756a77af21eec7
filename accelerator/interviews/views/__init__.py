"""Pages about interview days."""

from accelerator.interviews.views import days, founders, jury, panels, planning, teams
from accelerator.interviews.views.blueprint import bp

__all__ = ["bp", "days", "founders", "jury", "panels", "planning", "teams"]
