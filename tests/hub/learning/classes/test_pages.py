"""The catalogue, a class and a course as everybody sees them; the pages of those who keep them."""

import gzip
import json
import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.learning.classes import services
from hub.learning.classes.models import ClassRun, Entry, Mode
from hub.learning.classes.queries.showing import Action, PlaceShown, let_show_place
from hub.learning.courses.models import Level
from tests.counting import asked_for
from tests.factories import a_person, a_space, slot
from tests.factories.learning import (
    a_class_manager,
    a_class_session,
    a_course,
    a_place,
    a_run,
    an_enrolment,
)
from tests.hub.learning.classes.stories import TUESDAY_TEN, Scene, a_scene
from tests.signing_in import sign_in_as

SECRET = "secret-room"


@pytest.fixture
def scene(app: Flask) -> Scene:
    found = a_scene(seats=2)
    with transaction():
        found.course.summary = {"en": "What a licence lets you do.", "id": "Apa yang boleh."}
        found.course.topics, found.course.dimensions = ["open-data"], ["governance"]
        found.course.level = Level.PRACTICE
    for week in range(3):
        found.plan(TUESDAY_TEN + timedelta(weeks=week), title={"en": f"Part {week + 1}"})
    found.publish()
    return found


def listed(client: FlaskClient, search: str = "") -> list[str]:
    page = client.get(f"/classes{search}")
    assert page.status_code == 200
    return re.findall(r'class="cover" href="/classes/([^"]+)"', page.text)


def test_everybody_finds_a_class_by_words_subject_time_and_free_places(
    client: FlaskClient, scene: Scene
) -> None:
    other = a_run(a_course(title={"en": "Pitching to a city"}), language="id", mode=Mode.HYBRID)
    a_class_session(other, slot(9, days=60))
    assert listed(client) == [scene.run.slug, other.slug]
    assert listed(client, "?q=pitching+city") == [other.slug]
    assert listed(client, "?q=budi") == [scene.run.slug]
    for search in ("?topic=open-data", "?dimension=governance", "?level=practice", "?language=en"):
        assert listed(client, search) == [scene.run.slug], search
    assert listed(client, "?mode=hybrid") == [other.slug]
    assert listed(client, "?order=latest") == [other.slug, scene.run.slug]
    assert listed(client, "?topic=maps&q=nothing") == []
    for person in (a_person(), a_person()):
        a_place(scene.run, person)
    assert listed(client, "?free=1") == [other.slug]
    with frozen_at(scene.run.ends_at or slot().end):
        assert listed(client, "?part=past") == [scene.run.slug]


@pytest.mark.parametrize("search", ["?part=never", "?order=x&topic=%00", "?cursor=x", "?site=zzz"])
def test_odd_searches_are_answered(client: FlaskClient, scene: Scene, search: str) -> None:
    assert client.get(f"/classes{search}").status_code in (200, 400)


def test_drafts_are_seen_by_those_who_teach_them_alone(client: FlaskClient, app: Flask) -> None:
    draft = a_scene()
    draft.plan()
    assert listed(client) == []
    assert client.get(f"/classes/{draft.run.slug}").status_code == 404
    assert client.get(f"/classes/{draft.run.slug}/calendar.ics").status_code == 404
    sign_in_as(client, draft.teacher)
    assert client.get(f"/classes/{draft.run.slug}").status_code == 200


def test_the_page_shows_every_citys_clock_and_says_what_is_free(
    client: FlaskClient, scene: Scene
) -> None:
    page = client.get(f"/classes/{scene.run.slug}").text
    assert "Tue 1 Dec 2026" in page and "10:00–11:30 WIB" in page
    assert "Berlin" in page and "04:00" in page and "Tarakan" in page and "11:00" in page
    assert "2 places" in page and "Budi" in page and "Data engineer" in page
    for person in (a_person(), a_person(), a_person()):
        a_place(scene.run, person)
    assert "Full, 1 waits" in client.get(f"/classes/{scene.run.slug}").text


def test_a_series_that_moves_for_berlin_says_from_when(client: FlaskClient, app: Flask) -> None:
    scene = a_scene()
    for week in range(4):
        scene.plan(TUESDAY_TEN + timedelta(weeks=15 + week))
    scene.publish()
    page = client.get(f"/classes/{scene.run.slug}").text
    assert "From Sun 28 Mar 2027 the start moves from 04:00 to 05:00." in page


def test_where_it_meets_on_video_is_on_no_page_and_in_no_feed(
    client: FlaskClient, scene: Scene
) -> None:
    run_id = scene.run.id
    session_id = scene.run.sessions[0].id
    sign_in_as(client, scene.keeper)
    for path in (
        f"/classes/{scene.run.slug}",
        f"/classes/{scene.run.slug}?view=text",
        f"/classes/{scene.run.slug}/calendar.ics",
        f"/courses/{scene.course.slug}",
        f"/admin/classes/{run_id}",
        f"/admin/classes/{run_id}/sessions/{session_id}",
        f"/admin/classes/{run_id}/sessions/{session_id}/move",
    ):
        page = client.get(path)
        assert page.status_code == 200, path
        assert SECRET not in page.text and "video.example" not in page.text, path


