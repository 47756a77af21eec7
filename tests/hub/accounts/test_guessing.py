"""Guessing is slow for strangers and never locks the owner out."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hub.core.clock import frozen_at
from tests.factories import MONDAY
from tests.hub.accounts.stories import (
    ANOTHER,
    PASSWORD,
    a_member,
    code,
    is_signed_in,
    key_in,
    mails_to,
    sign_in,
    with_totp,
)


def guess(client: FlaskClient, email: str, address: str, **headers: str) -> TestResponse:
    return client.post(
        "/sign-in",
        data={"email": email, "password": "a guess of a stranger"},
        environ_base={"REMOTE_ADDR": address},
        headers=headers,
    )


def test_five_guesses_from_one_address_then_wait(client: FlaskClient) -> None:
    person = a_member()

    answers = [guess(client, person.email, "203.0.113.1") for _guess in range(7)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) == 900


def test_an_unknown_address_is_counted_like_a_known_one(client: FlaskClient) -> None:
    answers = [guess(client, "no@people.example", "203.0.113.1") for _guess in range(7)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 2


def test_many_addresses_at_one_account_are_counted_together(client: FlaskClient) -> None:
    person = a_member()

    answers = [guess(client, person.email, f"203.0.113.{n}").status_code for n in range(25)]

    assert answers == [422] * 20 + [429] * 5


def test_one_address_at_many_accounts_is_counted_too(client: FlaskClient) -> None:
    answers = [guess(client, f"p{n}@people.example", "203.0.113.1") for n in range(65)]

    assert [answer.status_code for answer in answers] == [422] * 60 + [429] * 5


def test_a_network_of_ipv6_addresses_is_one(client: FlaskClient) -> None:
    person = a_member()

    answers = [guess(client, person.email, f"2001:db8::{n}").status_code for n in range(1, 8)]

    assert answers == [422] * 5 + [429] * 2


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-Ip", "Client-Ip"])
def test_a_header_does_not_make_another_address(client: FlaskClient, header: str) -> None:
    person = a_member()

    answers = [
        guess(client, person.email, "203.0.113.1", **{header: f"198.51.100.{n}"}).status_code
        for n in range(6)
    ]

    assert answers == [422] * 5 + [429]


def test_the_window_passes(client: FlaskClient) -> None:
    person = a_member()
    for _guess in range(6):
        guess(client, person.email, "203.0.113.1")

    with frozen_at(MONDAY + timedelta(minutes=15)):
        assert guess(client, person.email, "203.0.113.1").status_code == 422


def test_right_passwords_are_not_counted(client: FlaskClient) -> None:
    person = a_member()

    answers = [sign_in(client, person.email).status_code for _time in range(12)]

    assert answers == [302] * 12


def test_the_owner_gets_in_on_a_known_device_while_a_stranger_guesses(
    app: Flask, client: FlaskClient
) -> None:
    person = a_member()
    sign_in(client, person.email)
    client.post("/sign-out")
    stranger, new_device = app.test_client(), app.test_client()
    for n in range(25):
        guess(stranger, person.email, f"203.0.113.{n}")

    assert sign_in(new_device, person.email).status_code == 429
    assert sign_in(client, person.email).status_code == 302


def test_a_known_device_of_one_person_is_a_stranger_to_another(
    app: Flask, client: FlaskClient
) -> None:
    mine, victim = a_member(), a_member()
    sign_in(client, mine.email)
    client.post("/sign-out")

    answers = [guess(client, victim.email, "203.0.113.1").status_code for _guess in range(6)]

    assert answers == [422] * 5 + [429]


def test_a_device_cookie_that_we_did_not_sign_counts_for_nothing(client: FlaskClient) -> None:
    person = a_member()
    client.set_cookie("hub_device", "eyJkZXZpY2UiOiJ4IiwicGVvcGxlIjpbXX0.forged")

    answers = [guess(client, person.email, "203.0.113.1").status_code for _guess in range(6)]

    assert answers == [422] * 5 + [429]


def test_guesses_on_a_known_device_end_as_well(client: FlaskClient) -> None:
    person = a_member()
    sign_in(client, person.email)
    client.post("/sign-out")

    answers = [guess(client, person.email, "203.0.113.1").status_code for _guess in range(12)]

    assert answers == [422] * 10 + [429] * 2


def test_a_reset_by_mail_always_works(app: Flask, client: FlaskClient) -> None:
    person = a_member()
    for n in range(25):
        guess(client, person.email, f"203.0.113.{n}")

    client.post("/forgot-password", data={"email": person.email})
    answer = client.post(
        "/reset-password",
        data={"key": key_in(mails_to(person.email)[0]), "password": ANOTHER},
    )

    assert answer.status_code == 302


def test_codes_are_counted_for_totp_and_recovery_together(client: FlaskClient) -> None:
    person = with_totp(a_member())
    sign_in(client, person.email)
    guesses = ["000000", "111111", "AAAAA-AAAAA", "222222", "BBBBB-BBBBB", code(), "333333"]

    answers = [client.post("/sign-in/code", data={"code": each}).status_code for each in guesses]

    assert answers == [422] * 5 + [429] * 2
    assert not is_signed_in(client)


def test_signing_in_again_gives_no_new_guesses_at_the_code(client: FlaskClient) -> None:
    person = with_totp(a_member())
    answers: list[Any] = []

    for n in range(7):
        sign_in(client, person.email)
        answers.append(client.post("/sign-in/code", data={"code": f"00000{n}"}).status_code)

    assert answers == [422] * 5 + [429] * 2


def test_asking_again_for_the_password_is_no_way_around_the_limit(client: FlaskClient) -> None:
    person = a_member()
    sign_in(client, person.email)

    answers = [
        client.post("/account/confirm", data={"password": f"guess {n}"}).status_code
        for n in range(12)
    ]

    assert answers == [422] * 10 + [429] * 2


def test_the_whole_house_is_not_open_to_a_thousand_strangers(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hub.accounts.rules import guessing

    monkeypatch.setattr(guessing, "EVERYBODY", (guessing.Limit(3, timedelta(minutes=5)),))
    owner = a_member()
    at_home = app.test_client()
    sign_in(at_home, owner.email)
    at_home.post("/sign-out")

    answers = [
        guess(app.test_client(), f"p{n}@people.example", f"203.0.113.{n}").status_code
        for n in range(5)
    ]

    assert answers == [422] * 3 + [429] * 2
    assert sign_in(at_home, owner.email, PASSWORD).status_code == 302
