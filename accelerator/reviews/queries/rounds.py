"""Rounds as those who run them see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from accelerator.applications.models import HANDED_IN, Application
from accelerator.applications.permissions import seen_by_staff
from accelerator.programmes.models import Cohort
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    AssignmentState,
    Round,
    RoundEntry,
)
from accelerator.reviews.permissions import can_run, can_run_rounds_of
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _


@dataclass(frozen=True)
class RoundCounts:
    """Of the applications that the asking person may see."""

    applications: int = 0
    wanted: int = 0
    assigned: int = 0
    submitted: int = 0


def get_round(round_id: UUID, *, by: User) -> Round:
    """For whoever runs it, with its rubric.

    Raises:
        NotFound: there is none, or it is not theirs to run.
    """
    query = select(Round).where(Round.id == round_id).options(selectinload(Round.criteria))
    found = db.session.scalars(query).unique().one_or_none()
    if found is None or not can_run(by, found):
        raise NotFound(_("There is no such round."))
    return found


def get_cohort(cohort_id: UUID, *, by: User) -> Cohort:
    """For whoever runs its rounds. Raises: NotFound."""
    found = db.session.get(Cohort, cohort_id)
    if found is None or not can_run_rounds_of(by, found):
        raise NotFound(_("There is no such cohort."))
    return found


def rounds_of(cohort: Cohort) -> list[Round]:
    """In their order, with their rubrics."""
    query = (
        select(Round)
        .where(Round.cohort_id == cohort.id)
        .options(selectinload(Round.criteria))
        .order_by(Round.number)
    )
    return list(db.session.scalars(query).unique())


def rounds_to_copy(round_: Round) -> list[Round]:
    """Other rounds of the programme that have a rubric, the newest first."""
    query = (
        select(Round)
        .join(Round.cohort)
        .where(
            Cohort.programme_id == round_.cohort.programme_id,
            Round.id != round_.id,
            Round.criteria.any(),
        )
        .order_by(Round.made_at.desc(), Round.id)
        .limit(30)
    )
    return list(db.session.scalars(query).unique())


def seen_in(round_: Round, person: User) -> Select[UUID]:
    """The ids of the applications that a round reads and this member of staff may know of. Those
    that were withdrawn or found ineligible since are read no more."""
    entered = select(RoundEntry.application_id).where(RoundEntry.round_id == round_.id)
    query = select(Application.id).where(
        Application.id.in_(entered), Application.state.in_(HANDED_IN)
    )
    return seen_by_staff(query, person)


def counts_of(rounds: Iterable[Round], person: User) -> dict[UUID, RoundCounts]:
    """By the round's id, in two statements for all of them."""
    wanted = {each.id: each.reads_each for each in rounds}
    seen = seen_by_staff(select(Application.id).where(Application.state.in_(HANDED_IN)), person)
    entries = (
        select(RoundEntry.round_id, func.count())
        .where(RoundEntry.round_id.in_(wanted), RoundEntry.application_id.in_(seen))
        .group_by(RoundEntry.round_id)
    )
    reads = (
        select(Assignment.round_id, Assignment.state, func.count())
        .where(
            Assignment.round_id.in_(wanted),
            Assignment.application_id.in_(seen),
            Assignment.state.in_(STANDING),
        )
        .group_by(Assignment.round_id, Assignment.state)
    )
    applications = dict(db.session.execute(entries).all())
    standing = {(id_, state): count for id_, state, count in db.session.execute(reads)}
    return {
        id_: RoundCounts(
            applications=applications.get(id_, 0),
            wanted=applications.get(id_, 0) * each,
            assigned=sum(standing.get((id_, state), 0) for state in STANDING),
            submitted=standing.get((id_, AssignmentState.SUBMITTED), 0),
        )
        for id_, each in wanted.items()
    }
