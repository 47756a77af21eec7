"""The API does what the pages do, under the same permissions."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.models import User
from tests.accelerator.interviews.stories import LINK, Scene, a_scene, at
from tests.api import Caller
from tests.factories.programme import a_conflict


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


def asked(client: FlaskClient, who: User, method: str, path: str, body: Any = None) -> Any:
    return Caller(client.application, who).call(method, path, json=body)


def test_a_day_is_arranged_chosen_and_read_by_api(client: FlaskClient, scene: Scene) -> None:
    staff, day = scene.manager, f"/interview-days/{scene.day.id}"
    panel = asked(client, staff, "POST", f"{day}/panels", {
        "name": "A", "starts_local": "09:00", "ends_local": "11:00", "online_url": LINK,
        "reviewers": [str(scene.jurors[0].id)],
    })  # fmt: skip
    assert panel.status_code == 201
    ids = [str(each.id) for each in scene.applications]
    teams = asked(client, staff, "POST", f"{day}/teams", {"applications": ids}).json["items"]
    assert asked(client, staff, "POST", f"{day}/choose").json["state"] == "picking"
    own = f"/interviews/{teams[0]['id']}"
    times = asked(client, scene.owner(0), "GET", f"{own}/times").json["items"]
    chosen = {"panel": times[1]["panel"], "starts_at": times[1]["starts_at"]}
    mine = asked(client, scene.owner(0), "PUT", f"{own}/meeting", chosen)
    assert mine.json["meeting"]["starts_at"] == at("09:30").isoformat().replace("+00:00", "Z")
    late = asked(client, scene.owner(1), "PUT", f"/interviews/{teams[1]['id']}/meeting", chosen)
    assert (late.status_code, late.json["code"]) == (409, "slot-gone")
    plan = asked(client, staff, "POST", f"{day}/plans").json
    assert len(plan["meetings"]) == 3 and plan["unplaced"] == []
    assert asked(client, staff, "POST", f"/interview-plans/{plan['id']}/apply").status_code == 200
    assert asked(client, staff, "POST", f"{day}/publish").json["state"] == "published"
    order = asked(client, scene.jurors[0].user, "GET", f"/jury-days/{scene.day.id}/meetings").json
    assert len(order["items"]) == 3 and all(each["review"] for each in order["items"])


def test_a_conflict_leaves_a_team_out_of_lists_and_plans(client: FlaskClient, scene: Scene) -> None:
    scene.panel()
    scene.invite()
    a_conflict(scene.manager, scene.applications[0].startup)
    day = f"/interview-days/{scene.day.id}"
    teams = asked(client, scene.manager, "GET", f"{day}/teams").json["items"]
    assert scene.applications[0].reference not in [each["reference"] for each in teams]
    plan = asked(client, scene.manager, "POST", f"{day}/plans").json
    assert plan["hidden"] == 1 and len(plan["meetings"]) == 2
