"""A startup's profile page: its leaders change it, others find nothing, nothing typed is lost."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.startups.models import Startup
from accelerator.vocabulary.terms import Sector
from hub.accounts.models import User
from hub.core.database import db
from tests.factories import a_person
from tests.factories.programme import a_startup
from tests.signing_in import sign_in_as


@pytest.fixture
def founder(app: Flask) -> User:
    return a_person()


@pytest.fixture
def startup(founder: User) -> Startup:
    return a_startup(founder, name="Banyu Kota", sector=Sector.WATER, people=4, full_time=2)


@pytest.fixture
def client(app: Flask, founder: User) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, founder)
    return client


def at(startup: Startup) -> str:
    return f"/startups/{startup.id}/profile"


def test_its_leader_saves_it(client: FlaskClient, startup: Startup) -> None:
    told = {"pitch": "Meters that call", "sector": "waste", "people": "5", "full_time": "3",
            "country": "ID", "version": str(startup.version)}  # fmt: skip

    assert client.post(at(startup), data=told).status_code == 302

    db.session.expire_all()
    assert (startup.pitch, startup.sector, startup.country) == (
        "Meters that call",
        Sector.WASTE,
        "ID",
    )


def test_strangers_find_nothing(app: Flask, startup: Startup) -> None:
    client = app.test_client()
    sign_in_as(client, a_person())

    assert client.get(at(startup)).status_code == 404
    assert client.post(at(startup), data={"pitch": "Mine"}).status_code == 404


def test_a_refusal_keeps_what_was_typed(client: FlaskClient, startup: Startup) -> None:
    told = {"pitch": "Meters", "people": "2", "full_time": "3", "version": str(startup.version)}

    answer = client.post(at(startup), data=told)

    assert answer.status_code == 422
    assert 'value="Meters"' in answer.text
    assert "Not more than there are people, please." in answer.text


def test_who_saves_over_what_they_have_not_seen_is_told(
    client: FlaskClient, startup: Startup
) -> None:
    seen = str(startup.version)
    client.post(at(startup), data={"pitch": "First", "version": seen})

    answer = client.post(at(startup), data={"pitch": "Second", "version": seen})

    assert answer.status_code == 422
    assert 'value="Second"' in answer.text
    db.session.expire_all()
    assert startup.pitch == "First"
