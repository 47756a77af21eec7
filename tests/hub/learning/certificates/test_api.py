"""Completion and certificates by API, as a program meets them."""

from flask import Flask

from hub.core.database import transaction
from hub.learning.certificates import jobs
from tests.api import Caller
from tests.factories import an_organisation
from tests.factories.learning import an_enrolment
from tests.hub.learning.certificates.stories import (
    a_scene,
    another_learner,
    completed,
    has_done,
)


def test_a_program_takes_its_persons_certificate_from_the_checklist_to_the_wallet(
    app: Flask,
) -> None:
    scene = a_scene()
    learner = Caller(app, scene.learner)
    standing = learner.get(f"/classes/{scene.run.id}/completion").json
    assert standing["completion"] is None
    assert [(p["kind"], p["met"]) for p in standing["parts"]] == [
        ("steps", False), ("quiz", False), ("attended", False),
    ]  # fmt: skip
    completed(scene)
    done = learner.get(f"/classes/{scene.run.id}/completion").json
    assert done["completed_at"] == "2026-11-23T01:00:00Z" and done["parts"] == []
    made = learner.post(f"/completions/{done['completion']}/certificate")
    assert made.status_code == 201
    assert made.headers["Location"] == f"/api/v1/certificates/{made.json['id']}"
    twice = learner.post(f"/completions/{done['completion']}/certificate")
    assert (twice.status_code, twice.json["code"]) == (409, "certificate-stands")
    one = learner.get(f"/certificates/{made.json['id']}").json
    assert one == made.json and learner.get("/certificates").json["items"] == [one]
    assert one["printed"]["name"] == "Suharti" and one["verify_url"].endswith(one["number"])
    token = learner.get(f"/certificates/{one['id']}/credential").json["credential"]
    assert token.count(".") == 2
    with transaction():
        scene.learner.name = "Suharti Wijaya"
    fresh = learner.post(f"/certificates/{one['id']}/reissue", {"version": one["version"]})
    assert fresh.status_code == 201 and fresh.json["printed"]["name"] == "Suharti Wijaya"
    assert [each["state"] for each in learner.get("/certificates").json["items"]] == [
        "valid", "superseded",
    ]  # fmt: skip


def test_those_who_teach_look_issue_and_revoke(app: Flask) -> None:
    scene = a_scene()
    has_done(another_learner(scene), minutes=5)
    has_done(scene.enrolment)
    teacher, keeper = Caller(app, scene.teacher), Caller(app, scene.manager)
    run = f"/classes/{scene.run.id}"
    assert teacher.get(f"{run}/certificates").status_code == 404
    assert teacher.post(f"{run}/completions/look").json == {"completed": 1}
    asked = teacher.post(f"{run}/certificates")
    assert (asked.status_code, asked.json["state"], asked.json["total"]) == (202, "queued", 1)
    jobs.issue_certificates()
    assert teacher.get(f"{run}/certificates").json["state"] == "done"
    rows = teacher.get(f"{run}/completions").json["items"]
    (paper,) = [row["certificate"] for row in rows if row["certificate"]]
    (missing,) = [row["standing"]["parts"] for row in rows if row["standing"]["parts"]]
    assert missing[2]["still"] == "So far 8 % of the 70 %."
    url = f"/certificates/{paper['id']}/revoke"
    assert teacher.post(url, {"reason": "Mixed up", "version": 1}).status_code == 403
    revoked = keeper.post(url, {"reason": "Mixed up", "version": 1}).json
    assert (revoked["state"], revoked["revoked_why"]) == ("revoked", "Mixed up")
    assert keeper.post(url, {"reason": "Mixed up", "version": 1}).status_code == 409
    assert Caller(app, scene.learner).get(f"{run}/completions").status_code == 404


def test_a_rule_is_set_with_the_number_of_the_one_that_was_seen(app: Flask) -> None:
    scene = a_scene(None)
    keeper, url = Caller(app, scene.manager), f"/classes/{scene.run.id}/completion-rule"
    assert keeper.get(url).status_code == 404
    wrong = keeper.call("PUT", url, json={"rule": {"all": [{"quiz": "q77"}]}})
    assert wrong.status_code == 422 and "part 1" in wrong.json["errors"]["rule"][0]
    kept = keeper.call("PUT", url, json={"rule": {"lessons": 100}})
    assert kept.json["number"] == 1
    assert kept.json["words"]["en"] == "at least 100 % of the lessons done"
    assert keeper.get(url).json == kept.json
    stale = keeper.call("PUT", url, json={"rule": {"steps": 90}})
    assert (stale.status_code, stale.json["code"]) == (409, "changed-meanwhile")


def test_trained_organisations_are_counted_by_api(app: Flask) -> None:
    scene = a_scene(trains_organisations=True)
    house = an_organisation(name="Inkubator Satu")
    completed(scene, an_enrolment(scene.run, organisation_id=house.id))
    (row,) = Caller(app, scene.manager).get("/trained-organisations").json["items"]
    assert (row["name"], len(row["trainings"])) == ("Inkubator Satu", 1)
    none = Caller(app, scene.manager).get("/trained-organisations?kind=media").json
    assert none["items"] == []
    assert Caller(app, scene.learner).get("/trained-organisations").status_code == 403
