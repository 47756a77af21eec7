"""A team answers: takes its place, declines, takes that back, runs out of time, moves up."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.applications.models import TeamRole
from accelerator.programmes.services import change_cohort, draft_of
from accelerator.selection import services
from accelerator.selection.errors import MustAgree
from accelerator.selection.models import Acceptance
from accelerator.selection.queries import offers_of
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.core.errors import NotAllowed
from hub.places.errors import OfferExpired, SeatGone, SeatsHeld
from hub.places.jobs import lapse_offers, remind_of_offers
from tests.accelerator.selection.stories import (
    ACCEPT,
    AGREEMENT,
    CONDITIONAL,
    REJECT,
    WAIT,
    Scene,
    a_co_founder,
    a_scene,
    mails_to,
    outcomes,
)
from tests.api import Caller
from tests.hub.accounts.stories import words
from tests.signing_in import sign_in_as


@pytest.fixture
def scene(app: Flask) -> Scene:
    scene = a_scene(4, seats=1)
    scene.released(ACCEPT, WAIT, WAIT, REJECT)
    return scene


def states(scene: Scene) -> list[str | None]:
    db.session.expire_all()
    found = {each.application.id: each.state.value for each in offers_of(scene.cohort)}
    return [found.get(each.id) for each in scene.applications]


def test_accepting_keeps_who_agreed_to_which_wording(client: FlaskClient, scene: Scene) -> None:
    sign_in_as(client, scene.owner(0))
    address = f"/offers/{scene.offer(0).place.id}"
    page = words(client.get(address))
    assert "We come to every session." in page and "left" in page

    refused = client.post(f"{address}/accept")
    taken = client.post(f"{address}/accept", data={"agreed": "y"})

    assert refused.status_code == 422 and taken.status_code == 303
    kept = db.session.query(Acceptance).one()
    assert (kept.accepted_by_id, kept.agreement_version) == (scene.owner(0).id, 2)
    assert (kept.agreement_text, kept.agreement_language) == (AGREEMENT["en"], "en")
    assert states(scene)[0] == "confirmed"
    assert mails_to(scene.owner(0)) == ["accepted", "confirmed"]
    assert "Your place is confirmed" in words(client.get(address))


def test_the_words_that_were_read_are_kept_whatever_becomes_of_the_cohort(scene: Scene) -> None:
    with transaction():
        services.accept(scene.offer(0), by=scene.owner(0), agreed=True)
    with transaction():
        scene.cohort.agreement, scene.cohort.agreement_version = {"en": "Something else"}, 3

    assert scene.offer(0).acceptance.agreement_text == AGREEMENT["en"]  # type: ignore[union-attr]


def test_accepting_without_agreeing_is_refused(scene: Scene) -> None:
    with pytest.raises(MustAgree), transaction():
        services.accept(scene.offer(0), by=scene.owner(0), agreed=False)


def test_only_the_owner_answers(client: FlaskClient, scene: Scene) -> None:
    other = a_co_founder(scene.applications[0])
    sign_in_as(client, other)
    address = f"/offers/{scene.offer(0).place.id}"

    assert "The owner of your application answers" in words(client.get(address))
    assert client.post(f"{address}/accept", data={"agreed": "y"}).status_code == 403
    with pytest.raises(NotAllowed), transaction():
        services.decline(scene.offer(0), by=other)


def test_a_get_never_declines(client: FlaskClient, scene: Scene) -> None:
    sign_in_as(client, scene.owner(0))
    address = f"/offers/{scene.offer(0).place.id}/decline"

    assert "Decline the place?" in words(client.get(address))
    assert states(scene)[0] == "offered"
    client.post(address, data={"reason": "We move to Berlin"})
    assert states(scene)[:3] == ["declined", "offered", "waiting"]


def test_the_next_in_line_is_offered_the_place_and_told(scene: Scene) -> None:
    with transaction():
        services.decline(scene.offer(0), by=scene.owner(0))

    assert states(scene) == ["declined", "offered", "waiting", None]
    assert outcomes(scene)[1] == "accepted"
    assert mails_to(scene.owner(0)) == ["accepted", "declined"]
    assert mails_to(scene.owner(1)) == ["waitlisted", "offered"]
    assert mails_to(scene.owner(2)) == ["waitlisted"]


def test_a_decline_is_undone_only_while_a_seat_is_free(app: Flask) -> None:
    alone = a_scene(2, seats=1)
    alone.released(ACCEPT, REJECT)
    with transaction():
        services.decline(alone.offer(0), by=alone.owner(0))
    with transaction():
        services.undo_decline(alone.offer(0), by=alone.owner(0))
    assert states(alone)[0] == "offered"
    assert mails_to(alone.owner(0)) == ["accepted", "declined", "offered"]

    crowded = a_scene(2, seats=1)
    crowded.released(ACCEPT, WAIT)
    with transaction():
        services.decline(crowded.offer(0), by=crowded.owner(0))
    with pytest.raises(SeatGone), transaction():
        services.undo_decline(crowded.offer(0), by=crowded.owner(0))


def test_an_offer_that_runs_out_goes_to_the_next_and_is_brought_to_mind_before(
    scene: Scene,
) -> None:
    until = scene.offer(0).place.expires_at
    assert until is not None
    for before in (timedelta(hours=47), timedelta(hours=23), timedelta(hours=23)):
        with frozen_at(until - before):
            remind_of_offers()
    with frozen_at(until):
        with pytest.raises(OfferExpired), transaction():
            services.accept(scene.offer(0), by=scene.owner(0), agreed=True)
        lapse_offers()
        assert states(scene)[:2] == ["lapsed", "offered"]

    assert mails_to(scene.owner(0)) == ["accepted", "due", "due", "lapsed"]
    assert mails_to(scene.owner(1)) == ["waitlisted", "offered"]


def test_more_seats_move_the_line_and_fewer_than_are_held_are_refused(scene: Scene) -> None:
    with transaction():
        draft = replace(draft_of(scene.cohort), seats=2)
        change_cohort(scene.cohort, draft, by=scene.manager)
    assert states(scene)[:3] == ["offered", "offered", "waiting"]
    with pytest.raises(SeatsHeld), transaction():
        change_cohort(scene.cohort, replace(draft, seats=1), by=scene.manager)


def test_closing_the_line_tells_those_who_wait(scene: Scene) -> None:
    with transaction():
        services.close_line(scene.cohort, by=scene.manager)

    assert states(scene) == ["offered", "closed", "closed", None]
    assert mails_to(scene.owner(2)) == ["waitlisted", "closed"]


def test_who_waits_reads_where_they_stand(client: FlaskClient, scene: Scene) -> None:
    sign_in_as(client, scene.owner(2))

    page = words(client.get(f"/offers/{scene.offer(2).place.id}"))

    assert "You are number 2 in line." in page
    assert "One team before you is thinking about its offer" in page


def test_the_condition_stands_on_the_offer(client: FlaskClient, app: Flask) -> None:
    scene = a_scene(1)
    scene.released(CONDITIONAL)
    sign_in_as(client, scene.owner(0))

    assert "Found it" in words(client.get(f"/offers/{scene.offer(0).place.id}"))
    page = words(client.get(f"/applications/{scene.applications[0].id}"))
    assert "Found it" in page and "See and answer the offer" in page


def test_the_api_answers_offers_as_the_contract_says(app: Flask, scene: Scene) -> None:
    caller = Caller(app, scene.owner(0))
    (offer,) = caller.get("/offers").get_json()["items"]
    assert (offer["state"], offer["agreement"]) == ("offered", AGREEMENT["en"])

    refused = caller.post(f"/offers/{offer['token']}/accept", {})
    taken = caller.post(f"/offers/{offer['token']}/accept", {"agreed": True})

    assert (refused.status_code, refused.get_json()["code"]) == (422, "must-agree")
    assert (taken.status_code, taken.get_json()["state"]) == (200, "confirmed")
    waiting = Caller(app, scene.owner(1))
    (offer,) = waiting.get("/offers").get_json()["items"]
    assert offer["position"] == 1
    late = waiting.post(f"/offers/{offer['token']}/accept", {"agreed": True})
    assert (late.status_code, late.get_json()["code"]) == (409, "place-state")
    declined = caller.post("/offers/nonsense/decline", {})
    assert declined.status_code == 404


def test_an_expired_offer_is_gone_for_the_api(app: Flask, scene: Scene) -> None:
    until = scene.offer(0).place.expires_at
    caller = Caller(app, scene.owner(0))
    token = str(scene.offer(0).place.id)
    with frozen_at(until or now()):
        answer = caller.post(f"/offers/{token}/decline", {})

    assert (answer.status_code, answer.get_json()["code"]) == (410, "offer-expired")


def test_who_reads_along_sees_the_offer_and_a_stranger_does_not(
    client: FlaskClient, scene: Scene
) -> None:
    address = f"/offers/{scene.offer(0).place.id}"
    sign_in_as(client, a_co_founder(scene.applications[0], TeamRole.VIEW))
    assert client.get(address).status_code == 200
    sign_in_as(client, scene.owner(1))
    assert client.get(address).status_code == 404
    sign_in_as(client, scene.manager)
    assert client.get(address).status_code == 404