def test_search_engines_read_the_course_its_run_and_its_sessions(
    client: FlaskClient, scene: Scene
) -> None:
    with transaction():
        scene.course.title = {"en": "Open data</script><script>alert(1)</script>"}
    page = client.get(f"/classes/{scene.run.slug}").text
    assert "<script>alert" not in page
    found = re.search(r'<script type="application/ld\+json">(.+?)</script>', page)
    assert found is not None
    data = json.loads(found.group(1))
    (instance,) = data["hasCourseInstance"]
    assert (data["@type"], instance["@type"]) == ("Course", "CourseInstance")
    assert instance["startDate"] == "2026-12-01T10:00+07:00"
    assert [each["@type"] for each in instance["subEvent"]] == ["Event"] * 3
    assert instance["offers"]["price"] == "0.00"


def test_the_calendar_holds_what_stands_and_what_was_cancelled(
    client: FlaskClient, scene: Scene
) -> None:
    with transaction():
        services.cancel_session(scene.run.sessions[0], by=scene.teacher, reason="Budi is ill")
    answer = client.get(f"/classes/{scene.run.slug}/calendar.ics")
    assert answer.mimetype == "text/calendar"
    assert answer.text.count("BEGIN:VEVENT") == 3
    assert answer.text.count("STATUS:CANCELLED") == 1 and "SEQUENCE:1" in answer.text


def test_a_cancelled_class_says_why(client: FlaskClient, scene: Scene) -> None:
    with transaction():
        services.cancel_run(scene.run, by=scene.keeper, reason="Too few people came")
    assert "Too few people came" in client.get(f"/classes/{scene.run.slug}").text
    assert "Cancelled" in client.get("/classes").text


def test_the_storey_above_says_what_place_one_has(client: FlaskClient, scene: Scene) -> None:
    from hub.learning.classes.queries import showing

    before = (list(showing._one), list(showing._many))
    try:
        let_show_place(
            lambda run, _person: PlaceShown("You are 4th", actions=(Action("Leave", "/leave"),)),
            lambda runs, _person: {runs[0].id: PlaceShown("", chip="4th in line")},
        )
        page = client.get(f"/classes/{scene.run.slug}").text
        assert "You are 4th" in page and 'href="/leave"' in page
        sign_in_as(client, a_person())
        assert "4th in line" in client.get("/classes").text
    finally:
        showing._one[:], showing._many[:] = before


def test_the_page_leads_in_and_says_where_one_stands(client: FlaskClient, scene: Scene) -> None:
    path, enrol = f"/classes/{scene.run.slug}", f"/classes/{scene.run.slug}/enrol"
    assert ">Enrol</a>" in client.get(path).text and enrol in client.get(path).text
    for _n in range(2):
        an_enrolment(scene.run)
    waits = an_enrolment(scene.run).user
    assert "Join the line" in client.get(path).text
    sign_in_as(client, waits)
    assert "You are number 1 in line." in client.get(path).text
    assert "Number 1 in line" in client.get("/classes").text
    sign_in_as(client, scene.keeper)
    assert (
        f"/admin/classes/{scene.run.id}/line" in client.get(f"/admin/classes/{scene.run.id}").text
    )


def test_on_a_slow_line_a_page_is_words_alone_and_remembered(
    client: FlaskClient, scene: Scene
) -> None:
    path = f"/classes/{scene.run.slug}"
    for page in (client.get(path, headers={"Save-Data": "on"}), client.get(f"{path}?view=text")):
        assert len(page.data) < 15_000 and "stylesheet" not in page.text and "<img" not in page.text
        assert "Part 1" in page.text
    assert "stylesheet" not in client.get("/classes").text
    assert "stylesheet" in client.get(f"{path}?view=full").text
    assert "stylesheet" in client.get(path, headers={"Save-Data": "on"}).text


def test_the_first_view_of_a_class_is_within_sixty_kilobytes(
    client: FlaskClient, scene: Scene
) -> None:
    """All that a browser fetches, over the wire, once: page, styles, script, pictures, font."""
    weight, seen = 0, set()
    page = client.get(f"/classes/{scene.run.slug}", headers={"Accept-Encoding": "gzip"})
    text = gzip.decompress(page.data).decode()
    weight += len(page.data)
    for path in re.findall(r'(?:href|src)="(/static/[^"#]+)', text):
        if path not in seen:
            seen.add(path)
            weight += _over_the_wire(client, path)
    weight += _over_the_wire(client, "/static/vendor/plus-jakarta-sans/5.3.0/latin.woff2")
    assert len(seen) > 4 and weight <= 60_000, weight


