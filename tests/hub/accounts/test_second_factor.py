"""The second step: a code works once, staff need one, paper helps when the phone is gone."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.models import RecoveryCode, Role, User
from hub.accounts.rules.codes import STEP
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.history.models import Entry
from tests.factories import MONDAY, a_grant, a_person_who_is
from tests.hub.accounts.stories import (
    PASSWORD,
    SECRET,
    a_member,
    code,
    is_signed_in,
    mails_to,
    sign_in,
    with_totp,
    words,
)
from tests.signing_in import sign_in_as

STAFF_PAGE = "/admin/invitations"


def second_step(client: FlaskClient, typed: str, **more: str):  # type: ignore[no-untyped-def]
    return client.post("/sign-in/code", data={"code": typed, **more})


def secret_on(page: str) -> str:
    found = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page)
    assert found
    return found.group(1).replace(" ", "")


def codes_on(page: str) -> list[str]:
    return re.findall(r"<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>", page)


def set_up_app(client: FlaskClient) -> list[str]:
    """Set the app up as a person would; the recovery codes that are shown."""
    import pyotp

    from hub.core.clock import now

    secret = secret_on(client.get("/account/authenticator").text)
    shown = pyotp.TOTP(secret).at(now())
    return codes_on(client.post("/account/authenticator", data={"code": shown}).text)


def test_the_password_alone_is_not_signed_in(client: FlaskClient) -> None:
    person = with_totp(a_member())

    answer = sign_in(client, person.email, next="/account/profile")

    assert answer.location == "/sign-in/code?next=/account/profile"
    assert not is_signed_in(client)
    assert client.get("/account/profile").status_code == 302
    assert second_step(client, code(), next="/account/profile").location == "/account/profile"
    assert is_signed_in(client)


@pytest.mark.parametrize("typed", ["{} {}", "{}{}", " {}-{} "])
def test_a_code_may_be_typed_as_it_is_read(client: FlaskClient, typed: str) -> None:
    person = with_totp(a_member())
    sign_in(client, person.email)
    digits = code()

    assert second_step(client, typed.format(digits[:3], digits[3:])).status_code == 302


def test_a_code_works_once(app: Flask, client: FlaskClient) -> None:
    person = with_totp(a_member())
    thief = app.test_client()
    for each in (client, thief):
        with frozen_at(MONDAY):
            sign_in(each, person.email)
    # The newer second step has ended the older one, so each asks for its own in turn.
    sign_in(client, person.email)
    first = second_step(client, code())
    sign_in(thief, person.email)
    again = second_step(thief, f"{code()[:3]} {code()[3:]}")
    earlier = second_step(thief, code(steps=-1))
    later = second_step(thief, code(steps=1))

    assert first.status_code == 302
    assert [answer.status_code for answer in (again, earlier, later)] == [422, 422, 302]


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 302), (0, 302), (1, 302), (2, 422)])
def test_a_clock_may_be_half_a_minute_wrong(client: FlaskClient, steps: int, status: int) -> None:
    person = with_totp(a_member())
    sign_in(client, person.email)

    assert second_step(client, code(steps=steps)).status_code == status


def test_the_second_step_must_follow_within_ten_minutes(client: FlaskClient) -> None:
    person = with_totp(a_member())
    sign_in(client, person.email)

    with frozen_at(MONDAY + timedelta(minutes=10)):
        answer = second_step(client, code())

    assert answer.location.startswith("/sign-in")
    assert not is_signed_in(client)


def test_a_changed_password_ends_a_waiting_second_step(client: FlaskClient) -> None:
    person = with_totp(a_member())
    sign_in(client, person.email)
    from hub.accounts.services.passwords import change_password, hashed_password

    with transaction():
        change_password(person, hashed_password("another one, quite long"))

    assert second_step(client, code()).location.startswith("/sign-in")
    assert not is_signed_in(client)


def test_the_session_is_new_after_the_second_step(client: FlaskClient) -> None:
    person = with_totp(a_member())
    sign_in(client, person.email)
    with client.session_transaction() as session:
        waiting = session["second_step"]
        session["planted"] = "x"

    second_step(client, code())

    with client.session_transaction() as session:
        assert "second_step" not in session
        assert "planted" not in session
        assert session["_user_id"] != waiting


def test_setting_up_shows_codes_once_and_asks_for_the_app_from_then_on(
    app: Flask, client: FlaskClient
) -> None:
    person = a_member()
    sign_in(client, person.email)
    elsewhere = app.test_client()
    sign_in_as(elsewhere, person, second_factor=False)

    codes = set_up_app(client)

    assert len(set(codes)) == 10
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert mails_to(person.email)[-1].subject == "An authenticator app was set up"
    assert codes[0] not in client.get("/account/security").text
    assert sign_in(app.test_client(), person.email).location == "/sign-in/code"


def test_a_wrong_code_sets_nothing_up_and_the_key_stays_the_same(client: FlaskClient) -> None:
    person = a_member()
    sign_in(client, person.email)
    before = secret_on(client.get("/account/authenticator").text)

    answer = client.post("/account/authenticator", data={"code": "000000"})

    assert answer.status_code == 422
    assert secret_on(answer.text) == before
    db.session.refresh(person)
    assert person.totp_secret is None


def test_the_secret_is_sealed_in_the_table_and_in_the_cookie(client: FlaskClient) -> None:
    person = a_member()
    sign_in(client, person.email)
    secret = secret_on(client.get("/account/authenticator").text)
    with client.session_transaction() as session:
        assert secret not in str(dict(session))

    set_up_app(client)

    db.session.refresh(person)
    assert person.totp_secret
    assert secret not in person.totp_secret


def test_a_recovery_code_opens_once_and_the_owner_is_told(app: Flask, client: FlaskClient) -> None:
    person = a_member()
    sign_in(client, person.email)
    codes = set_up_app(client)
    other = app.test_client()

    sign_in(other, person.email)
    first = second_step(other, codes[0].lower().replace("-", " "))
    sign_in(other, person.email)
    again = second_step(other, codes[0])

    assert (first.status_code, again.status_code) == (302, 422)
    assert mails_to(person.email)[-1].subject == "A recovery code was used"
    kept = db.session.query(RecoveryCode).filter_by(user_id=person.id).all()
    assert not any(codes[0].replace("-", "") in row.code_hash for row in kept)


def test_new_recovery_codes_end_the_old_ones(app: Flask, client: FlaskClient) -> None:
    person = a_member()
    sign_in(client, person.email)
    old = set_up_app(client)

    new = codes_on(client.post("/account/recovery-codes").text)
    other = app.test_client()
    sign_in(other, person.email)

    assert len(new) == 10
    assert not set(old) & set(new)
    assert second_step(other, old[1]).status_code == 422
    assert second_step(other, new[1]).status_code == 302


def test_anothers_recovery_code_is_worth_nothing(app: Flask, client: FlaskClient) -> None:
    mine, theirs = a_member(), with_totp(a_member())
    sign_in(client, mine.email)
    codes = set_up_app(client)
    other = app.test_client()
    sign_in(other, theirs.email)

    assert second_step(other, codes[0]).status_code == 422


def test_turning_it_off_ends_the_codes_too(client: FlaskClient) -> None:
    person = a_member()
    sign_in(client, person.email)
    set_up_app(client)

    client.post("/account/authenticator/remove")

    assert db.session.query(RecoveryCode).filter_by(user_id=person.id).count() == 0
    assert mails_to(person.email)[-1].subject == "The authenticator app was turned off"


def test_staff_cannot_turn_off_their_only_factor(client: FlaskClient) -> None:
    person = with_totp(a_person_who_is(Role.HUB_MANAGER))
    sign_in_as(client, person)

    answer = client.post("/account/authenticator/remove")

    assert answer.status_code == 409
    db.session.refresh(person)
    assert person.totp_secret is not None


def test_staff_without_a_factor_are_led_to_set_one_up_before_any_page(client: FlaskClient) -> None:
    from hub.accounts.services.passwords import hashed_password

    person = a_person_who_is(Role.ADMIN, password_hash=hashed_password(PASSWORD))

    entered = sign_in(client, person.email, next=STAFF_PAGE)
    staff_page = client.get(STAFF_PAGE)
    own_page = client.get("/account/profile")
    front = client.get("/")

    assert entered.location == f"/account/second-factor?next={STAFF_PAGE}"
    assert staff_page.location == f"/account/second-factor?next={STAFF_PAGE}"
    assert own_page.location == "/account/second-factor?next=/account/profile"
    assert person.name not in front.text
    assert client.get("/account/second-factor").status_code == 200


def test_staff_who_have_set_one_up_are_in(client: FlaskClient) -> None:
    from hub.accounts.services.passwords import hashed_password

    person = a_person_who_is(Role.ADMIN, password_hash=hashed_password(PASSWORD))
    sign_in(client, person.email)

    set_up_app(client)

    assert client.get(STAFF_PAGE).status_code == 200


def test_a_sign_in_from_before_a_role_was_given_asks_for_the_factor_first(
    client: FlaskClient,
) -> None:
    person = with_totp(a_member())
    sign_in_as(client, person, second_factor=False)
    a_grant(person, Role.ADMIN)

    before = client.get(STAFF_PAGE)
    set_up_another = client.get("/account/authenticator")
    proved = client.post("/account/confirm", data={"code": code(), "next": STAFF_PAGE})

    assert before.location == f"/account/confirm?next={STAFF_PAGE}"
    assert set_up_another.location == "/account/confirm?next=/account/authenticator"
    assert proved.location == STAFF_PAGE
    assert client.get(STAFF_PAGE).status_code == 200


def test_a_key_that_is_gone_leaves_recovery_codes_working(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_member()
    sign_in(client, person.email)
    codes = set_up_app(client)
    monkeypatch.setitem(app.config, "SECRET_KEY", "another key that is long enough as well")
    other = app.test_client()
    sign_in(other, person.email)

    assert second_step(other, code()).status_code == 422
    assert second_step(other, codes[0]).status_code == 302


def test_a_rotated_key_keeps_authenticators_working(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = with_totp(a_member())
    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [app.config["SECRET_KEY"]])
    monkeypatch.setitem(app.config, "SECRET_KEY", "another key that is long enough as well")

    sign_in(client, person.email)

    assert second_step(client, code()).status_code == 302


def test_history_says_what_changed_and_never_a_secret(client: FlaskClient) -> None:
    person = a_member()
    sign_in(client, person.email)
    codes = set_up_app(client)

    entries = db.session.query(Entry).filter_by(subject_id=person.id).order_by(Entry.number).all()
    said = str([(entry.before, entry.after, entry.reason) for entry in entries])
    assert [entry.action for entry in entries] == [
        "sign-in.begun",
        "person.totp_added",
        "person.recovery_codes_made",
    ]
    assert SECRET not in said
    assert not any(each in said for each in codes)


def test_the_page_of_the_second_step_shows_no_code_outside_development(
    client: FlaskClient,
) -> None:
    from hub.accounts import demo_accounts

    person = with_totp(a_member(email=sorted(demo_accounts.ADDRESSES)[0]))
    sign_in(client, person.email)

    page = client.get("/sign-in/code")

    assert code() not in words(page)


def test_steps_are_half_minutes() -> None:
    assert STEP == 30
    assert User.totp_last_step is not None
