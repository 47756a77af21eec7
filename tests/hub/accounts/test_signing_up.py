"""Signing up: one's own address only, nothing told to strangers, mail scanners harmless."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.models import Consent, SignUp, User
from hub.accounts.services.joining import PRIVACY_VERSION
from hub.core.clock import frozen_at
from hub.core.database import db
from hub.history.models import Entry
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
    words,
)

LINA = "lina@people.example"


def sign_up(client: FlaskClient, email: str = LINA, **more: str):  # type: ignore[no-untyped-def]
    form = {
        "name": "Lina Kusuma",
        "email": email,
        "password": PASSWORD,
        "language": "id",
        "zone": "Asia/Makassar",
        "privacy": "y",
    }
    return client.post("/sign-up", data=form | more)


def person_with(email: str) -> User | None:
    return db.session.query(User).filter_by(email=email).one_or_none()


def test_who_answers_the_mail_in_the_same_browser_is_in(client: FlaskClient) -> None:
    sent = sign_up(client)
    mail = mails_to(LINA)[0]

    page = client.get(link_in(mail))
    answer = client.post("/sign-up/confirm", data={"key": key_in(mail)})

    assert sent.location == "/sign-up/sent"
    assert mail.language == "id"
    assert page.status_code == 200
    assert answer.location == "/"
    person = person_with(LINA)
    assert person is not None
    assert (person.name, person.language, person.zone) == ("Lina Kusuma", "id", "Asia/Makassar")
    assert person.email_verified_at == MONDAY
    assert is_signed_in(client)


def test_who_answers_it_in_another_browser_signs_in_first(app: Flask, client: FlaskClient) -> None:
    sign_up(client)
    other = app.test_client()

    answer = other.post("/sign-up/confirm", data={"key": key_in(mails_to(LINA)[0])})

    assert answer.location == "/sign-in"
    assert not is_signed_in(other)
    assert sign_in(other, LINA).location == "/"


def test_nothing_exists_until_the_mail_is_answered(client: FlaskClient) -> None:
    sign_up(client)

    client.get(link_in(mails_to(LINA)[0]))
    client.head(link_in(mails_to(LINA)[0]))

    assert person_with(LINA) is None
    assert sign_in(client, LINA).status_code == 422


def test_consent_is_kept_with_its_version_and_history_is_written(client: FlaskClient) -> None:
    sign_up(client)
    client.post("/sign-up/confirm", data={"key": key_in(mails_to(LINA)[0])})

    person = person_with(LINA)
    assert person is not None
    consent = db.session.query(Consent).filter_by(user_id=person.id).one()
    actions = [row.action for row in db.session.query(Entry).filter_by(subject_id=person.id)]
    assert (consent.what, consent.version, consent.at) == (
        "privacy-notice", PRIVACY_VERSION, MONDAY,
    )  # fmt: skip
    assert actions == ["person.joined", "sign-in.begun"]


def test_an_address_with_an_account_gets_the_same_page_and_its_owner_a_mail(
    client: FlaskClient,
) -> None:
    owner = a_member(name="Owner")

    new = sign_up(client)
    page_new = words(client.get("/sign-up/sent"))
    known = sign_up(client, owner.email)
    page_known = words(client.get("/sign-up/sent"))

    assert (new.status_code, new.location) == (known.status_code, known.location)
    assert page_new.replace(LINA, "…") == page_known.replace(owner.email, "…")
    (mail,) = mails_to(owner.email)
    assert mail.subject == "You have an account already"
    db.session.refresh(owner)
    assert owner.name == "Owner"
    assert sign_in(client, owner.email).status_code == 302


def test_a_stranger_who_signed_up_first_gains_nothing(app: Flask, client: FlaskClient) -> None:
    stranger = app.test_client()
    sign_up(stranger, password="the stranger's own words")
    sign_up(client, password=ANOTHER)
    strangers_mail, owners_mail = mails_to(LINA)

    dead = client.post("/sign-up/confirm", data={"key": key_in(strangers_mail)})
    client.post("/sign-up/confirm", data={"key": key_in(owners_mail)})

    assert dead.status_code == 410
    assert sign_in(stranger, LINA, "the stranger's own words").status_code == 422
    assert sign_in(stranger, LINA, ANOTHER).status_code == 302


@pytest.mark.parametrize(
    "twin", ["ALICE@People.Example", "  alice@people.example", "ａlice@people.example"]
)
def test_another_spelling_of_an_address_is_the_same_address(client: FlaskClient, twin: str) -> None:
    alice = a_member(email="alice@people.example")

    sign_up(client, twin)

    assert [mail.subject for mail in mails_to(alice.email)] == ["You have an account already"]
    assert db.session.query(SignUp).count() == 0


@pytest.mark.parametrize(
    "email", ["аlice@people.example", "ali\u200bce@people.example", "alice@people.example\x00",
              "alice", "a@b", "x" * 250 + "@people.example", "alice@@people.example", ""],
)  # fmt: skip
def test_what_only_looks_like_an_address_is_refused_beside_its_field(
    client: FlaskClient, email: str
) -> None:
    answer = sign_up(client, email)

    assert answer.status_code == 422
    assert 'id="email-errors"' in answer.text
    assert db.session.query(SignUp).count() == 0


@pytest.mark.parametrize(
    ("password", "said"),
    [("short", "at least 10 characters"), ("password12345", "Guessers try this one first"),
     ("Jakarta2026!", "Guessers try this one first"), ("P4ssw0rd!!!!", "Guessers try this one"),
     ("1234567890", "easy to guess"), ("zzzzzzzzzzzz", "easy to guess"),
     ("LinaKusuma1990", "from your name"), ("x" * 1025, "longer than a password may be")],
)  # fmt: skip
def test_a_weak_password_is_refused_with_its_reason(
    client: FlaskClient, password: str, said: str
) -> None:
    answer = sign_up(client, password=password)

    assert answer.status_code == 422
    assert said in words(answer)
    assert password not in answer.text
    assert 'value="Lina Kusuma"' in answer.text


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "😀" * 20, "  spaces all around  ", "onlylowercaseletters"],
)
def test_no_rule_asks_for_digits_or_capitals(client: FlaskClient, password: str) -> None:
    assert sign_up(client, password=password).status_code == 302


def test_without_consent_nothing_is_kept(client: FlaskClient) -> None:
    answer = sign_up(client, privacy="")

    assert answer.status_code == 422
    assert db.session.query(SignUp).count() == 0


def test_fields_that_the_form_does_not_have_are_ignored(client: FlaskClient) -> None:
    sign_up(client, is_staff="1", role="admin", email_verified_at="2026-01-01", id="1")
    client.post("/sign-up/confirm", data={"key": key_in(mails_to(LINA)[0]), "role": "admin"})

    person = person_with(LINA)
    assert person is not None
    assert person.grants == []


def test_the_link_works_once_and_for_three_days(app: Flask, client: FlaskClient) -> None:
    sign_up(client)
    sign_up(client, "budi@people.example")
    lina, budi = mails_to(LINA)[0], mails_to("budi@people.example")[0]

    with frozen_at(MONDAY + timedelta(days=3)):
        late = client.post("/sign-up/confirm", data={"key": key_in(budi)})
    first = client.post("/sign-up/confirm", data={"key": key_in(lina)})
    second = app.test_client().post("/sign-up/confirm", data={"key": key_in(lina)})

    assert (late.status_code, first.status_code, second.status_code) == (410, 302, 410)


@pytest.mark.parametrize("key", ["", "x", "\x00", "é" * 500])
def test_a_made_up_key_opens_nothing(client: FlaskClient, key: str) -> None:
    assert client.get("/sign-up/confirm", query_string={"key": key}).status_code == 410
    assert client.post("/sign-up/confirm", data={"key": key}).status_code == 410


def test_a_key_in_the_address_alone_changes_nothing(client: FlaskClient) -> None:
    sign_up(client)

    answer = client.post(link_in(mails_to(LINA)[0]))

    assert answer.status_code == 410
    assert person_with(LINA) is None


def test_an_address_gets_no_more_than_five_such_mails_a_day(client: FlaskClient) -> None:
    owner = a_member()

    answers = [sign_up(client, owner.email).status_code for _time in range(8)]
    with frozen_at(MONDAY + timedelta(days=1, seconds=1)):
        sign_up(client, owner.email)

    assert answers == [302] * 8
    assert len(mails_to(owner.email)) == 6


def test_one_address_of_the_network_cannot_make_us_write_to_the_whole_world(
    client: FlaskClient,
) -> None:
    answers = [sign_up(client, f"p{n}@people.example") for n in range(21)]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert int(answers[-1].headers["Retry-After"]) == 3600


def test_links_in_mail_lead_to_the_configured_address_whatever_the_host_header_says(
    client: FlaskClient,
) -> None:
    client.post(
        "/forgot-password", data={"email": a_member().email}, headers={"Host": "evil.example"}
    )
    sign_up(client)

    texts = [mail.text + mail.html for mail in mails_to(LINA)]
    assert texts
    assert all(re.findall(r"http://hub\.example/sign-up/confirm\?key=", text) for text in texts)
    assert "evil.example" not in "".join(texts)


def test_what_is_kept_of_a_link_does_not_open_it(client: FlaskClient) -> None:
    sign_up(client)
    wish = db.session.query(SignUp).one()

    assert client.get(f"/sign-up/confirm?key={wish.secret_hash}").status_code == 410


def test_the_privacy_notice_is_open_to_everyone(client: FlaskClient) -> None:
    page = client.get("/privacy")

    assert page.status_code == 200
    assert PRIVACY_VERSION in words(page)
