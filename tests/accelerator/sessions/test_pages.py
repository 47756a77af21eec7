"""The pages of sessions, as a founder in Jakarta, a mentor in Berlin and staff use them."""

import json
import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accelerator.mentors.models import EngagedBy, Mentor
from accelerator.mentors.services.engaging import Taker, engage
from accelerator.sessions.models import MentorSession, OfficeHour, SessionMove, SessionState
from accelerator.sessions.queries.office_hours import session_of
from booking.bookings.services import Wish
from booking.bookings.services import book as book_room
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.ids import new_id
from tests.accelerator.sessions.stories import Scene, a_scene, another_startup
from tests.counting import asked_for
from tests.factories import a_person, a_space, slot
from tests.factories.programme import a_conflict
from tests.signing_in import sign_in_as


def as_(app: Flask, person: User) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, person)
    return client


def new(scene: Scene, at: str = "", minutes: int = 60) -> str:
    start = f"&at={at}" if at else ""
    return f"/mentoring/pairs/{scene.pairing.id}/sessions/new?minutes={minutes}{start}"


def chosen(hour: float = 15, days: int = 1) -> str:
    return slot(hour, days=days).start.isoformat().replace("+", "%2B")


def only() -> MentorSession:
    return db.session.scalars(select(MentorSession)).unique().one()


def test_common_times_stand_on_the_readers_clock_with_the_others_beside(app: Flask) -> None:
    scene = a_scene()
    founder, mentor = (as_(app, each) for each in (scene.founder, scene.mentor.user))
    page = founder.get(new(scene)).text
    assert '<b class="num">15.00</b><span class="there-line">Berlin Sel 09.00</span>' in page
    page = mentor.get(new(scene)).text
    assert '<b class="num">09:00</b><span class="there-line">Jakarta Di. 15:00</span>' in page


def test_one_button_books_and_leads_to_the_session(app: Flask) -> None:
    scene = a_scene()
    founder = as_(app, scene.founder)
    page = founder.get(new(scene, chosen())).text
    assert "15.00–16.00 WIB" in page and "09.00–10.00" in page
    sent = {"at": slot(15).start.isoformat(), "minutes": "60", "where": "video", "people": "2",
            "agenda": "Pricing", "goals": "One\nTwo"}  # fmt: skip
    answer = founder.post(new(scene).split("?")[0], data=sent)
    session = only()
    assert answer.location.endswith(f"/mentor-sessions/{session.id}")
    assert (session.slot, session.goals, session.zone) == (slot(15), ["One", "Two"], "Asia/Jakarta")
    assert "Pricing" in founder.get(answer.location).text


def test_rooms_that_are_free_are_offered_and_a_taken_one_shows_what_else_there_is(
    app: Flask,
) -> None:
    scene, room = a_scene(), a_space(name="Ciliwung")
    a_space(site=room.site, name="Forum")
    founder = as_(app, scene.founder)
    assert "Ciliwung" in founder.get(new(scene, chosen())).text
    with transaction():
        book_room(Wish(room, slot(15)), booked_by=a_person())
    page = founder.get(new(scene, chosen())).text
    assert "Ciliwung" not in page and "Forum" in page
    sent = {"at": slot(15).start.isoformat(), "minutes": "60", "where": str(room.id), "people": "2"}
    refused = founder.post(new(scene).split("?")[0], data=sent)
    assert refused.status_code == 409
    assert "Forum" in refused.text.split('id="book"')[1]
    assert db.session.scalars(select(MentorSession)).all() == []


def test_who_is_busy_is_named_and_not_with_whom(app: Flask) -> None:
    scene = a_scene()
    startup, founder = another_startup(scene, "Listrik Kota")
    other = scene.paired_with(startup)
    scene.book()
    client = as_(app, founder)
    url = f"/mentoring/pairs/{other.id}/sessions/new"
    page = client.get(f"{url}?minutes=60&at={chosen()}").text
    sent = {"at": slot(15).start.isoformat(), "minutes": "60", "where": "video", "people": "2"}
    refused = client.post(url, data=sent)
    for text in (page, refused.text):
        assert "Rina Kühn is in another meeting" in text
        assert "Banyu Kota" not in text
    assert refused.status_code == 409


def test_who_has_said_no_hours_proposes_a_time_by_hand(app: Flask) -> None:
    scene = a_scene(hours=False)
    founder = as_(app, scene.founder)
    page = founder.get(new(scene) + "&day=2026-11-24&time=20:15").text
    assert "20.15–21.15 WIB" in page
    assert "2026-11-24T13:15:00+00:00" in page


def test_a_time_that_the_clocks_skip_is_refused_in_words(app: Flask) -> None:
    scene = a_scene(hours=False)
    with frozen_at(slot(9, days=90).start):
        mentor = as_(app, scene.mentor.user)
        page = mentor.get(new(scene) + "&day=2027-03-28&time=02:30").text
    assert "02:30" in page and "03:30" in page


