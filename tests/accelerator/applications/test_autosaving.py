"""One answer at a time, as script sends it."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from accelerator.applications.models import Application
from accelerator.applications.queries import answers_of
from hub.accounts.services.sessions import end_sign_in
from hub.core.clock import frozen_at
from hub.core.database import transaction
from tests.accelerator.applications.stories import a_closing_cohort, a_teammate, begun, written
from tests.factories import a_person
from tests.signing_in import sign_in_as


class Script:
    def __init__(self, app: Flask, application: Application) -> None:
        self.client: FlaskClient = app.test_client()
        self.application = application

    def sends(self, value: str, seen: str = "0:", **more: Any) -> TestResponse:
        sent = {"q-here": "problem", "q-problem": value, "v-problem": seen, **more}
        return self.client.post(f"/applications/{self.application.id}/answers/problem", data=sent)


@pytest.fixture
def script(app: Flask) -> Script:
    owner = a_person(name="Ani")
    script = Script(app, begun(owner=owner))
    sign_in_as(script.client, owner)
    return script


def test_what_is_sent_is_there(script: Script) -> None:
    told = script.sends("As I type.").json

    assert told is not None
    assert (told["version"], told["done"], told["of"]) == (1, 0, 1)
    assert re.fullmatch(r"1:[0-9a-f]{16}", told["seen"])
    assert answers_of(script.application)["problem"].value == "As I type."


def test_sending_the_same_again_changes_nothing(script: Script) -> None:
    first = script.sends("The same.").json
    second = script.sends("The same.").json

    assert first and second
    assert first["version"] == second["version"] == 1


def test_somebody_elses_words_come_back_to_choose(app: Flask, script: Script) -> None:
    written(script.application, a_teammate(script.application, name="Budi"), problem="Budi's.")

    answer = script.sends("Ani's.")

    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["code"] == "answer-changed"
    assert answer.json["theirs"] == "Budi's."
    assert "Budi changed this" in answer.json["box"]
    assert answers_of(script.application)["problem"].value == "Budi's."


def test_an_answer_that_arrived_unheard_is_no_clash_with_oneself(script: Script) -> None:
    """The network broke after the hub had saved: the page knows only that it had sent it."""
    script.sends("First words.")

    again = urlencode([("q-here", "problem"), ("q-problem", "First words.")])
    answer = script.sends("First words, and more.", "0:", again=again)

    assert answer.status_code == 200
    assert answers_of(script.application)["problem"].value == "First words, and more."


def test_somebody_elses_words_are_no_echo(script: Script) -> None:
    written(script.application, a_teammate(script.application), problem="Budi's.")

    again = urlencode([("q-here", "problem"), ("q-problem", "First words.")])

    assert script.sends("More.", "0:", again=again).status_code == 409


def test_without_a_sign_in_it_is_401_and_who_is_there_can_be_asked(
    app: Flask, script: Script
) -> None:
    owner = script.application.members[0].user
    session = sign_in_as(script.client, owner)
    assert script.client.get("/applications/session").json == {
        "person": str(owner.id),
        "token": script.client.get("/applications/session").json["token"],  # type: ignore[index]
    }
    with transaction():
        end_sign_in(session, by=owner)

    assert script.sends("Into the dark.").status_code == 401
    told = script.client.get("/applications/session").json
    assert told is not None
    assert told["person"] is None


def test_after_the_end_it_is_refused_with_its_code(app: Flask) -> None:
    owner, cohort = a_person(), a_closing_cohort()
    script = Script(app, begun(cohort, owner))
    sign_in_as(script.client, owner)

    with frozen_at(cohort.window.ends_at):
        answer = script.sends("Late.")

    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["code"] == "call-is-over"


def test_there_is_no_such_question(script: Script) -> None:
    path = f"/applications/{script.application.id}/answers/salary"

    assert script.client.post(path, data={"q-here": "salary"}).status_code == 404
