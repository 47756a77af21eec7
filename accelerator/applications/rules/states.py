"""The one state that a team is told, whatever the house calls it inside."""

from dataclasses import dataclass
from enum import StrEnum


class PublicState(StrEnum):
    DRAFT = "draft"
    #: Never handed in, and the time is over.
    MISSED = "missed"
    RECEIVED = "received"
    #: Handed in, and written on since; what was handed in stands.
    CHANGED = "changed"
    ASKED = "asked"
    READING = "reading"
    NOT_ELIGIBLE = "not-eligible"
    ACCEPTED = "accepted"
    CONDITIONAL = "conditional"
    WAITLISTED = "waitlisted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Standing:
    """What the public state follows from. `state` and `outcome` by value; an outcome stands only
    once it was told. `is_read`: the cohort is with its readers."""

    state: str
    outcome: str | None = None
    is_open: bool = True
    is_changed: bool = False
    is_read: bool = False


def public_state(standing: Standing) -> PublicState:
    if standing.state == "withdrawn":
        return PublicState.WITHDRAWN
    if standing.outcome:
        return PublicState(standing.outcome)
    match standing.state:
        case "draft":
            return PublicState.DRAFT if standing.is_open else PublicState.MISSED
        case "more-info":
            return PublicState.ASKED
        case "ineligible":
            return PublicState.NOT_ELIGIBLE
    if standing.is_open and standing.is_changed:
        return PublicState.CHANGED
    return PublicState.READING if standing.is_read else PublicState.RECEIVED
