"""Whoever came in by a juror's link, at every door of the hub: a few open, and behind all others
they are nobody."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.interviews.services.links import make_link
from hub.accounts.confined import CHECK
from hub.accounts.models import Role
from hub.core.clock import frozen_at
from hub.core.database import transaction
from tests.accelerator.interviews.stories import Scene, a_scene, at
from tests.architecture.matrix import MATRIX, Door
from tests.architecture.test_matrix import API, is_in, leads_to, routes, told
from tests.factories import a_person_who_is, a_site

#: Their own day, each door named by hand.
OPEN = {
    ("GET", "/interviews/meetings/<meeting_id>/join"),
    ("GET", "/jury/<day_id>"),
    ("GET", "/jury/meetings/<meeting_id>"),
    ("GET", "/jury/meetings/<meeting_id>/conflict"),
    ("POST", "/jury/meetings/<meeting_id>/conflict"),
    ("GET", "/jury/meetings/<meeting_id>/files/<file_id>"),
    ("POST", "/jury/meetings/<meeting_id>/marks"),
}
#: As everybody who came in: go out, or come in by another link.
GOING = {("GET", "/jury/open"), ("POST", "/jury/open"), ("POST", "/sign-out")}


@pytest.fixture
def scene(app: Flask) -> Scene:
    a_site(code="jkt", name="Future City Hub")
    scene = a_scene(2, jurors=1)
    scene.panel()
    scene.invite()
    scene.planned()
    scene.publish()
    return scene


def came_by_link(app: Flask, scene: Scene) -> FlaskClient:
    with transaction():
        secret = make_link(scene.day, scene.jurors[0].id, by=scene.manager, send=True)
    client = app.test_client()
    assert client.post("/jury/open", data={"key": secret}).status_code == 303
    return client


def address(pattern: str, scene: Scene) -> str:
    """With the day and the meeting that the link is for, wherever one is asked for."""
    meeting = scene.meeting(0)
    assert meeting is not None
    known = {"day_id": scene.day.id, "meeting_id": meeting.id, "invited_id": meeting.invited_id,
             "panel_id": meeting.panel_id, "application_id": scene.applications[0].id,
             "round_id": scene.round.id, "reviewer_id": scene.jurors[0].id,
             "cohort_id": scene.cohort.id, "code": "jkt", "site": "jkt", "number": 1,
             "ending": "csv"}  # fmt: skip
    nobody = "01987a4b-0000-7000-8000-000000000001"
    return re.sub(r"<(\w+)>", lambda name: str(known.get(name[1], nobody)), pattern)


def test_the_doors_that_a_link_opens_are_few_and_named(app: Flask) -> None:
    real = routes(app, lambda view: "yes" if hasattr(view, CHECK) else "")

    assert {door for door, open_ in real.items() if open_} == OPEN | GOING


@pytest.mark.parametrize("role", [None, Role.ADMIN], ids=["a juror", "a juror who is staff"])
def test_behind_every_other_door_they_are_nobody(
    app: Flask, scene: Scene, role: Role | None
) -> None:
    if role is not None:
        with transaction():
            scene.jurors[0].user = a_person_who_is(role)
    with frozen_at(at("08:30")):
        client, name = came_by_link(app, scene), scene.jurors[0].user.name
        wrong = {}
        for door, who in MATRIX.items():
            if door in OPEN | GOING:
                continue
            answer = client.open(address(door[1], scene), method=door[0], buffered=True)
            if not _is_shut(door, who, answer) or name in answer.text:
                wrong[door] = answer

        assert told(wrong) == []
        assert client.get(f"/jury/{scene.day.id}").status_code == 200


def _is_shut(door: Door, who: str, answer: object) -> bool:
    if who == "everyone":
        return is_in(answer)  # type: ignore[arg-type]
    if door[0] == "GET" and not door[1].startswith(API):
        return leads_to(answer, "/sign-in")  # type: ignore[arg-type]
    return answer.status_code == 401  # type: ignore[attr-defined, no-any-return]


def test_and_their_own_day_is_open(app: Flask, scene: Scene) -> None:
    shown = (
        "/jury/<day_id>",
        "/jury/meetings/<meeting_id>",
        "/jury/meetings/<meeting_id>/conflict",
    )
    with frozen_at(at("08:30")):
        client = came_by_link(app, scene)

        assert {p: client.get(address(p, scene)).status_code for p in shown} == dict.fromkeys(
            shown, 200
        )
