"""Why something about rounds, reviewers and reads cannot be done."""

from hub.core.errors import Conflict


class RoundChanged(Conflict):
    """Somebody saved the round since it was looked at."""

    code = "changed-meanwhile"


class RoundStands(Conflict):
    """The round is not in a state in which this can be done."""

    code = "round-state"


class RubricInUse(Conflict):
    """Marks stand on this rubric, so its criteria and scales stay as they are."""

    code = "rubric-in-use"


class PlanOutdated(Conflict):
    """What the plan rests on has changed since it was made."""

    code = "plan-outdated"


class NoReader(Conflict):
    """This reviewer cannot read this application: a conflict, a ban, or no room left."""

    code = "cannot-read"


class ReviewChanged(Conflict):
    """The review was saved somewhere else since: another tab, a colleague's tablet."""

    code = "changed-meanwhile"


class ReadEnded(Conflict):
    """Nothing can be marked any more: reading is over, or the read is not theirs any more."""

    code = "read-ended"


class AlreadyHandedIn(Conflict):
    """Marks that are in are amended; they cannot be abstained from."""

    code = "handed-in"
