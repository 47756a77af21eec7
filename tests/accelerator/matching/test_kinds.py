"""Mutual choice from private orders, matching again, the next best, and large ones by the job."""

import pytest
from flask import Flask

from accelerator.matching import jobs
from accelerator.matching.choosing import blocking, market_of
from accelerator.matching.models import MatchingState, Mode, PairingState
from accelerator.matching.queries.proposals import (
    answer_of,
    is_outdated,
    matchings_in,
    pairs_of,
    problem_of,
)
from accelerator.matching.rules.mutual import InconsistentOrders
from accelerator.matching.services import reckoning
from accelerator.matching.services.pairing import accept, decline, publish
from accelerator.matching.services.proposing import Asked, keep, propose, stop
from accelerator.matching.services.reckoning import Inconsistent, reckoned
from accelerator.mentors.models import Side
from accelerator.mentors.services import leave
from hub.core.clock import frozen_at, now
from hub.core.database import transaction
from tests.accelerator.matching.stories import Scene, a_scene
from tests.factories.mentoring import places_of
from tests.signing_in import sign_in_as

MUTUAL = Asked(mode=Mode.MUTUAL)


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


def publish_new(scene: Scene, asked: Asked | None = None) -> list[tuple[str, str]]:
    made = scene.proposal(asked)
    with transaction():
        return [(str(p.startup_id), str(p.mentor_id))
                for p in publish(made, by=scene.manager, version=made.version)]  # fmt: skip


def test_by_mutual_choice_nobody_would_both_rather(scene: Scene) -> None:
    for startup in range(4):
        for place, mentor in enumerate(((startup + 1) % 5, (startup + 3) % 5, startup), start=1):
            scene.rank(Side.STARTUP, startup, mentor, place)
    for mentor in range(3):
        for place, startup in enumerate((3 - mentor, mentor), start=1):
            scene.rank(Side.MENTOR, startup, mentor, place)
    made = scene.proposal(MUTUAL)
    answer, orders = answer_of(made), made.settings["orders"]
    market = market_of(problem_of(made), orders)
    assert (answer.blocking, blocking(market, answer.chosen)) == ((), ())
    assert answer.share <= 1
    assert not is_outdated(made, by=scene.manager)
    # The check can fail: without one of the pairs, those two would rather have each other.
    worse = answer.chosen - {min(answer.chosen)}
    assert min(answer.chosen) in blocking(market, worse)
    scene.rank(Side.STARTUP, 0, 4, 4)
    assert is_outdated(made, by=scene.manager)


def test_orders_that_contradict_each_other_are_refused_in_words(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def contradict(*_given: object, **_named: object) -> None:
        raise InconsistentOrders(str(scene.mentors[0].id))

    monkeypatch.setattr(reckoning, "chosen_by_both", contradict)
    made = scene.proposal(MUTUAL)
    assert made.state is MatchingState.STOPPED
    assert made.result["stopped"] == "orders"
    assert isinstance(reckoned(made.problem, made.mode), Inconsistent)


def test_matched_again_when_a_mentor_leaves_all_others_stay(app: Flask) -> None:
    scene = a_scene(floor_percent=0)
    before = set(publish_new(scene))
    gone = scene.mentors[0]
    with transaction():
        leave(gone, by=gone.user)
    places_of(scene.cohort)
    again = scene.proposal(Asked(again=True, allowed_percent=50))
    told = again.result["again"]
    stays = {pair for pair in before if pair[1] != str(gone.id)}
    assert {tuple(pair) for pair in told["kept"]} == stays
    assert told["let_go"] == []
    assert told["loss"] >= 0


def test_no_loss_allowed_is_the_best_total_and_all_of_it_keeps_everybody(app: Flask) -> None:
    scene = a_scene(floor_percent=0)
    publish_new(scene)
    for place, mentor in enumerate((4, 3, 2), start=1):
        scene.rank(Side.STARTUP, 0, mentor, place)
    none = scene.proposal(Asked(again=True, allowed_percent=0))
    every = scene.proposal(Asked(again=True, allowed_percent=100))
    assert none.result["again"]["loss"] == 0
    assert every.result["again"]["let_go"] == []
    assert answer_of(none).total >= answer_of(every).total


def test_after_a_no_the_next_best_is_one_click_and_all_others_stay(scene: Scene) -> None:
    made = scene.proposal()
    with transaction():
        pairings = publish(made, by=scene.manager, version=made.version)
    first, second = pairings[0], pairings[1]
    with transaction():
        accept(second, side=Side.MENTOR, by=second.mentor.user)
    with transaction():
        decline(first, side=Side.MENTOR, by=first.mentor.user, reason="Too much to do")
    nxt = scene.proposal(Asked(keep_standing=True))
    now_ = {(p.startup_id, p.mentor_id) for p in pairs_of(nxt)}
    standing = {
        (p.startup_id, p.mentor_id) for p in pairings if p.state is not PairingState.DECLINED
    }
    assert standing <= now_
    assert (first.startup_id, first.mentor_id) not in now_
    assert not is_outdated(nxt, by=scene.manager)


def test_a_large_one_is_reckoned_by_the_job_and_can_be_stopped(scene: Scene) -> None:
    with transaction():
        one = propose(scene.cohort, Asked(), by=scene.manager)
        two = propose(scene.cohort, Asked(), by=scene.manager)
    with transaction():
        stop(one, by=scene.manager)
    assert jobs.reckon_matchings() == "1 reckoned"
    states = [each.state for each in matchings_in(scene.cohort, seen_by=scene.manager)]
    assert states == [MatchingState.PROPOSED, MatchingState.STOPPED]
    with transaction():
        keep(one, reckoned(one.problem, one.mode))
    assert one.state is MatchingState.STOPPED
    assert two.progress == 100


def test_after_a_no_the_next_best_is_proposed_by_itself_and_told_to_nobody(
    app: Flask, scene: Scene
) -> None:
    made = scene.proposal()
    with transaction():
        first, second, *others = publish(made, by=scene.manager, version=made.version)
    for pairing in (first, second):
        with transaction():
            decline(pairing, side=Side.MENTOR, by=pairing.mentor.user, reason="Too much to do")
    assert jobs.propose_next_best() == "0 proposed"  # another may still come in
    with frozen_at(now() + jobs.QUIET):
        assert (jobs.propose_next_best(), jobs.propose_next_best()) == ("1 proposed", "0 proposed")
        assert jobs.reckon_matchings() == "1 reckoned"
    nxt = scene.newest()
    pairs = {(p.startup_id, p.mentor_id) for p in pairs_of(nxt)}
    assert {(p.startup_id, p.mentor_id) for p in others} <= pairs
    assert not {(p.startup_id, p.mentor_id) for p in (first, second)} & pairs
    assert (nxt.state, nxt.number) == (MatchingState.PROPOSED, 2)
    client = app.test_client()
    sign_in_as(client, scene.manager)
    board = client.get(f"/admin/cohorts/{scene.cohort.id}/matching/pairs").text
    assert "The next best is proposed" in board
    assert f"/matchings/{nxt.id}" in board


def test_without_time_the_last_good_draft_stays(scene: Scene) -> None:
    good = scene.proposal()
    with transaction():
        late = propose(scene.cohort, Asked(), by=scene.manager)
        keep(late, None)
    assert (late.state, late.result["stopped"]) == (MatchingState.STOPPED, "no-time")
    assert good.state is MatchingState.PROPOSED
