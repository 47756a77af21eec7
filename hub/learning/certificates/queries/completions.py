"""Who has completed what, and what others still miss."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from hub.accounts.models import User
from hub.core.database import db
from hub.learning.certificates.models import Certificate, Completion
from hub.learning.certificates.queries.inputs import Steps, inputs_of, steps_of
from hub.learning.certificates.queries.rules import rule_of
from hub.learning.certificates.rules.completion import Judgement, judged
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.models import Enrolment
from hub.places.models import Place
from hub.places.rules.steps import PlaceState


@dataclass(frozen=True)
class Learner:
    """A line of a run's table. Who has completed is not judged again."""

    enrolment: Enrolment
    completion: Completion | None
    certificate: Certificate | None
    judgement: Judgement | None


@dataclass(frozen=True)
class Standing:
    """How one learner stands in a run: what the rule asks, and what there is of it."""

    enrolment: Enrolment
    steps: Steps
    completion: Completion | None
    judgement: Judgement | None


def completion_of(enrolment: Enrolment) -> Completion | None:
    return db.session.scalar(select(Completion).where(Completion.enrolment_id == enrolment.id))


def enrolment_of(run_id: UUID, user_id: UUID) -> Enrolment | None:
    """The live one."""
    query = select(Enrolment).where(
        Enrolment.run_id == run_id, Enrolment.user_id == user_id, Enrolment.ended_at.is_(None)
    )
    return db.session.scalar(query)


def standing_of(enrolment: Enrolment) -> Standing:
    completion, rule = completion_of(enrolment), rule_of(enrolment.run)
    judgement = None
    if completion is None and rule is not None:
        inputs = inputs_of(enrolment.run, [enrolment])
        judgement = judged(rule.tree, inputs[enrolment.id])
    return Standing(enrolment, steps_of(enrolment.run), completion, judgement)


def open_enrolments(run: ClassRun) -> Sequence[Enrolment]:
    """Of those who have a place, and have not completed."""
    done = exists().where(Completion.enrolment_id == Enrolment.id)
    return db.session.scalars(_holding(run).where(~done).order_by(Enrolment.id)).unique().all()


def learners_of(run: ClassRun) -> list[Learner]:
    """Everybody with a place, and whoever has completed and left since, by name."""
    rule, papers = rule_of(run), newest_certificates(run)
    done = {each.enrolment_id: each for each in completions_of(run)}
    here = {each.id: each for each in db.session.scalars(_holding(run)).unique()}
    everybody = here | {key: each.enrolment for key, each in done.items()}
    waiting = [each for key, each in everybody.items() if key not in done]
    inputs = inputs_of(run, waiting) if rule else {}
    rows = [
        Learner(
            enrolment=each,
            completion=done.get(key),
            certificate=papers.get(done[key].id) if key in done else None,
            judgement=judged(rule.tree, inputs[key]) if rule and key in inputs else None,
        )
        for key, each in everybody.items()
    ]
    return sorted(rows, key=lambda row: (row.enrolment.user.name.casefold(), str(row.enrolment.id)))


def completions_of(run: ClassRun) -> Sequence[Completion]:
    query = (
        select(Completion)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .where(Enrolment.run_id == run.id)
    )
    return db.session.scalars(query.order_by(Completion.id)).unique().all()


def newest_certificates(run: ClassRun) -> dict[UUID, Certificate]:
    """By the completion's id: the one that stands, else the newest."""
    query = select(Certificate).where(Certificate.run_id == run.id)
    rows = db.session.scalars(query.order_by(Certificate.issued_at, Certificate.id)).unique().all()
    return {each.completion_id: each for each in sorted(rows, key=lambda row: row.stands)}


def without_certificate(run: ClassRun) -> Select[Completion]:
    """Completions for which none was ever issued: one that was revoked is not given again by
    itself."""
    given = exists().where(Certificate.completion_id == Completion.id)
    return (
        select(Completion)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .where(Enrolment.run_id == run.id, ~given)
        .order_by(Completion.id)
    )


def completions_by(person: User) -> Sequence[Completion]:
    """Of one person, the newest first."""
    query = (
        select(Completion)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .where(Enrolment.user_id == person.id)
    )
    newest = query.order_by(Completion.completed_at.desc(), Completion.id)
    return db.session.scalars(newest).unique().all()


def open_for(person: User) -> Sequence[Enrolment]:
    """Classes in which somebody has a place and that they have not completed."""
    done = exists().where(Completion.enrolment_id == Enrolment.id)
    query = (
        select(Enrolment)
        .join(Place, Place.id == Enrolment.place_id)
        .where(
            Enrolment.user_id == person.id,
            Enrolment.ended_at.is_(None),
            Place.state == PlaceState.CONFIRMED,
            ~done,
        )
    )
    return db.session.scalars(query.order_by(Enrolment.made_at.desc())).unique().all()


def has_completed(user_id: UUID, course_id: UUID) -> bool:
    """Whether somebody has completed any run of a course, for what it is required for."""
    query = (
        exists()
        .where(Completion.enrolment_id == Enrolment.id, Enrolment.user_id == user_id)
        .where(Enrolment.run_id == ClassRun.id, ClassRun.course_id == course_id)
    )
    return bool(db.session.scalar(select(query)))


def _holding(run: ClassRun) -> Select[Enrolment]:
    return (
        select(Enrolment)
        .join(Place, Place.id == Enrolment.place_id)
        .where(
            Enrolment.run_id == run.id,
            Enrolment.ended_at.is_(None),
            Place.state == PlaceState.CONFIRMED,
        )
        .options(joinedload(Enrolment.organisation))
    )
