"""Mentoring by API: what the pages do, for the same people, and as little of others' words."""

import json
from datetime import date
from typing import Any

import pytest
from flask import Flask

from accelerator.mentors.models import GivingState
from accelerator.mentors.queries.mentors import get_mentoring
from accelerator.mentors.queries.mentors import places_of as said_by
from accelerator.mentors.rules.terms import DEFAULT_WEIGHTS
from accelerator.programmes.models import Cohort, Phase
from hub.core.database import db
from hub.organisations.models import MemberRole
from tests.api import Caller
from tests.factories import a_member, a_person
from tests.factories.mentoring import (
    a_mentor,
    a_mentoring,
    a_participation,
    a_support_organisation,
    places_of,
)
from tests.factories.programme import a_cohort, a_programme_manager, a_startup

WEEK: dict[str, Any] = {
    "zone": "Europe/Berlin", "version": 0, "holiday_calendar": "DE-BE",
    "weekly": [{"weekday": 0, "from": "09:00", "until": "11:00"}],
}  # fmt: skip


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    return a_cohort(starts_on=date(2027, 1, 4), ends_on=date(2027, 6, 30), phase=Phase.RUNNING)


def put(caller: Caller, path: str, body: Any) -> Any:
    return caller.call("PUT", path, json=body)


def test_the_directory_tells_each_caller_what_they_may_see(app: Flask) -> None:
    mentor = a_mentor(about="Words about me", languages=["th"], video_url="https://meet.example/x",
                      shown={"about": "staff", "languages": "network"})  # fmt: skip
    stranger = Caller(app, a_person())
    network = Caller(app, a_member(a_support_organisation()).user)
    staff = Caller(app, a_programme_manager())
    seen = [c.get(f"/mentors/{mentor.id}").json for c in (stranger, network, staff)]
    assert [(each["about"], each["languages"]) for each in seen] == [
        (None, None), (None, ["th"]), ("Words about me", ["th"]),
    ]  # fmt: skip
    listed = stranger.get("/mentors?language=th").json["items"]
    assert listed == []
    assert "meet.example" not in json.dumps(seen)
    assert mentor.user.email not in json.dumps(seen)


def test_own_profile_is_changed_in_part_and_not_over_a_newer_one(app: Flask) -> None:
    mentor = a_mentor(about="Kept")
    hers = Caller(app, mentor.user)
    etag = hers.get("/mentor-profile").headers["ETag"]
    sent = {"topics": ["pilots"], "shown": {"about": "staff"}}
    changed = hers.patch("/mentor-profile", sent, headers={"If-Match": etag})
    assert (changed.json["topics"], changed.json["about"]) == (["pilots"], "Kept")
    assert changed.json["shown"]["about"] == "staff"
    assert hers.patch("/mentor-profile", sent, headers={"If-Match": etag}).status_code == 412
    assert hers.post("/mentor-profile/pause", {}).json["is_paused"]
    assert not hers.post("/mentor-profile/resume").json["is_paused"]
    assert hers.post("/mentor-profile/leave", {"reason": "Retired"}).json["left_at"]
    assert Caller(app, a_person()).get("/mentor-profile").status_code == 404


def test_hours_of_a_mentor_and_of_a_startup(app: Flask) -> None:
    mentor, founder = a_mentor(), a_person()
    startup = a_startup(founder)
    for caller, base in (
        (Caller(app, mentor.user), f"/mentors/{mentor.id}/availability"),
        (Caller(app, founder), f"/startups/{startup.id}/availability"),
    ):
        assert caller.get(base).status_code == 404
        kept = put(caller, base, WEEK)
        assert (kept.status_code, kept.json["version"]) == (200, 1)
        assert kept.json["weekly"] == [{"weekday": 0, "from": "09:00", "until": "11:00"}]
        assert put(caller, base, WEEK).json["code"] == "changed-meanwhile"
        bad = put(caller, base, WEEK | {"version": 1, "weekly": [
            {"weekday": 0, "from": "11:00", "until": "09:00"}]})  # fmt: skip
        assert (bad.status_code, "weekly" in str(bad.json["errors"])) == (422, True)
        day = caller.post(f"{base}/exceptions", {"day": "2026-12-24"})
        assert day.status_code == 201
        secret = {"url": "https://calendar.example/private-0a1b/x.ics", "name": "Work"}
        calendar = caller.post(f"{base}/calendars", secret)
        assert "private-0a1b" not in calendar.text + caller.get(base).text
        assert caller.delete(f"{base}/exceptions/{day.json['id']}").status_code == 200
        assert caller.delete(f"{base}/calendars/{calendar.json['id']}").status_code == 200
        assert caller.get(base).json["calendars"] == []
        assert Caller(app, a_person()).get(base).status_code == 404


