"""What somebody teaches, what comes next, and what waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from hub.accounts.models import User
from hub.core.database import db
from hub.learning.classes.models import ClassRun, ClassSession, RunInstructor
from hub.learning.classes.permissions import can_manage_run
from hub.learning.classes.queries.runs import standing_of, taught_by
from hub.learning.classes.queries.seats import seats_of
from hub.learning.classes.rules.standing import Stage
from hub.learning.enrolments.models import Asking, Enrolment
from hub.learning.enrolments.queries.mine import next_sessions
from hub.learning.study.models import Post, Submission
from hub.places.queries import Counts


@dataclass(frozen=True)
class Waiting:
    """How many wait for an answer; requests count for who may answer them."""

    works: int = 0
    requests: int = 0
    questions: int = 0

    def __bool__(self) -> bool:
        return bool(self.works or self.requests or self.questions)


@dataclass(frozen=True)
class Taught:
    """`session` is the next one, or the one that is on."""

    run: ClassRun
    stage: Stage
    seats: Counts | None
    waiting: Waiting
    session: ClassSession | None = None


@dataclass
class Desk:
    """Running ones first to meet, coming ones first to begin, past ones last to end."""

    running: list[Taught] = field(default_factory=list)
    coming: list[Taught] = field(default_factory=list)
    past: list[Taught] = field(default_factory=list)

    @property
    def all(self) -> list[Taught]:
        return [*self.running, *self.coming, *self.past]

    @property
    def next(self) -> Taught | None:
        """With the session that is on, or comes before all others."""
        dated = [each for each in (*self.running, *self.coming) if each.session]
        return min(dated, key=_next_at, default=None)


def desk_of(person: User) -> Desk:
    """In a fixed number of statements, however many runs there are."""
    runs = taught_by(person)
    ids = [each.id for each in runs]
    sessions, seats, waiting = next_sessions(ids), seats_of(runs), waiting_in(runs, by=person)
    desk = Desk()
    for run in runs:
        at = standing_of(run).stage
        taught = Taught(run, at, seats.get(run.id), waiting[run.id], sessions.get(run.id))
        _shelf(desk, at).append(taught)
    desk.running.sort(key=_next_at)
    desk.coming.sort(key=lambda each: (each.run.starts_at is None, each.run.starts_at))
    desk.past.sort(key=lambda each: each.run.ends_at or each.run.made_at, reverse=True)
    return desk


def waiting_in(runs: Sequence[ClassRun], *, by: User) -> dict[UUID, Waiting]:
    """By the run's id, in three statements for however many runs."""
    ids = [each.id for each in runs]
    works, asked, questions = _works(ids), _requests(ids), _questions(ids)
    return {
        run.id: Waiting(
            works.get(run.id, 0),
            asked.get(run.id, 0) if can_manage_run(by, run) else 0,
            questions.get(run.id, 0),
        )
        for run in runs
    }


def _next_at(each: Taught) -> tuple[bool, datetime]:
    return (each.session is None, each.session.starts_at if each.session else each.run.made_at)


def _shelf(desk: Desk, at: Stage) -> list[Taught]:
    if at in (Stage.OVER, Stage.CANCELLED):
        return desk.past
    return desk.running if at is Stage.RUNNING else desk.coming


def _works(ids: Sequence[UUID]) -> dict[UUID, int]:
    """Work without a mark; handed in twice it is looked at once."""
    handed_in = (
        select(Enrolment.run_id, Submission.enrolment_id, Submission.assignment_key)
        .join(Enrolment, Enrolment.id == Submission.enrolment_id)
        .where(
            Enrolment.run_id.in_(ids),
            Enrolment.ended_at.is_(None),
            Submission.graded_at.is_(None),
        )
        .distinct()
        .subquery()
    )
    query = select(handed_in.c.run_id, func.count()).group_by(handed_in.c.run_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def _requests(ids: Sequence[UUID]) -> dict[UUID, int]:
    query = select(Enrolment.run_id, func.count()).where(
        Enrolment.run_id.in_(ids), Enrolment.asking == Asking.ASKED, Enrolment.ended_at.is_(None)
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Enrolment.run_id))}


def _questions(ids: Sequence[UUID]) -> dict[UUID, int]:
    """Threads that nobody but their author has written in; those of who teaches ask nothing."""
    answer, teacher = aliased(Post), aliased(RunInstructor)
    answered = select(answer.id).where(
        answer.thread_id == Post.id,
        answer.hidden_at.is_(None),
        answer.author_id != Post.author_id,
    )
    by_teacher = select(teacher.id).where(
        teacher.run_id == Post.run_id, teacher.user_id == Post.author_id
    )
    query = select(Post.run_id, func.count()).where(
        Post.run_id.in_(ids),
        Post.thread_id.is_(None),
        Post.hidden_at.is_(None),
        ~answered.exists(),
        ~by_teacher.exists(),
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Post.run_id))}
