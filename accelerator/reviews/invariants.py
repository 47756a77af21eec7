"""What must always be true of rounds and reads; `flask doctor` asks."""

from collections.abc import Iterator

from sqlalchemy import func, select

from accelerator.applications.models import Application
from accelerator.conflicts.models import Conflict, ConflictState
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    Commitment,
    Reviewer,
    Round,
    RoundEntry,
)
from hub.core.database import db


def problems() -> Iterator[str]:
    """Every read that stands is of an application that its round reads; nobody has more to read
    than they have promised; no read stands beside a conflict of interest."""
    yield from _partial()
    outside = (
        select(Round.number, Application.number)
        .select_from(Assignment)
        .join(Round, Round.id == Assignment.round_id)
        .join(Application, Application.id == Assignment.application_id)
        .outerjoin(
            RoundEntry,
            (RoundEntry.round_id == Assignment.round_id)
            & (RoundEntry.application_id == Assignment.application_id),
        )
        .where(Assignment.state.in_(STANDING), RoundEntry.id.is_(None))
    )
    for round_number, number in db.session.execute(outside):
        yield f"round {round_number}: A-{number:04d} is read, but is not in the round"
    reads = (
        select(Assignment.round_id, Assignment.reviewer_id, func.count().label("reads"))
        .where(Assignment.state.in_(STANDING))
        .group_by(Assignment.round_id, Assignment.reviewer_id)
        .subquery()
    )
    beyond = (
        select(Commitment.reviewer_id, reads.c.reads, Commitment.most)
        .join(
            reads,
            (reads.c.round_id == Commitment.round_id)
            & (reads.c.reviewer_id == Commitment.reviewer_id),
        )
        .where(reads.c.reads > Commitment.most, Commitment.state == "accepted")
    )
    for reviewer_id, has, most in db.session.execute(beyond):
        yield f"reviewer {reviewer_id}: {has} reads in a round for which {most} were promised"


def _partial() -> Iterator[str]:
    conflicted = (
        select(Round.number, Application.number, Assignment.reviewer_id)
        .select_from(Assignment)
        .join(Round, Round.id == Assignment.round_id)
        .join(Application, Application.id == Assignment.application_id)
        .join(Reviewer, Reviewer.id == Assignment.reviewer_id)
        .join(
            Conflict,
            (Conflict.person_id == Reviewer.user_id)
            & (Conflict.startup_id == Application.startup_id),
        )
        .where(Assignment.state.in_(STANDING), Conflict.state == ConflictState.STANDS)
        .distinct()
    )
    for round_number, number, reviewer_id in db.session.execute(conflicted):
        yield f"round {round_number}: A-{number:04d} is read by {reviewer_id}, who has a conflict"