def test_a_series_says_when_the_hour_moves_for_the_other_city(app: Flask) -> None:
    scene = a_scene()
    with frozen_at(slot(9, days=100).start):  # early in March
        founder = as_(app, scene.founder)
        with transaction():
            scene.founder.language = "en"
        url = f"/mentoring/pairs/{scene.pairing.id}/sessions/series"
        sent = {"day": "2027-03-16", "time": "15:00", "minutes": "60", "every_weeks": "1",
                "times": "4", "zone": "Asia/Jakarta", "where": "video", "people": "2"}  # fmt: skip
        page = founder.post(url, data=sent | {"step": "look"}).text
        assert "this is 10:00 in Berlin instead of 09:00" in page and "28 March" in page
        assert db.session.scalars(select(MentorSession)).all() == []
        answer = founder.post(url, data=sent | {"step": "book"})
    assert answer.status_code == 303
    assert len(db.session.scalars(select(MentorSession)).unique().all()) == 4


def test_cancelling_says_beforehand_that_it_is_late(app: Flask) -> None:
    scene = a_scene(mentoring={"notice_hours": 48})
    with transaction():
        scene.founder.language = "en"
    session = scene.book()
    founder = as_(app, scene.founder)
    page = founder.get(f"/mentor-sessions/{session.id}/cancel").text
    assert "48 hours before at the latest" in page
    founder.post(f"/mentor-sessions/{session.id}/cancel", data={"reason": "A fair came up"})
    assert (session.state, session.cancelled_late) == (SessionState.CANCELLED, True)


def test_another_time_is_ticked_and_taken_by_a_button(app: Flask) -> None:
    scene = a_scene()
    session = scene.book(slot(15, days=2))
    founder, mentor = (as_(app, each) for each in (scene.founder, scene.mentor.user))
    one = f"/mentor-sessions/{session.id}"
    at = slot(16, days=3).start.isoformat()
    assert at in founder.get(f"{one}/move").text
    founder.post(f"{one}/move", data={"at": [at], "note": "A fair"})
    move = db.session.scalars(select(SessionMove)).one()
    assert "A fair" in mentor.get(one).text
    assert "A fair" not in mentor.get("/mentor-sessions").text
    mentor.post(f"{one}/moves/{move.id}/accept", data={"at": at})
    assert session.slot == slot(16, days=3)


