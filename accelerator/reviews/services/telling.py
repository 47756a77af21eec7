"""Telling reviewers what they have been given to read, once for each batch."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.reviews.emails import rounds as emails
from accelerator.reviews.models import Assignment, AssignmentState, Round, RoundState
from hub.core.database import db
from hub.core.ids import hashed


def tell_of_reads(round_: Round, among: Iterable[UUID] | None = None) -> int:
    """Write to each reviewer about the reads that wait for them (those of `among`, by id; None:
    all), unless the round is still being prepared: then opening it tells them. How many were
    written to."""
    if round_.state is not RoundState.OPEN:
        return 0
    query = (
        select(Assignment)
        .where(Assignment.round_id == round_.id, Assignment.state == AssignmentState.ASSIGNED)
        .options(joinedload(Assignment.reviewer))
        .order_by(Assignment.id)
    )
    if among is not None:
        query = query.where(Assignment.id.in_(list(among)))
    waiting: dict[UUID, list[Assignment]] = defaultdict(list)
    for read in db.session.scalars(query).unique():
        waiting[read.reviewer_id].append(read)
    for reads in waiting.values():
        batch = hashed(" ".join(str(read.id) for read in reads))[:32]
        told = emails.Reads(len(reads), max(read.due_at for read in reads), batch)
        emails.tell_of_reads(round_, reads[0].reviewer, reads=told)
    return len(waiting)
