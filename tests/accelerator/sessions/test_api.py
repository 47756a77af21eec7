"""What a program does with sessions and office hours."""

from datetime import timedelta

import pytest
from flask import Flask

from hub.core.clock import frozen_at
from hub.core.database import db
from tests.accelerator.sessions.stories import BERLIN, JAKARTA, Scene, a_scene, another_startup
from tests.api import Caller
from tests.factories import a_person, a_space, slot


def sent(scene: Scene, hour: float = 15, days: int = 2, **more: object) -> dict[str, object]:
    start = slot(hour, days=days).start.isoformat()
    return {"pairing": str(scene.pairing.id), "starts_at": start} | more


def test_from_the_hours_in_common_to_a_session_and_off_again(app: Flask) -> None:
    scene = a_scene()
    founder, mentor = Caller(app, scene.founder), Caller(app, scene.mentor.user)
    times = founder.get(f"/pairings/{scene.pairing.id}/times?minutes=60").json
    assert times["silent"] == []
    body = sent(scene) | {
        "starts_at": times["starts"][3],
        "agenda": "Pricing",
        "goals": ["A price"],
    }
    made = founder.post("/mentor-sessions", body)
    assert made.status_code == 201
    one = made.headers["Location"].removeprefix("http://hub.example").removeprefix("/api/v1")
    assert (made.json["side"], made.json["zone"], made.json["state"]) == (
        "startup", JAKARTA, "booked",
    )  # fmt: skip
    assert mentor.get(one).json["side"] == "mentor"
    assert [each["id"] for each in mentor.get("/mentor-sessions").json["items"]] == [
        made.json["id"]
    ]
    changed = mentor.patch(one, {"goals": ["Two prices"]})
    assert (changed.json["agenda"], changed.json["goals"]) == ("Pricing", ["Two prices"])
    gone = mentor.post(f"{one}/cancel", {"reason": "I am ill"})
    assert gone.json["items"][0]["cancel_reason"] == "I am ill"
    assert founder.get("/mentor-sessions").json["items"] == []


def test_refused_it_says_who_is_busy_or_what_room_could_be_had(app: Flask) -> None:
    scene, room = a_scene(), a_space(name="Ciliwung")
    spare = a_space(site=room.site, name="Forum")
    founder = Caller(app, scene.founder)
    assert founder.post("/mentor-sessions", sent(scene, space=str(room.id))).status_code == 201
    busy = founder.post("/mentor-sessions", sent(scene))
    assert (busy.status_code, busy.json["code"]) == (409, "engaged")
    assert busy.json["busy"] == ["mentor", "startup"]
    outside = founder.post("/mentor-sessions", sent(scene, 10))
    assert outside.json["code"] == "outside-hours"
    startup, leader = another_startup(scene)
    pairing = scene.paired_with(startup)
    other = Caller(app, leader)
    taken = other.post("/mentor-sessions", sent(scene) | {"pairing": str(pairing.id)})
    assert (taken.status_code, taken.json["busy"]) == (409, ["mentor"])
    assert "Banyu Kota" not in taken.text
    assert spare.id


def test_a_taken_room_offers_others(app: Flask) -> None:
    scene, room = a_scene(), a_space(name="Ciliwung")
    a_space(site=room.site, name="Forum")
    Caller(app, a_person()).post(
        "/bookings",
        {
            "space": str(room.id),
            "starts_at": slot(15, days=2).start.isoformat(),
            "ends_at": slot(15, days=2).end.isoformat(),
        },
    )
    taken = Caller(app, scene.founder).post("/mentor-sessions", sent(scene, space=str(room.id)))
    assert (taken.status_code, taken.json["code"]) == (409, "slot-taken")
    assert "Forum" in [each["name"] for each in taken.json["alternatives"]]


@pytest.mark.parametrize("odd", [{"minutes": 20}, {"space": "x"}, {"zone": "Nowhere/At"}])
def test_what_cannot_be_read_is_refused(app: Flask, odd: dict[str, object]) -> None:
    scene = a_scene()
    answer = Caller(app, scene.founder).post("/mentor-sessions", sent(scene, **odd))
    assert answer.status_code == 422


def test_a_series_is_looked_at_before_it_is_booked(app: Flask) -> None:
    scene = a_scene()
    founder = Caller(app, scene.founder)
    scene.book()
    url = f"/pairings/{scene.pairing.id}/session-series"
    body = {"starts_local": "2026-11-24T15:00", "every_weeks": 1, "times": 3}
    looked = founder.post(url, body | {"dry_run": True}).json
    assert (looked["id"], [each["why_not"] for each in looked["dates"]]) == (
        None, ["busy", None, None],
    )  # fmt: skip
    booked = founder.post(url, body).json
    assert booked["id"]
    assert [bool(each["session"]) for each in booked["dates"]] == [False, True, True]


