"""Pages of the register, as who learns and who teaches use them."""

import io
from datetime import timedelta
from typing import Any

from flask import Flask

from hub.core.clock import frozen_at
from hub.learning.attendance.queries import minutes_of
from hub.learning.attendance.queries.register import live_code
from tests.counting import asked_for
from tests.factories import a_person, slot
from tests.factories.learning import a_class_session, a_run, an_enrolment, an_instructor
from tests.signing_in import sign_in_as

MINUTE = timedelta(minutes=1)


def a_scene(app: Flask) -> Any:
    run = a_run()
    session = a_class_session(run, slot(15, 90))
    budi = an_instructor(run, a_person(name="Budi"))
    siti = an_enrolment(run, a_person(name="Siti", email="siti@home.example")).user
    teacher, learner = app.test_client(), app.test_client()
    sign_in_as(teacher, budi)
    sign_in_as(learner, siti)
    return run, session, siti, teacher, learner


def test_a_learner_opens_the_qr_and_presses_one_button(app: Flask) -> None:
    run, session, siti, teacher, learner = a_scene(app)
    with frozen_at(session.starts_at):
        wall = teacher.post(f"/teach/sessions/{session.id}/register/code", follow_redirects=True)
        shown = live_code(session)
        assert shown is not None
        code = shown.code
        looked = learner.get(f"/check-in/{code}")
        pressed = learner.post(f"/check-in/{code}")

    assert f"{code[:3]} {code[3:]}" in wall.text
    assert "I am here" in looked.text
    assert "You are on the list." in pressed.text
    assert minutes_of(run, [siti.id]) == {siti.id: (90, 90)}


def test_a_wrong_code_is_told_and_what_was_typed_stays(app: Flask) -> None:
    *_, learner = a_scene(app)

    answer = learner.post("/check-in", data={"code": "abc 123"})

    assert answer.status_code == 404
    assert "No session has this code now." in answer.text
    assert 'value="abc 123"' in answer.text


def test_a_report_is_read_named_and_taken_back_on_the_page(app: Flask) -> None:
    run, session, siti, teacher, _ = a_scene(app)
    text = (
        "Name,Email,Join Time,Leave Time\n"
        "Siti,siti@home.example,2026-11-24 15:00,2026-11-24 15:45\n"
        "iPhone,,2026-11-24 15:30,2026-11-24 16:30\n"
    )
    form = {"report": (io.BytesIO(text.encode()), "zoom.csv"), "zone": "Asia/Jakarta"}
    base = f"/teach/sessions/{session.id}/register"

    page = teacher.post(f"{base}/report", data=form, follow_redirects=True)
    stay = page.text.partition("/register/unknown/")[2][:36]
    named = teacher.post(
        f"{base}/unknown/{stay}", data={"person": str(siti.id)}, follow_redirects=True
    )

    assert "Who was that?" in page.text
    assert "iPhone" in page.text
    assert "Who was that?" not in named.text
    assert minutes_of(run, [siti.id])[siti.id] == (90, 90)


def test_what_is_no_report_is_refused_with_what_is_missing(app: Flask) -> None:
    _, session, _, teacher, _ = a_scene(app)
    form = {"report": (io.BytesIO(b"\x00\x01colour\nred\n"), "x.csv"), "zone": "Asia/Jakarta"}

    answer = teacher.post(f"/teach/sessions/{session.id}/register/report", data=form)

    assert answer.status_code == 422
    assert "This file needs a column with names or e-mail addresses" in answer.text


def test_the_list_by_hand_changes_only_what_was_changed(app: Flask) -> None:
    run, session, siti, teacher, _ = a_scene(app)
    anke = an_enrolment(run, a_person(name="Anke")).user
    data = {
        f"minutes-{siti.id}": "45",
        f"was-minutes-{siti.id}": "",
        f"minutes-{anke.id}": "",
        f"was-minutes-{anke.id}": "",
    }

    teacher.post(f"/teach/sessions/{session.id}/register", data=data)

    assert minutes_of(run, [siti.id, anke.id]) == {siti.id: (45, 90), anke.id: (0, 90)}
    csv = teacher.get(f"/teach/sessions/{session.id}/register.csv").text
    assert '"Siti","siti@home.example","45"' in csv


def test_ticks_from_the_door_come_back_with_what_became_of_them(app: Flask) -> None:
    run, session, siti, teacher, learner = a_scene(app)
    at = session.starts_at + 2 * MINUTE
    tick = {"id": "a", "person": str(siti.id), "at": at.isoformat()}
    door = f"/teach/sessions/{session.id}/door"

    with frozen_at(session.ends_at):
        first = teacher.post(door, json=[tick])
        again = teacher.post(door, json=[tick, tick | {"id": "b"}])
        strangers = learner.post(door, json=[tick])
        broken = teacher.post(door, json=[{"id": "a"}])

    assert [each["outcome"] for each in first.json] == ["taken"]
    assert [each["outcome"] for each in again.json] == ["taken", "double"]
    assert strangers.status_code == 404
    assert broken.status_code == 400
    assert minutes_of(run, [siti.id]) == {siti.id: (90, 90)}


def test_thirty_names_take_as_many_questions_as_one(app: Flask) -> None:
    run, session, _, teacher, _ = a_scene(app)
    page = f"/teach/sessions/{session.id}/register"
    few, _ = asked_for(teacher, page)
    for _number in range(15):
        an_enrolment(run)

    many, _ = asked_for(teacher, page)

    assert many == few
