"""What must always hold about learning; `flask doctor` asks."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hub.core.database import db
from hub.learning.classes.models import ClassRun
from hub.learning.courses.models import CourseAssignment, Quiz
from hub.learning.courses.rules.quizzes import mark
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.models import QuizAttempt, Submission
from hub.learning.study.rules.rubric import totalled

MOST_SHOWN = 20


def problems() -> Iterator[str]:
    """One sentence for each thing that is not as it must be. Points that exceed what is possible
    the database itself refuses."""
    yield from _first(_quizzes_marked_otherwise())
    yield from _first(_works_marked_otherwise())


def _first(found: Iterator[str]) -> Iterator[str]:
    for _number in range(MOST_SHOWN):
        sentence = next(found, None)
        if sentence is None:
            return
        yield sentence


def _quizzes_marked_otherwise() -> Iterator[str]:
    """Marked anew, by the version that the run keeps, each gives the points that it has."""
    quizzes = _by_key(Quiz)
    query = (
        select(QuizAttempt, ClassRun.version_id)
        .join(Enrolment, Enrolment.id == QuizAttempt.enrolment_id)
        .join(ClassRun, ClassRun.id == Enrolment.run_id)
        .where(QuizAttempt.submitted_at.is_not(None))
        .execution_options(yield_per=500)
    )
    for attempt, version_id in db.session.execute(query):
        quiz = quizzes.get((version_id, attempt.quiz_key))
        if quiz is None:
            continue  # of a version before, which another run kept
        marked = mark(quiz.questions, attempt.answers, language=attempt.language)
        if (marked.points, marked.possible) != (attempt.points, attempt.points_possible):
            yield (
                f"quiz attempt {attempt.id} has {attempt.points} of {attempt.points_possible}"
                f" points, and its answers come to {marked.points} of {marked.possible}"
            )
        elif attempt.passed is not marked.passes(quiz.pass_percent):
            yield f"quiz attempt {attempt.id} says otherwise than its points whether it has passed"


def _works_marked_otherwise() -> Iterator[str]:
    assignments = _by_key(CourseAssignment)
    query = (
        select(Submission, ClassRun.version_id)
        .join(Enrolment, Enrolment.id == Submission.enrolment_id)
        .join(ClassRun, ClassRun.id == Enrolment.run_id)
        .where(Submission.graded_at.is_not(None))
        .execution_options(yield_per=500)
    )
    for work, version_id in db.session.execute(query):
        assignment = assignments.get((version_id, work.assignment_key))
        if assignment is None:
            continue
        total = totalled(assignment.rubric, work.marks)
        if (total.points, total.possible) != (work.points, work.points_possible):
            yield (
                f"submission {work.id} has {work.points} of {work.points_possible} points, and its"
                f" marks come to {total.points} of {total.possible}"
            )
        elif work.passed is not total.passes(assignment.pass_percent):
            yield f"submission {work.id} says otherwise than its points whether it has passed"


def _by_key(kind: type[Any]) -> dict[tuple[UUID, str], Any]:
    return {(row.version_id, row.key): row for row in db.session.scalars(select(kind))}