def test_another_time_is_asked_and_taken(app: Flask) -> None:
    scene = a_scene()
    session = scene.book(slot(15, days=2))
    founder, mentor = Caller(app, scene.founder), Caller(app, scene.mentor.user)
    one = f"/mentor-sessions/{session.id}"
    times = [slot(hour, days=3).start.isoformat() for hour in (15, 16)]
    move = founder.post(f"{one}/moves", {"times": times, "note": "A fair"}).json
    assert mentor.get(f"{one}/moves").json["items"][0]["note"] == "A fair"
    assert mentor.get("/mentor-sessions?part=waiting").json["items"]
    refused = founder.post(f"{one}/moves/{move['id']}/accept", {"starts_at": times[1]})
    assert refused.status_code == 403
    moved = mentor.post(f"{one}/moves/{move['id']}/accept", {"starts_at": times[1]})
    assert moved.json["starts_at"] == move["times"][1]["starts_at"]
    db.session.refresh(session)
    assert session.slot == slot(16, days=3)
    staff = Caller(app, scene.manager).call("PUT", f"{one}/time", json={"starts_at": times[0]})
    assert staff.json["starts_at"] == move["times"][0]["starts_at"]


def test_notes_and_feedback(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    founder, mentor = Caller(app, scene.founder), Caller(app, scene.mentor.user)
    one = f"/mentor-sessions/{session.id}"
    with frozen_at(session.ends_at + timedelta(minutes=1)):
        made = founder.post(f"{one}/notes", {"text": "Mine", "sight": "private"}).json
        url = f"{one}/notes/{made['id']}"
        assert mentor.patch(url, {"text": "No", "version": 1}).status_code == 404
        assert founder.patch(url, {"text": "Ours", "version": 1}).json["version"] == 2
        assert founder.patch(url, {"text": "Old", "version": 1}).status_code == 409
        assert [each["text"] for each in mentor.get(f"{one}/notes").json["items"]] == ["Ours"]
        said = {"useful": 4, "would_meet_again": True, "text": "Good", "next_step": "An offer"}
        assert founder.post(f"{one}/feedback", said).status_code == 201
        assert founder.post(f"{one}/feedback", said).status_code == 409
    seen = mentor.get(f"{one}/feedback").json
    assert seen == {"given": [], "next_steps": ["An offer"]}
    staff = Caller(app, scene.manager)
    assert staff.get(f"{one}/feedback").json["given"][0]["text"] == "Good"
    (hours,) = staff.get(f"/cohorts/{scene.cohort.id}/mentoring-hours").json["items"]
    assert (hours["mentor_name"], hours["minutes"]) == ("Rina Kühn", 60)


def test_office_hours_are_opened_taken_waited_for_and_left(app: Flask) -> None:
    scene = a_scene()
    startup, leader = another_startup(scene)
    mentor, founder, other = (
        Caller(app, scene.mentor.user), Caller(app, scene.founder), Caller(app, leader),
    )  # fmt: skip
    body = {"cohort": str(scene.cohort.id), "starts_local": "2026-11-27T09:00", "topic": "Prices"}
    opened = mentor.post("/office-hours", body).json
    (hour,) = opened["items"]
    assert (hour["zone"], opened["skipped"]) == (BERLIN, [])
    assert founder.post("/office-hours", body).status_code == 403
    taken = founder.post(f"/office-hours/{hour['id']}/take").json
    assert taken["state"] == "confirmed"
    waits = other.post(f"/office-hours/{hour['id']}/take").json
    assert (waits["state"], waits["position"], waits["is_free"]) == ("waiting", 1, False)
    assert other.call("DELETE", f"/office-hour-seats/{waits['seat']}").json["state"] == "withdrawn"
    off = mentor.post(f"/office-hours/{hour['id']}/cancel", {"reason": "I am ill"})
    assert off.json["cancelled_at"]
    assert founder.get("/office-hours").json["items"] == []
    assert startup.id


def test_lists_ask_as_often_for_thirty_as_for_one(app: Flask) -> None:
    scene = a_scene()
    scene.many(1)
    staff, mentor = Caller(app, scene.manager), Caller(app, scene.mentor.user)
    url = f"/cohorts/{scene.cohort.id}/mentor-sessions"
    assert len(mentor.get("/mentor-sessions").json["items"]) == 1
    before = staff.asked_for(url), mentor.asked_for("/mentor-sessions")
    scene.many(29)
    assert (staff.asked_for(url), mentor.asked_for("/mentor-sessions")) == before
    assert len(staff.get(f"{url}?limit=100").json["items"]) == 30


def test_staff_ask_for_what_comes_or_for_what_is_past(app: Flask) -> None:
    scene = a_scene()
    scene.many(3)
    staff, url = Caller(app, scene.manager), f"/cohorts/{scene.cohort.id}/mentor-sessions"
    at = [each["starts_at"] for each in reversed(staff.get(url).json["items"])]
    with frozen_at(slot(17, days=2).start):
        for part, expected in (("coming", at[1:]), ("past", at[:1])):
            items = staff.get(f"{url}?part={part}").json["items"]
            assert [each["starts_at"] for each in items] == expected
    assert staff.get(f"{url}?part=waiting").status_code == 422
