"""Publishing a large day, and calling it off, by the job: with progress, to be stopped, whole or
not at all."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.mentor_days import jobs
from accelerator.mentor_days.errors import MentorDayMoved
from accelerator.mentor_days.jobs import plan_mentor_days
from accelerator.mentor_days.models import MentorDay, MentorDayState, Reckoning
from accelerator.mentor_days.rules.planning import Phase
from accelerator.mentor_days.services import coming, effort, planning, publishing, reckoning
from accelerator.mentors.ledger import EngagedBy, Engagement
from accelerator.mentors.services.engaging import Taker, engage
from booking.bookings.models import OCCUPYING, Booking
from hub.core.database import db, is_writing, transaction
from hub.core.ids import new_id
from hub.core.timeslots import TimeSlot
from tests.accelerator.mentor_days.stories import Scene, letters_to, planned, published
from tests.api import Caller
from tests.hub.accounts.stories import words
from tests.signing_in import sign_in_as

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "EACH_MAIL", 3.0)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, everything_is_large: None) -> None:
    monkeypatch.setattr(effort, "EACH_MAIL", 0.0)


def call_off(scene: Scene) -> bool:
    with transaction():
        return publishing.call_off(scene.day, by=scene.manager, reason="A flood")


def published_by_the_job() -> Scene:
    scene = planned()
    scene.publish()
    assert plan_mentor_days() == "1 planned"
    return scene


def bookings() -> int:
    return db.session.query(Booking).filter(Booking.state.in_(OCCUPYING)).count()


def everybody(scene: Scene) -> list[list[str]]:
    mentors = [letters_to(scene.mentor_person(n)) for n in range(3)]
    return [*mentors, *(letters_to(scene.owner(n)) for n in range(3))]


def in_phase(
    monkeypatch: pytest.MonkeyPatch, when: Phase, what: Callable[[MentorDay], object]
) -> None:
    def told(day: MentorDay, phase: Phase) -> bool:
        still = reckoning.go_on(day, phase)
        if phase is when:
            what(day)
        return still

    monkeypatch.setattr(jobs, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(jobs, "go_on", told)


def test_a_large_day_is_published_by_the_job() -> None:
    scene = planned()
    scene.publish()
    assert scene.day.state is MentorDayState.PLANNED
    assert scene.day.reckoning is Reckoning.QUEUED and everybody(scene) == [[]] * 6
    with pytest.raises(MentorDayMoved):
        scene.publish()
    with pytest.raises(MentorDayMoved):
        call_off(scene)
    with pytest.raises(MentorDayMoved):
        scene.plan()
    assert plan_mentor_days() == "1 planned"
    assert scene.day.state is MentorDayState.PUBLISHED and scene.day.reckoning is None
    assert everybody(scene) == [["plan"]] * 6 and bookings() == 1
    assert db.session.query(Engagement).count() == 2 * len(scene.meetings())


def test_a_large_day_is_called_off_by_the_job() -> None:
    scene = published_by_the_job()
    assert not call_off(scene)
    assert scene.day.state is MentorDayState.PUBLISHED and bookings() == 1
    assert plan_mentor_days() == "1 planned"
    assert scene.day.state is MentorDayState.CALLED_OFF
    assert everybody(scene) == [["plan", "off"]] * 6 and bookings() == 0
    assert db.session.query(Engagement).count() == 0


@pytest.mark.parametrize("phase", [Phase.TELLING, Phase.WRITING])
def test_who_stops_it_is_heard_until_it_is_written_down(
    monkeypatch: pytest.MonkeyPatch, phase: Phase
) -> None:
    scene = planned()
    scene.publish()
    in_phase(monkeypatch, phase, lambda day: reckoning.stop(day, by=scene.manager))
    assert plan_mentor_days() == "0 planned"
    assert scene.day.state is MentorDayState.PLANNED and scene.day.proposal is None
    assert everybody(scene) == [[]] * 6 and bookings() == 0
    assert scene.day.plan_progress == reckoning.PROGRESS[phase]


def test_nobody_waits_while_the_mails_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    held = []
    real = publishing.mails_ready

    def looking(day: MentorDay, **more: object) -> object:
        held.append(is_writing())
        return real(day, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs, "mails_ready", looking)
    published_by_the_job()
    assert held == [False]


def test_mails_that_say_what_is_not_true_any_more_are_written_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = planned()
    mentor, others = scene.mentor(0), scene.meetings()
    scene.publish()
    fewer = next(m for m in others if m.mentor_id == mentor.mentor_id)

    def lose(_day: MentorDay) -> None:
        db.session.delete(db.session.merge(fewer))

    in_phase(monkeypatch, Phase.WRITING, lose)
    assert plan_mentor_days() == "1 planned"
    assert scene.mentor(0).told is not None
    left = [m for m in scene.meetings() if m.mentor_id == mentor.mentor_id]
    assert len(scene.mentor(0).told["order"]) == len(left) < len(others)
    assert letters_to(scene.mentor_person(0)) == ["plan"]


def test_what_cannot_be_published_any_more_says_why(client: FlaskClient) -> None:
    scene = planned()
    scene.publish()
    with transaction():
        coming.set_away(scene.mentor(0), away=True, by=scene.manager)
    assert plan_mentor_days() == "0 planned"
    assert scene.day.reckoning is Reckoning.FAILED and scene.day.state is MentorDayState.PLANNED
    assert everybody(scene) == [[]] * 6 and bookings() == 0
    sign_in_as(client, scene.manager)
    page = words(client.get(f"/admin/mentor-days/{scene.day.id}"))
    assert "Nothing was published" in page and "Plan again first." in page
    scene.plan()
    scene.publish()
    assert plan_mentor_days() == "1 planned" and scene.day.state is MentorDayState.PUBLISHED


def test_somebody_who_is_taken_meanwhile_leaves_everything_as_it_was() -> None:
    scene = planned()
    scene.publish()
    meeting = scene.meetings()[0]
    slot = TimeSlot(meeting.starts_at, meeting.ends_at)
    with transaction():
        engage([meeting.mentor_id], slot, by=Taker(EngagedBy.SESSION, new_id()))
    assert plan_mentor_days() == "0 planned"
    assert scene.day.reckoning is Reckoning.FAILED and bookings() == 0
    assert scene.day.proposal is not None and scene.mentor(0).told is None
    assert db.session.query(Engagement).count() == 1


def test_what_is_fixed_meanwhile_does_not_stop_it() -> None:
    scene = planned()
    scene.publish()
    with transaction():
        planning.set_fixed(scene.meetings()[0], fixed=True, by=scene.manager)
    assert plan_mentor_days() == "1 planned" and scene.day.state is MentorDayState.PUBLISHED


@pytest.mark.usefixtures("small")
def test_a_small_day_is_published_at_once() -> None:
    assert published().day.state is MentorDayState.PUBLISHED


def test_pages_show_how_far_it_is_and_stop_it(client: FlaskClient) -> None:
    scene = planned()
    base = f"/admin/mentor-days/{scene.day.id}"
    sign_in_as(client, scene.manager)
    assert client.post(f"{base}/publish").location == f"{base}/plan"
    page = client.get(f"{base}/plan")
    assert "The plan is being published" in words(page) and "Stop" in words(page)
    assert 'http-equiv="refresh"' in page.text and f'hx-get="{base}/plan"' in page.text
    board = words(client.get(base))
    assert "The plan is being published" in board and "Call it off" not in board
    client.post(f"{base}/plan/stop")
    assert scene.day.reckoning is None and "being published" not in words(client.get(base))
    client.post(f"{base}/publish")
    assert plan_mentor_days() == "1 planned"
    assert client.post(f"{base}/call-off", data={"reason": "A flood"}).location == f"{base}/plan"
    assert "The day is being called off" in words(client.get(f"{base}/plan"))
    assert plan_mentor_days() == "1 planned"
    assert "Called off" in words(client.get(base))


def test_the_api_says_where_to_look(app: Flask) -> None:
    scene = planned()
    day, by = f"/mentor-days/{scene.day.id}", Caller(app, scene.manager)
    asked = by.call("POST", f"{day}/publish")
    assert (asked.status_code, asked.headers["Location"]) == (202, f"/api/v1{day}")
    assert (asked.json["reckoning"], asked.json["step"]) == ("queued", "publish")
    assert by.call("GET", f"{day}/proposal").status_code == 404
    assert by.call("GET", f"{day}/plan").json["reckoning"] is None
    assert by.call("POST", f"{day}/plan/stop").json["step"] is None
    by.call("POST", f"{day}/publish")
    with transaction():
        coming.set_away(scene.mentor(0), away=True, by=scene.manager)
    assert plan_mentor_days() == "0 planned"
    failed = by.call("GET", day).json
    assert failed["reckoning"] == "failed" and "Plan again first" in failed["refused"]
    scene.plan()
    by.call("POST", f"{day}/publish")
    assert plan_mentor_days() == "1 planned"
    asked = by.call("POST", f"{day}/call-off", json={"reason": "A flood"})
    assert (asked.status_code, asked.json["step"]) == (202, "call-off")
    assert plan_mentor_days() == "1 planned"
    assert by.call("GET", day).json["state"] == "called-off"
