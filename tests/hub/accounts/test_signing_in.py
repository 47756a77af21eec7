"""Signing in and out: what works, and what strangers try."""

import re
from datetime import timedelta

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from hub.accounts.models import Guesses, Role, SignIn
from hub.accounts.services import passwords
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from tests.factories import MONDAY, a_person_who_is
from tests.hub.accounts.stories import PASSWORD, a_member, is_signed_in, sign_in, words
from tests.signing_in import sign_in_as


def test_the_right_password_opens_the_house(client: FlaskClient) -> None:
    person = a_member()

    answer = sign_in(client, person.email)

    assert (answer.status_code, answer.location) == (302, "/")
    assert is_signed_in(client)


def test_case_and_compatible_letters_do_not_matter_in_an_address(client: FlaskClient) -> None:
    a_member(email="lina@people.example")

    answer = sign_in(client, " ＬINA@People.Example ")

    assert answer.status_code == 302


def test_wrong_password_unknown_address_and_closed_account_look_alike(client: FlaskClient) -> None:
    known = a_member()
    closed = a_member(disabled_at=MONDAY)
    unverified = a_member(email_verified_at=None)
    tries = [
        (known.email, "not the password"),
        ("nobody@people.example", PASSWORD),
        (closed.email, PASSWORD),
        (unverified.email, PASSWORD),
        ("not an address", PASSWORD),
    ]

    answers = [sign_in(client, email, password) for email, password in tries]

    assert {answer.status_code for answer in answers} == {422}
    shown = {re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}
    assert len(shown) == 1
    assert "do not fit together" in answers[0].text


def test_an_unknown_address_costs_a_hash_like_a_known_one(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, hashes = a_member(), []
    original = passwords.is_password

    def counted(password_hash: str, password: str) -> bool:
        hashes.append(password_hash)
        return original(password_hash, password)

    monkeypatch.setattr(passwords, "is_password", counted)

    for email in (known.email, "nobody@people.example"):
        sign_in(client, email, "not the password")

    assert len(hashes) == 2


def test_passwords_are_compared_to_the_last_byte(client: FlaskClient) -> None:
    long = "a long phrase with no end at all " * 3
    person = a_member(password_hash=passwords.hashed_password(long + "A"))
    with_space = a_member(password_hash=passwords.hashed_password(" begins with a space"))
    emoji = a_member(password_hash=passwords.hashed_password("😀" * 64))

    assert sign_in(client, person.email, long + "B").status_code == 422
    assert sign_in(client, with_space.email, "begins with a space").status_code == 422
    assert sign_in(client, emoji.email, "😀" * 63).status_code == 422
    assert sign_in(client, person.email, long + "A").status_code == 302
    assert sign_in(client, emoji.email, "😀" * 64).status_code == 302


def test_a_megabyte_of_password_is_refused_without_hashing_it(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_member()
    monkeypatch.setattr(passwords, "_hasher", lambda: pytest.fail("hashed"))

    answer = sign_in(client, person.email, "x" * 1_000_000)

    assert answer.status_code in (413, 422)  # Flask reads no form field above half a megabyte


def test_after_signing_in_one_comes_back_to_where_one_was(client: FlaskClient) -> None:
    person = a_member()

    away = client.get("/account/security?x=1")
    answer = sign_in(client, person.email, next="/account/security?x=1")

    assert away.location == "/sign-in?next=/account/security?x%3D1"
    assert answer.location == "/account/security?x=1"


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil.example\t",
               "///evil.example", "javascript:alert(1)", "\t//evil.example"],
)  # fmt: skip
def test_next_never_leads_out_of_the_house(client: FlaskClient, target: str) -> None:
    person = a_member()

    answer = sign_in(client, person.email, next=target)

    assert answer.location == "/"


def test_the_session_is_new_after_signing_in_and_keeps_the_language(client: FlaskClient) -> None:
    person = a_member(language="en")
    client.get("/language/de")
    with client.session_transaction() as session:
        session["planted"] = "by a stranger"
        session["_user_id"] = "a token that the stranger knows"

    sign_in(client, person.email)

    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["_user_id"] != "a token that the stranger knows"
        assert session["language"] == "de"


def test_the_cookie_holds_a_token_and_the_table_its_hash(client: FlaskClient) -> None:
    person = a_member()

    sign_in(client, person.email)

    with client.session_transaction() as session:
        token = session["_user_id"]
    row = db.session.query(SignIn).filter_by(user_id=person.id).one()
    assert len(token) >= 43
    assert str(person.id) not in token
    assert token not in row.token_hash


def test_a_copied_cookie_is_dead_after_signing_out(app: Flask, client: FlaskClient) -> None:
    person = a_member()
    sign_in(client, person.email)
    thief = app.test_client()
    thief.set_cookie("hub_session", client.get_cookie("hub_session").value)
    before = is_signed_in(thief)

    client.post("/sign-out")

    assert before
    assert not is_signed_in(client)
    assert not is_signed_in(thief)


