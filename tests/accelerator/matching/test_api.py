"""The same by API: proposals made, explained, changed, published; pairs answered."""

import pytest
from flask import Flask

from accelerator.matching.models import PairingState
from accelerator.mentors.models import Side
from tests.accelerator.matching.stories import Scene, a_scene
from tests.api import Caller


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


@pytest.fixture
def staff(app: Flask, scene: Scene) -> Caller:
    return Caller(app, scene.manager)


def test_a_proposal_is_made_looked_at_and_published(
    app: Flask, scene: Scene, staff: Caller
) -> None:
    answer = staff.post(f"/cohorts/{scene.cohort.id}/matchings", {"name": "First"})
    made = answer.json
    assert (answer.status_code, made["state"], made["number"]) == (201, "proposed", 1)
    assert made["places"] == len(made["pairs"]) > 0
    assert made["total"] <= made["bound"]
    assert sum(pair["fit"] for pair in made["pairs"]) == made["total"]
    assert all(sum(p["points"] for p in each["parts"]) == each["fit"] for each in made["pairs"])
    [listed] = staff.get(f"/cohorts/{scene.cohort.id}/matchings").json["items"]
    assert listed["id"] == made["id"]

    path = f"/matchings/{made['id']}"
    told = staff.post(f"{path}/publish", headers={"If-Match": '"1"'})
    assert told.status_code == 412
    told = staff.post(f"{path}/publish", headers={"If-Match": f'"{made["version"]}"'})
    assert told.json["new_pairs"] == made["places"]
    assert staff.post(f"{path}/publish").json["code"] == "not-now"

    founder = Caller(app, scene.founders[0])
    [mine, *_rest] = founder.get("/pairings").json["items"]
    assert mine["side"] == "startup"
    assert founder.post(f"/pairings/{mine['id']}/accept").json["startup_accepted"] is True
    answer = founder.post(f"/pairings/{mine['id']}/end", {"reason": "We have what we need"})
    assert answer.json["state"] == PairingState.ENDED


def test_why_and_effects_agree_with_what_is_then_kept(scene: Scene, staff: Caller) -> None:
    made = staff.post(f"/cohorts/{scene.cohort.id}/matchings", {}).json
    chosen = {(pair["startup"], pair["mentor"]) for pair in made["pairs"]}
    pairs = [scene.pair(s, m) for s in range(4) for m in range(5)]
    other = next(pair for pair in pairs if pair not in chosen)
    named = f"startup={other[0]}&mentor={other[1]}"
    why = staff.get(f"/matchings/{made['id']}/why?{named}").json
    assert why["proposed"] is False
    assert why["why_not"]

    effect = staff.get(f"/matchings/{made['id']}/effects?kind=lock&{named}").json
    assert effect["breaks"] is None
    assert effect["before"]["total"] - effect["after"]["total"] == why["price"]
    body = {"kind": "lock", "startup": other[0], "mentor": other[1], "reason": "They asked us"}
    kept = staff.post(f"/matchings/{made['id']}/edits", body)
    assert kept.status_code == 201, kept.text
    assert kept.json["total"] == effect["after"]["total"]
    assert other in {(pair["startup"], pair["mentor"]) for pair in kept.json["pairs"]}
    [rule] = staff.get(f"/cohorts/{scene.cohort.id}/pair-rules").json["items"]
    assert (rule["kind"], rule["reason"]) == ("lock", "They asked us")
    gone = staff.delete(f"/cohorts/{scene.cohort.id}/pair-rules/{rule['id']}")
    assert gone.status_code == 200
    assert staff.get(f"/cohorts/{scene.cohort.id}/pair-rules").json["items"] == []


def test_what_cannot_be_is_said_and_not_kept(scene: Scene, staff: Caller) -> None:
    scene.rank(Side.MENTOR, 0, 0, None)
    made = staff.post(f"/cohorts/{scene.cohort.id}/matchings", {}).json
    startup, mentor = scene.pair(0, 0)
    body = {"kind": "add", "startup": startup, "mentor": mentor}
    refused = staff.post(f"/matchings/{made['id']}/edits", body)
    assert refused.json["code"] == "cannot-be"
    assert "veto" not in refused.text
    nobody = {"kind": "add", "startup": startup, "mentor": startup}
    assert staff.post(f"/matchings/{made['id']}/edits", nobody).status_code == 404
    assert staff.post(f"/matchings/{made['id']}/edits", body | {"kind": "move"}).status_code == 409
    assert len(staff.get(f"/cohorts/{scene.cohort.id}/matchings").json["items"]) == 1


def test_mutual_choice_by_api_has_no_blocking_pair(scene: Scene, staff: Caller) -> None:
    for place, mentor in enumerate((2, 1, 0), start=1):
        scene.rank(Side.STARTUP, 0, mentor, place)
    made = staff.post(f"/cohorts/{scene.cohort.id}/matchings", {"mode": "mutual"}).json
    assert (made["state"], made["blocking"], made["blocking_pairs"]) == ("proposed", 0, [])


def test_lists_ask_no_more_for_thirty_than_for_one(scene: Scene, staff: Caller) -> None:
    path = f"/cohorts/{scene.cohort.id}/matchings"
    staff.post(path, {})
    few = staff.asked_for(path)
    for _n in range(5):
        staff.post(path, {})
    assert staff.asked_for(path) == few
