"""What takes longer than somebody waits: a large plan, and a large change of one, by the job."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.mentor_days import jobs, rules
from accelerator.mentor_days.errors import MeetingNotPossible, MentorDayMoved, MentorDayStale
from accelerator.mentor_days.jobs import plan_mentor_days
from accelerator.mentor_days.models import MentorDay, MentorDayState, Reckoning
from accelerator.mentor_days.rules.planning import Phase
from accelerator.mentor_days.services import (
    coming,
    effort,
    mending,
    places,
    planning,
    reckoning,
)
from accelerator.mentor_days.services.mending import Place
from accelerator.mentors.models import Preference, Side
from hub.core.clock import frozen_at
from hub.core.database import is_writing, transaction
from hub.core.waiting import Patience
from tests.accelerator.mentor_days.stories import (
    Scene,
    a_scene,
    at,
    letters_to,
    planned,
    published,
)
from tests.api import Caller
from tests.factories import kept
from tests.hub.accounts.stories import words
from tests.signing_in import sign_in_as

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "EACH_WISH", 3.0)
    monkeypatch.setattr(effort, "EACH_PLACE", 3.0)


@pytest.fixture
def changes_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effort, "EACH_PLACE", 3.0)


def gathered() -> Scene:
    scene = a_scene()
    scene.gather()
    scene.wish_all()
    return scene


def ill(scene: Scene, n: int = 0) -> None:
    with transaction():
        coming.set_away(scene.mentor(n), away=True, by=scene.manager)


def where(scene: Scene) -> dict[object, object]:
    return {m.id: (m.slot, m.room_id) for m in scene.meetings()}


def in_phase(
    monkeypatch: pytest.MonkeyPatch, when: Phase, what: Callable[[MentorDay], object]
) -> list[object]:
    """While a job is in that phase, something happens to the day. What was seen of its progress."""
    monkeypatch.setattr(jobs, "LOOK_EVERY", 0.0)
    seen: list[object] = []

    def told(day: MentorDay, phase: Phase) -> bool:
        still = reckoning.go_on(day, phase)
        seen.append((reckoning.phase_of(day), day.plan_progress))
        if phase is when and len(seen) < 10:
            what(day)
        return still

    monkeypatch.setattr(jobs, "go_on", told)
    return seen


@pytest.mark.usefixtures("everything_is_large")
def test_a_large_day_is_planned_by_the_job_and_can_be_stopped() -> None:
    scene = gathered()
    scene.plan()
    assert scene.day.reckoning is Reckoning.QUEUED and not scene.meetings()
    with pytest.raises(MentorDayMoved):
        scene.plan()
    with transaction():
        reckoning.stop(scene.day, by=scene.manager)
    assert plan_mentor_days() == "0 planned" and not scene.meetings()
    scene.plan()
    assert plan_mentor_days() == "1 planned"
    assert len(scene.meetings()) == 6 and scene.day.reckoning is None
    assert scene.day.state is MentorDayState.PLANNED


@pytest.mark.usefixtures("everything_is_large")
@pytest.mark.parametrize("phase", [Phase.CHOOSING, Phase.TRYING, Phase.WRITING])
def test_who_stops_a_large_plan_is_heard_in_every_phase(
    monkeypatch: pytest.MonkeyPatch, phase: Phase
) -> None:
    scene = gathered()
    scene.plan()
    seen = in_phase(monkeypatch, phase, lambda day: reckoning.stop(day, by=scene.manager))
    assert plan_mentor_days() == "0 planned"
    assert (phase, reckoning.PROGRESS[phase]) in seen
    assert scene.day.plan_progress == reckoning.PROGRESS[phase]
    assert not scene.meetings() and scene.day.reckoning is None
    assert scene.day.state is MentorDayState.DRAFT


def test_what_takes_longer_than_was_thought_is_left_to_the_job(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Patience, "is_over", lambda _self: True)
    scene = gathered()
    scene.plan()
    assert scene.day.reckoning is Reckoning.QUEUED and not scene.meetings()
    assert plan_mentor_days() == "1 planned"
    before = where(scene)
    assert len(before) == 6
    ill(scene)
    scene.ask_to_mend()
    assert scene.day.is_change_asked and where(scene) == before
    assert plan_mentor_days() == "1 planned"
    assert scene.day.has_proposal and where(scene) == before


def test_nobody_waits_for_others_while_it_is_thought_over(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []

    def looking(of: Callable[..., object]) -> Callable[..., object]:
        def answer(*args: object, **more: object) -> object:
            held.append(is_writing())
            return of(*args, **more)

        return answer

    monkeypatch.setattr(rules, "plan", looking(rules.plan))
    monkeypatch.setattr(rules, "repair", looking(rules.repair))
    scene = gathered()
    day, by = f"/mentor-days/{scene.day.id}", Caller(app, scene.manager)
    sign_in_as(client, scene.manager)
    client.post(f"/admin{day}/plan")
    client.post(f"/admin{day}/mend")
    move = f"/mentor-day-meetings/{scene.meetings()[0].id}"
    client.post(f"/admin{move}/move", data={"slot": "4", "room": ""})
    assert scene.day.has_proposal
    by.call("POST", f"{day}/plan")
    by.call("POST", f"{day}/proposal")
    by.call("PUT", f"/mentor-day-meetings/{scene.meetings()[0].id}/place", json={"slot": 4})
    assert scene.day.has_proposal and held == [False] * 6


@pytest.mark.usefixtures("everything_is_large")
def test_a_plan_that_lost_a_room_meanwhile_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = gathered()
    scene.plan()
    lost = scene.rooms()[0]
    with monkeypatch.context() as patch:
        in_phase(patch, Phase.WRITING, lambda _day: places.remove_room(lost, by=scene.manager))
        assert plan_mentor_days() == "0 planned" and not scene.meetings()
    assert plan_mentor_days() == "1 planned"
    assert len(scene.meetings()) == 6 and len({m.room_id for m in scene.meetings()}) == 2


def test_what_was_fixed_meanwhile_is_not_moved_by_a_plan() -> None:
    scene = planned()
    stood = where(scene)
    scene.wish(0, 2, 1, 0)
    ill(scene)
    thought = planning.thought_of(scene.day, by=scene.manager)
    assert thought.plan is not None
    moving = next(m for m in scene.meetings() if m.mentor_id != scene.given[0].mentor_id)
    # Whether a plan moves anything lies with the solver; this one does.
    pair = (str(moving.startup_id), str(moving.mentor_id))
    others = [m for m in thought.plan.meetings if (m.startup, m.mentor) != pair]
    thought = replace(thought, plan=replace(thought.plan, meetings=others))
    with transaction():
        planning.set_fixed(moving, fixed=True, by=scene.manager)
    with transaction():
        assert not planning.plan_day(scene.day, thought, by=scene.manager)
    assert where(scene) == stood
    assert plan_mentor_days() == "1 planned"
    assert where(scene)[moving.id] == stood[moving.id]


@pytest.mark.usefixtures("changes_are_large")
def test_who_falls_ill_on_a_large_day_is_planned_around_by_the_job() -> None:
    scene = published(4, 4)
    before = where(scene)
    with frozen_at(at("08:30")):
        ill(scene)
        scene.ask_to_mend()
        assert scene.day.is_change_asked and scene.day.reckoning is Reckoning.QUEUED
        with pytest.raises(MentorDayMoved):
            scene.ask_to_mend()
        with pytest.raises(MentorDayStale):
            scene.take_over()
        assert plan_mentor_days() == "1 planned"
        assert scene.day.has_proposal and scene.day.reckoning is None
        assert where(scene) == before and letters_to(scene.mentor_person(0)) == ["plan"]
        scene.take_over()
    assert scene.given[0].mentor_id not in {m.mentor_id for m in scene.meetings()}
    assert len(scene.meetings()) == 8 and letters_to(scene.mentor_person(0)) == ["plan", "off"]


@pytest.mark.usefixtures("changes_are_large")
@pytest.mark.parametrize("phase", [Phase.COMPARING, Phase.FILLING, Phase.WRITING])
def test_who_stops_a_large_change_is_heard_in_every_phase(
    monkeypatch: pytest.MonkeyPatch, phase: Phase
) -> None:
    scene = published(4, 4)
    before = where(scene)
    ill(scene)
    scene.ask_to_mend()
    seen = in_phase(monkeypatch, phase, lambda day: reckoning.stop(day, by=scene.manager))
    assert plan_mentor_days() == "0 planned"
    assert (phase, reckoning.PROGRESS[phase]) in seen
    assert scene.day.proposal is None and scene.day.reckoning is None
    assert where(scene) == before and scene.day.state is MentorDayState.PUBLISHED


@pytest.mark.usefixtures("changes_are_large")
def test_a_change_that_the_day_overtook_is_seen_to_be_and_is_worked_out_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = published(4, 4)
    meeting = next(m for m in scene.meetings() if m.mentor_id == scene.given[2].mentor_id)
    thought = mending.moved(meeting, Place(5), by=scene.manager)
    with transaction():
        mending.propose(scene.day, thought, by=scene.manager)
    absent = scene.mentor(1)
    with monkeypatch.context() as patch:
        in_phase(patch, Phase.WRITING,
                 lambda _day: coming.set_away(absent, away=True, by=scene.manager))  # fmt: skip
        assert plan_mentor_days() == "1 planned"
    assert scene.day.has_proposal and mending.is_stale(scene.day)
    with pytest.raises(MentorDayStale):
        scene.take_over()
    again = mending.thought_again(scene.day, by=scene.manager)
    with transaction():
        mending.propose(scene.day, again, by=scene.manager)
    assert plan_mentor_days() == "1 planned"
    scene.take_over()
    assert scene.given[1].mentor_id not in {m.mentor_id for m in scene.meetings()}
    moved = next(m for m in scene.meetings() if m.id == meeting.id)
    assert moved.slot == 5 and moved.is_fixed


def test_what_changes_while_a_small_change_is_thought_over_is_noticed() -> None:
    scene = published(3, 3)
    ill(scene)
    for change in (
        lambda: coming.set_away(scene.mentor(1), away=True, by=scene.manager),
        lambda: planning.set_fixed(scene.meetings()[0], fixed=True, by=scene.manager),
    ):
        thought = mending.mended(scene.day, by=scene.manager)
        with transaction():
            change()
        with transaction():
            assert mending.propose(scene.day, thought, by=scene.manager)
        with pytest.raises(MentorDayStale):
            scene.take_over()


def test_a_proposal_for_two_who_rule_each_other_out_meanwhile_is_out_of_date() -> None:
    scene = published(4, 4)
    ill(scene)
    added = {each[0]: each[1] for each in scene.mend()["added"]}
    assert not mending.is_stale(scene.day)
    n, mentor = next((n, added[str(p.startup_id)]) for n, p in enumerate(scene.parts)
                     if str(p.startup_id) in added)  # fmt: skip
    other = next(g.mentor for g in scene.given if str(g.mentor_id) == mentor)
    veto = Preference(cohort_id=scene.cohort.id, side=Side.MENTOR, is_veto=True,
                      startup_id=scene.parts[n].startup_id, mentor_id=other.id,
                      set_by_id=other.user_id)  # fmt: skip
    kept(veto)
    assert mending.is_stale(scene.day)
    with pytest.raises(MentorDayStale):
        scene.take_over()


@pytest.mark.usefixtures("changes_are_large")
def test_a_meeting_by_hand_that_cannot_be_any_more_comes_to_nothing() -> None:
    scene = planned()
    before = where(scene)
    pair = scene.parts[0].startup_id, scene.given[2].mentor_id
    thought = mending.brought_together(scene.day, pair, place=Place(5), by=scene.manager)
    with transaction():
        mending.propose(scene.day, thought, by=scene.manager)
    ill(scene, 2)
    assert plan_mentor_days() == "0 planned"
    assert scene.day.reckoning is Reckoning.FAILED and where(scene) == before
    with pytest.raises(MeetingNotPossible):
        mending.brought_together(scene.day, pair, place=Place(5), by=scene.manager)
    scene.ask_to_mend()  # another try is free
    assert scene.day.reckoning is Reckoning.QUEUED


@pytest.mark.usefixtures("changes_are_large")
def test_nobody_works_out_a_change_of_a_plan_that_is_published_or_gone() -> None:
    scene = planned()
    scene.ask_to_mend()
    scene.publish()
    assert plan_mentor_days() == "0 planned" and scene.day.proposal is None
    other = planned()
    other.ask_to_mend()
    with transaction():
        planning.throw_away(other.day, by=other.manager)
    assert plan_mentor_days() == "0 planned"
    assert other.day.state is MentorDayState.DRAFT and not other.meetings()


@pytest.mark.usefixtures("changes_are_large")
def test_pages_show_how_far_a_change_is_and_stop_it(client: FlaskClient) -> None:
    scene = published()
    base = f"/admin/mentor-days/{scene.day.id}"
    sign_in_as(client, scene.manager)
    meeting = scene.meetings()[0]
    moved = client.post(f"/admin/mentor-day-meetings/{meeting.id}/move", data={"slot": "5"})
    assert moved.location == f"{base}/proposal"
    page = client.get(moved.location)
    assert "The change is being worked out" in words(page) and "Stop" in words(page)
    assert 'http-equiv="refresh"' in page.text and f'hx-get="{base}/proposal"' in page.text
    for board in (base, f"{base}/plan"):
        board_said = words(client.get(board))
        assert "A change of the plan is being worked out" in board_said
        assert "Mend the plan" not in board_said
    assert client.post(f"{base}/plan/stop").location == f"{base}/plan"
    assert client.get(f"{base}/proposal").location == base
    client.post(f"{base}/mend")
    assert plan_mentor_days() == "1 planned"
    assert "A change of the plan waits for your word" in words(client.get(base))
    assert "Nothing has to change" in words(client.get(f"{base}/proposal"))


@pytest.mark.usefixtures("everything_is_large")
def test_the_api_says_where_to_look_for_what_takes_longer(app: Flask) -> None:
    scene = gathered()
    day, by = f"/mentor-days/{scene.day.id}", Caller(app, scene.manager)
    made = by.call("POST", f"{day}/plan")
    assert (made.status_code, made.headers["Location"]) == (202, f"/api/v1{day}/plan")
    assert made.json["reckoning"] == "queued" and made.json["meetings"] == []
    assert plan_mentor_days() == "1 planned"
    look = by.call("GET", f"{day}/plan").json
    assert look["reckoning"] is None and len(look["meetings"]) == 6
    move = f"/mentor-day-meetings/{look['meetings'][0]['id']}/place"
    asked = by.call("PUT", move, json={"slot": 5})
    assert (asked.status_code, asked.headers["Location"]) == (202, f"/api/v1{day}/proposal")
    again = by.call("POST", f"{day}/proposal")
    assert (again.status_code, again.json["code"]) == (409, "mentor-day-moved")
    assert by.call("GET", f"{day}/proposal").json["reckoning"] == "queued"
    assert by.call("POST", f"{day}/plan/stop").status_code == 200
    assert by.call("GET", f"{day}/proposal").status_code == 404
    assert by.call("PUT", move, json={"slot": 5}).status_code == 202
    assert plan_mentor_days() == "1 planned"
    shown = by.call("GET", f"{day}/proposal").json
    assert shown["reckoning"] is None and shown["moved"]
