"""Who and what there is to assign in a round: as rows, and counted."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from accelerator.applications.models import Application
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    Commitment,
    CommitmentState,
    Reviewer,
    Round,
)
from accelerator.reviews.queries.entries import entered
from accelerator.reviews.queries.rounds import seen_in
from hub.accounts.models import User
from hub.core.database import db


@dataclass(frozen=True)
class Outlook:
    """How large the problem is. `mosts`: what each reader has promised to take at most; `standing`:
    reads of these applications that are given."""

    applications: int
    mosts: list[int]
    standing: int


def outlook(round_: Round, person: User) -> Outlook:
    """Counted, for the page on which a plan is asked for."""
    seen = seen_in(round_, person)
    applications = select(func.count()).select_from(Application).where(Application.id.in_(seen))
    mosts = _promises(round_).with_only_columns(Commitment.most)
    standing = select(func.count(Assignment.id)).where(
        Assignment.round_id == round_.id,
        Assignment.state.in_(STANDING),
        Assignment.application_id.in_(seen),
    )
    return Outlook(
        db.session.scalar(applications) or 0,
        list(db.session.scalars(mosts)),
        db.session.scalar(standing) or 0,
    )


def parties_of(round_: Round, person: User) -> tuple[dict[str, Application], dict[str, Commitment]]:
    """What can be read and seen by this member of staff, and who has promised to, by their ids."""
    applications = {str(id_): each for id_, each in entered(round_, person).items()}
    return applications, {str(each.reviewer_id): each for each in _promised(round_)}


def _promised(round_: Round) -> list[Commitment]:
    query = (
        _promises(round_)
        .options(contains_eager(Commitment.reviewer).contains_eager(Reviewer.user))
        .order_by(User.name, Commitment.id)
    )
    return list(db.session.scalars(query).unique())


def _promises(round_: Round) -> Select[Commitment]:
    return (
        select(Commitment)
        .join(Commitment.reviewer)
        .join(Reviewer.user)
        .where(
            Commitment.round_id == round_.id,
            Commitment.state == CommitmentState.ACCEPTED,
            User.disabled_at.is_(None),
        )
    )
