"""What happens to rounds by the clock: reviewers are reminded, and not too often."""

from datetime import timedelta

from sqlalchemy import func, select

from accelerator.reviews.models import Commitment, CommitmentState, Round, RoundState
from accelerator.reviews.services.commitments import remind
from accelerator.reviews.services.late import remind_readers
from hub.core.clock import now
from hub.core.database import db, transaction

#: Who has not answered for so long is asked again, and so often at most by the house itself.
SILENT = timedelta(days=3)


def remind_reviewers() -> str:
    """Of questions that wait for an answer, and of reads that are due soon or late."""
    with transaction():
        asked = remind(_unanswered())
        reading = select(Round).where(
            Round.state == RoundState.OPEN, Round.due_at > now() - timedelta(days=14)
        )
        reads = sum(remind_readers(each) for each in db.session.scalars(reading).unique().all())
    return f"reminded {asked} of a question and {reads} of what they have to read"


def _unanswered() -> list[Commitment]:
    """Of rounds that still take promises; nobody hears of one more than every three days."""
    last = func.coalesce(Commitment.reminded_at, Commitment.invited_at)
    query = (
        select(Commitment)
        .join(Commitment.round)
        .where(
            Commitment.state == CommitmentState.INVITED,
            Round.state.in_((RoundState.DRAFT, RoundState.OPEN)),
            Round.due_at > now(),
            last <= now() - SILENT,
        )
    )
    return list(db.session.scalars(query).unique())
