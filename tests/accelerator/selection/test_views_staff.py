"""The staff's pages: the meeting, the line, feedback, releases and places."""

import re

import pytest
from flask.testing import FlaskClient

from accelerator.selection import services
from accelerator.selection.models import Decision, Feedback, Release, ReleaseState
from accelerator.selection.rules.choices import Decided
from hub.core.database import db, transaction
from tests.accelerator.selection.stories import (
    ACCEPT,
    REJECT,
    WAIT,
    Scene,
    a_scene,
    mails_to,
    outcomes,
)
from tests.counting import asked_for
from tests.factories import a_person
from tests.factories.programme import a_conflict, a_read, a_reviewer, a_round
from tests.hub.accounts.stories import words
from tests.signing_in import sign_in_as


@pytest.fixture
def scene(client: FlaskClient) -> Scene:
    scene = a_scene()
    sign_in_as(client, scene.manager)
    return scene


def decisions(scene: Scene) -> str:
    return f"/admin/cohorts/{scene.cohort.id}/decisions"


def standing(scene: Scene) -> list[str | None]:
    db.session.expire_all()
    found = {each.application_id: each.outcome.value for each in db.session.query(Decision)}
    return [found.get(each.id) for each in scene.applications]


def test_a_whole_selection_is_played_through_on_its_pages(
    client: FlaskClient, scene: Scene
) -> None:
    first, second, third, fourth = scene.applications
    page = words(client.get(f"{decisions(scene)}?at={first.id}"))
    assert "0 of 2" in page and "Keep and go on" in page

    answer = client.post(
        f"{decisions(scene)}/{first.id}",
        data={"outcome": "accept", "version": "0"},
    )
    assert f"at={second.id}" in answer.location  # the next that is undecided
    client.post(
        f"{decisions(scene)}/{second.id}",
        data={"outcome": "conditional", "conditions": "Found a company", "version": "0"},
    )
    client.post(f"{decisions(scene)}/{third.id}", data={"outcome": "waitlist", "version": "0"})
    client.post(
        decisions(scene),
        data={"application": [str(fourth.id)], "outcome": "reject", "reason": "evidence"},
    )
    assert standing(scene) == ["accept", "conditional", "waitlist", "reject"]
    edited = client.post(
        f"/admin/applications/{fourth.id}/feedback",
        data={"text": "Talk to ten customers.", "version": "0"},
    )
    assert edited.status_code == 303

    started = client.post(f"/admin/cohorts/{scene.cohort.id}/releases")
    assert client.post(f"{started.location}/prepare").status_code == 303
    page = words(client.get(started.location))
    assert "It waits for somebody else" in page and "Release the decisions" not in page
    sign_in_as(client, scene.second)
    page = words(client.get(started.location))
    assert "4 mails go out." in page and "Found a company" in page
    assert client.post(f"{started.location}/release", data={"mails": "3"}).status_code == 422
    assert client.post(f"{started.location}/release", data={"mails": "4"}).status_code == 303
    assert client.post(f"{started.location}/release", data={"mails": "4"}).status_code == 303

    assert outcomes(scene) == ["accepted", "conditional", "waitlisted", "rejected"]
    assert [len(mails_to(scene.owner(n))) for n in range(4)] == [1, 1, 1, 1]
    assert "Waits for an answer" in words(client.get(f"/admin/cohorts/{scene.cohort.id}/places"))


def test_turning_down_without_a_reason_says_so_beside_the_field(
    client: FlaskClient, scene: Scene
) -> None:
    answer = client.post(
        f"{decisions(scene)}/{scene.applications[0].id}", data={"outcome": "reject"}
    )

    assert answer.status_code == 422
    assert "Choose at least one reason." in words(answer)
    assert standing(scene)[0] is None


def test_who_decides_on_an_old_page_is_told(client: FlaskClient, scene: Scene) -> None:
    scene.decide(0, ACCEPT)
    data = {"outcome": "waitlist", "version": "0"}

    answer = client.post(f"{decisions(scene)}/{scene.applications[0].id}", data=data)

    assert "Somebody decided this since you looked" in words(client.get(answer.location))
    assert standing(scene)[0] == "accept"


