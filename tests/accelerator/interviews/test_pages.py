"""The pages: a day arranged by staff, chosen by teams, marked by jurors."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from accelerator.interviews.models import DayPlan, DayState, InterviewDay, Panel
from accelerator.reviews.models import Review, ReviewState
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from tests.accelerator.interviews.stories import LINK, Scene, a_scene, at, letters_to
from tests.counting import asked_for
from tests.factories import a_person
from tests.factories.programme import a_conflict
from tests.hub.accounts.stories import words
from tests.signing_in import sign_in_as


@pytest.fixture
def scene(app: object) -> Scene:
    return a_scene()


def published() -> Scene:
    scene = a_scene()
    scene.panel()
    scene.invite()
    scene.planned()
    scene.publish()
    return scene


def test_a_day_is_made_planned_and_published_on_its_pages(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in_as(client, scene.manager)
    base = f"/admin/cohorts/{scene.cohort.id}/interviews"
    assert "Jury day" in words(client.get(base))
    made = client.post(f"{base}/new", data={
        "name-en": "Second day", "held_on": "2026-11-27", "zone": "Asia/Jakarta",
        "presentation": "10", "questions": "15", "buffer": "5", "round_id": str(scene.round.id),
    })  # fmt: skip
    assert made.status_code == 303
    day = made.location
    panel = client.post(f"{day}/panels/new", data={
        "name": "Panel A", "starts_local": "09:00", "ends_local": "12:00",
        "breaks": "10:00-10:15", "space_id": str(scene.room.id if scene.room else ""),
        "online_url": LINK, "reviewer_ids": [str(each.id) for each in scene.jurors],
    })  # fmt: skip
    assert panel.status_code == 303
    invited = client.post(
        f"{day}/teams", data={"application": [str(each.id) for each in scene.applications]}
    )
    assert invited.status_code == 303
    plan = client.post(f"{day}/plan")
    assert "Take it over" in words(client.get(plan.location))
    client.post(f"{plan.location}/apply")
    page = words(client.get(day))
    assert "Planned, not told" in page and "Every team has a time" in page
    client.post(f"{day}/publish")
    assert "Published" in words(client.get(day))
    assert letters_to(scene.owner(0)) == ["time"]


def test_what_is_refused_is_said_and_kept(client: FlaskClient, scene: Scene) -> None:
    sign_in_as(client, scene.manager)
    day = f"/admin/interviews/{scene.day.id}"
    answer = client.post(f"{day}/panels/new", data={
        "name": "Panel A", "starts_local": "12:00", "ends_local": "09:00", "breaks": "lunch",
    })  # fmt: skip
    assert answer.status_code == 422 and "12:00-13:00" in words(answer)
    client.post(f"{day}/publish")
    assert "Add a panel first" in words(client.get(day))


def test_staff_with_a_conflict_see_nothing_of_that_team(client: FlaskClient) -> None:
    scene = published()
    hidden = scene.applications[1]
    a_conflict(scene.manager, hidden.startup)
    sign_in_as(client, scene.manager)
    page = words(client.get(f"/admin/interviews/{scene.day.id}"))
    assert hidden.startup.name not in page and hidden.reference not in page
    assert "One team is not shown to you" in page
    team = scene.invited(1)
    assert client.get(f"/admin/interview-teams/{team.id}").status_code == 404
    client.post(f"/admin/interviews/{scene.day.id}/plan")
    plan = db.session.query(DayPlan).order_by(DayPlan.made_at.desc()).first()
    assert plan is not None
    page = words(client.get(f"/admin/interview-plans/{plan.id}"))
    assert hidden.startup.name not in page


def test_a_team_chooses_a_time_in_both_zones(client: FlaskClient, scene: Scene) -> None:
    panel = scene.panel()
    invited = scene.invite()[0]
    owner = scene.owner(0)
    sign_in_as(client, owner)
    assert client.get(f"/interviews/{invited.id}").status_code == 404  # nobody is told yet
    scene.choose()
    sign_in_as(client, owner)
    page = words(client.get(f"/interviews/{invited.id}"))
    assert "Choose your time" in page and "09:30" in page
    slot = f"{panel.id} {at('09:30').isoformat()}"
    assert client.post(f"/interviews/{invited.id}", data={"slot": slot}).status_code == 303
    page = words(client.get(f"/interviews/{invited.id}"))
    assert "09:30–09:55 WIB" in page
    sign_in_as(client, scene.owner(1))
    other = scene.invited(1)
    answer = client.post(f"/interviews/{other.id}", data={"slot": slot})
    assert answer.status_code == 409 and "not free any more" in words(answer)
    assert client.post(f"/interviews/{other.id}", data={"slot": "x"}).status_code == 422
    assert client.get(f"/interviews/{invited.id}").status_code == 404  # somebody else's


def test_the_link_opens_around_the_meeting_for_team_and_panel_only(client: FlaskClient) -> None:
    scene = a_scene()
    scene.panel(space_id=None)
    scene.invite(0)
    scene.planned()
    scene.publish()
    meeting = scene.meeting(0)
    assert meeting is not None
    door = f"/interviews/meetings/{meeting.id}/join"
    for person, sees in ((scene.owner(0), True), (scene.jurors[0].user, True), (a_person(), False)):
        sign_in_as(client, person)
        with frozen_at(meeting.starts_at - timedelta(minutes=14)):
            assert client.get(door).status_code == (303 if sees else 404)
        with frozen_at(meeting.starts_at - timedelta(minutes=16)):
            assert client.get(door).status_code == 404
        with frozen_at(meeting.ends_at + timedelta(minutes=11)):
            assert client.get(door).status_code == 404
    assert LINK not in client.get(f"/interviews/{scene.invited(0).id}").text


def test_a_juror_marks_on_their_day(client: FlaskClient) -> None:
    scene = published()
    juror = scene.jurors[0].user
    sign_in_as(client, juror)
    assert "Jury day" in words(client.get("/jury"))
    with frozen_at(at("09:10")):
        page = client.get(f"/jury/{scene.day.id}")
    text = words(page)
    assert "Now:" in text and "Next:" in text and "until 09:25 WIB" in text
    meeting = scene.meeting(0)
    assert meeting is not None
    door = f"/jury/meetings/{meeting.id}/marks"
    sent = {"mark-need": "4", "panel_note": "Clear", "version": "0", "revision": "1"}
    kept = client.post(door, data={**sent, "then": "save"}, headers={"Accept": "application/json"})
    assert kept.status_code == 200 and kept.json is not None and kept.json["version"] == "1"
    again = client.post(door, data=sent, headers={"Accept": "application/json"})
    assert again.json is not None and again.json["version"] == "1"  # its answer had been lost
    other = sent | {"mark-need": "2"}
    clash = client.post(door, data=other, headers={"Accept": "application/json"})
    assert clash.status_code == 409 and clash.json is not None
    assert clash.json["theirs"]["scores"] == {"need": 4}
    half = {**sent, "version": "1", "then": "hand-in"}
    refused = client.post(door, data=half, headers={"Accept": "application/json"})
    assert refused.status_code == 422
    whole = {**half, "mark-evidence": "3"}
    assert client.post(door, data=whole).status_code == 303  # without JavaScript
    review = db.session.query(Review).one()
    assert review.state is ReviewState.SUBMITTED and review.scores == {"need": 4, "evidence": 3}
    assert "Handed in" in words(client.get(f"/jury/{scene.day.id}"))


def test_a_juror_with_a_conflict_sees_nothing_of_the_team(client: FlaskClient) -> None:
    scene = published()
    juror, hidden = scene.jurors[0].user, scene.applications[2]
    meeting = scene.meeting(2)
    assert meeting is not None
    a_conflict(juror, hidden.startup)
    sign_in_as(client, juror)
    page = words(client.get(f"/jury/{scene.day.id}"))
    assert hidden.startup.name not in page and hidden.reference not in page
    sent = {"mark-need": "4", "version": "0", "revision": "1"}
    assert client.post(f"/jury/meetings/{meeting.id}/marks", data=sent).status_code == 404
    with frozen_at(meeting.starts_at):
        assert client.get(f"/interviews/meetings/{meeting.id}/join").status_code == 404


def test_a_blind_round_shows_no_names_to_jurors(client: FlaskClient) -> None:
    scene = a_scene(1)
    with transaction():
        scene.round.blind = True
    scene.panel()
    scene.invite()
    scene.planned()
    scene.publish()
    sign_in_as(client, scene.jurors[0].user)
    page = words(client.get(f"/jury/{scene.day.id}"))
    assert scene.applications[0].startup.name not in page
    assert scene.applications[0].reference in page


def test_strangers_see_no_day(client: FlaskClient) -> None:
    scene = published()
    sign_in_as(client, a_person())
    assert client.get(f"/jury/{scene.day.id}").status_code == 404
    assert client.get(f"/interviews/{scene.invited(0).id}").status_code == 404
    assert client.get(f"/admin/interviews/{scene.day.id}").status_code in (403, 404)


@pytest.mark.parametrize("who", ["staff", "juror"])
def test_a_day_asks_the_database_as_often_for_two_teams_as_for_twelve(
    client: FlaskClient, who: str
) -> None:
    counts = []
    for teams in (2, 12):
        scene = a_scene(teams)
        scene.panel(ends_local="16:00")
        scene.invite()
        scene.planned()
        scene.publish()
        person = scene.manager if who == "staff" else scene.jurors[0].user
        sign_in_as(client, person)
        url = f"/admin/interviews/{scene.day.id}" if who == "staff" else f"/jury/{scene.day.id}"
        counts.append(asked_for(client, url)[0])
    assert counts[0] == counts[1]


def test_a_day_that_is_over_stays_readable(client: FlaskClient) -> None:
    scene = published()
    sign_in_as(client, scene.manager)
    client.post(f"/admin/interviews/{scene.day.id}/finish")
    db.session.expire_all()
    assert db.session.get_one(InterviewDay, scene.day.id).state is DayState.DONE
    panel = db.session.query(Panel).filter_by(day_id=scene.day.id).one()
    assert "Over" in words(client.get(f"/admin/interviews/{scene.day.id}"))
    assert client.get(f"/admin/interview-panels/{panel.id}").status_code == 200
    assert not re.search(r"Call it off", words(client.get(f"/admin/interviews/{scene.day.id}")))