def test_both_sides_say_what_they_wish_and_staff_read_counts_only(
    app: Flask, cohort: Cohort
) -> None:
    a_mentoring(cohort, code={"en": "Be kind."})
    said = places_of(cohort, state=GivingState.ASKED)
    founder = a_person()
    inside = a_participation(cohort, a_startup(founder))
    hers, his = Caller(app, said.mentor.user), Caller(app, founder)
    staff = Caller(app, a_programme_manager(cohort.programme))
    mine = f"/mentor-places/{said.id}"
    assert [p["id"] for p in hers.get("/mentor-profile/places").json["items"]] == [str(said.id)]
    assert put(hers, mine, {"places": 2, "version": 1}).json["state"] == "accepted"
    assert not hers.get(f"{mine}/code").json["agreed"]
    assert put(hers, f"{mine}/code", {"version": 1}).json["agreed"]
    never = [{"id": str(inside.startup_id), "note": "NEVER-S"}]
    assert put(hers, f"{mine}/preferences", {"never": never}).json["never"] == never
    own = f"/participations/{inside.id}"
    wish = {"needs": [{"topic": "tenders", "sentence": "How?"}], "languages": ["id"], "version": 0}
    assert put(his, f"{own}/mentoring-wish", wish).json["needs"][0]["topic"] == "tenders"
    ranking = {"ranking": [str(said.mentor_id)], "never": []}
    assert put(his, f"{own}/mentor-preferences", ranking).json == ranking
    assert staff.get(f"{own}/mentoring-wish").json["version"] == 1
    assert staff.get(f"{own}/mentor-preferences").status_code == 403
    assert staff.get(f"{mine}/preferences").status_code == 404
    seen = [staff.get(f"/cohorts/{cohort.id}/{part}").json["items"]
            for part in ("mentor-places", "mentoring/startups")]  # fmt: skip
    assert [rows[0]["ranked"] for rows in seen] == [0, 1]
    assert "NEVER-S" not in json.dumps(seen)
    assert hers.post(f"{mine}/stop", {"reason": "A new job"}).json["state"] == "left"


def test_staff_run_a_cohort_and_read_tables_in(app: Flask, cohort: Cohort) -> None:
    staff, base = Caller(app, a_programme_manager(cohort.programme)), f"/cohorts/{cohort.id}"
    opened = staff.post(f"{base}/mentoring").json
    terms = {k: v for k, v in opened.items() if k != "code_version"} | {"most": 2}
    assert put(staff, f"{base}/mentoring", terms).json["most"] == 2
    wrong = terms | {"version": 2, "weights": dict(DEFAULT_WEIGHTS, expertise=0)}
    assert put(staff, f"{base}/mentoring", wrong).status_code == 422
    mentor = a_mentor(a_person(email="known@mentor.example"))
    house = a_support_organisation()
    text = "email,places\nknown@mentor.example,3\nnew@mentor.example,1\nbad,1\n"
    looked = staff.post(f"{base}/mentor-imports", {"text": text}).json
    assert [line["does"] for line in looked["lines"]] == ["ask", "invite", "nothing"]
    assert said_by(mentor) == []
    done = staff.post(f"{base}/mentor-imports", {"text": text, "dry_run": False}).json
    assert (done["asked"], done["invited"], done["left_out"]) == (1, 1, 1)
    other = a_mentor()
    asked = staff.post(f"{base}/mentor-places", {"mentor": str(other.id), "places": 2})
    assert (asked.status_code, asked.json["state"]) == (201, "asked")
    invited = staff.post(f"{base}/mentor-invitations", {"email": "third@mentor.example"})
    assert invited.status_code == 201
    reminded = staff.post(f"{base}/mentoring/reminders", {"what": "answer"})
    assert reminded.json == {"count": 2}
    total = put(staff, f"{base}/mentoring/organisations/{house.id}", {"places": 4})
    assert total.json["places"] == 4
    assert get_mentoring(cohort).most == 2


def test_a_coordinator_runs_their_own_house_only(app: Flask, cohort: Cohort) -> None:
    a_mentoring(cohort)
    house, own = a_support_organisation(), a_mentor()
    a_member(house, own.user)
    caller = Caller(app, a_member(house, role=MemberRole.COORDINATOR).user)
    base = f"/organisations/{house.id}/mentors"
    asked = caller.post(f"{base}/{own.id}/places", {"cohort": str(cohort.id), "places": 2})
    assert (asked.status_code, asked.json["organisation"]) == (201, str(house.id))
    assert put(caller, f"{base}/cohorts/{cohort.id}", {"places": 3}).json["places"] == 3
    assert caller.post(base, {"email": "new@mentor.example"}).status_code == 201
    side = caller.get(base).json
    assert side["promises"][0] | {"cohort_name": {}} == {
        "cohort": str(cohort.id), "cohort_name": {}, "total": 3, "asked": 1, "accepted": 0,
        "promised": 0,
    }  # fmt: skip
    other = a_member(a_support_organisation(), role=MemberRole.COORDINATOR).user
    assert Caller(app, other).get(base).status_code == 404


def test_lists_ask_no_more_for_thirty(app: Flask, cohort: Cohort) -> None:
    a_mentoring(cohort)
    cohort_id = cohort.id
    staff = Caller(app, a_programme_manager(cohort.programme))
    paths = ("/mentors?limit=50", f"/cohorts/{cohort_id}/mentor-places",
             f"/cohorts/{cohort_id}/mentoring/startups")  # fmt: skip
    a_participation(cohort)
    places_of(cohort)
    one = [staff.asked_for(path) for path in paths]
    here = db.session.get_one(Cohort, cohort_id)
    for _n in range(29):
        places_of(here)
        a_participation(here)
    assert [staff.asked_for(path) for path in paths] == one
