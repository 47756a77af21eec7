"""What takes longer than somebody waits is a job's: with its phases shown, and stopped at once."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.matching import jobs
from accelerator.matching.models import Matching, MatchingState
from accelerator.matching.queries.proposals import answer_of, is_outdated
from accelerator.matching.rules.phases import Phase
from accelerator.matching.services import effort, proposing
from accelerator.matching.services.effort import is_for_a_job, seconds_for
from accelerator.matching.services.proposing import PROGRESS, Asked, propose, stop
from hub.core.database import db, transaction
from hub.core.waiting import Patience
from tests.accelerator.matching.stories import Scene, a_scene
from tests.signing_in import sign_in_as


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were hundreds of them."""
    monkeypatch.setattr(effort, "EACH", 1.0)


@pytest.fixture
def staff(app: Flask, scene: Scene) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, scene.manager)
    return client


def a_large_one(scene: Scene, asked: Asked | None = None) -> Matching:
    with transaction():
        return propose(scene.cohort, asked or Asked(), by=scene.manager)


def test_a_hub_is_matched_while_somebody_waits_and_a_city_is_not() -> None:
    fair = {"floor": 90}
    assert not is_for_a_job(20, 34, settings=fair | {"again": True})
    assert not is_for_a_job(40, 60, settings=fair)
    assert is_for_a_job(84, 120, settings=fair)
    assert is_for_a_job(500, 800, settings={"floor": 0})
    assert seconds_for(40, 60, settings={}) < seconds_for(40, 60, settings=fair)


@pytest.mark.usefixtures("large")
def test_a_large_one_is_read_and_worked_out_by_the_job(scene: Scene, staff: FlaskClient) -> None:
    here = f"/admin/cohorts/{scene.cohort.id}/matching"
    page = staff.post(here, data={"kind": "best"}, follow_redirects=True).text
    assert "Waiting" in page
    made = scene.newest()
    assert (made.state, made.problem, made.progress) == (MatchingState.QUEUED, {}, 0)
    assert jobs.reckon_matchings() == "1 reckoned"
    db.session.refresh(made)
    assert (made.state, made.progress) == (MatchingState.PROPOSED, 100)
    assert answer_of(made).total == answer_of(scene_proposal(scene)).total
    assert not is_outdated(made, by=scene.manager)


def scene_proposal(scene: Scene) -> Matching:
    a_large_one(scene)
    jobs.reckon_matchings()
    return scene.newest()


@pytest.mark.usefixtures("large")
def test_how_far_it_is_goes_through_the_real_phases(
    scene: Scene, staff: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = a_large_one(scene)
    seen, pages = [], []
    go_on = proposing.go_on

    def told(matching: Matching, phase: Phase) -> bool:
        still = go_on(matching, phase)
        seen.append((phase, matching.progress))
        return still

    def begins(self: jobs.Waiting, phase: Phase) -> None:
        plain(self, phase)
        pages.append(staff.get(f"/matchings/{made.id}").text)

    plain = jobs.Waiting.begins
    monkeypatch.setattr(jobs, "go_on", told)
    monkeypatch.setattr(jobs.Waiting, "begins", begins)
    jobs.reckon_matchings()
    phases = [Phase.READING, Phase.TOTAL, Phase.HEIGHT, Phase.LIFTING, Phase.WRITING]
    assert seen == [(phase, PROGRESS[phase]) for phase in phases]
    words = ["Reading who fits whom", "Looking for the best total", "how well the worst-off",
             "Lifting the worst-off", "Writing it down"]  # fmt: skip
    assert [word in page for word, page in zip(words, pages, strict=True)] == [True] * 5


@pytest.mark.parametrize("phase", [Phase.READING, Phase.TOTAL, Phase.HEIGHT, Phase.WRITING])
@pytest.mark.usefixtures("large")
def test_who_stops_it_is_heard_in_every_phase_and_nothing_is_kept(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, phase: Phase
) -> None:
    """In the phases of the solver it is the solver that hears it: nothing else asks there."""
    good, made = scene_proposal(scene), a_large_one(scene)
    monkeypatch.setattr(jobs, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(jobs, "go_on", stopping(scene, made, at=phase))
    assert jobs.reckon_matchings() == "0 reckoned"
    db.session.refresh(made)
    assert (made.state, made.result["stopped"]) == (MatchingState.STOPPED, "by-hand")
    assert "answer" not in made.result
    assert made.progress == PROGRESS[phase]
    assert good.state is MatchingState.PROPOSED


def stopping(scene: Scene, made: Matching, *, at: Phase) -> Callable[..., Any]:
    """Somebody presses the button just when this phase has begun."""

    def told(matching: Matching, phase: Phase) -> bool:
        still = proposing.go_on(matching, phase)
        if matching.id == made.id and phase is at:
            stop(matching, by=scene.manager)
        return still

    return told


def test_one_that_takes_longer_than_was_thought_is_left_to_the_job(
    scene: Scene, staff: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Patience, "is_over", lambda _self: True)
    here = f"/admin/cohorts/{scene.cohort.id}/matching"
    assert "Waiting" in staff.post(here, data={"kind": "best"}, follow_redirects=True).text
    made = scene.newest()
    assert made.state is MatchingState.QUEUED
    assert jobs.reckon_matchings() == "1 reckoned"
    assert "Why this pair" in staff.get(f"/matchings/{made.id}").text
