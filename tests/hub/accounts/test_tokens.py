"""API tokens: shown once, only as strong as asked, dead when they should be."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.errors import ActingRefused
from hub.accounts.models import ApiToken, Role, TokenScope, User
from hub.accounts.services import grants, people, tokens
from hub.accounts.services.tokens import NewToken, make_token, person_of_token
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.ids import hashed
from hub.history.models import Entry
from hub.history.services import Acting, acting_as
from tests.factories import a_person, a_person_who_is, kept
from tests.signing_in import sign_in_as

READ = [TokenScope.READ]


def a_token(person: User, scopes: list[TokenScope] = READ, **more: datetime) -> NewToken:
    with transaction():
        return make_token(person, name="door display", scopes=scopes, by=person, **more)


def test_a_token_is_its_person_and_only_its_hash_is_kept(app: Flask) -> None:
    person = a_person()

    made = a_token(person)

    assert made.secret.startswith("fch_")
    assert made.token.token_hash == hashed(made.secret)
    assert made.secret not in str(vars(made.token))
    assert person_of_token(made.secret) == (person, made.token)


def test_neither_history_nor_the_list_knows_the_secret(client: FlaskClient) -> None:
    person = a_person()
    sign_in_as(client, person)

    page = client.post("/account/tokens", data={"name": "script", "scopes": ["read"]})

    secret = page.text.split("<code>")[1].split("</code>")[0]
    assert person_of_token(secret) is not None
    assert page.headers["Cache-Control"] == "private, no-store"
    assert secret not in client.get("/account/tokens").text
    for entry in db.session.query(Entry):
        assert secret not in f"{entry.before}{entry.after}{entry.reason}"


@pytest.mark.parametrize(
    "secret", ["", "fch_", "fch_unknown", "Bearer x", "fch_" + "x" * 10_000, "x" * 43]
)
def test_what_is_no_token_is_nobody(app: Flask, secret: str) -> None:
    assert person_of_token(secret) is None


def test_a_revoked_an_expired_and_a_closed_accounts_token_are_nobody(app: Flask) -> None:
    person, other, admin = a_person(), a_person(), a_person_who_is(Role.ADMIN)
    revoked = a_token(person)
    short = a_token(person, expires_at=now() + timedelta(hours=1))
    closed = a_token(other)

    with transaction():
        tokens.revoke_token(revoked.token)
        people.disable(other, by=admin, reason="left the network")

    assert person_of_token(revoked.secret) is None
    assert person_of_token(short.secret) is not None
    with frozen_at(now() + timedelta(hours=1)):
        assert person_of_token(short.secret) is None
    assert person_of_token(closed.secret) is None


def test_who_loses_a_role_loses_the_tokens_made_with_it(app: Flask) -> None:
    manager, admin = a_person_who_is(Role.HUB_MANAGER), a_person_who_is(Role.ADMIN)
    made = a_token(manager, [TokenScope.ADMIN])

    with transaction():
        grants.end_role(manager.live_grants[0], by=admin)

    assert person_of_token(made.secret) is None


def test_an_account_opened_again_does_not_bring_its_tokens_back(app: Flask) -> None:
    person, admin = a_person(), a_person_who_is(Role.ADMIN)
    made = a_token(person)
    with transaction():
        people.disable(person, by=admin, reason="by mistake")

    with transaction():
        people.enable(person, by=admin)

    assert person_of_token(made.secret) is None


def test_only_staff_make_tokens_for_staff_work(app: Flask) -> None:
    person, manager = a_person(), a_person_who_is(Role.HUB_MANAGER)

    with pytest.raises(NotAllowed):
        a_token(person, [TokenScope.READ, TokenScope.ADMIN])

    assert a_token(manager, [TokenScope.ADMIN]).token.scopes == ["admin"]


def test_nobody_makes_a_token_for_somebody_else(app: Flask) -> None:
    person, admin = a_person(), a_person_who_is(Role.ADMIN)

    with pytest.raises(NotAllowed), transaction():
        make_token(person, name="mine now", scopes=READ, by=admin)


def test_a_token_that_may_do_nothing_cannot_be_made(client: FlaskClient) -> None:
    sign_in_as(client, a_person())

    answer = client.post("/account/tokens", data={"name": "empty"})

    assert answer.status_code == 422
    assert 'value="empty"' in answer.text
    assert db.session.query(ApiToken).count() == 0


@pytest.mark.parametrize("scope", ["everything", "admin", "READ"])
def test_a_scope_that_is_not_offered_is_refused(client: FlaskClient, scope: str) -> None:
    sign_in_as(client, a_person())

    answer = client.post("/account/tokens", data={"name": "greedy", "scopes": ["read", scope]})

    assert answer.status_code == 422
    assert db.session.query(ApiToken).count() == 0


def test_a_token_cannot_end_before_it_begins(app: Flask) -> None:
    with pytest.raises(Invalid):
        a_token(a_person(), expires_at=now() - timedelta(seconds=1))


def test_the_last_day_is_the_persons_own(client: FlaskClient) -> None:
    person = a_person(zone="Europe/Berlin")
    sign_in_as(client, person)

    data = {"name": "until Friday", "scopes": ["read"], "expires_on": "2026-11-27"}
    client.post("/account/tokens", data=data)

    [token] = db.session.query(ApiToken)
    assert token.expires_at == datetime(2026, 11, 27, 23, 0, tzinfo=UTC)


def test_many_tokens_are_enough(app: Flask) -> None:
    person = a_person()
    for _ in range(20):
        a_token(person)

    with pytest.raises(Conflict):
        a_token(person)


def test_another_persons_token_is_not_there(client: FlaskClient) -> None:
    owner = a_person()
    made = a_token(owner)
    sign_in_as(client, a_person())

    answer = client.post(f"/account/tokens/{made.token.id}/revoke")

    assert answer.status_code == 404
    assert person_of_token(made.secret) is not None
    assert made.token.beginning not in client.get("/account/tokens").text


def test_its_person_revokes_a_token(client: FlaskClient) -> None:
    owner = a_person()
    made = a_token(owner)
    sign_in_as(client, owner)

    answers = [client.post(f"/account/tokens/{made.token.id}/revoke") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert person_of_token(made.secret) is None


def test_use_is_noted_once_a_minute(client: FlaskClient) -> None:
    made = a_token(a_person())
    called = {"headers": {"Authorization": f"Bearer {made.secret}"}}
    start = now()

    def last_used() -> datetime | None:
        db.session.expire_all()
        return db.session.get_one(ApiToken, made.token.id).last_used_at

    assert client.get("/api/v1/me", **called).status_code == 200
    assert last_used() == start
    with frozen_at(start + timedelta(seconds=59)):
        client.get("/api/v1/me", **called)
        assert last_used() == start
    with frozen_at(start + timedelta(seconds=60)):
        client.get("/api/v1/me", **called)
        assert last_used() == start + timedelta(seconds=60)


def test_whoever_acts_for_somebody_makes_and_revokes_none(app: Flask) -> None:
    person, staff = a_person(), a_person()
    made = a_token(person)

    with acting_as(Acting(actor_id=staff.id, for_id=person.id)):
        with pytest.raises(ActingRefused):
            a_token(person)
        with pytest.raises(ActingRefused), transaction():
            tokens.revoke_token(made.token)

    assert person_of_token(made.secret) is not None


def test_the_command_prints_the_token_alone_on_its_last_line(app: Flask) -> None:
    person = a_person()

    result = app.test_cli_runner().invoke(args=["tokens", "create", person.email])

    assert result.exit_code == 0
    secret = result.stdout.strip().splitlines()[-1]
    found = person_of_token(secret)
    assert found is not None
    assert found[0] == person
    assert set(found[1].scopes) == {
        "read", "applications:write", "bookings:write", "learning:write", "organisations:write",
        "profile:write", "reviews:write",
    }  # fmt: skip


def test_the_commands_tokens_do_what_staff_may_and_what_was_asked(app: Flask) -> None:
    admin = a_person_who_is(Role.ADMIN)
    run = app.test_cli_runner().invoke

    everything = run(args=["tokens", "create", admin.email]).stdout.strip().splitlines()[-1]
    little = run(args=["tokens", "create", admin.email, "--scope", "read"]).stdout.split()[-1]

    assert "admin" in (person_of_token(everything) or pytest.fail())[1].scopes
    assert (person_of_token(little) or pytest.fail())[1].scopes == ["read"]


def test_the_commands_list_and_revoke(app: Flask) -> None:
    person = a_person()
    made = a_token(person)
    run = app.test_cli_runner().invoke

    listed = run(args=["tokens", "list", person.email])
    revoked = run(args=["tokens", "revoke", person.email, str(made.token.id)])

    assert str(made.token.id) in listed.output
    assert made.secret not in listed.output
    assert revoked.exit_code == 0
    assert person_of_token(made.secret) is None


def test_the_commands_refuse_in_a_sentence(app: Flask) -> None:
    run = app.test_cli_runner().invoke

    result = run(args=["tokens", "create", "nobody@people.example"])

    assert result.exit_code == 1
    assert "nobody here has the address" in result.output


def test_a_token_of_somebody_unverified_is_nobody(app: Flask) -> None:
    person = kept(User(name="New", email="new@people.example"))
    made = a_token(person)

    assert person_of_token(made.secret) is None


def test_a_token_from_before_does_not_carry_a_staff_role_without_a_factor(app: Flask) -> None:
    person = a_person()
    with transaction():
        secret = make_token(person, name="old", scopes=[TokenScope.READ], by=person).secret
    assert person_of_token(secret)

    with transaction():
        grants.give_role(person, Role.HUB_MANAGER, in_scope=None, by=None)

    assert person_of_token(secret) is None
