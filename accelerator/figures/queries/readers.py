"""How much reviewers of a cohort have read, and how they agree with the panel."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, func, select

from accelerator.applications.models import Application
from accelerator.conflicts.queries import conflicted_startups
from accelerator.programmes.models import Cohort
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    AssignmentState,
    Reviewer,
    Round,
    RoundKind,
)
from accelerator.reviews.queries.ranking import inputs_of
from accelerator.reviews.rules.agreement import Agreement, agreement
from hub.accounts.models import User
from hub.core.database import db


@dataclass(frozen=True)
class ReaderRow:
    name: str
    given: int
    done: int
    #: In the newest reading round, where enough others read the same.
    agreement: Agreement | None


def reader_rows(cohort: Cohort, person: User) -> list[ReaderRow]:
    """By name; what `person` may not see is not counted."""
    done = func.sum(case((Assignment.state == AssignmentState.SUBMITTED, 1), else_=0))
    query = (
        select(Reviewer.id, User.name, func.count(), done)
        .join(User, User.id == Reviewer.user_id)
        .join(Assignment, Assignment.reviewer_id == Reviewer.id)
        .join(Round, Round.id == Assignment.round_id)
        .join(Application, Application.id == Assignment.application_id)
        .where(
            Round.cohort_id == cohort.id,
            Assignment.state.in_(STANDING),
            Application.startup_id.not_in(conflicted_startups(person.id)),
        )
        .group_by(Reviewer.id, User.name)
        .order_by(User.name)
    )
    found = _agreements(cohort, person)
    return [
        ReaderRow(name, given, int(finished or 0), found.get(reader))
        for reader, name, given, finished in db.session.execute(query)
    ]


def _agreements(cohort: Cohort, person: User) -> dict[UUID, Agreement]:
    newest = (
        select(Round)
        .where(Round.cohort_id == cohort.id, Round.kind == RoundKind.READING)
        .order_by(Round.number.desc())
        .limit(1)
    )
    round_ = db.session.scalar(newest)
    if round_ is None:
        return {}
    inputs = inputs_of(round_, person)
    return {UUID(a.reader): a for a in agreement(inputs.marks, inputs.lines)}
