"""Marks that may be seen: of the rest of the panel after one's own, and how one's own compare."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.reviews.models import (
    Assignment,
    AssignmentState,
    Criterion,
    DiscussionNote,
    OthersMarks,
    Review,
    Reviewer,
    ReviewState,
    Round,
    RoundState,
)
from accelerator.reviews.permissions import can_see_others, reads_of
from accelerator.reviews.rules.rubric import Line, total
from hub.accounts.models import User
from hub.core.database import db

#: With fewer reads in common the two means say nothing about a scale.
FEWEST_TO_COMPARE = 3


@dataclass(frozen=True)
class PanelMark:
    """A review that is in. `total` on the rubric's scale."""

    name: str
    scores: dict[str, int]
    total: float | None
    confidence: int | None
    panel_note: str
    founders_note: str
    submitted_at: datetime | None
    times: int
    revision: int


@dataclass(frozen=True)
class OwnScale:
    """How somebody marks, beside how others marked the same applications."""

    own: float
    panel: float
    count: int

    @property
    def difference(self) -> float:
        return self.own - self.panel


def lines_of(criteria: Sequence[Criterion]) -> list[Line]:
    return [Line(c.key, c.weight, c.low, c.high, required=c.required) for c in criteria]


def others_marks(assignment: Assignment, person: User) -> list[PanelMark]:
    """What the rest of the panel says of the same application; nothing before one's own is in, or
    where the round never shows it."""
    if not can_see_others(person, assignment):
        return []
    marks = marks_on(assignment.round, assignment.application_id)
    return [mark for reviewer_id, mark in marks if reviewer_id != assignment.reviewer_id]


def marks_on(
    round_: Round, application_id: UUID, *, state: AssignmentState = AssignmentState.SUBMITTED
) -> list[tuple[UUID, PanelMark]]:
    """(reviewer, mark) of all that is in on one application. The caller asks who may see it.

    Args:
        state: conflicted are marks that were in and do not count any more.
    """
    query = (
        select(Review, Assignment.reviewer_id, User.name)
        .join(Assignment, Assignment.id == Review.assignment_id)
        .join(Reviewer, Reviewer.id == Assignment.reviewer_id)
        .join(User, User.id == Reviewer.user_id)
        .where(
            Assignment.round_id == round_.id,
            Assignment.application_id == application_id,
            Assignment.state == state,
            Review.state == ReviewState.SUBMITTED,
        )
        .options(joinedload(Review.revision))
        .order_by(Review.submitted_at, Review.id)
    )
    lines = lines_of(round_.criteria)
    return [
        (reviewer_id, _mark(review, name, lines=lines))
        for review, reviewer_id, name in db.session.execute(query)
    ]


def _mark(review: Review, name: str, *, lines: list[Line]) -> PanelMark:
    return PanelMark(
        name=name,
        scores=review.scores,
        total=total(lines, review.scores),
        confidence=review.confidence,
        panel_note=review.panel_note,
        founders_note=review.founders_note,
        submitted_at=review.submitted_at,
        times=review.times_submitted,
        revision=review.revision.number,
    )


def notes_on(round_id: UUID, application_id: UUID) -> list[DiscussionNote]:
    """The panel's talk about one application, the first note first. The caller asks who may see."""
    query = (
        select(DiscussionNote)
        .where(
            DiscussionNote.round_id == round_id,
            DiscussionNote.application_id == application_id,
        )
        .options(joinedload(DiscussionNote.author))
        .order_by(DiscussionNote.made_at, DiscussionNote.id)
    )
    return list(db.session.scalars(query))


def own_scale(round_: Round, person: User) -> OwnScale | None:
    """After all of one's own are in: one's mean and the panel's on the same applications, without
    those one has a conflict with. None before that, where the round never shows others' marks
    until it is closed, and where too few are read by somebody else as well."""
    if round_.others is OthersMarks.NEVER and round_.state is not RoundState.CLOSED:
        return None
    lines, own = lines_of(round_.criteria), _own_scores(round_.id, person)
    if not own or None in own.values():
        return None
    panel: dict[UUID, list[float]] = {}
    for id_, scores in _others_scores(round_.id, person, application_ids=set(own)):
        if (value := total(lines, scores)) is not None:
            panel.setdefault(id_, []).append(value)
    totals = {id_: total(lines, scores or {}) for id_, scores in own.items()}
    shared = {id_: value for id_, value in totals.items() if value is not None and id_ in panel}
    if len(shared) < FEWEST_TO_COMPARE:
        return None
    means = [fmean(panel[id_]) for id_ in shared]
    return OwnScale(own=fmean(shared.values()), panel=fmean(means), count=len(shared))


def _own_scores(round_id: UUID, person: User) -> dict[UUID, dict[str, int] | None]:
    """Application → marks of theirs, None while they are not in."""
    query = (
        reads_of(person.id)
        .where(Assignment.round_id == round_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .with_only_columns(Assignment.application_id, Assignment.state, Review.scores)
    )
    return {
        id_: scores if state is AssignmentState.SUBMITTED else None
        for id_, state, scores in db.session.execute(query)
    }


def _others_scores(
    round_id: UUID, person: User, *, application_ids: set[UUID]
) -> Iterable[tuple[UUID, dict[str, int]]]:
    query = (
        select(Assignment.application_id, Review.scores)
        .join(Review, Review.assignment_id == Assignment.id)
        .join(Reviewer, Reviewer.id == Assignment.reviewer_id)
        .where(
            Assignment.round_id == round_id,
            Assignment.state == AssignmentState.SUBMITTED,
            Assignment.application_id.in_(application_ids),
            Reviewer.user_id != person.id,
        )
    )
    return db.session.execute(query)
