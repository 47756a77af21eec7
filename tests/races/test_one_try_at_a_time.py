"""Somebody presses Begin, and later Hand in, on twelve screens at the same instant: there is one
try, and it is marked once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from hub.core.database import db, in_transaction
from hub.history.models import Entry
from hub.learning.enrolments.models import Enrolment
from hub.learning.study.models import QuizAttempt
from hub.learning.study.services import quizzes
from tests.hub.learning.study.stories import Scene
from tests.live import prepared

SCREENS = 12
pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Flask]:
    """Not the one whose tests share a connection."""
    with prepared(tmp_path) as (app, _environment):
        yield app


def at_once(hub: Flask, work: Callable[[int], UUID]) -> list[UUID]:
    """On all screens; each is a thread with a connection of its own."""
    gate = Barrier(SCREENS)

    def one(number: int) -> UUID:
        with hub.app_context():
            gate.wait()
            found = in_transaction(lambda: work(number))
            db.session.remove()
            return found

    with ThreadPoolExecutor(SCREENS) as screens:
        return list(screens.map(one, range(SCREENS)))


def recorded(action: str) -> int | None:
    return db.session.scalar(select(func.count()).where(Entry.action == action))


def test_twelve_screens_begin_one_try_and_hand_it_in_once(hub: Flask) -> None:
    scene = Scene(hub)
    enrolment_id, person = scene.enrolment.id, scene.siti.id
    db.session.rollback()

    def begin(_number: int) -> UUID:
        found = db.session.get_one(Enrolment, enrolment_id)
        return quizzes.start_quiz(found, "check", by=found.user).id

    begun = at_once(hub, begin)

    def hand_in(number: int) -> UUID:
        attempt = db.session.get_one(QuizAttempt, begun[0])
        answers = {"q1": "ab"[number % 2], "q4": f"from screen {number}"}
        quizzes.hand_in(attempt, answers, by=attempt.enrolment.user)
        return attempt.id

    at_once(hub, hand_in)

    attempt = db.session.scalars(select(QuizAttempt)).one()
    assert set(begun) == {attempt.id}
    assert attempt.enrolment.user_id == person
    number = int(attempt.answers["q4"].removeprefix("from screen "))
    assert attempt.points == 1 - number % 2, "what was marked is what was kept"
    assert (recorded("quiz.started"), recorded("quiz.handed-in")) == (1, 1)
