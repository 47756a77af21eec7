"""The address of a video room leaves the house in one place alone: the redirect of its door, to
who has a place or teaches, while it is time. Nine kinds of people look at five moments."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.learning.enrolments.models import Asking, Enrolment
from hub.learning.joining.jobs import remind_of_classes
from hub.learning.joining.services.links import make_link
from hub.outbox.models import Message
from hub.places import services as places
from tests.api import Caller
from tests.factories import a_person, kept
from tests.factories.learning import (
    a_class_manager,
    a_class_session,
    a_run,
    an_enrolment,
    an_instructor,
)
from tests.signing_in import sign_in_as

SECRET = "video.example"


def _visitor(run: Any) -> User | None:
    return None


def _stranger(run: Any) -> User:
    return a_person()


def _asks(run: Any) -> User:
    person = a_person()
    kept(Enrolment(run_id=run.id, user_id=person.id, asking=Asking.ASKED))
    return person


def _waits(run: Any) -> User:
    person = a_person()
    _full(run)
    an_enrolment(run, person)
    return person


def _is_offered(run: Any) -> User:
    """The only one in line, when the last place is given back."""
    person = a_person()
    leaver = _full(run)
    an_enrolment(run, person)
    _leave(leaver)
    return person


def _has_left(run: Any) -> User:
    enrolment = an_enrolment(run)
    _leave(enrolment)
    return enrolment.user


def _has_a_place(run: Any) -> User:
    return an_enrolment(run).user


def _teaches(run: Any) -> User:
    return an_instructor(run)


def _keeps_it(run: Any) -> User:
    return a_class_manager()


KINDS: dict[str, tuple[Callable[[Any], User | None], bool]] = {
    "a visitor": (_visitor, False),
    "somebody else": (_stranger, False),
    "who asks for a place": (_asks, False),
    "who waits": (_waits, False),
    "who is offered a place": (_is_offered, False),
    "who has left": (_has_left, False),
    "who has a place": (_has_a_place, True),
    "who teaches": (_teaches, True),
    "who keeps the class": (_keeps_it, True),
}
MINUTE = timedelta(minutes=1)
#: From the start or the end; whether the door stands open then.
MOMENTS = {
    "the day before": ("start", -24 * 60, False),
    "sixteen minutes before": ("start", -16, False),
    "a quarter before": ("start", -15, True),
    "just before it closes": ("end", 9, True),
    "afterwards": ("end", 11, False),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_address_is_in_the_redirect_of_an_open_door_and_nowhere_else(
    app: Flask, kind: str
) -> None:
    run = a_run(seats=3)
    session = a_class_session(run)
    make, goes_in = KINDS[kind]
    person = make(run)
    calendar = _calendar_of(person)

    for edge, minutes, is_time in MOMENTS.values():
        at = (session.starts_at if edge == "start" else session.ends_at) + minutes * MINUTE
        with frozen_at(at):
            remind_of_classes()
            door = _look(app, person, f"/go/{session.id}")
            everywhere = [_look(app, person, path) for path in _pages(run, calendar)]
            everywhere += _asked_by_api(app, person, run, session)

        if goes_in and is_time:
            assert door.status_code == 303
            assert door.headers["Location"] == "https://video.example/secret-room"
            assert SECRET not in door.text
        else:
            assert door.status_code in (401, 403, 410, 425)
            assert SECRET not in f"{door.headers}{door.text}"
        for answer in everywhere:
            assert answer.status_code < 500
            assert SECRET not in f"{answer.headers}{answer.text}"
    letters = db.session.scalars(select(Message)).all()
    assert not any(SECRET in f"{m.text}{m.html}{m.attachments}" for m in letters)


def test_a_link_that_was_forwarded_lets_nobody_else_in(app: Flask) -> None:
    run = a_run()
    session = a_class_session(run)
    an_enrolment(run)
    friend = a_person()

    with frozen_at(session.starts_at):
        asked = _look(app, None, f"/go/{session.id}")
        came = _look(app, friend, f"/go/{session.id}")

    assert asked.status_code == 401
    assert f"/sign-in?next=/go/{session.id}" in asked.text
    assert came.status_code == 403


def _pages(run: Any, calendar: str) -> list[str]:
    return [
        "/classes",
        f"/classes/{run.slug}",
        f"/classes/{run.slug}?view=text",
        f"/classes/{run.slug}/calendar.ics",
        f"/classes/{run.slug}/place",
        f"/classes/{run.slug}/learn",
        f"/courses/{run.course.slug}",
        f"/teach/{run.id}",
        f"/admin/classes/{run.id}",
        "/learning",
        "/learning/calendar",
        "/teach",
        *([calendar] if calendar else []),
    ]


def _asked_by_api(app: Flask, person: User | None, run: Any, session: Any) -> list[Any]:
    if person is None:
        return []
    caller = Caller(app, person)
    return [
        caller.get("/classes"),
        caller.get(f"/classes/{run.id}"),
        caller.get("/me/class-sessions"),
        caller.get(f"/class-sessions/{session.id}/way-in"),
    ]


def _look(app: Flask, person: User | None, path: str) -> Any:
    client = app.test_client()
    if person is not None:
        sign_in_as(client, person)
    return client.get(path)


def _calendar_of(person: User | None) -> str:
    if person is None:
        return ""
    with transaction():
        return f"/calendar/{make_link(person)}.ics"


def _full(run: Any) -> Enrolment:
    return [an_enrolment(run) for _ in range(3)][-1]


def _leave(enrolment: Enrolment) -> None:
    with transaction():
        assert enrolment.place is not None
        places.withdraw(enrolment.place, by=enrolment.user_id)
        enrolment.ended_at = enrolment.made_at
