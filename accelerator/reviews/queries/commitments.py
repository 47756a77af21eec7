"""What reviewers have promised a round, and whether it is enough."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from accelerator.applications.models import Application
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    Commitment,
    CommitmentState,
    Reviewer,
    Round,
    RoundEntry,
    RoundState,
)
from accelerator.reviews.permissions import can_answer
from accelerator.reviews.queries.rounds import seen_in
from accelerator.reviews.rules.promises import PromiseCover, Promised, cover
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _


@dataclass(frozen=True)
class Given:
    """A promise, and how many reads stand against it."""

    commitment: Commitment
    reads: int = 0


def commitments_of(round_: Round) -> list[Given]:
    """Everybody who was asked, by name."""
    query = (
        select(Commitment)
        .join(Commitment.reviewer)
        .join(Reviewer.user)
        .options(
            contains_eager(Commitment.reviewer).contains_eager(Reviewer.user),
            contains_eager(Commitment.reviewer).joinedload(Reviewer.organisation),
        )
        .where(Commitment.round_id == round_.id)
        .order_by(User.name, Commitment.id)
    )
    reads = select(Assignment.reviewer_id, func.count()).where(
        Assignment.round_id == round_.id, Assignment.state.in_(STANDING)
    )
    counted = dict(db.session.execute(reads.group_by(Assignment.reviewer_id)).all())
    return [
        Given(each, counted.get(each.reviewer_id, 0)) for each in db.session.scalars(query).unique()
    ]


def get_commitment(commitment_id: UUID, *, by: User) -> Commitment:
    """One's own, or of a round that one runs.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    query = (
        select(Commitment)
        .where(Commitment.id == commitment_id)
        .options(joinedload(Commitment.round), joinedload(Commitment.reviewer))
    )
    found = db.session.scalars(query).unique().one_or_none()
    if found is None or not can_answer(by, found):
        raise NotFound(_("There is no such question to a reviewer."))
    return found


def promises_of(person: User) -> list[Commitment]:
    """What somebody was asked for, in rounds that are not closed; the next that is due first."""
    query = (
        select(Commitment)
        .join(Commitment.reviewer)
        .join(Commitment.round)
        .options(contains_eager(Commitment.reviewer), contains_eager(Commitment.round))
        .where(Reviewer.user_id == person.id, Round.state != RoundState.CLOSED)
        .order_by(Round.due_at, Commitment.id)
    )
    return list(db.session.scalars(query).unique())


def reviewers_to_ask(round_: Round) -> list[Reviewer]:
    """The pool without those who have been asked, are away or are gone; by name."""
    asked = select(Commitment.reviewer_id).where(
        Commitment.round_id == round_.id, Commitment.state != CommitmentState.DECLINED
    )
    query = (
        select(Reviewer)
        .join(Reviewer.user)
        .options(contains_eager(Reviewer.user), joinedload(Reviewer.organisation))
        .where(Reviewer.paused_at.is_(None), User.disabled_at.is_(None), Reviewer.id.not_in(asked))
        .order_by(User.name, Reviewer.id)
    )
    return list(db.session.scalars(query).unique())


def promise_cover(round_: Round, person: User, *, given: list[Given]) -> PromiseCover:
    """Whether what was promised is enough for the applications that this person may see."""
    query = (
        select(Application.language, func.count())
        .where(Application.id.in_(seen_in(round_, person)))
        .group_by(Application.language)
    )
    return cover(
        dict(db.session.execute(query).all()),
        reads_each=round_.reads_each,
        promises=[_promised(each.commitment, round_) for each in given if _counts(each)],
    )


def startups_of(round_: Round) -> set[UUID]:
    """Whose applications the round reads."""
    query = (
        select(Application.startup_id)
        .join(RoundEntry, RoundEntry.application_id == Application.id)
        .where(RoundEntry.round_id == round_.id)
    )
    return set(db.session.scalars(query))


def _counts(given: Given) -> bool:
    return given.commitment.state is not CommitmentState.DECLINED


def _promised(commitment: Commitment, round_: Round) -> Promised:
    reviewer = commitment.reviewer
    open_ = commitment.state is CommitmentState.INVITED
    most = min(reviewer.capacity, round_.most) if open_ else commitment.most
    return Promised(most, frozenset(reviewer.languages), open=open_)
