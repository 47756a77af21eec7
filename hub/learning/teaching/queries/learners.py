"""How each learner of a run is getting on, in as many questions for one as for five hundred."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.learning.attendance.models import Attendance
from hub.learning.attendance.queries import minutes_of
from hub.learning.certificates.models import Completion
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.classes.queries.runs import standing_of
from hub.learning.classes.queries.sessions import standing_sessions
from hub.learning.classes.rules.standing import Stage
from hub.learning.enrolments.models import Enrolment
from hub.learning.enrolments.queries import holders_of
from hub.learning.study.queries import StudyShown, study_of_many
from hub.learning.teaching.queries.seen import last_seen
from hub.learning.teaching.rules.behind import Pace, Sign, due_by_now, missed_in_a_row, signs
from hub.organisations.queries import organisation_names


class Order(StrEnum):
    NAME = "name"
    #: Those who need a word first.
    BEHIND = "behind"
    PROGRESS = "progress"
    SEEN = "seen"


@dataclass(frozen=True)
class Learner:
    """One line of the roster. `behind`: why, none for who keeps up; `completed_at` ends it."""

    enrolment: Enrolment
    organisation: str
    study: StudyShown
    minutes: int
    minutes_possible: int
    last_seen: datetime | None
    completed_at: datetime | None
    pace: Pace
    behind: tuple[Sign, ...]

    @property
    def person(self) -> User:
        return self.enrolment.user

    @property
    def progress(self) -> int:
        return self.study.progress

    @property
    def quizzes_passed(self) -> int:
        return sum(each.passed for each in self.study.quizzes.values())

    @property
    def works_passed(self) -> int:
        return sum(self.study.assignments.values())


def learners_of(run: ClassRun, *, order: Order = Order.NAME, behind: bool = False) -> list[Learner]:
    """Everybody with a place; with `behind` only those who fall behind."""
    found = _learners(run, holders_of(run))
    if behind:
        found = [each for each in found if each.behind]
    keys = {
        Order.NAME: lambda each: (),
        Order.BEHIND: lambda each: (-len(each.behind), each.progress),
        Order.PROGRESS: lambda each: (each.progress,),
        Order.SEEN: lambda each: (each.last_seen is not None, each.last_seen or now()),
    }
    return sorted(found, key=keys[order])  # by name among equals, for sorting is stable


def _learners(run: ClassRun, enrolments: Sequence[Enrolment]) -> list[Learner]:
    people = [each.user_id for each in enrolments]
    studied, minutes = study_of_many(enrolments), minutes_of(run, people)
    seen, done = last_seen(run, people), _completed(run)
    names = organisation_names({e.organisation_id for e in enrolments if e.organisation_id})
    clock = _Clock(run)
    found = []
    for each in enrolments:
        study, user_id = studied[each.id], each.user_id
        at, completed_at = seen.get(user_id), done.get(each.id)
        pace = clock.pace_of(each, study, last=at, completed=completed_at is not None)
        attended, possible = minutes[user_id]
        found.append(
            Learner(
                each, names.get(each.organisation_id, "") if each.organisation_id else "",
                study, attended, possible, at, completed_at, pace, signs(pace),
            )
        )  # fmt: skip
    return found


class _Clock:
    """What of the run is behind us: how many of its sessions, and who was in them."""

    def __init__(self, run: ClassRun) -> None:
        self.run = run
        sessions = standing_sessions(run)
        over = [each for each in sessions if each.ends_at <= now()]
        self.sessions, self.over = len(sessions), len(over)
        self.there = _there(over)
        #: Of those without a single person in the register nobody is said to have been absent.
        self.held = [each for each in reversed(over) if each.is_required and self.there[each.id]]
        self.is_running = standing_of(run).stage is Stage.RUNNING

    def pace_of(
        self, enrolment: Enrolment, study: StudyShown, *, last: datetime | None, completed: bool
    ) -> Pace:
        here = [each for each in self.held if each.starts_at >= enrolment.made_at]
        return Pace(
            done=study.made.done,
            due=due_by_now(study.made.required, over=self.over, sessions=self.sessions),
            missed=missed_in_a_row([enrolment.user_id in self.there[each.id] for each in here]),
            idle_days=self._idle_days(enrolment, last) if self.is_running else None,
            completed=completed,
        )

    def _idle_days(self, enrolment: Enrolment, last: datetime | None) -> int:
        """Nobody is idle before the class began, or before they came."""
        since = [at for at in (last, self.run.starts_at, enrolment.made_at) if at is not None]
        return max(0, (now() - max(since)).days)


def _there(sessions: Sequence[ClassSession]) -> dict[UUID, set[UUID]]:
    query = select(Attendance.session_id, Attendance.user_id).where(
        Attendance.session_id.in_([each.id for each in sessions]), Attendance.minutes > 0
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for session_id, user_id in db.session.execute(query):
        found[session_id].add(user_id)
    return found


def _completed(run: ClassRun) -> dict[UUID, datetime]:
    query = (
        select(Completion.enrolment_id, Completion.completed_at)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .where(Enrolment.run_id == run.id)
    )
    return {row.enrolment_id: row.completed_at for row in db.session.execute(query)}
