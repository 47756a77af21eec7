"""The API does what the pages do, under the same permissions."""

from typing import Any

import pytest
from flask import Flask

from hub.accounts.models import User
from hub.core.clock import frozen_at
from tests.accelerator.mentor_days.stories import Scene, a_scene, at, planned, published
from tests.api import Caller
from tests.factories.programme import a_conflict


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


def asked(app: Flask, who: User, *call: Any, **sent: Any) -> Any:
    method, path = call
    return Caller(app, who).call(method, path, **({"json": sent} if sent else {}))


def test_a_day_is_gathered_planned_and_published_by_api(app: Flask, scene: Scene) -> None:
    staff = scene.manager
    made = asked(app, staff, "POST", f"/cohorts/{scene.cohort.id}/mentor-days",
                 name={"en": "By API"}, held_on="2026-11-27", zone="Asia/Jakarta",
                 starts_local="09:00", ends_local="12:00", wanted=2)  # fmt: skip
    assert made.status_code == 201 and len(made.json["slots"]) == 7
    day = f"/mentor-days/{made.json['id']}"
    mentors = [str(each.mentor_id) for each in scene.given]
    added = asked(app, staff, "POST", f"{day}/mentors", mentors=mentors).json["items"]
    startups = [str(each.startup_id) for each in scene.parts]
    parts = asked(app, staff, "POST", f"{day}/startups", startups=startups).json["items"]
    assert asked(app, staff, "POST", f"{day}/rooms", tables=3).status_code == 200
    own = next(p for p in parts if p["startup"] == startups[0])
    wished = asked(app, scene.owner(0), "PUT", f"/mentor-days/startups/{own['id']}/wishes",
                   wishes=[mentors[2], mentors[0]])  # fmt: skip
    assert wished.json["wishes"] == [mentors[2], mentors[0]]
    theirs = next(m for m in added if m["mentor"] == mentors[0])
    hours = asked(app, scene.mentor_person(0), "PUT", f"/mentor-days/mentors/{theirs['id']}/hours",
                  windows=[["09:00", "10:00"]])  # fmt: skip
    assert hours.json["windows"] == [["09:00", "10:00"]]
    plan = asked(app, staff, "POST", f"{day}/plan").json
    assert len(plan["meetings"]) == 2 and plan["said"]["proven"] and plan["is_current"]
    assert asked(app, staff, "POST", f"{day}/publish").json["state"] == "published"
    again = asked(app, staff, "POST", f"{day}/publish")
    assert (again.status_code, again.json["code"]) == (409, "mentor-day-moved")
    mine = asked(app, scene.owner(0), "GET", f"/mentor-days/startups/{own['id']}").json
    assert len(mine["meetings"]) == 2
    days = asked(app, scene.owner(0), "GET", "/mentor-days").json["items"]
    assert [each["side"] for each in days] == ["startup"]


def test_a_change_is_shown_by_api_before_it_is_taken_over(app: Flask) -> None:
    scene = published(4, 4)
    day = f"/mentor-days/{scene.day.id}"
    with frozen_at(at("08:00")):
        ill = f"/mentor-day-mentors/{scene.mentor(0).id}/away"
        assert asked(app, scene.manager, "POST", ill, away=True).json["away_at"]
        shown = asked(app, scene.manager, "POST", f"{day}/proposal").json
        assert len(shown["dropped"]) + len(shown["added"]) + len(shown["moved"]) > 0
        assert asked(app, scene.manager, "GET", f"{day}/proposal").json == shown
        taken = asked(app, scene.manager, "POST", f"{day}/proposal/apply").json
        ids = {each["mentor"] for each in taken["meetings"]}
        assert str(scene.given[0].mentor_id) not in ids
        assert asked(app, scene.manager, "GET", f"{day}/proposal").status_code == 404


def test_a_meeting_is_moved_fixed_and_marked_by_api(app: Flask) -> None:
    scene = planned(2, 2)
    meeting = scene.meetings()[0]
    one = f"/mentor-day-meetings/{meeting.id}"
    assert asked(app, scene.manager, "PATCH", one, fixed=True).json["fixed"] is True
    assert asked(app, scene.manager, "PATCH", one, fixed=False).json["fixed"] is False
    shown = asked(app, scene.manager, "PUT", f"{one}/place", slot=4).json
    assert shown["moved"][0]["after"]["starts_at"] == "2026-11-26T05:00:00Z"
    day = f"/mentor-days/{scene.day.id}"
    dropped = asked(app, scene.manager, "DELETE", f"{day}/proposal")
    assert dropped.status_code == 200
    scene.publish()
    own = f"/mentor-days/meetings/{meeting.id}"
    with frozen_at(meeting.ends_at):
        owner = meeting.mentor.user
        assert asked(app, owner, "POST", f"{own}/mark", held=True).json["state"] == "held"
        said = asked(app, owner, "PUT", f"{own}/feedback", rating=4, note="Good")
        assert said.json == {"rating": 4, "note": "Good"}
        assert asked(app, owner, "GET", f"{own}/feedback").json["rating"] == 4


def test_a_conflict_leaves_a_startup_out_of_lists_and_plans(app: Flask) -> None:
    scene = published()
    hidden = scene.parts[0].startup
    a_conflict(scene.manager, hidden)
    day = f"/mentor-days/{scene.day.id}"
    startups = asked(app, scene.manager, "GET", f"{day}/startups").json["items"]
    assert str(hidden.id) not in {each["startup"] for each in startups}
    plan = asked(app, scene.manager, "GET", f"{day}/plan").json
    assert plan["hidden"] == 1 and plan["said"] is None and len(plan["meetings"]) == 4
