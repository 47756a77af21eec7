"""A forgotten password: always a way back for the owner, never one for anybody else."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from tests.factories import MONDAY
from tests.hub.accounts.stories import (
    ANOTHER,
    PASSWORD,
    a_member,
    is_signed_in,
    key_in,
    link_in,
    mails_to,
    sign_in,
    with_totp,
    words,
)
from tests.signing_in import sign_in_as


def forgot(client: FlaskClient, email: str):  # type: ignore[no-untyped-def]
    return client.post("/forgot-password", data={"email": email})


def reset(client: FlaskClient, key: str, password: str = ANOTHER):  # type: ignore[no-untyped-def]
    return client.post("/reset-password", data={"key": key, "password": password})


def test_the_link_in_the_mail_sets_a_new_password(client: FlaskClient) -> None:
    person = a_member()
    forgot(client, person.email)
    mail = mails_to(person.email)[0]

    page = client.get(link_in(mail))
    answer = reset(client, key_in(mail))

    assert page.status_code == 200
    assert answer.location == "/sign-in"
    assert not is_signed_in(client)
    assert sign_in(client, person.email, PASSWORD).status_code == 422
    assert sign_in(client, person.email, ANOTHER).status_code == 302
    assert mails_to(person.email)[-1].subject == "Your password was changed"


def test_known_unknown_and_closed_addresses_get_the_same_answer(client: FlaskClient) -> None:
    known, closed = a_member(), a_member(disabled_at=MONDAY)

    answers = [forgot(client, email) for email in (known.email, "no@people.example", closed.email)]
    pages = {words(client.get(answer.location)) for answer in answers}

    assert {(answer.status_code, answer.location) for answer in answers} == {
        (302, "/forgot-password/sent")
    }
    assert len(pages) == 1
    assert [len(mails_to(p.email)) for p in (known, closed)] == [1, 0]


def test_opening_the_link_changes_nothing(client: FlaskClient) -> None:
    person = a_member()
    forgot(client, person.email)
    link = link_in(mails_to(person.email)[0])

    for _scanner in range(3):
        client.get(link)
        client.head(link)

    assert sign_in(client, person.email).status_code == 302
    assert client.get(link).status_code == 200


def test_a_reset_ends_every_sign_in(app: Flask, client: FlaskClient) -> None:
    person = a_member()
    phone, thief = app.test_client(), app.test_client()
    sign_in_as(phone, person)
    sign_in_as(thief, person)
    forgot(client, person.email)

    reset(client, key_in(mails_to(person.email)[0]))

    assert not is_signed_in(phone)
    assert not is_signed_in(thief)


def test_a_reset_does_not_replace_the_second_factor(client: FlaskClient) -> None:
    person = with_totp(a_member())
    forgot(client, person.email)
    reset(client, key_in(mails_to(person.email)[0]))

    answer = sign_in(client, person.email, ANOTHER)

    assert answer.location == "/sign-in/code"
    assert not is_signed_in(client)


def test_a_link_dies_by_use_by_a_newer_one_by_time_and_by_a_changed_password(
    client: FlaskClient,
) -> None:
    person = a_member()
    for minute in range(4):
        with frozen_at(MONDAY + timedelta(minutes=minute)):
            forgot(client, person.email)
    keys = [key_in(mail) for mail in mails_to(person.email)]
    replaced = reset(client, keys[0])
    with frozen_at(MONDAY + timedelta(minutes=33)):
        too_late = reset(client, keys[3])
    used_first = reset(client, keys[3])
    used_again = reset(client, keys[3], PASSWORD)
    forgot(client, person.email)
    from hub.accounts.services.passwords import change_password, hashed_password

    with transaction():
        change_password(person, hashed_password(PASSWORD))
    resets = [m for m in mails_to(person.email) if m.subject == "Choose a new password"]
    after_change = reset(client, key_in(resets[-1]))

    assert replaced.status_code == 410
    assert too_late.status_code == 410
    assert used_first.status_code == 302
    assert used_again.status_code == 410
    assert after_change.status_code == 410


def test_a_link_for_one_purpose_serves_no_other(client: FlaskClient) -> None:
    person = a_member()
    forgot(client, person.email)
    key = key_in(mails_to(person.email)[0])

    assert client.post("/sign-up/confirm", data={"key": key}).status_code == 410
    assert client.post("/confirm-email", data={"key": key}).status_code == 410
    assert reset(client, key).status_code == 302


def test_somebody_elses_id_in_the_form_is_ignored(client: FlaskClient) -> None:
    person, other = a_member(), a_member()
    forgot(client, person.email)
    key = key_in(mails_to(person.email)[0])

    client.post(
        "/reset-password",
        data={"key": key, "password": ANOTHER, "user_id": str(other.id), "email": other.email},
    )

    assert sign_in(client, other.email, ANOTHER).status_code == 422
    assert sign_in(client, person.email, ANOTHER).status_code == 302


@pytest.mark.parametrize("password", ["short", "password12345", "x" * 1025])
def test_a_weak_new_password_is_refused_and_the_link_lives_on(
    client: FlaskClient, password: str
) -> None:
    person = a_member()
    forgot(client, person.email)
    key = key_in(mails_to(person.email)[0])

    refused = reset(client, key, password)

    assert refused.status_code == 422
    assert reset(client, key).status_code == 302


def test_an_address_gets_five_mails_a_day_and_the_rest_is_dropped_in_silence(
    client: FlaskClient,
) -> None:
    person = a_member()

    answers = [forgot(client, person.email).status_code for _time in range(12)]

    assert answers == [302] * 12
    assert len(mails_to(person.email)) == 5


def test_the_secret_is_nowhere_in_the_database_once_the_mail_is_gone(client: FlaskClient) -> None:
    person = a_member()
    forgot(client, person.email)
    mail = mails_to(person.email)[0]

    assert mail.confidential
    key = key_in(mail)
    from hub.accounts.models import OneTimeSecret

    row = db.session.query(OneTimeSecret).filter_by(user_id=person.id).one()
    assert re.fullmatch(r"[0-9a-f]{64}", row.secret_hash)
    assert key not in row.secret_hash


def test_a_reset_proves_the_address(client: FlaskClient) -> None:
    person = a_member(email_verified_at=None)
    forgot(client, person.email)

    reset(client, key_in(mails_to(person.email)[0]))

    assert sign_in(client, person.email, ANOTHER).status_code == 302
