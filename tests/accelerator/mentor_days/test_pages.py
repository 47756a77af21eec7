"""The pages: a day arranged by staff, wished for by startups, seen by both sides."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from accelerator.mentor_days.models import DayFeedback, DayMeetingState, MentorDay, MentorDayState
from accelerator.mentor_days.queries.boards import Across, board_of
from accelerator.mentor_days.queries.days import gathering
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db
from tests.accelerator.mentor_days.stories import (
    Scene,
    a_scene,
    at,
    letters_to,
    planned,
    published,
)
from tests.counting import asked_for
from tests.factories import a_person
from tests.factories.programme import a_conflict
from tests.hub.accounts.stories import words
from tests.signing_in import sign_in_as


@pytest.fixture
def scene(app: object) -> Scene:
    return a_scene()


def test_a_day_is_made_wished_planned_and_published_on_its_pages(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in_as(client, scene.manager)
    base = f"/admin/cohorts/{scene.cohort.id}/mentor-days"
    assert "Meet the mentors" in words(client.get(base))
    made = client.post(f"{base}/new", data={
        "name-en": "Second day", "held_on": "2026-11-27", "zone": "Asia/Jakarta",
        "starts_local": "09:00", "ends_local": "13:00", "breaks": "11:00-12:00",
        "meeting_minutes": "25", "gap_minutes": "5", "wanted": "2",
        "wishes_day": "2026-11-25", "wishes_time": "18:00",
    })  # fmt: skip
    assert made.status_code == 303
    day = made.location
    assert "6 times for meetings, 25 minutes each" in words(client.get(day))
    assert (
        "add mentors and startups first"
        in words(client.post(f"{day}/plan", follow_redirects=True)).lower()
    )
    mentors = [str(each.mentor_id) for each in scene.given]
    assert client.post(f"{day}/mentors", data={"mentor": mentors}).status_code == 303
    startups = [str(each.startup_id) for each in scene.parts]
    assert client.post(f"{day}/startups", data={"startup": startups}).status_code == 303
    rooms = {"tables": "3", "hall": str(scene.hall.id)}
    assert client.post(f"{day}/rooms", data=rooms).status_code == 303
    client.post(f"{day}/ask")
    scene.day = db.session.query(MentorDay).filter(MentorDay.id != scene.day.id).one()
    assert letters_to(scene.owner(0)) == ["asked"] == letters_to(scene.mentor_person(0))

    sign_in_as(client, scene.owner(0))
    own = f"/mentor-days/startups/{scene.startup(0).id}"
    assert "Whom would you like to meet?" in words(client.get(own))
    answer = client.post(own, data={"wish": [mentors[1], "", mentors[0]], "away": "09:00-09:30"})
    assert answer.status_code == 303
    assert scene.startup(0).wishes == [mentors[1], mentors[0]]
    sign_in_as(client, scene.mentor_person(0))
    theirs = f"/mentor-days/mentors/{scene.mentor(0).id}"
    assert client.post(theirs, data={"windows": "09:00-11:00"}).status_code == 303
    assert "confirmed your time" in words(client.get(theirs))

    sign_in_as(client, scene.manager)
    plan = client.post(f"{day}/plan")
    assert plan.location == f"{day}/plan"
    assert "meetings, and no more are possible" in words(client.get(plan.location))
    confirmation = words(client.get(f"{day}/publish"))
    assert "Rooms that are booked" in confirmation and "Mails" in confirmation
    client.post(f"{day}/publish")
    assert "Published" in words(client.get(day))
    assert letters_to(scene.owner(0)) == ["asked", "plan"]
    sign_in_as(client, scene.owner(0))
    page = words(client.get(own))
    assert scene.given[1].mentor.name in page and "WIB" in page


def test_what_is_refused_is_said_and_kept(client: FlaskClient, scene: Scene) -> None:
    sign_in_as(client, scene.manager)
    answer = client.post(f"/admin/mentor-days/{scene.day.id}/edit", data={
        "name-en": "Kept", "held_on": "2026-11-26", "zone": "Nowhere/Else", "starts_local": "13:00",
        "ends_local": "09:00", "meeting_minutes": "25", "gap_minutes": "5", "wanted": "2",
        "breaks": "lunch",
    })  # fmt: skip
    page = words(answer)
    assert answer.status_code == 422 and "09:00-12:00" in page
    answer = client.post(f"/admin/mentor-days/{scene.day.id}/rooms", data={"tables": "0"})
    assert answer.status_code == 422 and "say how many tables" in words(answer)


def test_staff_with_a_conflict_see_nothing_of_that_startup(client: FlaskClient) -> None:
    scene = published()
    hidden = scene.parts[1].startup
    a_conflict(scene.manager, hidden)
    sign_in_as(client, scene.manager)
    base = f"/admin/mentor-days/{scene.day.id}"
    for end in ("", "/plan", "/plan?by=mentors", "/plan?by=startups", "/publish", "/live",
                "/plan.json", "/plan.csv", "/meetings/new", "/startups"):  # fmt: skip
        assert hidden.name not in client.get(f"{base}{end}").text, end
    assert "One startup is not shown to you" in words(client.get(base))
    meeting = scene.meeting(1, 1)
    assert meeting is not None
    assert client.get(f"/admin/mentor-day-meetings/{meeting.id}/move").status_code == 404
    assert client.get(f"/admin/mentor-day-startups/{scene.startup(1).id}").status_code == 404
    client.post(f"/admin/mentor-day-mentors/{scene.mentor(1).id}/away")
    client.post(f"{base}/mend")
    page = words(client.get(f"{base}/proposal"))
    assert hidden.name not in page and "not shown to you" in page


def test_a_meeting_is_moved_by_hand_once_it_is_seen_what_it_does(client: FlaskClient) -> None:
    scene = planned(2, 2)
    first, second = scene.meetings()[:2]
    assert first.slot == second.slot == 0
    other = scene.meetings()[2]
    sign_in_as(client, scene.manager)
    move = f"/admin/mentor-day-meetings/{first.id}/move"
    assert "Move it by hand" in words(client.get(move))
    answer = client.post(move, data={"slot": "1", "room": ""})
    assert answer.status_code == 303
    page = words(client.get(answer.location))
    assert first.startup.name in page and "Take it over" in page
    assert {m.id: m.slot for m in scene.meetings()}[first.id] == 0  # nothing has moved yet
    client.post(f"{answer.location}/apply")
    moved = {m.id: m for m in scene.meetings()}
    assert moved[first.id].slot == 1 and moved[first.id].is_fixed
    assert moved[other.id].slot != 1 or moved[other.id].mentor_id != first.mentor_id
    client.post(f"/admin/mentor-days/{scene.day.id}/plan")
    assert {(m.startup_id, m.mentor_id): m.slot for m in scene.meetings()}[
        first.startup_id, first.mentor_id
    ] == 1


def test_a_move_to_where_nobody_is_is_refused_in_words(client: FlaskClient) -> None:
    scene = a_scene(2, 2)
    scene.gather()
    scene.wish_all()
    scene.confirm(0, windows=[("09:00", "10:00")])
    scene.plan()
    meeting = next(m for m in scene.meetings() if m.mentor_id == scene.given[0].mentor_id)
    sign_in_as(client, scene.manager)
    answer = client.post(
        f"/admin/mentor-day-meetings/{meeting.id}/move", data={"slot": "4", "room": ""}
    )
    assert answer.status_code == 422 and "not there then" in words(answer)


def test_the_day_itself_now_next_the_link_and_how_it_was(client: FlaskClient) -> None:
    scene = a_scene(1, 2)
    scene.gather()
    scene.confirm(0, on_video=True, video_url="https://meet.example/budi")
    scene.wish(0, 0, 1)
    scene.plan()
    scene.publish()
    video, table = sorted(scene.meetings(), key=lambda each: each.room_id is not None)
    own = f"/mentor-days/startups/{scene.startup(0).id}"
    join = f"/mentor-days/meetings/{video.id}/join"
    sign_in_as(client, scene.owner(0))
    assert "https://meet.example" not in client.get(own).text
    assert client.get(join).status_code == 404
    with frozen_at(video.starts_at - timedelta(minutes=5)):
        sign_in_as(client, scene.owner(0))
        assert "Join" in words(client.get(own))
        assert client.get(join).location == "https://meet.example/budi"
        sign_in_as(client, a_person())
        assert client.get(join).status_code == 404
        sign_in_as(client, scene.manager)
        assert client.get(join).status_code == 404  # the link is for the two sides
        assert client.get(f"/mentor-days/meetings/{table.id}/join").status_code == 404
    with frozen_at(video.starts_at + timedelta(minutes=30)):
        sign_in_as(client, scene.owner(0))
        say = f"/mentor-days/meetings/{video.id}/feedback"
        assert "Only your side" in words(client.get(say))
        assert client.post(say, data={"rating": "9"}).status_code == 422
        assert client.post(say, data={"rating": "4", "note": "Sharp"}).status_code == 303
        assert "Change what you said" in words(client.get(own))
        client.post(f"/mentor-days/meetings/{table.id}/missed")
    said = db.session.query(DayFeedback).one()
    assert (said.rating, said.note) == (4, "Sharp")
    db.session.expire_all()
    assert video.state is DayMeetingState.HELD


def test_the_board_in_the_hall_shows_now_and_next(client: FlaskClient) -> None:
    scene = published()
    live = f"/admin/mentor-days/{scene.day.id}/live"
    sign_in_as(client, scene.manager)
    page = client.get(live)
    assert "Next, at 09:00" in words(page)
    assert 'http-equiv="refresh"' in page.text and "hx-get" in page.text
    with frozen_at(at("09:10")):
        sign_in_as(client, scene.manager)
        page = words(client.get(live))
        assert "Now, until 09:25" in page and "Next, at 09:30" in page
    with frozen_at(at("20:00")):
        sign_in_as(client, scene.manager)
        assert "All meetings are over" in words(client.get(live))
        client.post(f"/admin/mentor-days/{scene.day.id}/finish")
    db.session.expire_all()
    assert scene.day.state is MentorDayState.DONE
    assert {m.state for m in scene.meetings()} == {DayMeetingState.HELD}


def test_meetings_on_video_at_one_time_stand_beside_each_other(client: FlaskClient) -> None:
    scene = a_scene(2, 2)
    scene.gather()
    for n in range(2):
        scene.confirm(n, on_video=True)
    scene.wish_all()
    scene.plan()
    assert [m.slot for m in scene.meetings()] == [0, 0, 1, 1]
    board = board_of(scene.day, gathering(scene.day, scene.manager), across=Across.ROOMS)
    assert [name for _key, name in board.columns][-2:] == ["Video", "Video"]
    assert {len(cell.meetings) for row in board.rows[:2] for cell in row.cells[-2:]} == {1}


def test_plans_are_printed_and_kept(client: FlaskClient) -> None:
    scene = published()
    sign_in_as(client, scene.manager)
    base = f"/admin/mentor-days/{scene.day.id}"
    for of in ("startups", "mentors", "rooms"):
        answer = client.get(f"{base}/plans.pdf?of={of}")
        assert answer.data.startswith(b"%PDF") and answer.content_type == "application/pdf"
    assert client.get(f"{base}/plans.pdf?of=nothing").status_code == 404
    rows = client.get(f"{base}/plan.json").json
    assert len(rows) == 6 and rows[0]["starts_at"].startswith("2026-11-26T09:00:00+07:00")
    assert client.get(f"{base}/plan.csv").text.count("\r\n") == 7
    assert client.get(f"{base}/plan.xlsx").data.startswith(b"PK")
    assert client.get(f"{base}/plan.exe").status_code == 404
    sign_in_as(client, scene.owner(0))
    assert client.get(f"/mentor-days/startups/{scene.startup(0).id}/plan.pdf").data[:4] == b"%PDF"
    assert client.get(f"/mentor-days/startups/{scene.startup(1).id}/plan.pdf").status_code == 404


def test_an_earlier_day_is_copied_without_its_wishes(client: FlaskClient) -> None:
    scene = planned()
    sign_in_as(client, scene.manager)
    answer = client.post(
        f"/admin/cohorts/{scene.cohort.id}/mentor-days/copy",
        data={"earlier": str(scene.day.id), "held_on": "2026-12-10"},
    )
    assert answer.status_code == 303
    page = words(client.get(answer.location))
    assert "Table 3" in page and scene.parts[0].startup.name in page and "0 of 3" in page


def test_lists_ask_the_database_as_often_at_one_row_as_at_thirty(client: FlaskClient) -> None:
    counts = []
    for size in ((1, 1), (9, 6)):
        scene = published(*size)
        base = f"/admin/mentor-days/{scene.day.id}"
        staff = (base, f"{base}/plan", f"{base}/plan?by=mentors", f"{base}/live",
                 f"{base}/plan.csv", f"{base}/publish",
                 f"/admin/cohorts/{scene.cohort.id}/mentor-days")  # fmt: skip
        own = (f"/mentor-days/startups/{scene.startup(0).id}", "/mentor-days")
        counts.append([])
        for who, pages in ((scene.manager.id, staff), (scene.owner(0).id, own)):
            sign_in_as(client, db.session.get_one(User, who))
            counts[-1] += [asked_for(client, page)[0] for page in pages]
    assert counts[0] == counts[1]
