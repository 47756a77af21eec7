"""Who reads which startup's applications, or may be asked to; for finding conflicts."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, select, union

from accelerator.applications.models import Application
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    Commitment,
    ReadingBan,
    Reviewer,
    Round,
    RoundEntry,
    RoundState,
)
from hub.core.database import db


def readers_of(startup_ids: set[UUID]) -> dict[UUID, set[UUID]]:
    """By startup: see `_pairs`."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for startup_id, person_id in _found(q.where(Application.startup_id.in_(startup_ids))
                                        for q in _pairs()):  # fmt: skip
        found[startup_id].add(person_id)
    return found


def read_by(people: set[UUID]) -> dict[UUID, set[UUID]]:
    """By person: the startups, see `_pairs`."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for startup_id, person_id in _found(q.where(Reviewer.user_id.in_(people)) for q in _pairs()):
        found[person_id].add(startup_id)
    return found


def _pairs() -> tuple[Select[UUID, UUID], ...]:
    """(startup, person): who was asked or has promised in a round that is not closed, who has been
    given it to read in any round (their marks count for as long as there are runs), and who was
    kept from it, which can be lifted."""
    pair = select(Application.startup_id, Reviewer.user_id)
    asked = (
        pair.join(RoundEntry, RoundEntry.application_id == Application.id)
        .join(Round, Round.id == RoundEntry.round_id)
        .join(Commitment, Commitment.round_id == Round.id)
        .join(Reviewer, Reviewer.id == Commitment.reviewer_id)
        .where(Round.state != RoundState.CLOSED)
    )
    given = (
        pair.join(Assignment, Assignment.application_id == Application.id)
        .join(Reviewer, Reviewer.id == Assignment.reviewer_id)
        .where(Assignment.state.in_(STANDING))
    )
    kept_from = pair.join(ReadingBan, ReadingBan.application_id == Application.id).join(
        Reviewer, Reviewer.id == ReadingBan.reviewer_id
    )
    return asked, given, kept_from


def _found(queries: Iterable[Select[UUID, UUID]]) -> Iterable[tuple[UUID, UUID]]:
    return ((row[0], row[1]) for row in db.session.execute(union(*queries)))