def test_what_one_has_a_conflict_with_is_in_no_row_and_no_number(
    client: FlaskClient, scene: Scene
) -> None:
    hidden = scene.applications[0]
    scene.decide(0, ACCEPT)
    a_conflict(scene.manager, hidden.startup)

    page = words(client.get(decisions(scene)))

    assert hidden.startup.name not in page and hidden.reference not in page
    assert "0 of 2" in page and "3 undecided" in re.sub(r"\s+", " ", page)
    assert client.get(f"/admin/applications/{hidden.id}/feedback").status_code == 404
    data = {"application": [str(each.id) for each in scene.applications], "outcome": "waitlist"}
    client.post(decisions(scene), data=data)
    assert standing(scene) == ["accept", "waitlist", "waitlist", "waitlist"]


def test_the_line_is_ordered_by_numbers(client: FlaskClient, scene: Scene) -> None:
    for n in range(3):
        scene.decide(n, WAIT)
    last = scene.applications[2]

    answer = client.post(f"{decisions(scene)}/line", data={f"rank-{last.id}": "1"})

    assert answer.status_code == 303
    db.session.expire_all()
    line = db.session.query(Decision).order_by(Decision.rank)
    assert [each.application_id for each in line] == [
        last.id, scene.applications[0].id, scene.applications[1].id,
    ]  # fmt: skip


def test_letters_are_edited_until_it_is_prepared(client: FlaskClient, scene: Scene) -> None:
    scene.decide(0, ACCEPT)
    place = client.post(f"/admin/cohorts/{scene.cohort.id}/releases").location
    letters = {f"{choice}-en": f"Dear {choice} team" for choice in Decided} | {"version": "1"}

    assert client.post(f"{place}/letters", data=letters).status_code == 303
    client.post(f"{place}/prepare")

    assert "Dear accept team" in words(client.get(place))
    client.post(f"{place}/letters", data=letters | {"accept-en": "Too late", "version": ""})
    assert "Too late" not in words(client.get(place))
    client.post(f"{place}/take-back")
    assert db.session.query(Release).one().state is ReleaseState.DRAFT


def test_feedback_that_names_a_reader_is_asked_about(client: FlaskClient, scene: Scene) -> None:
    application = scene.applications[0]
    reader = a_reviewer(person=a_person(name="Greta Lindqvist"))
    a_read(a_round(scene.cohort), application, reader)
    address, data = f"/admin/applications/{application.id}/feedback", {"version": "0"}
    text = "Lindqvist thinks that the market is small."

    refused = client.post(address, data=data | {"text": text})

    assert refused.status_code == 422 and "Greta Lindqvist" in words(refused)
    assert db.session.query(Feedback).count() == 0
    meant = data | {"text": text, "names_are_meant": "y"}
    assert client.post(address, data=meant).status_code == 303


def test_the_meeting_asks_no_more_for_many_than_for_one(client: FlaskClient) -> None:
    few, many = a_scene(1), a_scene(30)
    for scene in (few, many):
        for n in range(len(scene.applications)):
            scene.decide(n, REJECT)
        with transaction():
            services.gather(scene.cohort, by=scene.manager)
    counts = {}
    for name, scene in {"few": few, "many": many}.items():
        sign_in_as(client, scene.manager)
        base = f"/admin/cohorts/{scene.cohort.id}"
        pages = (decisions(scene), f"{base}/feedback", f"{base}/decisions/line")
        counts[name] = [asked_for(client, page)[0] for page in pages]

    assert counts["many"] == counts["few"]


def all_accepted(number: int) -> Scene:
    scene = a_scene(number, seats=number)
    for n in range(number):
        scene.decide(n, ACCEPT)
    return scene


def test_a_prepared_release_asks_no_more_for_many_than_for_one(client: FlaskClient) -> None:
    counts = []
    for number in (1, 30):
        scene = all_accepted(number)
        release = scene.prepared()
        sign_in_as(client, scene.second)
        counts.append(asked_for(client, f"/admin/releases/{release.id}")[0])

    assert counts[0] == counts[1]


def test_the_places_ask_no_more_for_many_than_for_one(client: FlaskClient) -> None:
    counts = []
    for number in (1, 30):
        scene = all_accepted(number)
        scene.let_out(scene.prepared())
        sign_in_as(client, scene.second)
        counts.append(asked_for(client, f"/admin/cohorts/{scene.cohort.id}/places")[0])

    assert counts[0] == counts[1]
