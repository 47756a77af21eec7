"""How far along learners are, for one and for many."""

from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import event

from hub.core.database import db
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.models import ClassFeedback, LessonDone, QuizAttempt, Submission
from hub.learning.study.queries import QuizTried, study_of, study_of_many
from tests.factories import MONDAY, kept
from tests.factories.learning import a_course, a_lesson, a_quiz, a_run, an_enrolment


def a_class() -> ClassRun:
    course = a_course()
    version = course.versions[-1]
    a_lesson(version, key="one")
    a_lesson(version, key="two")
    a_lesson(version, key="more", is_required=False)
    a_quiz(version, key="check")
    return a_run(course)


def did(enrolment: Enrolment, key: str, at: datetime | None = MONDAY) -> None:
    kept(LessonDone(enrolment_id=enrolment.id, lesson_key=key, done_at=at))


def tried(enrolment: Enrolment, number: int, points: int, **named: Any) -> None:
    kept(
        QuizAttempt(
            enrolment_id=enrolment.id,
            quiz_key="check",
            number=number,
            submitted_at=MONDAY,
            points=points,
            points_possible=5,
            **named,
        )
    )


def test_what_is_not_required_or_gone_counts_nothing(app: Flask) -> None:
    siti = an_enrolment(a_class())
    for key in ("one", "more", "of-an-old-version"):
        did(siti, key)
    did(siti, "two", at=None)
    tried(siti, 1, 2, passed=False)

    before = study_of(siti)
    tried(siti, 2, 4, passed=True)
    after = study_of(siti)

    assert (before.lessons_done, before.lessons_required, before.progress) == (1, 2, 33)
    assert before.lessons == {"one", "more"}
    assert after.quizzes == {"check": QuizTried(80, passed=True, attempts=2)}
    assert after.progress == 66


def test_work_waits_until_it_is_passed_and_feedback_is_known(app: Flask) -> None:
    siti = an_enrolment(a_class())
    kept(Submission(enrolment_id=siti.id, assignment_key="essay", number=1))
    kept(ClassFeedback(enrolment_id=siti.id, content=5, teaching=4, usefulness=3))

    shown = study_of(siti)

    assert shown.handed_in == {"essay"}
    assert shown.assignments == {}, "the version asks for no such work"
    assert shown.feedback_given


def test_many_learners_of_many_runs_take_as_many_questions_as_one(app: Flask) -> None:
    first, second = a_class(), a_class()
    everybody = [an_enrolment(first), *(an_enrolment(second) for _ in range(6))]
    asked: list[str] = []

    def note(*args: Any) -> None:
        asked.append(str(args[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    study_of_many(everybody[:1])
    few = len(asked)
    found = study_of_many(everybody)
    event.remove(db.engine, "before_cursor_execute", note)

    assert len(asked) == 2 * few
    assert set(found) == {each.id for each in everybody}
