"""A cohort's applications as cases of the funnel: three questions, however many there are."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from accelerator.applications.models import Answer, Application, ApplicationState, Outcome
from accelerator.applications.permissions import seen_by_staff
from accelerator.figures.rules.funnel import NOT_SAID, Case, Step
from accelerator.participations.models import Participation
from accelerator.programmes.models import Cohort
from accelerator.reviews.models import Assignment, AssignmentState
from hub.accounts.models import User
from hub.core.database import db

#: What a funnel can be split by: the application's own columns, and self-declared answers.
COLUMNS = ("sector", "dimension", "stage", "city")
ANSWERS = ("founder_gender",)
TAKEN = frozenset({Outcome.ACCEPTED, Outcome.CONDITIONAL})
PASSED = frozenset({ApplicationState.ELIGIBLE})


def cases_in(cohort: Cohort, *, seen_by: User | None) -> list[Case]:
    """All applications of a cohort; for a member of staff without those they may not see. Nobody
    (None) is the public, which is told only what `told_in_public` leaves."""
    query = select(
        Application.id,
        Application.state,
        Application.outcome,
        Application.revision,
        Application.sector,
        Application.dimension,
        Application.stage,
        Application.city,
    ).where(Application.cohort_id == cohort.id)
    if seen_by is not None:
        query = seen_by_staff(query, seen_by)
    read, confirmed, said = _read(cohort), _confirmed(cohort), _answers(cohort)
    return [
        Case(
            _step(row, read=row.id in read, confirmed=row.id in confirmed),
            {name: _text(getattr(row, name)) for name in COLUMNS} | said.get(row.id, {}),
        )
        for row in db.session.execute(query)
    ]


def _step(row: Any, *, read: bool, confirmed: bool) -> Step:
    if confirmed:
        return Step.CONFIRMED
    if row.outcome in TAKEN:
        return Step.OFFERED
    if read:
        return Step.READ
    if row.state in PASSED or row.outcome is not None:
        return Step.ELIGIBLE
    return Step.HANDED_IN if row.revision else Step.BEGUN


def _read(cohort: Cohort) -> set[UUID]:
    query = (
        select(Assignment.application_id)
        .join(Application, Application.id == Assignment.application_id)
        .where(Application.cohort_id == cohort.id, Assignment.state == AssignmentState.SUBMITTED)
        .distinct()
    )
    return set(db.session.scalars(query))


def _confirmed(cohort: Cohort) -> set[UUID]:
    query = select(Participation.application_id).where(Participation.cohort_id == cohort.id)
    return set(db.session.scalars(query))


def _answers(cohort: Cohort) -> dict[UUID, dict[str, str]]:
    query = (
        select(Answer.application_id, Answer.key, Answer.value)
        .join(Application, Application.id == Answer.application_id)
        .where(Application.cohort_id == cohort.id, Answer.key.in_(ANSWERS))
    )
    found: dict[UUID, dict[str, str]] = {}
    for application_id, key, value in db.session.execute(query):
        found.setdefault(application_id, {})[key] = _text(value)
    return found


def _text(value: Any) -> str:
    return value if isinstance(value, str) else NOT_SAID
