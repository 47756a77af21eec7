"""Before a release nobody outside learns anything: not what, not that something was decided."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from accelerator.reviews.models import AssignmentState
from accelerator.selection.models import Decision, Release
from accelerator.selection.rules.choices import Decided
from accelerator.selection.services import Judgement
from hub.accounts.models import User
from hub.core.database import db
from hub.outbox.models import Message
from tests.accelerator.selection.stories import Scene, a_scene
from tests.api import Caller
from tests.architecture.matrix import MATRIX
from tests.factories import a_person
from tests.factories.programme import a_conflict, a_programme_manager, a_read, a_reviewer, a_round
from tests.signing_in import sign_in_as

CONDITION, NOTE, FEEDBACK = "Zebra-condition", "Zebra-note", "Zebra-feedback"
SECRET = re.compile(r"Zebra|selection_decision")


#: Pages and lists without an id that tell somebody of their own.
LISTS = {"/", "/applications", "/reviews", "/api/v1/applications", "/api/v1/offers",
         "/api/v1/reviews", "/api/v1/cohorts", "/api/v1/me/history"}  # fmt: skip


@pytest.fixture
def staged(app: Flask) -> Scene:
    """Decided about, with feedback and a prepared release; nobody has been told."""
    scene = a_scene(4)
    scene.decide(0, Judgement(Decided.CONDITIONAL, conditions=CONDITION, note=NOTE))
    scene.decide(1, Judgement(Decided.REJECT, ("evidence",), note=NOTE))
    scene.decide(2, Judgement(Decided.WAITLIST, note=NOTE))
    scene.feedback(1, FEEDBACK)
    scene.prepared()
    return scene


def doors(scene: Scene, n: int) -> Iterator[str]:
    """Every address of the accelerator that can be read, with the ids of what is staged."""
    decision = db.session.query(Decision).filter_by(application_id=scene.applications[n].id).one()
    ids = {
        "application_id": scene.applications[n].id,
        "cohort_id": scene.cohort.id,
        "release_id": db.session.query(Release).one().id,
        "programme_id": scene.cohort.programme_id,
        "place_id": decision.id,
        "token": decision.id,
        "slug": scene.cohort.slug,
        "number": 1,
    }
    for method, pattern in MATRIX:
        named = set(re.findall(r"<(\w+)>", pattern))
        if method == "GET" and (named & set(ids) or pattern in LISTS):
            yield re.sub(r"<(\w+)>", lambda name: str(ids.get(name[1], UUID(int=8))), pattern)


def read(caller: Caller, client: FlaskClient, path: str) -> str:
    """What the address answers, also a file."""
    api = path.startswith("/api/v1/")
    answer = caller.get(path.removeprefix("/api/v1")) if api else client.get(path)
    return answer.get_data().decode("latin-1")


def told(answer: TestResponse) -> str:
    return re.sub(r'name="csrf_token"[^>]*', "", answer.text)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_a_team_reads_nothing_of_a_staged_decision_anywhere(
    app: Flask, client: FlaskClient, staged: Scene, n: int
) -> None:
    owner = staged.owner(n)
    sign_in_as(client, owner)
    caller = Caller(app, owner)

    for path in doors(staged, n):
        assert not SECRET.search(read(caller, client, path)), path
    assert db.session.query(Message).count() == 0


def test_a_team_s_pages_are_the_same_before_and_after_a_decision_is_staged(
    app: Flask, client: FlaskClient
) -> None:
    scene = a_scene(2)
    owner = scene.owner(0)
    sign_in_as(client, owner)
    caller = Caller(app, owner)

    def pages() -> list[str]:
        application = scene.applications[0].id
        return [
            told(client.get("/applications")),
            told(client.get(f"/applications/{application}")),
            caller.get(f"/applications/{application}").text,
            caller.get("/offers").text,
        ]

    before = pages()
    scene.decide(0, Judgement(Decided.REJECT, ("evidence",), note=NOTE))
    scene.prepared()

    assert pages() == before


@pytest.mark.parametrize("who", ["reviewer", "stranger", "conflicted", "elsewhere"])
def test_nobody_else_reads_it_either(
    app: Flask, client: FlaskClient, staged: Scene, who: str
) -> None:
    person = somebody(who, staged)
    sign_in_as(client, person)
    caller = Caller(app, person)

    for path in doors(staged, 1):
        assert not SECRET.search(read(caller, client, path)), path


def somebody(who: str, scene: Scene) -> User:
    if who == "stranger":
        return a_person()
    if who == "elsewhere":
        return a_programme_manager(a_scene(0).cohort.programme)
    if who == "conflicted":
        person = a_programme_manager(scene.cohort.programme)
        for each in scene.applications:
            a_conflict(person, each.startup)
        return person
    reviewer = a_reviewer()
    round_ = a_round(scene.cohort)
    a_read(round_, scene.applications[1], reviewer, state=AssignmentState.ASSIGNED)
    return reviewer.user
