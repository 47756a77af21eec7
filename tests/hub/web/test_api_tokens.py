"""Who calls: the token's person, within the token's scopes."""

import pytest
from babel.support import NullTranslations
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hub.accounts.models import ApiToken, TokenScope
from hub.accounts.services.tokens import revoke_token
from hub.core import i18n
from hub.core.clock import now
from hub.core.database import db, transaction
from hub.history.models import Entry
from tests.api import Caller, a_token, bearing
from tests.factories import a_person
from tests.signing_in import sign_in_as


def test_without_a_token_the_answer_says_how_to_sign_in(client: FlaskClient) -> None:
    answer = client.get("/api/v1/me")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="hub"'
    assert answer.get_json()["code"] == "not-signed-in"


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer nonsense", "Basic YTpi", "fch_x", "Bearer " + "x" * 9000],
)
def test_a_token_that_is_none_is_refused(client: FlaskClient, header: str) -> None:
    answer = client.get("/api/v1/me", headers={"Authorization": header})

    assert (answer.status_code, answer.get_json()["code"]) == (401, "bad-token")


def test_a_token_acts_as_its_person(app: Flask) -> None:
    person = a_person(name="Ayu")

    answer = Caller(app, person).get("/me")

    assert (answer.status_code, answer.get_json()["name"]) == (200, "Ayu")


def test_a_revoked_token_is_refused_at_the_next_call(app: Flask) -> None:
    caller = Caller(app, a_person())
    with transaction():
        revoke_token(db.session.scalars(select(ApiToken)).one())

    assert caller.get("/me").status_code == 401


def test_a_token_of_a_closed_account_is_refused(app: Flask) -> None:
    caller = Caller(app, a_person())
    with transaction():
        caller.person.disabled_at = now()

    assert caller.get("/me").status_code == 401


def test_a_token_to_read_cannot_write(app: Flask) -> None:
    caller = Caller(app, a_person(name="Ayu"), TokenScope.READ)

    answer = caller.patch("/me", {"name": "Budi"})

    assert (answer.status_code, answer.get_json()["code"]) == (403, "scope-missing")
    assert caller.get("/me").get_json()["name"] == "Ayu"


def test_a_token_for_one_thing_cannot_do_another(app: Flask) -> None:
    caller = Caller(app, a_person(), TokenScope.BOOKINGS_WRITE)

    assert caller.patch("/me", {"name": "Budi"}).status_code == 403


@pytest.mark.parametrize("name", ["token", "access_token", "Api_Key"])
def test_a_token_in_the_address_is_refused_though_it_is_good(app: Flask, name: str) -> None:
    caller = Caller(app, a_person())

    answer = caller.get(f"/me?{name}={caller.secret}")

    assert (answer.status_code, answer.get_json()["code"]) == (400, "token-in-address")


def test_a_cookie_does_not_open_the_api(client: FlaskClient) -> None:
    sign_in_as(client, a_person())
    assert client.get("/account/security").status_code == 200

    assert client.get("/api/v1/me").status_code == 401
    assert client.patch("/api/v1/me", json={"name": "Budi"}).status_code == 401


def test_of_a_cookie_and_a_token_of_two_people_the_token_decides(client: FlaskClient) -> None:
    ayu, budi = a_person(name="Ayu"), a_person(name="Budi")
    sign_in_as(client, ayu)
    headers = bearing(a_token(budi))

    client.patch("/api/v1/me", json={"zone": "Europe/Berlin"}, headers=headers)

    assert client.get("/api/v1/me", headers=headers).get_json()["name"] == "Budi"
    assert (ayu.zone, budi.zone) == ("Asia/Jakarta", "Europe/Berlin")
    entry = db.session.scalars(select(Entry).order_by(Entry.number.desc())).first()
    assert entry is not None and entry.actor_id == budi.id


def test_what_a_token_did_stands_in_the_history(app: Flask) -> None:
    caller = Caller(app, a_person(name="Ayu"))

    caller.patch("/me", {"name": "Budi"})

    entry = db.session.scalars(select(Entry).order_by(Entry.number.desc())).first()
    assert entry is not None
    assert (entry.action, entry.via) == ("person.profile-changed", "api")
    assert entry.actor_id == caller.person.id


def test_the_use_of_a_token_is_noted(app: Flask) -> None:
    caller = Caller(app, a_person())
    assert db.session.scalars(select(ApiToken)).one().last_used_at is None

    caller.get("/me")

    db.session.expire_all()
    assert db.session.scalars(select(ApiToken)).one().last_used_at == now()


class Marked(NullTranslations):
    """A catalogue that shows which language was asked."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def gettext(self, message: str) -> str:
        return f"{self.code}: {message}"


@pytest.mark.parametrize(
    ("header", "spoken"), [("", "de"), ("id", "id"), ("fr, id;q=0.5", "id"), ("fr", "de")]
)
def test_the_person_s_language_is_spoken_unless_one_of_ours_is_asked_for(
    app: Flask, monkeypatch: pytest.MonkeyPatch, header: str, spoken: str
) -> None:
    caller = Caller(app, a_person(language="de"))
    monkeypatch.setattr(i18n, "_catalogue", Marked)

    refusal = caller.get("/bookings?limit=x", headers={"Accept-Language": header}).get_json()

    assert refusal["title"].startswith(f"{spoken}: ")
    assert refusal["errors"] == {"limit": [f"{spoken}: This must be a whole number."]}


def test_who_is_not_known_is_refused_in_the_language_asked_for(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_catalogue", Marked)

    answer = client.get("/api/v1/me", headers={"Accept-Language": "id-ID,id;q=0.9"})

    assert answer.get_json()["title"] == "id: Please sign in first."


def test_answers_may_not_be_read_by_other_sites(app: Flask) -> None:
    caller = Caller(app, a_person())

    answer = caller.get("/me", headers={"Origin": "null"})

    assert "Access-Control-Allow-Origin" not in answer.headers
    assert bearing(caller.secret)["Authorization"].startswith("Bearer fch_")
