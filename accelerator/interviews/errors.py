"""Why an interview cannot be so."""

from hub.core.errors import Conflict


class SlotGone(Conflict):
    """Another team has it now, or the panel is not there then."""

    code = "slot-gone"


class DayMoved(Conflict):
    """The day is not in the state for that (any more)."""

    code = "day-moved"


class PlanStale(Conflict):
    """Something changed since the plan was made."""

    code = "plan-stale"
