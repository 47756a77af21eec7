"""Who finds which mentor, and what of them: field by field, circle by circle."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.mentors.models import Mentor
from hub.accounts.models import User
from hub.organisations.models import MemberRole, Organisation
from tests.counting import asked_for
from tests.factories import MONDAY, a_member, a_person
from tests.factories.mentoring import a_mentor, a_support_organisation, a_week
from tests.factories.programme import a_programme_manager
from tests.signing_in import sign_in_as

HIDDEN = dict.fromkeys(
    ("about", "organisations", "photo", "languages", "ways", "links", "availability"), "staff"
)
TOLD: dict[str, Any] = {
    "headline": "From pilot to contract", "topics": ["pilots"], "about": "Words about me",
    "languages": ["th"], "ways": ["workshop"], "links": [{"label": "Site", "url": "https://x.example"}],
    "video_url": "https://meet.example/secret-room", "aliases": ["other@alias.example"],
}  # fmt: skip
#: What stands on a page for each hidden field.
SEEN = {
    "about": "Words about me", "organisations": "Kamar Dagang Kota", "languages": "Thai",
    "ways": "In workshops", "links": "https://x.example",
    "availability": "on the clock of Berlin",
}  # fmt: skip


def as_(app: Flask, person: User | None) -> FlaskClient:
    client = app.test_client()
    if person is not None:
        sign_in_as(client, person)
    return client


@pytest.fixture
def house(app: Flask) -> Organisation:
    return a_support_organisation(name="Kamar Dagang Kota")


def a_hidden(house: Organisation, circle: str, **named: Any) -> Mentor:
    mentor = a_mentor(**TOLD | {"shown": dict.fromkeys(HIDDEN, circle)} | named)
    a_member(house, mentor.user)
    a_week(mentor=mentor, zone="Europe/Berlin")
    return mentor


def what_is_seen(app: Flask, mentor: Mentor, person: User | None) -> set[str]:
    text = as_(app, person).get(f"/mentors/{mentor.id}").text.split("<main", 1)[1]
    assert not any(secret in text for secret in ("secret-room", "other@alias", mentor.user.email))
    assert "From pilot to contract" in text
    return {field for field, words in SEEN.items() if words in text}


def test_each_circle_sees_what_it_may(app: Flask, house: Organisation) -> None:
    stranger = a_person()
    network = a_member(a_support_organisation()).user
    other = a_member(a_support_organisation(), role=MemberRole.COORDINATOR).user
    coordinator = a_member(house, role=MemberRole.COORDINATOR).user
    manager = a_programme_manager()
    everything = set(SEEN)
    for circle, seen in {
        "everybody": [True] * 6,
        "network": [False, False, True, True, True, True],
        "staff": [False, False, False, False, True, True],
    }.items():
        mentor = a_hidden(house, circle)
        people = (None, stranger, network, other, coordinator, manager)
        found = [what_is_seen(app, mentor, person) for person in people]
        assert found == [everything if may else set() for may in seen], circle
        assert what_is_seen(app, mentor, mentor.user) == everything


def test_a_search_does_not_tell_what_a_profile_hides(app: Flask, house: Organisation) -> None:
    a_hidden(house, "staff", headline="Hidden one")
    a_hidden(house, "everybody", headline="Open one")
    visitor, staff = as_(app, None), as_(app, a_programme_manager())
    for search in ("language=th", "way=workshop", f"organisation={house.id}"):
        found = visitor.get(f"/mentors?{search}").text
        assert ("Open one" in found, "Hidden one" in found) == (True, False), search
        assert "Hidden one" in staff.get(f"/mentors?{search}").text
    assert "Open one" not in visitor.get("/mentors?text=Words").text
    assert "Hidden one" in visitor.get("/mentors?topic=pilots").text
    assert "Open one" not in visitor.get("/mentors?topic=pricing").text


def test_who_left_is_gone_and_who_pauses_is_marked(app: Flask) -> None:
    gone = a_mentor(headline="Gone one", left_at=MONDAY)
    a_mentor(headline="Resting one", paused_at=MONDAY - timedelta(days=1))
    back = a_mentor(paused_at=MONDAY - timedelta(days=9), paused_until=MONDAY - timedelta(days=1))
    client = as_(app, None)
    page = client.get("/mentors").text
    assert ("Gone one" in page, "Resting one" in page, page.count(">Paused<")) == (False, True, 1)
    assert client.get(f"/mentors/{gone.id}").status_code == 404
    assert "Paused" not in client.get(f"/mentors/{back.id}").text.split("<main", 1)[1]


def test_the_directory_is_turned_page_by_page_and_asks_no_more_for_thirty(
    app: Flask, house: Organisation
) -> None:
    a_hidden(house, "everybody")
    client = as_(app, None)
    one, _text = asked_for(client, "/mentors")
    for n in range(29):
        a_mentor(a_person(name=f"Mentor {n:02}"), headline=f"Helps {n:02}")
    many, text = asked_for(client, "/mentors")
    assert (many, text.count('class="cover"')) == (one, 24)
    assert "cursor=" in text
