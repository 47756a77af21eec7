"""What each side said in private stays theirs: on pages, in the API, in mails and tables."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accelerator.matching.models import Matching, Mode, Pairing, PairingState
from accelerator.matching.services.pairing import decline, publish
from accelerator.matching.services.proposing import Asked
from accelerator.mentors.models import Side
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.history.models import Entry
from hub.organisations.models import MemberRole
from hub.outbox.models import Message
from tests.accelerator.matching.stories import Scene, a_scene
from tests.api import Caller
from tests.factories import a_member, a_person
from tests.factories.programme import a_conflict, a_programme_manager
from tests.signing_in import sign_in_as

#: Whatever of these stands in an answer tells who ranked, rated or ruled out whom.
PRIVATE = ("private note", "veto", "rankings", "startup_ranking", "mentor_ranking", '"orders"',
           "own ranking", "How meetings went")  # fmt: skip


@pytest.fixture
def scene(app: Flask) -> Scene:
    """Both sides have ranked; a startup has ruled a mentor out, and a mentor a startup."""
    scene = a_scene()
    for place, mentor in enumerate((1, 2, 0), start=1):
        scene.rank(Side.STARTUP, 0, mentor, place)
    for place, startup in enumerate((2, 0, 1), start=1):
        scene.rank(Side.MENTOR, startup, 1, place)
    scene.rank(Side.STARTUP, 0, 3, None)
    scene.rank(Side.MENTOR, 1, 2, None)
    return scene


@pytest.fixture
def published(scene: Scene) -> Matching:
    made = scene.proposal()
    with transaction():
        publish(made, by=scene.manager, version=made.version)
    return made


def client_of(app: Flask, person: User) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, person)
    return client


def of_staff(scene: Scene, matching: Matching) -> list[str]:
    cohort, one = f"/admin/cohorts/{scene.cohort.id}/matching", f"/matchings/{matching.id}"
    every = [scene.pair(s, m) for s in range(4) for m in range(5)]
    return [
        cohort,
        f"{cohort}/pairs",
        *(f"{cohort}/pairs.{ending}" for ending in ("csv", "json")),
        one,
        *(f"{one}?startup={s}&mentor={m}&why={m}" for s, m in every),
        *(f"{one}?startup={startup.id}" for startup in scene.startups),
        *(f"{one}/change?kind=add&startup={s}&mentor={m}" for s, m in every),
        f"{one}/publish",
        f"{one}/compare?other={matching.id}",
    ]


def by_api(scene: Scene, matching: Matching) -> list[str]:
    cohort, one = f"/cohorts/{scene.cohort.id}", f"/matchings/{matching.id}"
    every = [scene.pair(s, m) for s in range(4) for m in range(5)]
    return [
        f"{cohort}/matchings",
        f"{cohort}/pairings",
        f"{cohort}/pair-rules",
        one,
        *(f"{one}/why?startup={s}&mentor={m}" for s, m in every),
        *(f"{one}/effects?kind=lock&startup={s}&mentor={m}" for s, m in every),
    ]


def silent(text: str) -> bool:
    return not any(word.lower() in text.lower() for word in PRIVATE)


@pytest.mark.parametrize("mode", list(Mode))
def test_staff_read_reasons_and_never_whose_word_it_was(
    app: Flask, scene: Scene, mode: Mode
) -> None:
    made = scene.proposal(Asked(mode=mode))
    client, caller = client_of(app, scene.manager), Caller(app, scene.manager)
    texts = [client.get(path, follow_redirects=True).text for path in of_staff(scene, made)]
    texts += [caller.get(path).text for path in by_api(scene, made)]
    assert [text for text in texts if not silent(text)] == []
    said = [text for text in texts if "one of the two has ruled this out" in text]
    assert said


def test_what_staff_see_of_it_is_one_part_that_makes_the_sum_right(
    app: Flask, scene: Scene
) -> None:
    made = scene.proposal()
    shown = Caller(app, scene.manager).get(f"/matchings/{made.id}").json
    parts = {part["part"] for pair in shown["pairs"] for part in pair["parts"]}
    assert "own_words" in parts
    assert all(sum(p["points"] for p in each["parts"]) == each["fit"] for each in shown["pairs"])


def test_neither_side_can_tell_how_the_other_ranked_it(
    app: Flask, scene: Scene, published: Matching
) -> None:
    """Whatever the other side said, exactly the same is answered."""
    pairing = db.session.scalars(
        select(Pairing).where(Pairing.startup_id == scene.startups[0].id)
    ).first()
    assert pairing is not None
    readers = [scene.founders[0], pairing.mentor.user]
    before = [answers(app, person, pairing) for person in readers]
    with transaction():
        pairing.parts = [part | _worse(part) for part in pairing.parts]
        pairing.fit = 1
    assert [answers(app, person, pairing) for person in readers] == before
    assert all(silent(text) for texts in before for text in texts)


def _worse(part: dict[str, Any]) -> dict[str, Any]:
    if part["part"] in ("startup_ranking", "mentor_ranking", "feedback"):
        return {"value": 1, "points": 0, "weight": 500}
    return {"weight": 17, "points": 3}


def answers(app: Flask, person: User, pairing: Pairing) -> list[str]:
    client, caller = client_of(app, person), Caller(app, person)
    pages = (f"/mentoring/pairs/{pairing.id}", "/mentoring/pairs",
             f"/mentoring/pairs/{pairing.id}/decline")  # fmt: skip
    texts = [client.get(path).text for path in pages]
    texts += [caller.get(path).text for path in ("/pairings", f"/pairings/{pairing.id}")]
    return [re.sub(r'(nonce|request_id|value)="[^"]*"', "", text) for text in texts]


def test_reasons_are_for_staff_and_mails_hold_neither_words_nor_fits(
    app: Flask, scene: Scene, published: Matching
) -> None:
    pairing = db.session.scalars(select(Pairing)).first()
    assert pairing is not None
    with transaction():
        decline(pairing, side=Side.MENTOR, by=pairing.mentor.user, reason="They smell of fish")
    n = [each.id for each in scene.startups].index(pairing.startup_id)
    texts = answers(app, scene.founders[n], pairing)
    mails = db.session.scalars(select(Message).where(Message.template.like("matching/%"))).all()
    texts += [f"{mail.subject} {mail.text} {mail.html}" for mail in mails]
    assert mails
    assert not any("fish" in text for text in texts)
    assert all(silent(text) for text in texts)
    board = client_of(app, scene.manager).get(f"/admin/cohorts/{scene.cohort.id}/matching/pairs")
    assert "They smell of fish" in board.text


def test_history_holds_no_private_word(scene: Scene, published: Matching) -> None:
    rows = db.session.scalars(select(Entry).where(Entry.action.like("matching.%"))).all()
    assert rows
    assert all(silent(f"{row.before} {row.after} {row.reason}") for row in rows)


def test_others_see_none_of_it(app: Flask, scene: Scene, published: Matching) -> None:
    """Another founder, another mentor, a coordinator, a stranger; and proposals are for staff."""
    pairing = db.session.scalars(
        select(Pairing).where(Pairing.organisation_id == scene.houses[0].id)
    ).first()
    assert pairing is not None
    coordinator = a_member(scene.houses[0], role=MemberRole.OWNER).user
    other_house = a_member(scene.houses[1], role=MemberRole.OWNER).user
    founder = next(
        f for f, s in zip(scene.founders, scene.startups, strict=True) if s.id != pairing.startup_id
    )
    mentor = next(each for each in scene.mentors if each.id != pairing.mentor_id).user
    for person in (founder, mentor, other_house, a_person()):
        assert Caller(app, person).get(f"/pairings/{pairing.id}").status_code == 404
        assert client_of(app, person).get(f"/mentoring/pairs/{pairing.id}").status_code == 404
    assert Caller(app, coordinator).get(f"/pairings/{pairing.id}").status_code == 200
    for person in (founder, mentor, coordinator):
        caller, client = Caller(app, person), client_of(app, person)
        assert {caller.get(path).status_code for path in by_api(scene, published)} <= {403, 404}
        assert {client.get(path).status_code for path in of_staff(scene, published)} <= {403, 404}
    assert app.test_client().get(f"/mentoring/pairs/{pairing.id}").status_code in (302, 303, 401)


def test_a_manager_with_a_conflict_sees_nothing_that_tells_of_that_startup(
    app: Flask, scene: Scene, published: Matching
) -> None:
    hidden = scene.startups[0]
    manager = a_programme_manager(scene.cohort.programme)
    a_conflict(manager, hidden)
    pairings = db.session.scalars(select(Pairing)).all()
    client, caller = client_of(app, manager), Caller(app, manager)
    assert client.get(f"/matchings/{published.id}").status_code == 404
    assert caller.get(f"/matchings/{published.id}").status_code == 404
    assert caller.get(f"/cohorts/{scene.cohort.id}/matchings").json["items"] == []
    texts = [
        client.get(path).text for path in of_staff(scene, published) if path.startswith("/admin")
    ]
    texts += [caller.get(f"/cohorts/{scene.cohort.id}/pairings").text]
    assert all(hidden.name not in text and str(hidden.id) not in text for text in texts)
    for pairing in pairings:
        hides = pairing.startup_id == hidden.id
        code = caller.get(f"/pairings/{pairing.id}").status_code
        assert code == (404 if hides else 200)
    assert {each.state for each in pairings} == {PairingState.ASKED}
    mine = scene.proposal(by=manager)
    assert hidden.name not in client.get(f"/matchings/{mine.id}").text
