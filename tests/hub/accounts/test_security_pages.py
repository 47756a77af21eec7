"""One's own security: asked again before it changes, told by mail after, ended where one says."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.models import Role, SignIn
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from tests.counting import statements
from tests.factories import MONDAY, a_person_who_is
from tests.hub.accounts.stories import (
    ANOTHER,
    PASSWORD,
    a_member,
    code,
    is_signed_in,
    key_in,
    link_in,
    mails_to,
    sign_in,
    with_totp,
    words,
)
from tests.signing_in import sign_in_as

LATER = MONDAY + timedelta(minutes=11)
SENSITIVE_PAGES = ["/account/password", "/account/email", "/account/authenticator"]
SENSITIVE_POSTS = ["/account/authenticator/remove", "/account/recovery-codes",
                   "/account/passkeys", "/account/passkeys/question"]  # fmt: skip


@pytest.mark.parametrize("path", SENSITIVE_PAGES)
def test_a_sensitive_page_asks_again_after_ten_minutes(client: FlaskClient, path: str) -> None:
    person = a_member()
    sign_in(client, person.email)

    at_once = client.get(path)
    with frozen_at(LATER):
        page, post = client.get(path), client.post(path, data={"password": ANOTHER})
        asked = client.post("/account/confirm", data={"password": PASSWORD, "next": path})
        after = client.get(path)

    assert at_once.status_code == 200
    assert page.location == post.location == f"/account/confirm?next={path}"
    assert asked.location == path
    assert after.status_code == 200


@pytest.mark.parametrize("path", SENSITIVE_POSTS)
def test_a_sensitive_button_asks_again_after_ten_minutes(client: FlaskClient, path: str) -> None:
    person = a_member()
    sign_in(client, person.email)

    with frozen_at(LATER):
        answer = client.post(path)

    assert answer.location == "/account/confirm?next=/account/security"


def test_a_wrong_password_proves_nothing(client: FlaskClient) -> None:
    person = a_member()
    sign_in(client, person.email)

    with frozen_at(LATER):
        answer = client.post("/account/confirm", data={"password": "not the password"})
        page = client.get("/account/password")

    assert answer.status_code == 422
    assert page.status_code == 302


def test_who_has_a_second_factor_proves_by_it(client: FlaskClient) -> None:
    person = with_totp(a_member())
    sign_in_as(client, person)

    with frozen_at(LATER):
        by_password = client.post("/account/confirm", data={"password": PASSWORD})
        still_closed = client.get("/account/password")
        by_code = client.post("/account/confirm", data={"code": code()})
        page = client.get("/account/password")

    assert by_password.status_code == 422
    assert still_closed.status_code == 302
    assert by_code.status_code == 302
    assert page.status_code == 200


def test_a_changed_password_ends_every_other_sign_in(app: Flask, client: FlaskClient) -> None:
    person = a_member()
    thief = app.test_client()
    sign_in_as(thief, person)
    sign_in(client, person.email)

    answer = client.post("/account/password", data={"password": ANOTHER})

    assert answer.location == "/account/security"
    assert is_signed_in(client)
    assert not is_signed_in(thief)
    assert mails_to(person.email)[-1].subject == "Your password was changed"
    assert sign_in(thief, person.email, PASSWORD).status_code == 422


def test_the_list_shows_ones_devices_and_which_is_this(app: Flask, client: FlaskClient) -> None:
    person, other = a_member(), a_member()
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
    client.post("/sign-in", data={"email": person.email, "password": PASSWORD},
                headers={"User-Agent": firefox})  # fmt: skip
    sign_in_as(app.test_client(), other)

    page = words(client.get("/account/security"))

    assert page.count("Firefox · Linux") == 1
    assert "This device" in page


def test_one_device_can_be_signed_out(app: Flask, client: FlaskClient) -> None:
    person = a_member()
    sign_in(client, person.email)
    phone, laptop = app.test_client(), app.test_client()
    lost = sign_in_as(phone, person)
    sign_in_as(laptop, person)

    client.post(f"/account/sign-ins/{lost.id}/end")

    assert not is_signed_in(phone)
    assert is_signed_in(laptop)
    assert is_signed_in(client)


def test_nobody_ends_anothers_sign_in(app: Flask, client: FlaskClient) -> None:
    mine, theirs = a_member(), a_member()
    sign_in(client, mine.email)
    other = app.test_client()
    row = sign_in_as(other, theirs)

    answer = client.post(f"/account/sign-ins/{row.id}/end")

    assert answer.status_code == 404
    assert is_signed_in(other)


@pytest.mark.parametrize(("too", "stays"), [("", True), ("too", False)])
def test_signing_out_everywhere(app: Flask, client: FlaskClient, too: str, stays: bool) -> None:
    person = a_member()
    sign_in(client, person.email)
    others = [app.test_client() for _device in range(3)]
    for other in others:
        sign_in_as(other, person)

    client.post("/account/sign-ins/end", data={"here": too})

    assert not any(is_signed_in(other) for other in others)
    assert is_signed_in(client) is stays


def test_an_address_changes_when_both_have_agreed(app: Flask, client: FlaskClient) -> None:
    person = a_member()
    old, new = person.email, "new.lina@people.example"
    sign_in(client, old)
    elsewhere = app.test_client()
    sign_in_as(elsewhere, person)

    client.post("/account/email", data={"email": new})
    (to_old,), (to_new,) = mails_to(old), mails_to(new)
    client.get(link_in(to_old))
    client.get(link_in(to_new))
    first = client.post("/confirm-email", data={"key": key_in(to_new), "answer": "agree"})
    db.session.refresh(person)
    between = person.email
    second = client.post("/confirm-email", data={"key": key_in(to_old), "answer": "agree"})
    db.session.refresh(person)

    assert (first.status_code, second.status_code) == (200, 200)
    assert (between, person.email) == (old, new)
    assert not is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert [mails_to(each)[-1].subject for each in (old, new)] == [
        "The address of your account was changed"
    ] * 2
    assert sign_in(client, new).status_code == 302


def test_the_old_address_can_say_no(client: FlaskClient) -> None:
    person = a_member()
    new = "new.lina@people.example"
    sign_in(client, person.email)
    client.post("/account/email", data={"email": new})
    to_old, to_new = mails_to(person.email)[0], mails_to(new)[0]

    client.post("/confirm-email", data={"key": key_in(to_new), "answer": "agree"})
    client.post("/confirm-email", data={"key": key_in(to_old), "answer": "stop"})
    dead = client.post("/confirm-email", data={"key": key_in(to_new), "answer": "agree"})

    assert dead.status_code == 410
    db.session.refresh(person)
    assert person.email != new


def test_an_address_that_is_taken_looks_the_same_and_its_owner_is_told(
    client: FlaskClient,
) -> None:
    person, owner = a_member(), a_member()
    sign_in(client, person.email)

    free = client.post("/account/email", data={"email": "free@people.example"})
    taken = client.post("/account/email", data={"email": owner.email})

    assert (free.status_code, free.location) == (taken.status_code, taken.location)
    (mail,) = mails_to(owner.email)
    assert mail.subject == "Somebody wanted to use your address"
    assert "confirm-email" not in mail.text


def test_a_newer_wish_or_time_ends_a_change_of_address(client: FlaskClient) -> None:
    person = a_member()
    sign_in(client, person.email)
    client.post("/account/email", data={"email": "first@people.example"})
    client.post("/account/email", data={"email": "second@people.example"})
    first, second = (mails_to(f"{n}@people.example")[0] for n in ("first", "second"))

    replaced = client.post("/confirm-email", data={"key": key_in(first)})
    with frozen_at(MONDAY + timedelta(days=3)):
        late = client.post("/confirm-email", data={"key": key_in(second)})

    assert (replaced.status_code, late.status_code) == (410, 410)


def test_one_link_cannot_answer_for_both(client: FlaskClient) -> None:
    person = a_member()
    new = "new.lina@people.example"
    sign_in(client, person.email)
    client.post("/account/email", data={"email": new})
    key = key_in(mails_to(new)[0])

    first = client.post("/confirm-email", data={"key": key})
    again = client.post("/confirm-email", data={"key": key})

    assert (first.status_code, again.status_code) == (200, 410)
    db.session.refresh(person)
    assert person.email != new


def test_reset_links_die_with_a_changed_address(client: FlaskClient) -> None:
    person = a_member()
    old, new = person.email, "new.lina@people.example"
    client.post("/forgot-password", data={"email": old})
    reset = key_in(mails_to(old)[0])
    sign_in(client, old)
    client.post("/account/email", data={"email": new})
    for address in (old, new):
        client.post("/confirm-email", data={"key": key_in(mails_to(address)[-1])})

    answer = client.post("/reset-password", data={"key": reset, "password": ANOTHER})

    assert answer.status_code == 410


def test_staff_in_somebodys_name_cannot_touch_how_they_sign_in(client: FlaskClient) -> None:
    from hub.accounts.services.acting import start_acting

    person = a_member()
    row = sign_in_as(client, a_person_who_is(Role.ADMIN))
    with transaction():
        start_acting(row, person, reason="on the phone")

    answers = [client.get(path).status_code for path in ["/account/security", *SENSITIVE_PAGES]]
    posts = [client.post(path).status_code for path in ["/account/sign-ins/end", *SENSITIVE_POSTS]]

    assert set(answers) == {403}
    assert set(posts) == {403}


def test_acting_is_shown_on_the_page_and_kept_in_history(client: FlaskClient) -> None:
    from hub.accounts.services.acting import start_acting
    from hub.history.models import Entry

    person, staff = a_member(name="Lina"), a_person_who_is(Role.ADMIN)
    row = sign_in_as(client, staff)
    with transaction():
        start_acting(row, person, reason="on the phone")

    page = words(client.get("/account/profile"))
    client.post("/account/profile", data={"name": "Renamed", "language": "en",
                                          "zone": "Asia/Jakarta"})  # fmt: skip

    assert "You act for Lina" in page
    entry = db.session.query(Entry).filter_by(action="person.profile-changed").one()
    assert (entry.actor_id, entry.for_id) == (staff.id, person.id)


def test_acting_ends_with_the_right_to_it(client: FlaskClient) -> None:
    from hub.accounts.services.acting import start_acting
    from hub.core.clock import now

    person, staff = a_member(), a_person_who_is(Role.ADMIN)
    row = sign_in_as(client, staff)
    with transaction():
        start_acting(row, person, reason="on the phone")
    with transaction():
        staff.grants[0].ended_at = now()

    assert person.name not in client.get("/account/profile").text


def test_a_lost_role_is_lost_at_the_next_click(client: FlaskClient) -> None:
    from hub.core.clock import now

    staff = a_person_who_is(Role.ADMIN)
    sign_in_as(client, staff)
    before = client.get("/admin/invitations").status_code
    with transaction():
        staff.grants[0].ended_at = now()

    after = client.get("/admin/invitations").status_code

    assert (before, after) == (200, 403)


def test_the_list_of_devices_costs_the_same_for_one_and_for_thirty(
    app: Flask, client: FlaskClient
) -> None:
    person = a_member()
    sign_in_as(client, person)
    client.get("/account/security")
    with statements() as one:
        client.get("/account/security")
    for _device in range(29):
        sign_in_as(app.test_client(), person)
    with statements() as thirty:
        client.get("/account/security")

    assert db.session.query(SignIn).filter_by(user_id=person.id).count() == 30
    assert len(thirty) == len(one)
