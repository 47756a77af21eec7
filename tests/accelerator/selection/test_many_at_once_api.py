"""Deciding about many, and closing the waiting list, by API."""

import pytest
from flask import Flask

from accelerator.selection.models import Decision
from hub.core.database import db
from hub.places.rules.steps import PlaceState
from tests.accelerator.selection.stories import ACCEPT, WAIT, Scene, a_scene
from tests.api import Caller
from tests.factories import a_person
from tests.factories.programme import a_conflict, a_programme, a_programme_manager


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


@pytest.fixture
def staff(app: Flask, scene: Scene) -> Caller:
    return Caller(app, scene.manager)


def at(scene: Scene, more: str) -> str:
    return f"/cohorts/{scene.cohort.id}{more}"


def rejecting(scene: Scene) -> dict[str, object]:
    ids = [str(each.id) for each in scene.applications]
    return {"applications": ids, "outcome": "reject", "reason_codes": ["evidence"]}


def test_the_same_is_decided_about_many(staff: Caller, scene: Scene) -> None:
    answer = staff.post(at(scene, "/decisions"), rejecting(scene))

    assert answer.json == {"decided": 4}
    assert staff.get(at(scene, "/decisions")).json["counts"]["reject"] == 4


def test_what_has_been_told_or_may_not_be_seen_is_left_as_it_is(
    staff: Caller, scene: Scene
) -> None:
    scene.released(ACCEPT)
    a_conflict(scene.manager, scene.applications[1].startup)

    assert staff.post(at(scene, "/decisions"), rejecting(scene)).json == {"decided": 2}


def test_nobody_is_turned_down_without_a_reason(staff: Caller, scene: Scene) -> None:
    answer = staff.post(at(scene, "/decisions"), rejecting(scene) | {"reason_codes": []})

    assert answer.status_code == 422
    assert db.session.query(Decision).count() == 0


def test_the_waiting_list_is_closed_once(app: Flask) -> None:
    scene = a_scene(seats=1)
    staff = Caller(app, scene.manager)
    none = staff.post(at(scene, "/places/close"))
    scene.released(ACCEPT, WAIT)

    closed = staff.post(at(scene, "/places/close"), {"reason": "The rooms are full."})
    again = staff.post(at(scene, "/places/close"))

    assert (none.status_code, none.json["code"]) == (409, "conflict")
    assert closed.status_code == 200
    assert scene.offer(0).state is PlaceState.OFFERED
    assert scene.offer(1).state is PlaceState.CLOSED
    assert (again.status_code, again.json["code"]) == (409, "line-closed")


def test_others_decide_nothing(app: Flask, scene: Scene) -> None:
    another, founder = a_programme_manager(a_programme()), scene.owner(0)

    for person, status in ((another, 404), (founder, 403), (a_person(), 403)):
        caller = Caller(app, person)
        assert caller.post(at(scene, "/decisions"), rejecting(scene)).status_code == status
        assert caller.post(at(scene, "/places/close")).status_code == status
