"""Marks that are in and do not count: their reader has a conflict of interest, found or declared
since. They are kept on record, no reckoning from then on takes them, and they count again once the
conflict is cleared (`services.recusal.count_again`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from accelerator.applications.models import Application
from accelerator.conflicts.models import Conflict, ConflictState
from accelerator.reviews.models import (
    Assignment,
    AssignmentState,
    Comparison,
    Preferred,
    Review,
    Reviewer,
    ReviewState,
    Round,
)
from accelerator.reviews.queries.rounds import seen_in
from hub.accounts.models import User
from hub.core.database import db


@dataclass(frozen=True)
class Fallen:
    """Marks of one reader on one application, which `left` others have read of `wanted`. `at`: when
    they fell out; none for marks that count until a suspicion is answered."""

    application_id: UUID
    reference: str
    headline: str
    reviewer_id: UUID
    name: str
    at: datetime | None
    left: int
    wanted: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.left)


@dataclass(frozen=True)
class FallenOut:
    """`doubted` still count: something speaks for a conflict, and their reader has to say."""

    fallen: tuple[Fallen, ...] = ()
    doubted: tuple[Fallen, ...] = ()

    @property
    def short(self) -> int:
        """How many applications are below their reads because of it."""
        return len({each.application_id for each in self.fallen if each.missing})

    def __bool__(self) -> bool:
        return bool(self.fallen or self.doubted)


def fallen_out(round_: Round, person: User) -> FallenOut:
    """Of the applications that this member of staff may see, by number; in three statements."""
    fallen = _rows(round_, person, query=_with_marks(AssignmentState.CONFLICTED))
    suspected = select(Conflict.id).where(
        Conflict.person_id == Reviewer.user_id,
        Conflict.startup_id == Application.startup_id,
        Conflict.state == ConflictState.SUSPECTED,
    )
    doubtful = _with_marks(AssignmentState.SUBMITTED).where(suspected.exists())
    doubted = _rows(round_, person, query=doubtful)
    left = _in(round_, {row[0] for row in (*fallen, *doubted)})
    return FallenOut(*(tuple(_fallen(row, left, round_=round_) for row in rows)
                       for rows in (fallen, doubted)))  # fmt: skip


def fallen_comparisons(round_: Round, application_ids: set[UUID]) -> int:
    """How many answers of jurors do not count in a round of pairs."""
    query = select(func.count(Comparison.id)).where(
        Comparison.round_id == round_.id,
        Comparison.preferred != Preferred.SKIPPED,
        Comparison.first_id.in_(application_ids),
        Comparison.second_id.in_(application_ids),
        partial(),
    )
    return db.session.scalar(query) or 0


def partial() -> ColumnElement[bool]:
    """Of a `Comparison`: whoever made it has a conflict with one of the two."""
    query = (
        select(Conflict.id)
        .join(Reviewer, Reviewer.user_id == Conflict.person_id)
        .join(Application, Application.startup_id == Conflict.startup_id)
        .where(
            Reviewer.id == Comparison.reviewer_id,
            or_(Application.id == Comparison.first_id, Application.id == Comparison.second_id),
            Conflict.state == ConflictState.STANDS,
        )
    )
    return query.correlate(Comparison).exists()


_Row = tuple[UUID, int, str, UUID, str, datetime | None]


def _with_marks(state: AssignmentState) -> Select[UUID, int, str, UUID, str, datetime | None]:
    return (
        select(
            Application.id,
            Application.number,
            Application.headline,
            Reviewer.id,
            User.name,
            Assignment.ended_at,
        )
        .join(Assignment, Assignment.application_id == Application.id)
        .join(Reviewer, Reviewer.id == Assignment.reviewer_id)
        .join(User, User.id == Reviewer.user_id)
        .join(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.state == state, Review.state == ReviewState.SUBMITTED)
    )


def _rows(
    round_: Round, person: User, *, query: Select[UUID, int, str, UUID, str, datetime | None]
) -> list[_Row]:
    query = query.where(
        Assignment.round_id == round_.id, Application.id.in_(seen_in(round_, person))
    ).order_by(Application.number, User.name, Assignment.id)
    return [(row[0], row[1], row[2], row[3], row[4], row[5]) for row in db.session.execute(query)]


def _in(round_: Round, application_ids: Iterable[UUID]) -> dict[UUID, int]:
    query = (
        select(Assignment.application_id, func.count())
        .where(
            Assignment.round_id == round_.id,
            Assignment.application_id.in_(set(application_ids)),
            Assignment.state == AssignmentState.SUBMITTED,
        )
        .group_by(Assignment.application_id)
    )
    return dict(db.session.execute(query).all())


def _fallen(row: _Row, left: dict[UUID, int], *, round_: Round) -> Fallen:
    id_, number, headline, reviewer_id, name, at = row
    return Fallen(id_, f"A-{number:04d}", headline, reviewer_id, name, at,
                  left=left.get(id_, 0), wanted=round_.reads_each)  # fmt: skip
