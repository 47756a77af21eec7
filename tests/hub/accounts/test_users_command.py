"""`flask users …`: what an operator does on the machine itself."""

from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.models import Role, ScopeKind, User
from hub.core.database import db
from hub.history.models import Entry
from tests.factories import MONDAY, a_person_who_is, a_site
from tests.hub.accounts.stories import a_member, is_signed_in, sign_in, with_totp
from tests.signing_in import sign_in_as


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["users", *words])


def made(email: str) -> User:
    return db.session.query(User).filter_by(email=email).one()


def test_an_account_is_made_with_a_password_that_is_printed(
    app: Flask, client: FlaskClient
) -> None:
    result = run(app, "create", "Lina@People.Example", "--name", "Lina Kusuma")

    password = result.output.strip().splitlines()[-1].rpartition(": ")[2]
    assert result.exit_code == 0, result.output
    assert made("lina@people.example").email_verified_at == MONDAY
    assert sign_in(client, "lina@people.example", password).status_code == 302


def test_a_given_password_is_not_printed(app: Flask, client: FlaskClient) -> None:
    result = run(app, "create", "lina@people.example", "--name", "Lina",
                 "--password", "kopi tubruk di pagi hari")  # fmt: skip

    assert "kopi tubruk" not in result.output
    assert sign_in(client, "lina@people.example").status_code == 302


def test_roles_are_given_with_their_scope(app: Flask) -> None:
    site = a_site(code="jkt")

    result = run(app, "create", "lina@people.example", "--name", "Lina",
                 "--role", "hub-manager@jkt", "--role", "mentor")  # fmt: skip

    assert result.exit_code == 0, result.output
    given = {(g.role, g.scope_kind, g.scope_id) for g in made("lina@people.example").grants}
    assert given == {
        (Role.HUB_MANAGER, ScopeKind.SITE, site.id),
        (Role.MENTOR, ScopeKind.PLATFORM, None),
    }
    via = {entry.via for entry in db.session.query(Entry)}
    assert via == {"command"}


@pytest.mark.parametrize(
    ("words", "said"),
    [(["create", "not an address", "--name", "X"], "not an address"),
     (["create", "a@people.example", "--name", "X", "--role", "king"], "There is no role 'king'"),
     (["create", "a@people.example", "--name", "X", "--role", "mentor@mars"], "code 'mars'"),
     (["create", "a@people.example", "--name", "X", "--password", "short"], "10 characters"),
     (["disable", "no@people.example", "--reason", "x"], "There is no account")],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_not_half_done(
    app: Flask, words: list[str], said: str
) -> None:
    result = run(app, *words)

    assert result.exit_code == 1
    assert said in result.output
    assert db.session.query(User).count() == 0


def test_the_same_address_twice_is_refused(app: Flask) -> None:
    person = a_member()

    result = run(app, "create", person.email.upper(), "--name", "Somebody")

    assert result.exit_code == 1
    assert "has an account already" in result.output


def test_the_list_shows_roles_and_second_factors(app: Flask) -> None:
    with_totp(a_person_who_is(Role.FINANCE, email="finance@people.example", name="Fin"))

    lines = run(app, "list").output.splitlines()

    assert lines == ["finance@people.example\tFin\tfinance\tsecond factor"]


def test_closing_an_account_signs_it_out(app: Flask, client: FlaskClient) -> None:
    person = a_member()
    sign_in_as(client, person)

    result = run(app, "disable", person.email, "--reason", "asked for it")

    assert result.exit_code == 0, result.output
    assert not is_signed_in(client)
    assert run(app, "list").output == ""
    assert person.email in run(app, "list", "--closed").output


def test_somebody_who_lost_everything_starts_anew(app: Flask, client: FlaskClient) -> None:
    person: Any = with_totp(a_member())
    sign_in_as(client, person)

    result = run(app, "forget-factors", person.email, "--reason", "came by with a passport")

    assert result.exit_code == 0, result.output
    assert not is_signed_in(client)
    assert sign_in(client, person.email).location == "/"
