"""What can be decided about an application, and the reasons that stand beside it."""

from enum import StrEnum


class Decided(StrEnum):
    ACCEPT = "accept"
    #: Accepted, if something that is named is met.
    CONDITIONAL = "conditional"
    #: In line, in an order that was chosen.
    WAITLIST = "waitlist"
    REJECT = "reject"


#: These are offered a place.
SEATED = frozenset({Decided.ACCEPT, Decided.CONDITIONAL})


class DecisionReason(StrEnum):
    """For the file and the figures; founders read words, not codes."""

    TEAM = "team"
    NEED = "need"
    EVIDENCE = "evidence"
    SOLUTION = "solution"
    MARKET = "market"
    CITY_FIT = "city-fit"
    STAGE = "stage"
    CAPACITY = "capacity"
    BALANCE = "balance"
    STRONGER_FIELD = "stronger-field"
    OTHER = "other"
