"""What the states and kinds of reviews are called, with the tone in which each is shown."""

from typing import Any

from accelerator.reviews.models import AssignmentState, CommitmentState, RoundKind, RoundState
from hub.core.i18n import lazy_gettext as _l

ROUND_KINDS: dict[str, Any] = {
    RoundKind.READING.value: _l("Reading"),
    RoundKind.INTERVIEW.value: _l("Interviews or jury day"),
    RoundKind.PAIRWISE.value: _l("Finals, two at a time"),
}
ROUND_STATES: dict[RoundState, tuple[Any, str]] = {
    RoundState.DRAFT: (_l("In preparation"), ""),
    RoundState.OPEN: (_l("Open for reading"), "ok"),
    RoundState.DISCUSSION: (_l("In discussion"), "info"),
    RoundState.CLOSED: (_l("Closed"), ""),
}
PROMISES: dict[CommitmentState, tuple[Any, str]] = {
    CommitmentState.INVITED: (_l("No answer yet"), "warn"),
    CommitmentState.ACCEPTED: (_l("Promised"), "ok"),
    CommitmentState.DECLINED: (_l("Declined"), ""),
}
READS: dict[AssignmentState, tuple[Any, str]] = {
    AssignmentState.ASSIGNED: (_l("To be read"), ""),
    AssignmentState.SUBMITTED: (_l("Handed in"), "ok"),
    AssignmentState.CONFLICTED: (_l("Conflict"), "bad"),
    AssignmentState.ABSTAINED: (_l("Abstained"), "warn"),
    AssignmentState.REASSIGNED: (_l("Given to others"), ""),
}