def test_signing_out_needs_a_post(client: FlaskClient) -> None:
    sign_in_as(client, a_member())

    answers = [client.get("/sign-out"), client.head("/sign-out")]

    assert {answer.status_code for answer in answers} == {405}
    assert is_signed_in(client)


def test_signing_in_as_another_ends_the_first_sign_in(client: FlaskClient) -> None:
    first, second = a_member(), a_member()
    sign_in(client, first.email)
    with client.session_transaction() as session:
        old = session["_user_id"]

    sign_in(client, second.email)
    with client.session_transaction() as session:
        session["_user_id"] = old

    assert not is_signed_in(client)


def test_a_closed_account_is_out_at_the_next_click(client: FlaskClient) -> None:
    person = a_member()
    sign_in_as(client, person)
    with transaction():
        person.disabled_at = now()

    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("role", "idle", "absolute"),
    [(None, timedelta(days=14), timedelta(days=14)),
     (Role.HUB_MANAGER, timedelta(minutes=60), timedelta(hours=12))],
)  # fmt: skip
def test_a_sign_in_ends_when_idle_and_at_the_latest_after_its_time(
    client: FlaskClient, role: Role | None, idle: timedelta, absolute: timedelta
) -> None:
    person = a_person_who_is(role) if role else a_member()
    sign_in_as(client, person)
    moments, at = [], MONDAY
    while at < MONDAY + absolute:
        moments.append(at)
        at += idle * 0.9

    for moment in moments:
        with frozen_at(moment):
            assert is_signed_in(client), moment
    with frozen_at(MONDAY + absolute):
        assert not is_signed_in(client)
    sign_in_as(client, person)
    with frozen_at(MONDAY + idle):
        assert not is_signed_in(client)


def test_who_becomes_staff_gets_the_shorter_day_at_once(client: FlaskClient) -> None:
    person = a_person_who_is(Role.FOUNDER)
    sign_in_as(client, person)
    from tests.factories import a_grant

    a_grant(person, Role.ADMIN)

    with frozen_at(MONDAY + timedelta(minutes=61)):
        assert not is_signed_in(client)


def test_last_use_is_written_at_most_once_a_minute(client: FlaskClient) -> None:
    sign_in_row = sign_in_as(client, a_member())
    seen = []

    for seconds in (30, 59, 61, 90):
        with frozen_at(MONDAY + timedelta(seconds=seconds)):
            client.get("/account/security")
        db.session.refresh(sign_in_row)
        seen.append((sign_in_row.seen_at - MONDAY).total_seconds())

    assert seen == [0, 0, 61, 61]


def test_a_raised_cost_renews_the_hash_at_the_next_sign_in(client: FlaskClient) -> None:
    from argon2 import PasswordHasher

    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    person = a_member(password_hash=old)

    sign_in(client, person.email)

    db.session.refresh(person)
    assert person.password_hash != old
    assert passwords.is_password(person.password_hash or "", PASSWORD)


def test_every_cookie_is_for_us_alone(client: FlaskClient) -> None:
    person = a_member()

    answer = sign_in(client, person.email)

    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2  # the session and the device
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Domain=" not in cookie


def test_what_a_signed_in_person_sees_is_kept_by_no_cache(client: FlaskClient) -> None:
    sign_in_as(client, a_member())

    answer = client.get("/account/security")

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer.headers["Vary"]


def test_a_form_opened_as_one_person_does_nothing_for_the_next(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    first, second = a_member(), a_member()

    def post(path: str, form_token: str, **data: str) -> int:
        g.pop("csrf_token", None)
        g.pop("csrf_valid", None)
        return client.post(path, data={"csrf_token": form_token, **data}).status_code

    def token(path: str) -> str:
        g.pop("csrf_token", None)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)
        assert found
        return found.group(1)

    door = token("/sign-in")
    assert post("/sign-in", door, email=first.email, password=PASSWORD) == 302
    of_first = token("/account/security")
    client.post("/sign-out", data={"csrf_token": of_first})
    g.pop("csrf_token", None)
    assert post("/sign-in", token("/sign-in"), email=second.email, password=PASSWORD) == 302

    assert post("/account/sign-ins/end", of_first, here="too") == 400
    assert is_signed_in(client)


def test_nobody_is_signed_in_by_a_form_of_another_site(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    g.pop("csrf_valid", None)
    person = a_member()

    answer = sign_in(client, person.email)

    assert answer.status_code == 400
    assert not is_signed_in(client)


def test_guesses_are_kept_without_saying_whose_they_are(client: FlaskClient) -> None:
    sign_in(client, "lina@people.example", "not the password")

    keys = [row.key for row in db.session.query(Guesses)]
    assert len(keys) == 6
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key in keys)


def test_the_page_says_where_to_go_from_here(client: FlaskClient) -> None:
    page = client.get("/sign-in")

    assert page.status_code == 200
    assert "Forgot your password?" in words(page)
    assert "Make an account" in words(page)
