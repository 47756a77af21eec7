"""Somebody's classes: what asks for an answer, what comes next, what has been."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.learning.classes.models import ClassRun, ClassSession, RunState
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.queries.finding import enrolments_of
from hub.learning.enrolments.queries.line import numbers_in_line
from hub.learning.enrolments.rules.standing import LIVE, Standing


@dataclass(frozen=True)
class MyClass:
    """`session` is the next one, or the one that is on."""

    enrolment: Enrolment
    standing: Standing
    session: ClassSession | None = None
    number: int | None = None

    @property
    def run(self) -> ClassRun:
        return self.enrolment.run

    @property
    def is_over(self) -> bool:
        """They had a place, and the last session has been."""
        return (
            self.standing is Standing.CONFIRMED
            and self.run.ends_at is not None
            and self.run.ends_at <= now()
        )


@dataclass
class MyClasses:
    """Each class once, as it stands now.

    Args:
        waiting: offers first, for they want an answer.
        coming: soonest session first.
        past, ended: newest first.
    """

    waiting: list[MyClass] = field(default_factory=list)
    coming: list[MyClass] = field(default_factory=list)
    past: list[MyClass] = field(default_factory=list)
    ended: list[MyClass] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.waiting or self.coming or self.past or self.ended)

    @property
    def all(self) -> list[MyClass]:
        return [*self.waiting, *self.coming, *self.past, *self.ended]


def classes_of(person: User) -> MyClasses:
    """In a fixed number of statements, however many there are."""
    newest: dict[UUID, Enrolment] = {}
    for each in enrolments_of(person):
        newest.setdefault(each.run_id, each)
    found = list(newest.values())
    sessions = next_sessions([each.run_id for each in found])
    numbers = numbers_in_line([each.place for each in found if each.place])
    mine = MyClasses()
    for each in found:
        number = numbers.get(each.place_id) if each.place_id else None
        shown = MyClass(each, each.state, sessions.get(each.run_id), number)
        _shelf(mine, shown).append(shown)
    mine.waiting.sort(key=lambda each: each.standing is not Standing.OFFERED)
    mine.coming.sort(key=_soonest)
    return mine


def next_sessions(run_ids: Sequence[UUID]) -> dict[UUID, ClassSession]:
    """By the run's id: the session that is on, or the next that stands."""
    query = (
        select(ClassSession)
        .join(ClassSession.run)
        .options(contains_eager(ClassSession.run))
        .where(
            ClassSession.run_id.in_(run_ids),
            ClassSession.cancelled_at.is_(None),
            ClassSession.ends_at > now(),
        )
        .order_by(ClassSession.starts_at)
    )
    found: dict[UUID, ClassSession] = {}
    for session in db.session.scalars(query):
        found.setdefault(session.run_id, session)
    return found


def _shelf(mine: MyClasses, each: MyClass) -> list[MyClass]:
    is_off = each.run.state is RunState.CANCELLED
    if is_off or each.enrolment.ended_at is not None or each.standing not in LIVE:
        return mine.ended
    if each.standing is not Standing.CONFIRMED:
        return mine.waiting
    return mine.past if each.is_over else mine.coming


def _soonest(each: MyClass) -> tuple[bool, object]:
    at = each.session.starts_at if each.session else each.run.starts_at
    return (at is None, at or each.enrolment.made_at)
