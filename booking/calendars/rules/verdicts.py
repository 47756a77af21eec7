"""Why something of a file is not taken, and what a person should know about what is."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a date is skipped. The first group may be overruled by a person, the second not."""

    SAYS_CANCELLED = "says-cancelled"
    TAKES_NO_TIME = "takes-no-time"
    OVERLAPS_IN_FILE = "overlaps-in-file"
    TAKEN = "taken"

    ALREADY_HERE = "already-here"
    SUB_DAILY = "sub-daily"
    RULE_NOT_TAKEN = "rule-not-taken"
    NO_SUCH_TIME = "no-such-time"
    NO_LENGTH = "no-length"
    ENDS_BEFORE_START = "ends-before-start"
    OUT_OF_RANGE = "out-of-range"
    UNREADABLE = "unreadable"


OVERRULABLE = frozenset(
    {Reason.SAYS_CANCELLED, Reason.TAKES_NO_TIME, Reason.OVERLAPS_IN_FILE, Reason.TAKEN}
)


class Flag(StrEnum):
    """Worth a look before it is imported."""

    SAYS_MOVED = "says-moved"
    TENTATIVE = "tentative"
    ALL_DAY = "all-day"
    LONG = "long"
    REPEATS = "repeats"
    FLOATING = "floating"
    UNKNOWN_ZONE = "unknown-zone"
    HAPPENS_TWICE = "happens-twice"
    CLOCK_CHANGE = "clock-change"
    NO_UID = "no-uid"