def _over_the_wire(client: FlaskClient, path: str) -> int:
    with client.get(path, headers={"Accept-Encoding": "gzip"}) as answer:
        return len(answer.data)


def test_lists_ask_as_often_for_thirty_classes_as_for_one(client: FlaskClient, app: Flask) -> None:
    sign_in_as(client, a_class_manager())
    course = a_course(slug="counted")
    paths = ("/classes", "/admin/classes", "/courses/counted")

    def more(number: int) -> list[int]:
        for _n in range(number):
            a_class_session(a_run(db.session.merge(course)), slot(9, days=3))
        return [asked_for(client, path)[0] for path in paths]

    assert more(1) == more(29)


def test_a_keeper_makes_plans_and_publishes_a_class_by_its_pages(
    client: FlaskClient, app: Flask
) -> None:
    made = a_scene()
    room = a_space(capacity_people=30)
    sign_in_as(client, made.keeper)
    form = {
        "course": str(made.course.id), "seats": "12", "mode": "hybrid", "language": "id",
        "zone": "Asia/Jakarta", "site": str(room.site_id), "price": "150000", "currency": "IDR",
        "title-en": "Open data, evenings",
    }  # fmt: skip
    answer = client.post("/admin/classes/new", data=form)
    assert answer.status_code == 303, answer.text
    path = answer.location
    run = db.session.get_one(ClassRun, UUID(path.rpartition("/")[2]))
    assert (run.price_minor, run.mode) == (15_000_000, Mode.HYBRID)
    dates = {
        "day": "2026-12-01", "time": "18:00", "minutes": "90", "times": "3", "every_weeks": "1",
        "space": str(room.id), "provider": "jitsi", "is_required": "y",
    }  # fmt: skip
    looked = client.post(f"{path}/sessions/new", data=dates | {"step": "look"})
    assert looked.status_code == 200 and "3 of 3 can be had" in looked.text
    assert client.post(f"{path}/sessions/new", data=dates | {"step": "plan"}).status_code == 303
    add = {"email": made.teacher.email, "title": "Engineer"}
    assert client.post(f"{path}/instructors", data=add).status_code == 303
    assert client.post(f"{path}/publish").status_code == 303
    db.session.expire_all()
    assert run.is_shown and len(run.sessions) == 3
    page = client.get(f"/classes/{run.slug}").text
    assert "Open data, evenings" in page and room.name in page and "150,000" in page


def test_a_key_is_shown_once(client: FlaskClient, scene: Scene) -> None:
    sign_in_as(client, scene.keeper)
    path = f"/admin/classes/{scene.run.id}/entry"
    form = {"entry": "key", "version": str(scene.run.version), "groups": "civil-servants"}
    shown = client.post(path, data=form)
    found = re.search(r"<code>(\w{4}-\w{4})</code>", shown.text)
    assert found is not None
    db.session.expire_all()
    assert scene.run.entry is Entry.KEY and services.is_key(scene.run, found.group(1))
    assert scene.run.audience == {"groups": ["civil-servants"]}
    assert found.group(1) not in client.get(path).text


def test_fewer_places_than_are_held_are_refused_with_names(
    client: FlaskClient, scene: Scene
) -> None:
    for name in ("Sari", "Anke"):
        a_place(scene.run, a_person(name=name))
    sign_in_as(client, scene.keeper)
    client.post(f"/admin/classes/{scene.run.id}/seats", data={"seats": "1"})
    page = client.get(f"/admin/classes/{scene.run.id}").text
    assert "Sari, Anke" in page


def test_cancelling_says_first_how_many_are_told(client: FlaskClient, scene: Scene) -> None:
    a_place(scene.run, a_person()), a_place(scene.run, a_person()), a_place(scene.run, a_person())
    session = scene.run.sessions[0]
    sign_in_as(client, scene.teacher)
    path = f"/admin/classes/{scene.run.id}/sessions/{session.id}"
    assert "2 people with a place are told" in client.get(f"{path}/cancel").text
    assert "2 people with a place are told" in client.get(f"{path}/move").text
    assert client.post(f"{path}/cancel", data={"reason": "Rain"}).status_code == 303
    sign_in_as(client, scene.keeper)
    whole = client.get(f"/admin/classes/{scene.run.id}/cancel").text
    assert "3 people who have a place or wait for one are told" in whole


def test_whom_a_class_does_not_concern_finds_none_of_its_pages(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in_as(client, a_person())
    session_id = scene.run.sessions[0].id
    for path in ("", "/sessions/new", f"/sessions/{session_id}", f"/sessions/{session_id}/move"):
        assert client.get(f"/admin/classes/{scene.run.id}{path}").status_code == 404
