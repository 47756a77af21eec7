"""What staff do to places that are given: more time to answer, and taking them back."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.participations.models import Participation, ParticipationState
from accelerator.selection import services
from accelerator.selection.queries import offers_of
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.core.walltime import to_wall
from hub.history.models import Entry
from hub.outbox.models import Message
from hub.places.errors import NotAsItStands, OfferExpired, ReasonNeeded
from hub.places.jobs import lapse_offers
from tests.accelerator.selection.stories import (
    ACCEPT,
    REJECT,
    WAIT,
    Scene,
    a_co_founder,
    a_scene,
    mails_to,
    outcomes,
)
from tests.api import Caller
from tests.factories.programme import a_conflict, a_programme_manager
from tests.hub.accounts.stories import words
from tests.signing_in import sign_in_as

WHY = "Their founder is in hospital"


@pytest.fixture
def scene(app: Flask) -> Scene:
    scene = a_scene(4, seats=1)
    scene.released(ACCEPT, WAIT, WAIT, REJECT)
    return scene


def states(scene: Scene) -> list[str | None]:
    db.session.expire_all()
    found = {each.application.id: each.state.value for each in offers_of(scene.cohort)}
    return [found.get(each.id) for each in scene.applications]


def address(scene: Scene, n: int = 0) -> str:
    return f"/admin/places/{scene.offer(n).place.id}"


def ends(scene: Scene) -> datetime:
    until = scene.offer(0).place.expires_at
    assert until is not None
    return until


def typed(instant: datetime, scene: Scene) -> str:
    return f"{to_wall(instant, scene.cohort.zone):%Y-%m-%dT%H:%M}"


def test_an_offer_is_given_more_time_on_a_page_that_says_what_that_means(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in_as(client, scene.manager)
    later = ends(scene).replace(second=0, microsecond=0) + timedelta(days=3)
    listed = client.get(f"/admin/cohorts/{scene.cohort.id}/places").text
    assert address(scene) in listed
    assert f"{address(scene)}/more-time" in client.get(address(scene)).text

    page = words(client.get(f"{address(scene)}/more-time"))
    assert "gets a mail with the new time" in page and "2 teams wait in line" in page
    assert typed(ends(scene), scene) in client.get(f"{address(scene)}/more-time").text
    answer = client.post(
        f"{address(scene)}/more-time", data={"until": typed(later, scene), "reason": WHY}
    )

    assert answer.status_code == 303 and ends(scene) == later
    assert mails_to(scene.owner(0)) == ["accepted", "extended"]
    assert WHY in words(client.get(address(scene)))
    entry = db.session.query(Entry).filter_by(action="place.extended").one()
    assert (entry.actor_id, entry.reason) == (scene.manager.id, WHY)
    sign_in_as(client, scene.owner(0))
    page = words(client.get(f"/offers/{scene.offer(0).place.id}"))
    assert "You have been given more time" in page and WHY in page


def test_an_offer_with_more_time_runs_out_at_its_new_end(scene: Scene) -> None:
    was = ends(scene)
    with transaction():
        services.extend_offer(scene.offer(0), was + timedelta(days=2), by=scene.manager, reason=WHY)

    with frozen_at(was + timedelta(hours=1)):
        lapse_offers()
        assert states(scene)[:2] == ["offered", "waiting"]
    with frozen_at(was + timedelta(days=2)):
        lapse_offers()
        assert states(scene)[:2] == ["lapsed", "offered"]


@pytest.mark.parametrize(
    "sent", [{"reason": WHY}, {"until": "later", "reason": WHY}, {"until": ""}]
)
def test_more_time_needs_a_time_and_a_reason(
    client: FlaskClient, scene: Scene, sent: dict[str, str]
) -> None:
    sign_in_as(client, scene.manager)
    was = ends(scene)

    assert client.post(f"{address(scene)}/more-time", data=sent).status_code == 422
    earlier = {"until": typed(was - timedelta(hours=2), scene), "reason": WHY}
    refused = client.post(f"{address(scene)}/more-time", data=earlier)

    assert refused.status_code == 422 and "later than the offer ends now" in words(refused)
    assert ends(scene) == was and mails_to(scene.owner(0)) == ["accepted"]
    with pytest.raises(ReasonNeeded), transaction():
        services.extend_offer(
            scene.offer(0), was + timedelta(days=1), by=scene.manager, reason="  "
        )
    with pytest.raises(Invalid), transaction():
        services.extend_offer(
            scene.offer(0), was + timedelta(days=1), by=scene.manager, reason="x" * 501
        )


def test_what_ran_out_is_not_given_more_time(client: FlaskClient, scene: Scene) -> None:
    sign_in_as(client, scene.manager)
    was = ends(scene)
    with frozen_at(was):
        sign_in_as(client, scene.manager)
        assert client.get(f"{address(scene)}/more-time").status_code == 303
        assert "more-time" not in client.get(address(scene)).text
        with pytest.raises(OfferExpired), transaction():
            services.extend_offer(
                scene.offer(0), was + timedelta(days=1), by=scene.manager, reason=WHY
            )
    with pytest.raises(NotAsItStands), transaction():
        services.extend_offer(scene.offer(1), was + timedelta(days=1), by=scene.manager, reason=WHY)


def test_an_offer_is_taken_back_and_the_first_in_line_has_it(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in_as(client, scene.manager)
    page = words(client.get(f"{address(scene)}/take-back"))
    assert "offered to the first of 2 teams in line" in page and "cannot be undone" in page

    refused = client.post(f"{address(scene)}/take-back", data={"reason": ""})
    assert refused.status_code == 422 and states(scene)[0] == "offered"
    answer = client.post(f"{address(scene)}/take-back", data={"reason": "They did not exist."})

    assert answer.status_code == 303
    assert states(scene) == ["removed", "offered", "waiting", None]
    assert mails_to(scene.owner(0)) == ["accepted", "removed"]
    assert mails_to(scene.owner(1)) == ["waitlisted", "offered"]
    (mail,) = db.session.query(Message).filter_by(template="selection/removed")
    assert "They did not exist." in mail.text
    assert "They did not exist." in words(client.get(address(scene)))
    again = client.post(f"{address(scene)}/take-back", data={"reason": "Twice"})
    assert "ended already" in words(client.get(again.location))
    assert mails_to(scene.owner(0)) == ["accepted", "removed"]


def test_a_place_in_line_is_taken_back_without_moving_a_seat(
    client: FlaskClient, scene: Scene
) -> None:
    sign_in_as(client, scene.manager)
    assert "leaves the line" in words(client.get(f"{address(scene, 1)}/take-back"))

    client.post(f"{address(scene, 1)}/take-back", data={"reason": "They have moved away."})

    assert states(scene) == ["offered", "removed", "waiting", None]
    assert scene.offer(2).position == 1


def test_a_confirmed_startup_whose_place_is_taken_back_is_out_of_the_cohort(
    client: FlaskClient, scene: Scene
) -> None:
    with transaction():
        services.accept(scene.offer(0), by=scene.owner(0), agreed=True)
    sign_in_as(client, scene.manager)
    assert "out of the cohort" in words(client.get(f"{address(scene)}/take-back"))

    client.post(f"{address(scene)}/take-back", data={"reason": "They broke the agreement."})

    assert states(scene)[:2] == ["removed", "offered"]
    assert db.session.query(Participation).one().state is ParticipationState.REMOVED


def test_a_team_whose_place_was_taken_back_can_be_offered_another(scene: Scene) -> None:
    with transaction():
        services.take_back(scene.offer(1), by=scene.manager, reason="By mistake")
    with transaction():
        services.take_back(scene.offer(2), by=scene.manager, reason="By mistake")
    with transaction():
        services.take_back(scene.offer(0), by=scene.manager, reason="By mistake")

    scene.decide(1, services.Judgement(ACCEPT.outcome, correction="That was our mistake."))
    scene.let_out(scene.prepared())

    assert states(scene)[:2] == ["removed", "offered"]
    assert outcomes(scene)[1] == "accepted"


def test_only_staff_who_may_decide_about_a_team_touch_its_place(
    client: FlaskClient, scene: Scene
) -> None:
    conflicted = a_programme_manager(scene.cohort.programme)
    a_conflict(conflicted, scene.applications[0].startup)
    elsewhere = a_programme_manager(a_scene(0).cohort.programme)
    for person in (conflicted, elsewhere, scene.owner(0), a_co_founder(scene.applications[0])):
        sign_in_as(client, person)
        for path in ("", "/more-time", "/take-back"):
            assert client.get(address(scene) + path).status_code in (403, 404)
        data = {"reason": "Mine now", "until": typed(ends(scene) + timedelta(days=1), scene)}
        for path in ("/more-time", "/take-back"):
            assert client.post(address(scene) + path, data=data).status_code in (403, 404)
        with pytest.raises(NotAllowed), transaction():
            services.take_back(scene.offer(0), by=person, reason=WHY)
    assert states(scene)[0] == "offered" and mails_to(scene.owner(0)) == ["accepted"]


def test_the_api_gives_more_time_and_takes_back(app: Flask, scene: Scene) -> None:
    caller, place = Caller(app, scene.manager), scene.offer(0).place.id
    until = (ends(scene) + timedelta(days=1)).isoformat()

    longer = caller.post(f"/places/{place}/extend", {"until": until, "reason": WHY})
    shorter = caller.post(
        f"/places/{place}/extend", {"until": "2020-01-01T00:00:00Z", "reason": WHY}
    )
    gone = caller.post(f"/places/{place}/take-back", {"reason": WHY})
    again = caller.post(f"/places/{place}/take-back", {"reason": WHY})

    assert (longer.status_code, longer.get_json()["state"]) == (200, "offered")
    assert shorter.status_code == 422
    assert (gone.status_code, gone.get_json()["state"]) == (200, "removed")
    assert (again.status_code, again.get_json()["code"]) == (409, "place-state")
    assert Caller(app, scene.owner(0)).post(
        f"/places/{place}/take-back", {"reason": WHY}
    ).status_code in (403, 404)


def test_a_founder_takes_a_decline_back_on_the_page_while_a_seat_is_free(
    client: FlaskClient, app: Flask
) -> None:
    alone = a_scene(2, seats=1)
    alone.released(ACCEPT, REJECT)
    sign_in_as(client, alone.owner(0))
    offer = f"/offers/{alone.offer(0).place.id}"
    client.post(f"{offer}/decline", data={"reason": "We were in a hurry"})
    assert "Take the decline back" in words(client.get(offer))

    answer = client.post(f"{offer}/undo")

    assert "The offer stands again" in words(client.get(answer.location))
    assert states(alone)[0] == "offered"


def test_a_decline_whose_seat_is_gone_cannot_be_taken_back(
    client: FlaskClient, app: Flask, scene: Scene
) -> None:
    sign_in_as(client, scene.owner(0))
    offer, place = f"/offers/{scene.offer(0).place.id}", scene.offer(0).place.id
    client.post(f"{offer}/decline")

    page = words(client.get(offer))
    answer = client.post(f"{offer}/undo")
    by_api = Caller(app, scene.owner(0)).post(f"/offers/{place}/undo-decline", {})

    assert "Take the decline back" not in page
    assert "went to the next in line" in words(client.get(answer.location))
    assert (by_api.status_code, by_api.get_json()["code"]) == (409, "seat-gone")
    assert states(scene)[:2] == ["declined", "offered"]
