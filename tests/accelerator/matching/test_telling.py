"""A startup is told why these mentors and not others; what others said in private it is not."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accelerator.matching.models import Matching, Mode
from accelerator.matching.queries.proposals import answer_of
from accelerator.matching.services.pairing import publish
from accelerator.matching.services.proposing import Asked
from accelerator.mentors.models import Side
from accelerator.participations.models import Participation
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.organisations.models import MemberRole
from tests.accelerator.matching.stories import Scene, a_scene
from tests.api import a_token, bearing
from tests.factories import a_member, a_person
from tests.factories.programme import a_conflict
from tests.signing_in import sign_in_as


@pytest.fixture
def scene(app: Flask) -> Scene:
    return a_scene()


def published(scene: Scene, mode: Mode = Mode.BEST) -> Matching:
    made = scene.proposal(Asked(mode=mode))
    with transaction():
        publish(made, by=scene.manager, version=made.version)
    return made


def client_of(app: Flask, person: User) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, person)
    return client


def address(scene: Scene, startup: int) -> str:
    its = Participation.startup_id == scene.startups[startup].id
    one = db.session.scalars(select(Participation.id).where(its)).one()
    return f"/participations/{one}/mentoring/why"


def asked(app: Flask, scene: Scene, startup: int, mentor: int) -> str:
    client = client_of(app, scene.founders[startup])
    page = client.get(f"{address(scene, startup)}?mentor={scene.mentors[mentor].id}").text
    return re.sub(r'(nonce|value)="[^"]*"', "", page)


def unpaired(scene: Scene, matching: Matching, startup: int) -> list[int]:
    chosen = answer_of(matching).chosen
    return [n for n in range(len(scene.mentors)) if scene.pair(startup, n) not in chosen]


def set_places(scene: Scene, *places: int) -> None:
    with transaction():
        for row, number in zip(scene.places, places, strict=True):
            row.places = number


def test_before_anything_is_published_nothing_is_told(app: Flask, scene: Scene) -> None:
    scene.proposal()
    assert "No pairs have been published yet" in asked(app, scene, 0, 1)


def test_a_founder_reads_whom_it_would_cost_what_without_names(app: Flask, scene: Scene) -> None:
    """One place, two startups that need it: the second hears that it is taken, and by how many."""
    set_places(scene, 1, 1, 1, 1, 1)
    made = published(scene)
    mine = client_of(app, scene.founders[0]).get("/mentoring/pairs").text
    assert address(scene, 0) in mine
    texts = [asked(app, scene, 0, mentor) for mentor in unpaired(scene, made, 0)]
    assert all("are taken" in text for text in texts)
    assert any("other startup would have to change its mentors" in text for text in texts)
    assert any("All together would fit less well than now" in text for text in texts)
    others = [each.name for each in scene.startups[1:]]
    assert not any(name in text for name in others for text in texts)


def test_by_api_the_same_is_told(app: Flask, scene: Scene) -> None:
    made = published(scene)
    api = f"/api/v1{address(scene, 0)}"
    client, mine = app.test_client(), bearing(a_token(scene.founders[0]))
    mentor = scene.mentors[unpaired(scene, made, 0)[0]].id

    told = client.get(f"{api}?mentor={mentor}", headers=mine).get_json()

    assert told["published"] and told["why_not"]
    assert told["open_places"] == 0 or told["open_because"]
    assert str(mentor) not in told["mentors"]
    assert client.get(f"{api}?mentor={told['mentors'][0]}", headers=mine).status_code == 404
    stranger = bearing(a_token(scene.founders[1]))
    assert client.get(api, headers=stranger).status_code == 404


def test_an_open_place_has_its_reason_and_what_would_help(app: Flask, scene: Scene) -> None:
    set_places(scene, 1, 0, 0, 0, 0)
    made = published(scene)
    [placed] = answer_of(made).pairs
    missed = next(n for n, s in enumerate(scene.startups) if str(s.id) != placed.startup_id)
    text = asked(app, scene, missed, 0)
    assert "Why a place stays open" in text
    assert "You would take 2 more mentors." in text
    assert "One more place with a mentor who suits you would help." in text


def test_what_both_know_anyway_is_said(app: Flask, scene: Scene) -> None:
    with transaction():
        scene.mentors[1].languages = ["de"]
        scene.mentors[1].shown = {}
    published(scene)
    assert "have no language in common" in asked(app, scene, 0, 1)


def test_their_own_words_are_told_to_those_who_lead_and_to_nobody_else(
    app: Flask, scene: Scene
) -> None:
    scene.rank(Side.STARTUP, 0, 3, None)
    published(scene)
    assert "You have ruled this out yourselves." in asked(app, scene, 0, 3)
    colleague = a_member(scene.startups[0].organisation, role=MemberRole.MEMBER).user
    text = client_of(app, colleague).get(f"{address(scene, 0)}?mentor={scene.mentors[3].id}").text
    assert "Why not somebody else?" in text
    assert "ruled this out" not in text


@pytest.mark.parametrize("reason", ["veto_mentor", "conflict", "banned", "not_cleared"])
@pytest.mark.parametrize("full", [True, False])
def test_who_has_ruled_it_out_cannot_be_told_from_the_answer(
    app: Flask, scene: Scene, reason: str, full: bool
) -> None:
    """The same pairs, with and without a private reason against one that is not there: exactly the
    same is answered."""
    if full:
        set_places(scene, 1, 1, 1, 1, 1)
    made = published(scene)
    others = unpaired(scene, made, 0)
    before, plain = [asked(app, scene, 0, mentor) for mentor in others], made.problem
    for mentor, text in zip(others, before, strict=True):
        assert "All together" in text or "For all together" in text
        with transaction():
            made.problem = ruled_out(plain, scene.pair(0, mentor), reason=reason)
        assert asked(app, scene, 0, mentor) == text


def ruled_out(problem: dict[str, Any], pair: tuple[str, str], *, reason: str) -> dict[str, Any]:
    candidates = [
        [*pair, 0, reason] if (each[0], each[1]) == pair else each for each in problem["candidates"]
    ]
    return problem | {"candidates": candidates}


def test_how_others_ranked_is_in_no_word_of_it(app: Flask, scene: Scene) -> None:
    """With rankings that leave the pairs as they are, and the prices not."""
    made = published(scene)
    others = unpaired(scene, made, 0)
    before = [asked(app, scene, 0, mentor) for mentor in others]
    n = next(n for n in range(len(scene.mentors)) if n not in others)
    for place, startup in enumerate((0, 1, 2), start=1):
        scene.rank(Side.MENTOR, startup, n, place)
    again = published(scene)
    assert answer_of(again).chosen == answer_of(made).chosen
    assert answer_of(again).total != answer_of(made).total
    assert [asked(app, scene, 0, mentor) for mentor in others] == before


def test_in_a_mutual_choice_wishes_decide_and_stay_private(app: Flask, scene: Scene) -> None:
    made = published(scene, Mode.MUTUAL)
    text = asked(app, scene, 0, unpaired(scene, made, 0)[0])
    assert "the wishes of both sides decide, and they stay private" in text


def test_a_conflict_is_not_even_in_the_list(app: Flask, scene: Scene) -> None:
    published(scene)
    a_conflict(scene.mentors[2].user, scene.startups[0])
    assert scene.mentors[2].name not in asked(app, scene, 0, 2).split("Why not somebody else?")[1]


def test_nobody_else_reads_it(app: Flask, scene: Scene) -> None:
    published(scene)
    for person in (scene.founders[1], scene.mentors[0].user, scene.manager, a_person()):
        assert client_of(app, person).get(address(scene, 0)).status_code == 404
