"""Reads that end before they are handed in: given back, taken away, in conflict."""

from collections.abc import Iterable

from accelerator.reviews.models import Assignment, AssignmentState
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.history.services import record

LONGEST_REASON = 240


def end_reads(
    reads: Iterable[Assignment], state: AssignmentState, *, reason: str, by: User | None
) -> int:
    """End reads that are open; what was handed in never moves. Drafts of marks stay where they are
    and count for nothing. The caller has asked who may, and holds the round. How many ended."""
    ended = 0
    for read in reads:
        if read.state is not AssignmentState.ASSIGNED:
            continue
        read.state, read.ended_at, read.reason = state, now(), reason[:LONGEST_REASON]
        db.session.flush()
        record(
            "read.ended",
            read,
            before={"state": AssignmentState.ASSIGNED},
            after={"state": state, "by": by.name if by else ""},
            reason=reason,
        )
        ended += 1
    return ended
