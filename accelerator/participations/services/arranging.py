"""What staff arrange for a cohort: tasks, numbers to follow, perks, the order of the demo day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from accelerator.participations.models import (
    Comment,
    Metric,
    OnboardingTask,
    Participation,
    Perk,
    Unit,
)
from accelerator.participations.permissions import can_see, can_work
from accelerator.participations.queries.cohorts import numeric_questions
from accelerator.programmes.models import Cohort
from accelerator.programmes.permissions import can_manage
from accelerator.vocabulary.words import Words, in_words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_NAME, LONGEST_HOW = 160, 1000


@dataclass(frozen=True)
class Wanted:
    """A thing that staff describe: what it is called, and how it is done or had."""

    name: Words
    how: Words = field(default_factory=dict)


def add_task(
    cohort: Cohort,
    wanted: Wanted,
    *,
    by: User,
    due_on: date | None = None,
    is_agreement: bool = False,
) -> OnboardingTask:
    """At the end of the list. Raises: NotAllowed, Invalid."""
    _check(cohort, by)
    _check_words(wanted, "title", how="help")
    last = select(func.max(OnboardingTask.position)).where(OnboardingTask.cohort_id == cohort.id)
    task = OnboardingTask(
        cohort_id=cohort.id,
        position=(db.session.scalar(last) or 0) + 1,
        title=wanted.name,
        help=wanted.how,
        due_on=due_on,
        is_agreement=is_agreement,
    )
    db.session.add(task)
    db.session.flush()
    record("cohort.task-added", cohort, after={"task": in_words(wanted.name, "en")})
    return task


def add_metric(
    cohort: Cohort, wanted: Wanted, *, by: User, unit: Unit, baseline_key: str = ""
) -> Metric:
    """A number that the whole programme follows from now on. Raises: NotAllowed, Invalid."""
    _check(cohort, by)
    _check_words(wanted, "name", how="help")
    if baseline_key and baseline_key not in dict(numeric_questions(cohort)):
        message = _("No question of this call asks for such a number.")
        raise Invalid(message, errors={"baseline_key": [message]})
    key = re.sub(r"[^a-z0-9]+", "-", in_words(wanted.name, "en").lower()).strip("-")[:40]
    there = select(Metric.id).where(Metric.programme_id == cohort.programme_id, Metric.key == key)
    if not key or db.session.scalar(there) is not None:
        message = _("There is a number of this name already.")
        raise Invalid(message, errors={"name": [message]})
    last = select(func.max(Metric.position)).where(Metric.programme_id == cohort.programme_id)
    metric = Metric(
        programme_id=cohort.programme_id,
        key=key,
        position=(db.session.scalar(last) or 0) + 1,
        name=wanted.name,
        help=wanted.how,
        unit=unit,
        baseline_key=baseline_key,
    )
    db.session.add(metric)
    db.session.flush()
    record("cohort.metric-added", cohort, after={"metric": in_words(wanted.name, "en")})
    return metric


def end_metric(metric: Metric, cohort: Cohort, *, by: User) -> None:
    """It is not asked any more; what was said stays. Raises: NotAllowed."""
    _check(cohort, by)
    if metric.ended_at is None:
        metric.ended_at = now()
        db.session.flush()
        record("cohort.metric-ended", cohort, after={"metric": in_words(metric.name, "en")})


def add_perk(cohort: Cohort, wanted: Wanted, *, provider: str, by: User, most: int = 1000) -> Perk:
    """Raises: NotAllowed, Invalid."""
    _check(cohort, by)
    _check_words(wanted, "name", how="how")
    perk = Perk(
        cohort_id=cohort.id, provider=provider.strip(), name=wanted.name, how=wanted.how, most=most
    )
    db.session.add(perk)
    db.session.flush()
    record("cohort.perk-added", cohort, after={"perk": in_words(wanted.name, "en")})
    return perk


def end_perk(perk: Perk, cohort: Cohort, *, by: User) -> None:
    """Nobody can take it any more. Raises: NotAllowed."""
    _check(cohort, by)
    if perk.ended_at is None:
        perk.ended_at = now()
        db.session.flush()
        record("cohort.perk-ended", cohort, after={"perk": in_words(perk.name, "en")})


def set_demo_order(
    cohort: Cohort, participations: Sequence[Participation], *, order: dict[UUID, int], by: User
) -> None:
    """Who speaks when; ties keep their order. Raises: NotAllowed."""
    _check(cohort, by)
    wanted = sorted(participations, key=lambda p: (order.get(p.id, p.demo_position or 999), p.id))
    for position, participation in enumerate(wanted, start=1):
        participation.demo_position = position
    db.session.flush()
    record("cohort.demo-day-ordered", cohort)


def set_demo_line(participation: Participation, line: str, *, by: User) -> None:
    """The startup's own sentence. Raises: NotAllowed, Invalid."""
    if not can_work(by, participation):
        raise NotAllowed(_("Only the startup's own people write this."))
    text = " ".join(line.split())
    if len(text) > 140:
        message = _("At most %(count)s characters, please.", count=140)
        raise Invalid(message, errors={"demo_line": [message]})
    participation.demo_line = text
    db.session.flush()


def comment(participation: Participation, text: str, *, by: User) -> Comment:
    """Between a startup and staff. Raises: NotAllowed, Invalid."""
    if not can_see(by, participation):
        raise NotAllowed(_("Only the startup and its programme write here."))
    if not text.strip():
        message = _("Please write something.")
        raise Invalid(message, errors={"text": [message]})
    made = Comment(participation_id=participation.id, author_id=by.id, text=text.strip()[:4000])
    db.session.add(made)
    db.session.flush()
    record("participation.commented", participation)
    return made


def _check_words(wanted: Wanted, name: str, *, how: str) -> None:
    errors: dict[str, list[str]] = {}
    if not in_words(wanted.name).strip():
        errors[name] = [_("Please fill this in, in one language at least.")]
    for field_, words, most in ((name, wanted.name, LONGEST_NAME), (how, wanted.how, LONGEST_HOW)):
        if any(len(text) > most for text in words.values()):
            errors[field_] = [_("At most %(count)s characters, please.", count=most)]
    if errors:
        raise Invalid(next(iter(errors.values()))[0], errors=errors)


def _check(cohort: Cohort, by: User) -> None:
    if not can_manage(by, cohort.programme_id):
        raise NotAllowed(_("Only staff of the programme do this."))
