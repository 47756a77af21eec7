"""Demo accounts stand open in development, and nowhere else."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts import demo_accounts
from hub.accounts.models import Role
from hub.accounts.services.passwords import weakness
from hub.accounts.services.second_factor import current_totp_code, set_totp
from hub.core.database import transaction
from tests.factories import a_person_who_is
from tests.hub.accounts.stories import a_member, is_signed_in, sign_in, words

ADMIN = "admin@demo.example"


@pytest.fixture
def development(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(app.config, "DEMO_SIGN_IN", True)
    return


def test_one_click_signs_in_with_both_factors(client: FlaskClient, development: None) -> None:
    a_person_who_is(Role.ADMIN, email=ADMIN)

    page = words(client.get("/sign-in"))
    answer = client.post("/sign-in/demo", data={"email": ADMIN, "next": "/admin/invitations"})

    assert "Administrator" in page
    assert answer.location == "/admin/invitations"
    assert client.get("/admin/invitations").status_code == 200


def test_only_those_that_exist_are_offered(client: FlaskClient, development: None) -> None:
    a_person_who_is(Role.ADMIN, email=ADMIN)

    page = words(client.get("/sign-in"))

    assert ADMIN in page
    assert "finance@demo.example" not in page


def test_nobody_else_can_be_entered_that_way(client: FlaskClient, development: None) -> None:
    person = a_member()

    answer = client.post("/sign-in/demo", data={"email": person.email})

    assert answer.status_code == 404
    assert not is_signed_in(client)


def test_the_app_code_is_shown_at_the_second_step(client: FlaskClient, development: None) -> None:
    person = a_member(email=ADMIN)
    with transaction():
        set_totp(person, demo_accounts.TOTP_SECRET)
    sign_in(client, ADMIN)

    page = words(client.get("/sign-in/code"))
    shown = current_totp_code(person)

    assert shown
    assert shown in page
    assert client.post("/sign-in/code", data={"code": shown}).status_code == 302


@pytest.mark.parametrize("environment", ["test", "production"])
def test_there_is_no_such_thing_anywhere_else(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, environment: str
) -> None:
    monkeypatch.setitem(app.config, "HUB_ENV", environment)
    monkeypatch.setitem(app.config, "CHEAP_PASSWORDS", True)
    if environment == "production":
        monkeypatch.setitem(app.config, "DEMO_SIGN_IN", True)
    a_person_who_is(Role.ADMIN, email=ADMIN)

    page = client.get("/sign-in").text
    answer = client.post("/sign-in/demo", data={"email": ADMIN})

    assert ADMIN not in page
    assert demo_accounts.PASSWORD not in page
    assert answer.status_code == 404
    assert not is_signed_in(client)


def test_production_never_hashes_cheaply(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from hub.accounts.services.passwords import hashed_password

    monkeypatch.setitem(app.config, "HUB_ENV", "production")
    monkeypatch.setitem(app.config, "CHEAP_PASSWORDS", True)

    assert hashed_password("kopi tubruk di pagi hari").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_the_demo_password_is_one_that_people_may_choose() -> None:
    assert weakness(demo_accounts.PASSWORD, name="Lina Kusuma", email=ADMIN) is None
    assert all(account.email.endswith(".example") for account in demo_accounts.DEMO_ACCOUNTS)
    assert len(demo_accounts.ADDRESSES) == len(demo_accounts.DEMO_ACCOUNTS)
    # A learner needs no role.
    assert {account.role for account in demo_accounts.DEMO_ACCOUNTS} == {*Role, None}
