"""Tries at a quiz: begun, saved and handed in at the edges of their number and their time."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.history.models import Entry
from hub.learning.enrolments.services.answering import leave
from hub.learning.study import jobs
from hub.learning.study.errors import NoTriesLeft, TimeIsOver
from hub.learning.study.models import QuizAttempt
from hub.learning.study.queries import study_of
from hub.learning.study.queries.quizzes import due_attempts
from hub.learning.study.services import quizzes
from tests.factories import a_person, kept
from tests.factories.learning import an_enrolment
from tests.hub.learning.study.stories import RIGHT, Scene, as_form

MINUTE = timedelta(minutes=1)
TICK = timedelta(microseconds=1)


def begin(scene: Scene) -> QuizAttempt:
    with transaction():
        return quizzes.start_quiz(scene.enrolment, "check", by=scene.siti)


def recorded(action: str) -> int:
    return len(list(db.session.scalars(select(Entry.id).where(Entry.action == action))))


def test_begun_again_the_open_try_goes_on(app: Flask) -> None:
    scene = Scene(app, attempts=2)

    assert begin(scene).id == begin(scene).id
    assert recorded("quiz.started") == 1


def test_the_database_lets_nobody_have_two_open_tries(app: Flask) -> None:
    scene = Scene(app)
    begun = begin(scene)

    with pytest.raises(IntegrityError):
        kept(QuizAttempt(enrolment_id=scene.enrolment.id, quiz_key="check", number=2))
    db.session.rollback()
    with pytest.raises(IntegrityError):
        kept(QuizAttempt(enrolment_id=scene.enrolment.id, quiz_key="check", number=begun.number))


def test_handed_in_twice_it_is_marked_once(app: Flask) -> None:
    scene = Scene(app)
    attempt = begin(scene)

    for answers in ({"q1": "a"}, RIGHT):
        with transaction():
            quizzes.hand_in(attempt, answers, by=scene.siti)

    assert (attempt.points, attempt.answers) == (1, {"q1": "a"})
    assert recorded("quiz.handed-in") == 1


def test_a_try_too_many_is_refused_on_the_page_and_from_a_kit(app: Flask) -> None:
    scene = Scene(app, attempts=1)
    at = f"{scene.at}/learn/quizzes/check"
    scene.learner.post(at)
    scene.learner.post(f"{at}/answers", data={"answer-q1": "b"})

    again = scene.learner.post(at, follow_redirects=True)

    assert again.text.count("You have used all tries at this quiz.") == 2, "told, and on the page"
    assert "To the outline" in again.text or "Go on" in again.text
    with pytest.raises(NoTriesLeft), transaction():
        quizzes.start_quiz(scene.enrolment, "check", by=scene.siti)
    assert study_of(scene.enrolment).quizzes["check"].attempts == 1


def test_an_answer_is_in_time_until_the_very_last_instant(app: Flask) -> None:
    scene, start = Scene(app, time_limit_minutes=10), now()
    due = start + 10 * MINUTE
    with frozen_at(start):
        attempt = begin(scene)

    with frozen_at(due - TICK), transaction():
        quizzes.save_answers(attempt, {"q1": "a"}, by=scene.siti)
    with frozen_at(due), pytest.raises(TimeIsOver), transaction():
        quizzes.save_answers(attempt, RIGHT, by=scene.siti)
    with frozen_at(due), transaction():
        quizzes.hand_in(attempt, RIGHT, by=scene.siti)

    assert (attempt.points, attempt.submitted_at) == (1, due)


def test_who_begins_after_the_time_of_the_last_try_has_it_marked_first(app: Flask) -> None:
    scene, start = Scene(app, time_limit_minutes=10, attempts=2), now()
    with frozen_at(start):
        first = begin(scene)
    with frozen_at(start + 11 * MINUTE):
        second = begin(scene)

    assert (first.submitted_at, first.points) == (start + 10 * MINUTE, 0)
    assert (second.number, second.submitted_at) == (2, None)


def test_the_timetable_marks_what_is_over_once_and_nothing_else(app: Flask) -> None:
    scene, start = Scene(app, time_limit_minutes=10), now()
    other = an_enrolment(scene.run, a_person(name="Dewi"))
    with frozen_at(start):
        mine = begin(scene)
        with transaction():
            quizzes.save_answers(mine, RIGHT, by=scene.siti)
    with frozen_at(start + 5 * MINUTE), transaction():
        hers = quizzes.start_quiz(other, "check", by=other.user)

    with frozen_at(start + 10 * MINUTE - TICK):
        early = jobs.mark_late_quizzes()
    with frozen_at(start + 10 * MINUTE):
        told = [jobs.mark_late_quizzes() for _ in range(2)]
    db.session.expire_all()

    assert early == "0 quizzes marked whose time was over"
    assert told == [f"{n} quizzes marked whose time was over" for n in (1, 0)]
    assert (mine.points, mine.passed, mine.submitted_at) == (5, True, start + 10 * MINUTE)
    assert hers.submitted_at is None
    assert study_of(scene.enrolment).quizzes["check"].passed


def test_one_that_cannot_be_marked_is_told_and_holds_up_nobody(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene, start = Scene(app, time_limit_minutes=10), now()
    others = [an_enrolment(scene.run, a_person()) for _ in range(2)]
    with frozen_at(start), transaction():
        begun = [quizzes.start_quiz(each, "check", by=each.user) for each in others]
    with frozen_at(start - MINUTE):
        sick = begin(scene)
    mark_late, sick_id = quizzes.mark_late, sick.id

    def fails_for_one(attempt_id: UUID) -> bool:
        if attempt_id == sick_id:
            raise RuntimeError("out of paper")
        return mark_late(attempt_id)

    monkeypatch.setattr(jobs, "mark_late", fails_for_one)
    with frozen_at(start + 10 * MINUTE):
        assert due_attempts(limit=1) == [sick_id], "longest ago first"
        with pytest.raises(RuntimeError, match="out of paper"):
            jobs.mark_late_quizzes()
    db.session.expire_all()

    assert [each.submitted_at for each in begun] == [start + 10 * MINUTE] * 2
    assert sick.submitted_at is None


def test_who_gave_the_place_back_hands_in_nothing_more(app: Flask) -> None:
    scene = Scene(app)
    at = f"{scene.at}/learn/quizzes/check"
    scene.learner.post(at)
    with transaction():
        leave(scene.enrolment, by=scene.siti)

    assert scene.learner.post(f"{at}/answers", data=as_form(RIGHT)).status_code == 403
