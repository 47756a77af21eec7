"""What somebody has learnt of a run, for one learner or for five hundred of many runs, in as many
questions to the database. What counts are the items of the version that the run keeps."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from hub.core.database import db
from hub.learning.courses.models import CourseAssignment, Lesson, Quiz
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.models import ClassFeedback, LessonDone, QuizAttempt, Submission
from hub.learning.study.rules.progress import Progress, percent_of, progress

T = TypeVar("T")


@dataclass(frozen=True)
class Syllabus:
    """The keys of a version's items, in order: all of them, and those that are required."""

    lessons: dict[str, bool] = field(default_factory=dict)
    quizzes: dict[str, bool] = field(default_factory=dict)
    assignments: dict[str, bool] = field(default_factory=dict)

    @property
    def required(self) -> frozenset[str]:
        """Named by kind and key, for a lesson and a quiz may have the same key in two versions."""
        return frozenset(
            f"{kind}:{key}"
            for kind, keys in (
                ("lesson", self.lessons),
                ("quiz", self.quizzes),
                ("assignment", self.assignments),
            )
            for key, is_required in keys.items()
            if is_required
        )


@dataclass(frozen=True)
class QuizTried:
    """The best of all attempts that were handed in; `attempts` counts them."""

    best: int | None = None
    passed: bool = False
    attempts: int = 0


@dataclass(frozen=True)
class StudyShown:
    """`lessons_done` are required ones, of `lessons_required`; `lessons` are the keys of all that
    are done. Quizzes and assignments are all of the version, tried or not, by key; whether an
    assignment is passed. `handed_in`: keys of assignments with work that is not marked yet."""

    lessons_done: int
    lessons_required: int
    lessons: frozenset[str]
    quizzes: Mapping[str, QuizTried]
    assignments: Mapping[str, bool]
    handed_in: frozenset[str]
    feedback_given: bool
    made: Progress

    @property
    def progress(self) -> int:
        """Percent, 0 to 100."""
        return self.made.percent


def study_of(enrolment: Enrolment) -> StudyShown:
    return study_of_many([enrolment])[enrolment.id]


def study_of_many(enrolments: Iterable[Enrolment]) -> dict[UUID, StudyShown]:
    """By the enrolment's id; they may be of several runs."""
    found = list(enrolments)
    if not found:
        return {}
    ids = [each.id for each in found]
    syllabi = syllabi_of({each.run.version_id for each in found})
    lessons, quizzes = _lessons(ids), _quizzes(ids)
    passed, waiting = _works(ids)
    given = set(
        db.session.scalars(
            select(ClassFeedback.enrolment_id).where(ClassFeedback.enrolment_id.in_(ids))
        )
    )
    return {
        each.id: _shown(
            syllabi[each.run.version_id],
            lessons.get(each.id, set()),
            quizzes=quizzes.get(each.id, {}),
            works=(passed.get(each.id, set()), waiting.get(each.id, set())),
            given=each.id in given,
        )
        for each in found
    }


def syllabi_of(version_ids: Iterable[UUID]) -> dict[UUID, Syllabus]:
    """By the version's id, in three questions for however many."""
    ids = list(version_ids)
    found = {id_: Syllabus() for id_ in ids}
    for kind, name in ((Lesson, "lessons"), (Quiz, "quizzes"), (CourseAssignment, "assignments")):
        query = select(kind.version_id, kind.key, kind.is_required).where(kind.version_id.in_(ids))
        for id_, key, is_required in db.session.execute(query.order_by(kind.position, kind.key)):
            getattr(found[id_], name)[key] = is_required
    return found


def _shown(
    syllabus: Syllabus,
    lessons: set[str],
    *,
    quizzes: Mapping[str, QuizTried],
    works: tuple[set[str], set[str]],
    given: bool,
) -> StudyShown:
    """`works`: keys of those that passed, and of those that wait for a mark."""
    passed, waiting = works
    done = {f"lesson:{key}" for key in lessons}
    done |= {f"quiz:{key}" for key, tried in quizzes.items() if tried.passed}
    done |= {f"assignment:{key}" for key in passed}
    required = {key for key, is_required in syllabus.lessons.items() if is_required}
    return StudyShown(
        lessons_done=len(required & lessons),
        lessons_required=len(required),
        lessons=frozenset(lessons & syllabus.lessons.keys()),
        quizzes={key: quizzes.get(key, QuizTried()) for key in syllabus.quizzes},
        assignments={key: key in passed for key in syllabus.assignments},
        handed_in=frozenset(waiting - passed),
        feedback_given=given,
        made=progress(syllabus.required, done),
    )


def _lessons(ids: Sequence[UUID]) -> dict[UUID, set[str]]:
    query = select(LessonDone.enrolment_id, LessonDone.lesson_key).where(
        LessonDone.enrolment_id.in_(ids), LessonDone.done_at.is_not(None)
    )
    rows = db.session.execute(query)
    return _gathered((row.enrolment_id, row.lesson_key) for row in rows)


def _quizzes(ids: Sequence[UUID]) -> dict[UUID, dict[str, QuizTried]]:
    query = select(
        QuizAttempt.enrolment_id,
        QuizAttempt.quiz_key,
        QuizAttempt.points,
        QuizAttempt.points_possible,
        QuizAttempt.passed,
    ).where(QuizAttempt.enrolment_id.in_(ids), QuizAttempt.submitted_at.is_not(None))
    found: dict[UUID, dict[str, QuizTried]] = defaultdict(dict)
    for id_, key, points, possible, passed in db.session.execute(query):
        before = found[id_].get(key, QuizTried())
        found[id_][key] = QuizTried(
            best=max(percent_of(points or 0, possible or 0), before.best or 0),
            passed=before.passed or bool(passed),
            attempts=before.attempts + 1,
        )
    return found


def _works(ids: Sequence[UUID]) -> tuple[dict[UUID, set[str]], dict[UUID, set[str]]]:
    """What is passed, and what waits for a mark."""
    query = select(
        Submission.enrolment_id, Submission.assignment_key, Submission.passed, Submission.graded_at
    ).where(Submission.enrolment_id.in_(ids))
    rows = db.session.execute(query.order_by(Submission.number)).all()
    passed = _gathered((row.enrolment_id, row.assignment_key) for row in rows if row.passed)
    newest = {(row.enrolment_id, row.assignment_key): row.graded_at for row in rows}
    return passed, _gathered(each for each, graded_at in newest.items() if graded_at is None)


def _gathered(pairs: Iterable[tuple[UUID, T]]) -> dict[UUID, set[T]]:
    found: dict[UUID, set[T]] = defaultdict(set)
    for id_, value in pairs:
        found[id_].add(value)
    return found
