"""What a program does with care for pairs, and with thanks to mentors."""

from flask import Flask

from hub.core.database import transaction
from hub.organisations.models import MemberRole
from tests.accelerator.sessions.stories import a_scene, letters_to
from tests.accelerator.sessions.test_caring import WORDS, held, rated
from tests.api import Caller
from tests.factories import a_member
from tests.factories.mentoring import a_support_organisation
from tests.factories.programme import a_conflict


def test_who_needs_help_is_found_noted_written_to_and_closed(app: Flask) -> None:
    scene = a_scene()
    rated(held(scene, -22), 4)
    staff, care = Caller(app, scene.manager), f"/cohorts/{scene.cohort.id}/care"
    assert staff.post(f"{care}/look").json == {"opened": 1, "settled": 0}
    answer = staff.get(f"{care}?show=needs-help&trouble=silence")
    (row,) = answer.json["items"]
    assert (row["troubles"], row["silent_days"], row["useful"]) == (["silence"], 21, 4.0)
    assert WORDS not in answer.text
    (case,) = row["cases"]
    one = f"/care-cases/{case['id']}"
    noted = staff.post(f"{one}/note", {"text": "I called both", "version": 1})
    assert (noted.json["note"], noted.json["version"]) == ("I called both", 2)
    assert staff.post(f"{one}/note", {"text": "Again", "version": 1}).status_code == 409
    assert staff.post(f"{one}/write", {"text": "Shall we talk?", "version": 2}).status_code == 200
    assert letters_to(scene.founder) == ["care_silence", "care_words"]
    closed = staff.post(f"{one}/close", {"version": 3}).json
    assert closed["closed_at"] is not None and closed["settled"] is False
    assert staff.get(f"{care}?trouble=never").status_code == 422


def test_with_a_conflict_there_is_no_such_pair_and_no_such_case(app: Flask) -> None:
    scene = a_scene()
    held(scene, -22)
    staff, care = Caller(app, scene.manager), f"/cohorts/{scene.cohort.id}/care"
    staff.post(f"{care}/look")
    (row,) = staff.get(care).json["items"]
    a_conflict(scene.manager, scene.startup)
    assert staff.get(care).json["items"] == []
    assert staff.get(f"/care-cases/{row['cases'][0]['id']}").status_code == 404


def test_coordinators_get_counts_and_hours(app: Flask) -> None:
    scene, house = a_scene(), a_support_organisation()
    a_member(house, scene.mentor.user)
    with transaction():
        scene.places.organisation_id = house.id
    rated(held(scene, -1), 2)
    coordinator = Caller(app, a_member(house, role=MemberRole.COORDINATOR).user)
    url = f"/organisations/{house.id}/mentor-load"
    (row,) = coordinator.get(url).json["items"]
    assert (row["startups"], row["places"], row["minutes"]) == (1, 2, 60)
    assert set(row) == {
        "cohort", "mentor", "mentor_name", "startups", "places", "minutes", "minutes_lately",
    }  # fmt: skip
    assert Caller(app, scene.founder).get(url).status_code == 404


def test_certificates_and_thanks(app: Flask) -> None:
    scene = a_scene()
    held(scene, -1)
    staff, mentor = Caller(app, scene.manager), Caller(app, scene.mentor.user)
    papers = f"/cohorts/{scene.cohort.id}/mentor-certificates"
    one = f"/cohorts/{scene.cohort.id}/mentors/{scene.mentor.id}"
    assert staff.post(f"{one}/certificate/restore", {"version": 1}).status_code == 404
    assert staff.post(papers).json == {"issued": 1, "renewed": 0}
    assert staff.post(papers).json == {"issued": 0, "renewed": 0}
    said = staff.call("PUT", f"{one}/thanks", json={"text": "You were there", "version": 0})
    assert said.json == {"text": "You were there", "version": 1}
    (row,) = mentor.get("/mentoring/given").json["items"]
    assert (row["minutes"], row["thanks"]) == (60, "You were there")
    (paper,) = staff.get(papers).json["items"]
    assert row["certificate"]["number"] == paper["number"]
    gone = staff.post(f"{one}/certificate/withdraw", {"reason": "Counted twice", "version": 1})
    assert gone.json["withdrawn_at"] is not None
    back = staff.post(f"{one}/certificate/restore", {"version": 2})
    assert back.json["withdrawn_at"] is None
    assert mentor.get(papers).status_code == 403
    assert Caller(app, scene.founder).get("/mentoring/given").status_code == 404
