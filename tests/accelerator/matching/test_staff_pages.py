"""Staff make a proposal, look at it, change it, compare and publish it, on pages."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accelerator.matching.models import Matching, Pairing, PairingState, RuleKind
from accelerator.matching.queries.proposals import answer_of
from accelerator.matching.rules.explanations import Effect, Swap
from accelerator.matching.rules.problem import Pair
from accelerator.matching.services.by_hand import Word, effect_of, set_rule
from accelerator.matching.services.pairing import decline, publish
from accelerator.matching.services.proposing import Asked, keep, propose
from accelerator.matching.wording import fit
from accelerator.mentors.models import MentorPlaces, Side
from accelerator.mentors.services import leave
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.outbox.models import Message
from tests.accelerator.matching.stories import Scene, a_scene
from tests.counting import asked_for
from tests.signing_in import sign_in_as


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


@pytest.fixture
def staff(app: Flask, scene: Scene) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, scene.manager)
    return client


def test_a_manager_makes_a_proposal_sees_why_and_publishes_it(
    scene: Scene, staff: FlaskClient
) -> None:
    here = f"/admin/cohorts/{scene.cohort.id}/matching"
    assert "No proposal yet" in staff.get(here).text
    answer = staff.post(here, data={"kind": "best", "name": "First try"}, follow_redirects=True)
    page = answer.text
    assert "Proposal 1 · First try" in page
    assert "mentor places filled" in page
    assert "Why this pair" in page
    assert "Expertise for need" in page
    assert "First try" in staff.get(here).text

    made = scene.newest()
    before = staff.get(f"/matchings/{made.id}/publish").text
    assert "new pairs are asked" in before
    answer = staff.post(f"/matchings/{made.id}/publish", data={"version": made.version},
                        follow_redirects=True)  # fmt: skip
    pairings = db.session.scalars(select(Pairing)).all()
    assert f"{len(pairings)} new pairs were asked" in answer.text
    assert {p.state for p in pairings} == {PairingState.ASKED}
    mails = db.session.scalars(select(Message).where(Message.template == "matching/asked")).all()
    told = re.search(r"<b>(\d+)</b><span>mails go out", before)
    assert told is not None
    assert int(told[1]) == len(mails)


def test_the_effect_is_shown_before_a_change_is_kept(scene: Scene, staff: FlaskClient) -> None:
    made = scene.proposal()
    answer = answer_of(made)
    startup, mentor = min(answer.chosen)
    asked = f"/matchings/{made.id}/change?kind=ban&startup={startup}&mentor={mentor}"
    page = staff.get(asked).text
    assert "What it would do" in page
    assert "Who changes" in page
    assert scene.newest().number == 1
    sent = {"kind": "ban", "startup": startup, "mentor": mentor, "version": made.version}
    kept = staff.post(f"/matchings/{made.id}/change", data=sent, follow_redirects=True).text
    assert "Proposal 2" in kept
    assert "Compare with proposal 1" in kept
    here = staff.get(f"/admin/cohorts/{scene.cohort.id}/matching").text
    assert "forbidden" in here
    assert here.count("outdated") == 1
    compared = staff.get(f"/matchings/{scene.newest().id}/compare?other={made.id}").text
    assert "Only in proposal 1" in compared
    free = {"kind": "free", "startup": startup, "mentor": mentor}
    again = staff.post(f"/admin/cohorts/{scene.cohort.id}/matching/marks", data=free,
                       follow_redirects=True).text  # fmt: skip
    assert "forbidden</span>" not in again


def test_a_swap_shows_total_worst_off_and_blocking_pairs_before_it_is_kept(
    scene: Scene, staff: FlaskClient
) -> None:
    made = scene.proposal()
    one, two, effect = a_swap_that_can_be(made, by=scene.manager)
    panel = staff.get(f"/matchings/{made.id}?startup={one[0]}&mentor={one[1]}").text
    assert f'value="swap {two[0]} {two[1]}"' in panel
    asked = f"startup={one[0]}&mentor={one[1]}&instead=swap {two[0]} {two[1]}"
    page = staff.get(f"/matchings/{made.id}/change?{asked}").text
    told = re.sub(r"<[^>]+>|\s+", " ", page)
    for label, before, after in (
        ("Total fit", fit(effect.before.total), fit(effect.after.total)),
        ("Fit of the worst-off startup", fit(effect.before.worst), fit(effect.after.worst)),
        ("Blocking pairs", len(effect.before.blocking), len(effect.after.blocking)),
    ):
        assert re.search(rf"{label}\s+{before}\s+→\s+{after}", told), label
    assert scene.newest().number == 1
    sent = {"kind": "swap", "startup": one[0], "mentor": one[1], "other_startup": two[0],
            "other_mentor": two[1], "version": made.version}  # fmt: skip
    staff.post(f"/matchings/{made.id}/change", data=sent)
    swapped = {(one[0], two[1]), (two[0], one[1])}
    assert answer_of(scene.newest()).chosen == answer_of(made).chosen - {one, two} | swapped


def a_swap_that_can_be(made: Matching, *, by: User) -> tuple[Pair, Pair, Effect]:
    """Ids are drawn by lot, so the first swap may give a startup two of one organisation."""
    pairs = answer_of(made).chosen
    swaps = (
        (one, two)
        for one in sorted(pairs)
        for two in sorted(pairs)
        if one[0] != two[0] and one[1] != two[1]
        if {(one[0], two[1]), (two[0], one[1])}.isdisjoint(pairs)
    )
    for one, two in swaps:
        effect = effect_of(made, Swap(one, two), by=by)
        if not effect.breaks:
            return one, two, effect
    raise AssertionError("no swap can be")


def test_matched_again_the_page_says_how_many_pairs_change(
    scene: Scene, staff: FlaskClient
) -> None:
    made = scene.proposal()
    with transaction():
        published = publish(made, by=scene.manager, version=made.version)
    with transaction():
        leave(scene.mentors[0], by=scene.mentors[0].user)
    here = f"/admin/cohorts/{scene.cohort.id}/matching"
    page = staff.post(here, data={"kind": "again", "loss": "5"}, follow_redirects=True).text
    gone = sum(each.mentor_id == scene.mentors[0].id for each in published)
    again = scene.newest().result["again"]
    assert gone
    assert len(again["kept"]) + len(again["let_go"]) == len(published) - gone
    new, let_go = len(again["new"]), len(again["let_go"])
    assert f"{len(again['kept'])} pairs stay, {let_go} go, {new} are new" in page
    assert "short of what a match from nothing would reach" in page
    assert "pairs changed since proposal 1" in page


def test_a_change_that_breaks_a_limit_says_which(scene: Scene, staff: FlaskClient) -> None:
    for place in scene.places:
        set_places(place, 0 if place is not scene.places[0] else 1)
    made = scene.proposal()
    [placed] = answer_of(made).pairs
    other = next(s for s in scene.startups if str(s.id) != placed.startup_id)
    asked = f"/matchings/{made.id}/change?kind=add&startup={other.id}&mentor={placed.mentor_id}"
    assert "Mentor 0 has 1 place" in staff.get(asked).text


def test_what_is_missing_and_the_smallest_change_are_said(scene: Scene, staff: FlaskClient) -> None:
    for place in scene.places:
        set_places(place, 0 if place is not scene.places[0] else 1)
    made = scene.proposal()
    page = staff.get(f"/matchings/{made.id}").text
    assert "minimum places cannot be filled" in page
    assert "No place left" in page
    assert "one more place with Mentor 0" in page
    assert "need 4 places together" in page
    missed = next(s for s in scene.startups if s.id != made.pairs[0].startup_id)
    panel = staff.get(f"/matchings/{made.id}?startup={missed.id}").text
    assert "Why a place stays open" in panel
    assert "The smallest change that fills it" in panel


def test_who_waits_can_stop_and_who_was_stopped_hears_why(scene: Scene, staff: FlaskClient) -> None:
    good = scene.proposal()
    with transaction():
        waiting = propose(scene.cohort, Asked(), by=scene.manager)
        late = propose(scene.cohort, Asked(), by=scene.manager)
        keep(late, None)
    page = staff.get(f"/matchings/{waiting.id}").text
    assert "every 2s" in page
    assert 'http-equiv="refresh"' in page
    staff.post(f"/matchings/{waiting.id}/stop")
    assert "It was stopped" in staff.get(f"/matchings/{waiting.id}").text
    told = staff.get(f"/matchings/{late.id}").text
    assert "The time was over" in told
    assert f"/matchings/{good.id}" in told


def test_locks_that_cannot_all_be_name_the_limit(scene: Scene, staff: FlaskClient) -> None:
    set_places(scene.places[4], 1)
    for startup in scene.startups[:2]:
        with transaction():
            set_rule(
                scene.cohort,
                startup,
                mentor=scene.mentors[4],
                word=Word(RuleKind.LOCK),
                by=scene.manager,
            )
    made = scene.proposal()
    page = staff.get(f"/matchings/{made.id}").text
    assert "The locks cannot all be" in page
    assert "Mentor 4 has 1 place" in page


def test_not_proved_says_by_how_much(scene: Scene, staff: FlaskClient) -> None:
    made = scene.proposal()
    with transaction():
        made.numbers = made.numbers | {"proved": False, "gap": 500}
    assert "Not proved, gap 0.05" in staff.get(f"/matchings/{made.id}").text


def test_the_board_leads_to_the_next_best_and_to_the_table(
    scene: Scene, staff: FlaskClient
) -> None:
    made = scene.proposal()
    with transaction():
        pairings = publish(made, by=scene.manager, version=made.version)
    with transaction():
        decline(pairings[0], side=Side.MENTOR, by=pairings[0].mentor.user, reason="No time")
    here = f"/admin/cohorts/{scene.cohort.id}/matching"
    board = staff.get(f"{here}/pairs").text
    assert "1 pair came to nothing" in board
    assert "No time" in board
    answer = staff.post(f"{here}/next", follow_redirects=True).text
    assert "Next best" in answer
    reminded = f"/mentoring/pairs/{pairings[1].id}/remind"
    assert "is reminded" in staff.post(reminded, follow_redirects=True).text
    assert "within the last day" in staff.post(reminded, follow_redirects=True).text
    sent = select(Message).where(Message.template == "matching/reminded")
    assert len(db.session.scalars(sent).all()) == 2
    csv = staff.get(f"{here}/pairs.csv")
    assert csv.text.count("\r\n") == len(pairings) + 1
    assert "No time" in csv.text


def test_lists_and_a_proposal_ask_no_more_for_many_than_for_few(app: Flask) -> None:
    counts = []
    for size in (2, 8):
        scene = a_scene(size, size)
        client = app.test_client()
        sign_in_as(client, scene.manager)
        paths = [f"/admin/cohorts/{scene.cohort.id}/matching"]
        paths.append(f"{paths[0]}/pairs")
        made, *_more = [scene.proposal() for _n in range(size)]
        with transaction():
            publish(made, by=scene.manager, version=made.version)
        paths.append(f"/matchings/{made.id}")
        paths.append(f"/matchings/{made.id}/publish")
        counts.append([asked_for(client, path)[0] for path in paths])
    assert counts[0] == counts[1]


def test_both_sides_read_why_and_find_their_pairs(app: Flask, scene: Scene) -> None:
    made = scene.proposal()
    with transaction():
        pairings = publish(made, by=scene.manager, version=made.version)
    founder, startup = scene.founders[0], scene.startups[0]
    pairing = next(each for each in pairings if each.startup_id == startup.id)
    client = app.test_client()
    sign_in_as(client, founder)
    assert pairing.mentor.name in client.get("/mentoring/pairs").text
    page = client.get(f"/mentoring/pairs/{pairing.id}").text
    assert "Pricing" in page
    assert "Both of you work in Indonesian and English." in page
    assert "40 h / week in common" in page
    client.post(f"/mentoring/pairs/{pairing.id}/accept")
    assert "You have said yes" in client.get(f"/mentoring/pairs/{pairing.id}").text


def set_places(place: MentorPlaces, places: int) -> None:
    with transaction():
        place.places = places
