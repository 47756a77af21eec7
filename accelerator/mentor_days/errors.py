"""Why something about a mentor day cannot be."""

from hub.core.errors import Conflict


class MentorDayMoved(Conflict):
    """The day is not in the state for that (any more)."""

    code = "mentor-day-moved"


class MentorDayStale(Conflict):
    """Something changed since the plan was made."""

    code = "mentor-day-stale"


class WishesClosed(Conflict):
    """The time to wish is over."""

    code = "wishes-closed"


class MeetingNotPossible(Conflict):
    """One of the two, or the room, cannot be there then."""

    code = "meeting-not-possible"
