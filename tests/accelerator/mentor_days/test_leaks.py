"""Wishes and feedback stay with the side that said them: on pages, in the API, in mails, exports,
on paper and in the history."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accelerator.mentor_days.services import after
from accelerator.mentors.models import Preference, Side
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.history.models import Entry
from hub.outbox.models import Message
from tests.accelerator.mentor_days.stories import Scene, a_scene, at
from tests.api import Caller
from tests.factories import kept
from tests.signing_in import sign_in_as

NOTE = "never-again-with-them"


@pytest.fixture
def scene(app: Flask) -> Scene:
    """Startup 0 wishes for mentors 2 and 1; mentor 3 is wished for by it and cannot come. The plan
    is published, they have met, and both sides have said how it was."""
    scene = a_scene(2, 4)
    scene.gather()
    scene.wish(0, 3, 2, 1)
    scene.wish(1, 0, 1)
    scene.confirm(3, windows=[("08:00", "08:30")])
    scene.plan()
    scene.publish()
    meeting = next(m for m in scene.meetings() if m.startup_id == scene.parts[0].startup_id)
    with frozen_at(meeting.ends_at), transaction():
        after.say(meeting, 1, note=NOTE, by=scene.owner(0))
    return scene


def client_of(app: Flask, person: User) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, person)
    return client


def of_staff(scene: Scene) -> list[str]:
    base = f"/admin/mentor-days/{scene.day.id}"
    return [
        base,
        *(f"{base}/plan?by={by}" for by in ("rooms", "mentors", "startups")),
        f"{base}/plan.json",
        f"{base}/plan.csv",
        f"{base}/live",
        *(f"/admin/mentor-day-startups/{scene.startup(n).id}" for n in (0, 1)),
        *(f"/admin/mentor-day-meetings/{each.id}/move" for each in scene.meetings()),
    ]


def api_of_staff(scene: Scene) -> list[str]:
    base = f"/mentor-days/{scene.day.id}"
    return [base, *(f"{base}/{end}" for end in ("startups", "mentors", "rooms", "plan"))]


def test_staff_see_that_a_startup_has_wished_never_for_whom(app: Flask, scene: Scene) -> None:
    """Mentor 3, whom startup 0 wished for in vain, is on the day like anybody else: nowhere beside
    that startup. What failed is counted, with the reason."""
    client = client_of(app, scene.manager)
    wanted, unmet = scene.parts[0].startup.name, scene.given[3].mentor.name
    page = client.get(f"/admin/mentor-days/{scene.day.id}/plan").text
    short = page[page.index("Fewer meetings than wanted") :] if "Fewer meetings" in page else ""
    assert unmet not in short
    for path in of_staff(scene):
        text = client.get(path).text
        assert NOTE not in text, path
        beside = [row for row in re.split(r"</tr>|</li>", text) if wanted in row and unmet in row]
        assert beside == [], path
    caller = Caller(app, scene.manager)
    for path in api_of_staff(scene):
        text = caller.call("GET", path).text
        assert NOTE not in text and '"wishes": [' not in text and '"wishes":[' not in text, path
    plan = caller.call("GET", f"/mentor-days/{scene.day.id}/plan").json
    assert plan["short"] == [] or str(scene.given[3].mentor_id) not in str(plan["short"])


def test_nobody_reads_what_the_other_side_has_said(app: Flask, scene: Scene) -> None:
    meeting = next(m for m in scene.meetings() if m.startup_id == scene.parts[0].startup_id)
    n = next(i for i, g in enumerate(scene.given) if g.mentor_id == meeting.mentor_id)
    mentor = scene.mentor_person(n)
    with frozen_at(meeting.ends_at):
        client = client_of(app, mentor)
        pages = [f"/mentor-days/mentors/{scene.mentor(n).id}",
                 f"/mentor-days/meetings/{meeting.id}/feedback"]  # fmt: skip
        for path in pages:
            answer = client.get(path)
            assert answer.status_code == 200 and NOTE not in answer.text
        said = Caller(app, mentor).call("GET", f"/mentor-days/meetings/{meeting.id}/feedback")
        assert said.json == {"rating": None, "note": ""}
        own = client_of(app, scene.owner(0)).get(pages[1]).text
        assert NOTE in own  # the control
        for stranger in (scene.owner(1), scene.manager):
            asked = Caller(app, stranger).call(
                "GET", f"/mentor-days/meetings/{meeting.id}/feedback"
            )
            assert asked.status_code == 404


def test_a_startup_sees_its_own_plan_only(app: Flask, scene: Scene) -> None:
    client = client_of(app, scene.owner(1))
    assert client.get(f"/mentor-days/startups/{scene.startup(0).id}").status_code == 404
    assert client.get(f"/mentor-days/startups/{scene.startup(0).id}/plan.pdf").status_code == 404
    page = client.get(f"/mentor-days/startups/{scene.startup(1).id}").text
    assert scene.parts[0].startup.name not in page
    client = client_of(app, scene.mentor_person(0))
    for n in (1, 2, 3):
        assert client.get(f"/mentor-days/mentors/{scene.mentor(n).id}").status_code == 404
    assert client.get(f"/mentor-days/startups/{scene.startup(1).id}").status_code == 404


def test_mails_and_history_hold_neither_wishes_nor_words(app: Flask, scene: Scene) -> None:
    ids = {str(each.mentor_id) for each in scene.given}
    for entry in db.session.scalars(select(Entry)):
        text = f"{entry.before} {entry.after} {entry.reason}"
        assert NOTE not in text
        if entry.action == "day-startup.wished":
            assert not [each for each in ids if each in text]
    for message in db.session.scalars(select(Message)):
        assert NOTE not in message.text
        if message.to_email == scene.mentor_person(3).email:
            assert scene.parts[0].startup.name not in message.text


def test_who_has_ruled_a_startup_out_is_still_offered_to_it(app: Flask) -> None:
    """Else its absence would tell."""

    scene = a_scene(1, 2)
    scene.gather()
    kept(Preference(cohort_id=scene.cohort.id, side=Side.MENTOR, is_veto=True,
                    startup_id=scene.parts[0].startup_id, mentor_id=scene.given[0].mentor_id,
                    set_by_id=scene.mentor_person(0).id))  # fmt: skip
    own = f"/mentor-days/startups/{scene.startup(0).id}"
    page = client_of(app, scene.owner(0)).get(own).text
    assert scene.given[0].mentor.name in page
    scene.wish(0, 0, 1)
    scene.plan()
    with frozen_at(at("08:00")):
        assert [m.mentor_id for m in scene.meetings()] == [scene.given[1].mentor_id]
