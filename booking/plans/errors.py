"""Why not, about plans."""

from hub.core.errors import Conflict


class PlanNameTaken(Conflict):
    """The site has a plan with this name."""

    code = "plan-name-taken"


class PlanArchived(Conflict):
    """It counts no more, and nobody new comes onto it."""

    code = "plan-archived"


class AlreadyOnPlan(Conflict):
    """The person or organisation is on this plan for part of that time."""

    code = "already-on-plan"