def test_i_am_here_then_how_was_it(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    one = f"/mentor-sessions/{session.id}"
    with frozen_at(session.starts_at - timedelta(minutes=5)):
        founder = as_(app, scene.founder)
        page = founder.get(one).text
        assert f"{one}/here" in page and f"{one}/join" in page
        founder.post(f"{one}/here")
    with frozen_at(session.ends_at + timedelta(minutes=5)):
        founder = as_(app, scene.founder)
        sent = {"useful": "5", "again": "yes", "text": "Good", "next_step": "An offer"}
        assert founder.post(f"{one}/feedback", data=sent).status_code == 303
        mentor = as_(app, scene.mentor.user)
        page = mentor.get(one).text
        assert "An offer" in page and "Good" not in page
        waiting = mentor.get("/mentor-sessions?part=waiting").text
        assert "Banyu Kota" in waiting
        assert "Banyu Kota" not in founder.get("/mentor-sessions?part=waiting").text
    assert session.state is SessionState.HELD


def test_before_its_time_there_is_no_way_in(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    page = as_(app, scene.founder).get(f"/mentor-sessions/{session.id}").text
    assert "/join" not in page and "/here" not in page


def test_sessions_are_found_by_name(app: Flask) -> None:
    scene = a_scene()
    scene.book(agenda="Pricing for cities")
    mentor = as_(app, scene.mentor.user)
    for word, found in (("banyu", True), ("cities", True), ("nobody", False)):
        page = mentor.get(f"/mentor-sessions?q={word}").text
        assert ("/mentor-sessions/" + str(only().id) in page) is found


def test_office_hours_from_opening_to_the_offer_that_a_button_takes(app: Flask) -> None:
    scene = a_scene()
    startup, leader = another_startup(scene)
    mentor, founder, other = (as_(app, p) for p in (scene.mentor.user, scene.founder, leader))
    sent = {"cohort": str(scene.cohort.id), "day": "2026-12-11", "time": "09:00", "minutes": "30",
            "slots": "1", "times": "1", "every_weeks": "1", "where": "video",
            "topic": "Prices"}  # fmt: skip
    looked = mentor.post("/office-hours/new", data=sent | {"step": "look"})
    assert (looked.status_code, db.session.scalars(select(OfficeHour)).all()) == (200, [])
    assert mentor.post("/office-hours/new", data=sent).status_code == 303
    hour = db.session.scalars(select(OfficeHour)).unique().one()
    founder.post(f"/office-hours/{hour.id}/take")
    other.post(f"/office-hours/{hour.id}/take")
    page = other.get("/office-hours").text
    assert "Prices" in page and "Banyu Kota" not in page
    session = session_of(hour)
    assert session is not None
    founder.post(f"/mentor-sessions/{session.id}/cancel", data={"reason": "Not needed"})
    page = other.get("/mentor-sessions").text
    seat = page.split("/office-hours/places/")[1].split('"')[0]
    assert other.get(f"/office-hours/places/{seat}").status_code == 200
    assert session_of(hour) is None  # looking at it takes nothing
    other.post(f"/office-hours/places/{seat}/accept")
    newer = session_of(hour)
    assert newer is not None and newer.startup_id == startup.id
    assert as_(app, scene.founder).get(f"/office-hours/places/{seat}").status_code == 404


def test_staff_filter_and_take_tables_with_them(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    startup, leader = another_startup(scene, "Listrik Kota")
    hidden = scene.paired_with(startup)
    scene.pairing, kept = hidden, scene.pairing
    scene.book(slot(15, days=2), by=leader)
    scene.pairing = kept
    with transaction():
        session.state = SessionState.HELD
    staff = as_(app, scene.manager)
    base = f"/admin/cohorts/{scene.cohort.id}/sessions"
    page = staff.get(f"{base}?state=held").text
    assert f"/mentor-sessions/{session.id}" in page and page.count("/mentor-sessions/0") == 1
    rows = json.loads(staff.get(f"{base}.json").text)
    assert [row["startup"] for row in rows] == ["Banyu Kota", "Listrik Kota"]
    assert rows[0]["starts_at"] == "2026-11-24T15:00 Asia/Jakarta"
    (hours,) = json.loads(staff.get(f"{base}/hours.json").text)
    assert (hours["mentor"], hours["sessions"], hours["hours"]) == ("Rina Kühn", 1, 1.0)
    assert staff.get(f"{base}.xlsx").data[:2] == b"PK"
    a_conflict(scene.manager, startup)
    assert "Listrik Kota" not in staff.get(base).text + staff.get(f"{base}.csv").text


def test_staff_begin_with_what_comes_next_and_page_on_to_the_end(app: Flask) -> None:
    scene = a_scene()
    scene.many(40)
    staff, base = app.test_client(), f"/admin/cohorts/{scene.cohort.id}/sessions"
    in_order = select(MentorSession.id).order_by(MentorSession.starts_at)
    ids = [str(each) for each in db.session.scalars(in_order)]

    def listed(url: str) -> tuple[list[str], str]:
        page = staff.get(url).text
        more = re.search(r'rel="next" href="([^"]+)"', page)
        return re.findall(r"/mentor-sessions/([0-9a-f-]{36})", page), more[1] if more else ""

    with frozen_at(slot(15, days=6).start):  # the fifth has begun, four are over
        sign_in_as(staff, scene.manager)
        coming, more = listed(base)
        rest, no_more = listed(more.replace("&amp;", "&"))
        assert coming + rest == ids[4:] and not no_more
        assert listed(f"{base}?part=past") == (ids[3::-1], "")
        none = staff.get(f"{base}?state=held").text
        assert f"{base}?part=past&amp;state=held" in none
        assert len(json.loads(staff.get(f"{base}.json").text)) == 40


def test_lists_ask_as_often_for_thirty_sessions_as_for_one(app: Flask) -> None:
    scene = a_scene()
    scene.many(1)
    scene.many(1, state=SessionState.HELD)
    staff, mentor = as_(app, scene.manager), as_(app, scene.mentor.user)
    base = f"/admin/cohorts/{scene.cohort.id}/sessions"
    paths = ((staff, base), (staff, f"{base}/hours"), (mentor, "/mentor-sessions"))
    before = [asked_for(client, path)[0] for client, path in paths]
    scene.many(29)
    scene.many(10, state=SessionState.HELD)
    assert [asked_for(client, path)[0] for client, path in paths] == before


def test_office_hours_ask_as_often_for_twelve_as_for_one(app: Flask) -> None:
    scene = a_scene()
    mentor, founder = as_(app, scene.mentor.user), as_(app, scene.founder)
    sent = {"cohort": str(scene.cohort.id), "day": "2026-12-11", "time": "09:00", "minutes": "30",
            "slots": "1", "times": "1", "every_weeks": "1", "where": "video"}  # fmt: skip
    mentor.post("/office-hours/new", data=sent)
    before = [asked_for(client, "/office-hours")[0] for client in (mentor, founder)]
    mentor.post("/office-hours/new", data=sent | {"day": "2026-12-14", "slots": "12"})
    assert [asked_for(client, "/office-hours")[0] for client in (mentor, founder)] == before


def test_choosing_a_time_asks_as_often_on_a_full_calendar(app: Flask) -> None:
    scene = a_scene()
    founder, url = as_(app, scene.founder), new(scene, chosen(16))
    a_space()
    before = asked_for(founder, url)[0]
    for days in range(2, 12):
        with transaction():
            taker = Taker(EngagedBy.MENTOR_DAY, new_id())
            engage([db.session.scalars(select(Mentor.id)).one()], slot(15, days=days), by=taker)
    assert asked_for(founder, url)[0] == before
