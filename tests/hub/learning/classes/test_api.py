"""Classes by API: what a page can do, a program can."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.test import TestResponse

from booking.bookings.services import Wish
from booking.bookings.services import book as book_room
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.learning.classes import services
from hub.learning.classes.models import ClassRun
from tests.api import Caller
from tests.factories import a_person, a_space, slot
from tests.factories.learning import a_class_session, a_course, a_place, a_run
from tests.hub.learning.classes.stories import TUESDAY_TEN, a_scene


def json_of(answer: TestResponse) -> dict[str, Any]:
    found: dict[str, Any] = answer.json or {}
    return found


def test_a_class_from_nothing_to_its_end(app: Flask) -> None:
    scene, room = a_scene(), a_space(capacity_people=20)
    keeper = Caller(app, scene.keeper)
    said = {"course": str(scene.course.id), "seats": 12, "mode": "hybrid", "site": room.site.code,
            "price": {"amount_minor": 15000000, "currency": "IDR"}}  # fmt: skip
    made = keeper.post("/classes", said)
    assert made.status_code == 201, made.text
    one = f"/classes/{json_of(made)['id']}"
    assert (json_of(made)["stage"], json_of(made)["seats"]["free"]) == ("draft", 12)
    assert json_of(keeper.post(f"{one}/publish"))["code"] == "class-not-ready"
    video = {"provider": "url", "settings": {"url": "https://video.example/secret-room"}}
    plan = {"starts_local": "2026-12-01T10:00", "times": 3, "space": str(room.id)} | video
    looked = keeper.post(f"{one}/session-series", plan | {"dry_run": True})
    assert [date["why_not"] for date in json_of(looked)["dates"]] == [None, None, None]
    planned = keeper.post(f"{one}/session-series", plan)
    assert len(json_of(planned)["sessions"]) == 3 and "secret" not in planned.text
    add = {"email": scene.teacher.email, "title": "Engineer"}
    assert keeper.post(f"{one}/instructors", add).status_code == 201
    keyed = json_of(keeper.call("PUT", f"{one}/entry", json={"entry": "key"}))
    db.session.expire_all()
    run = db.session.get_one(ClassRun, UUID(json_of(made)["id"]))
    assert services.is_key(run, keyed["key"])
    assert json_of(keeper.call("PUT", f"{one}/entry", json={"entry": "key"}))["key"] is None
    assert json_of(keeper.post(f"{one}/publish"))["stage"] == "coming"
    first = json_of(planned)["sessions"][0]
    later = {"starts_local": "2026-12-02T10:00", "space": str(room.id)}
    moved = keeper.call("PUT", f"{one}/sessions/{first['id']}/time", json=later)
    assert (json_of(moved)["sequence"], json_of(moved)["starts_at"]) == (1, "2026-12-02T03:00:00Z")
    gone = keeper.post(f"{one}/sessions/{first['id']}/cancel", {"reason": "Rain"})
    assert json_of(gone)["cancel_reason"] == "Rain"
    ended = keeper.post(f"{one}/cancel", {"reason": "Too few people"})
    assert json_of(ended)["stage"] == "cancelled"


def test_everybody_reads_the_catalogue_and_never_the_video_room(app: Flask) -> None:
    scene = a_scene()
    scene.plan()
    scene.publish()
    anybody = Caller(app, a_person())
    (listed,) = json_of(anybody.get("/classes?topic=&free=true"))["items"]
    assert listed["slug"] == scene.run.slug
    texts = [anybody.get(f"/classes/{scene.run.id}{more}").text for more in ("", "/sessions")]
    assert all("secret" not in text and "video.example" not in text for text in texts)
    assert anybody.get(f"/classes/{scene.run.id}/checklist").status_code == 404
    plan = {"starts_local": "2026-12-02T10:00", "provider": "jitsi"}
    assert anybody.post(f"/classes/{scene.run.id}/sessions", plan).status_code in (403, 404)


def test_a_taken_room_is_refused_with_alternatives_and_held_seats_with_names(app: Flask) -> None:
    scene, room = a_scene(seats=2), a_space()
    start = slot(10, days=8).start
    with transaction():
        book_room(Wish(room, TimeSlot(start, start + timedelta(hours=1))), booked_by=a_person())
    a_place(scene.run, a_person(name="Sari"))
    keeper = Caller(app, scene.keeper)
    plan = {"starts_local": f"{TUESDAY_TEN:%Y-%m-%dT%H:%M}", "space": str(room.id)}
    refused = keeper.post(f"/classes/{scene.run.id}/sessions", plan)
    assert (refused.status_code, json_of(refused)["code"]) == (409, "slot-taken")
    assert json_of(refused)["alternatives"]
    fewer = keeper.call("PUT", f"/classes/{scene.run.id}/seats", json={"seats": 0})
    assert [each["name"] for each in json_of(fewer)["holders"]] == ["Sari"]


def test_lists_ask_as_often_for_thirty_as_for_one(app: Flask) -> None:
    keeper = Caller(app, a_scene().keeper)
    course = a_course()

    def more(number: int) -> list[int]:
        for _n in range(number):
            a_class_session(a_run(db.session.merge(course)), slot(9, days=3))
        return [keeper.asked_for(f"{path}?limit=50") for path in ("/classes", "/classes/kept")]

    assert more(1) == more(29)
