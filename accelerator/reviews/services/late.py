"""Reads that are late: their readers reminded, the reads given to others."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from accelerator.reviews.emails import rounds as emails
from accelerator.reviews.models import (
    Assignment,
    AssignmentState,
    Commitment,
    Reviewer,
    Round,
    RoundState,
)
from accelerator.reviews.queries.rounds import seen_in
from accelerator.reviews.services.commitments import REMINDED_AFTER
from accelerator.reviews.services.ending import end_reads
from accelerator.reviews.services.rounds import take_round
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.history.services import record

#: The house writes by itself so long before reads are due.
SOON = timedelta(days=2)


def remind_readers(
    round_: Round, reviewer_ids: Iterable[UUID] | None = None, *, by: User | None = None
) -> int:
    """Write to reviewers who have reads open (None: to all of them), at most once a day each. How
    many were written to.

    Args:
        by: None is the house's own job, which writes only about what is due soon or late.

    Raises: NotAllowed.
    """
    if by is not None:
        take_round(round_, by=by)
    if round_.state is not RoundState.OPEN:
        return 0
    waiting = _waiting(round_, None if reviewer_ids is None else set(reviewer_ids))
    written = 0
    for reviewer_id, reads in waiting.items():
        first = min(read.due_at for read in reads)
        if by is None and first > now() + SOON:
            continue
        if _note_reminder(round_, reviewer_id):
            told = emails.Reads(len(reads), first)
            emails.remind_of_reads(round_, reads[0].reviewer, reads=told)
            written += 1
    return written


def release_late(
    round_: Round, reviewer_ids: Iterable[UUID] | None = None, *, by: User
) -> list[Assignment]:
    """Take late reads away (of these reviewers, or of all), so that the next plan gives their
    applications to others. What somebody has a conflict with they cannot take.

    Raises: NotAllowed.
    """
    take_round(round_, by=by)
    query = _late(round_, now()).where(Assignment.application_id.in_(seen_in(round_, by)))
    if reviewer_ids is not None:
        query = query.where(Assignment.reviewer_id.in_(list(reviewer_ids)))
    reads = list(db.session.scalars(query).unique())
    end_reads(reads, AssignmentState.REASSIGNED, reason=_("late"), by=by)
    return reads


def _waiting(round_: Round, among: set[UUID] | None) -> dict[UUID, list[Assignment]]:
    query = (
        select(Assignment)
        .where(Assignment.round_id == round_.id, Assignment.state == AssignmentState.ASSIGNED)
        .options(joinedload(Assignment.reviewer).joinedload(Reviewer.user))
        .order_by(Assignment.reviewer_id, Assignment.due_at)
    )
    if among is not None:
        query = query.where(Assignment.reviewer_id.in_(among))
    waiting: dict[UUID, list[Assignment]] = defaultdict(list)
    for read in db.session.scalars(query).unique():
        waiting[read.reviewer_id].append(read)
    return waiting


def _note_reminder(round_: Round, reviewer_id: UUID) -> bool:
    """Whether it is time for one; then it is noted on what they have promised."""
    query = select(Commitment).where(
        Commitment.round_id == round_.id, Commitment.reviewer_id == reviewer_id
    )
    commitment = db.session.scalar(query.with_for_update(of=Commitment))
    if commitment is None:
        return False
    if commitment.reminded_at is not None and commitment.reminded_at > now() - REMINDED_AFTER:
        return False
    commitment.reminded_at = now()
    db.session.flush()
    record("promise.reminded", commitment)
    return True


def _late(round_: Round, at: datetime) -> Select[Assignment]:
    return (
        select(Assignment)
        .where(
            Assignment.round_id == round_.id,
            Assignment.state == AssignmentState.ASSIGNED,
            Assignment.due_at < at,
        )
        .options(joinedload(Assignment.reviewer))
        .order_by(Assignment.due_at)
    )
