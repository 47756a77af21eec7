"""When anything was last seen of somebody in a class: the latest of all that leaves a trace."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, union_all

from hub.core.database import db
from hub.learning.attendance.models import Attendance
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.enrolments.models import Enrolment
from hub.learning.joining.models import JoinVisit
from hub.learning.study.models import LessonDone, Post, QuizAttempt, Submission

#: Rows of (person, instant).
_Traces = Select[*tuple[Any, ...]]


def last_seen(run: ClassRun, user_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """By the person's id, in one statement; who has left no trace is not in it."""
    traces = union_all(*_of_study(run), *_of_sessions(run)).subquery()
    person, at = traces.c
    query = select(person, func.max(at).label("at")).where(person.in_(user_ids), at.is_not(None))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(person))}


def _of_study(run: ClassRun) -> list[_Traces]:
    columns = (
        (LessonDone, LessonDone.opened_at),
        (LessonDone, LessonDone.done_at),
        (QuizAttempt, QuizAttempt.started_at),
        (QuizAttempt, QuizAttempt.submitted_at),
        (Submission, Submission.submitted_at),
    )
    return [
        select(Enrolment.user_id, column)
        .join(kind, kind.enrolment_id == Enrolment.id)
        .where(Enrolment.run_id == run.id)
        for kind, column in columns
    ]


def _of_sessions(run: ClassRun) -> list[_Traces]:
    """And of the discussion. Being ticked off by hand counts from when they were there."""
    posts = select(Post.author_id, Post.made_at).where(Post.run_id == run.id)
    there = select(Attendance.user_id, Attendance.seen_at).where(Attendance.minutes > 0)
    visits = select(JoinVisit.user_id, JoinVisit.last_at)
    return [
        posts,
        there.join(ClassSession, ClassSession.id == Attendance.session_id).where(
            ClassSession.run_id == run.id
        ),
        visits.join(ClassSession, ClassSession.id == JoinVisit.session_id).where(
            ClassSession.run_id == run.id
        ),
    ]
