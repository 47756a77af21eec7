"""What the doctor asks about people, and that it notices."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.invariants import problems
from hub.accounts.jobs import tidy_sign_ins
from hub.accounts.models import Guesses, OneTimeSecret, Role, SignIn, SignUp
from hub.accounts.services.second_factor import new_recovery_codes
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from tests.factories import MONDAY, a_person, a_person_who_is
from tests.hub.accounts.stories import a_member, sign_in, with_totp
from tests.signing_in import sign_in_as


def test_a_house_in_order_has_no_problems(client: FlaskClient) -> None:
    sign_in_as(client, with_totp(a_person_who_is(Role.ADMIN)))

    assert list(problems()) == []


def test_each_disorder_is_found(app: Flask, client: FlaskClient) -> None:
    staff = a_person_who_is(Role.ADMIN, email_verified_at=None)
    closed = a_person()
    sign_in_as(client, closed)
    acting = sign_in_as(client, a_person())
    careless, sealed = a_person(), a_person(totp_secret="sealed by nobody")
    with transaction():
        closed.disabled_at = now()
        acting.acting_for_id, acting.acting_since = closed.id, now()
        new_recovery_codes(careless)

    found = list(problems())

    assert found == [
        f"person {staff.id} has a staff role but no confirmed address",
        f"person {closed.id} may not sign in but has 1 sign-ins that were not ended",
        f"sign-in {acting.id} acts for a closed account",
        f"person {careless.id} has recovery codes but no second factor",
        f"person {sealed.id} has an authenticator secret sealed with a key that is gone",
    ]


def test_what_is_over_for_long_is_forgotten_and_nothing_else(client: FlaskClient) -> None:
    person = a_member()
    sign_in(client, person.email)
    sign_in(client, person.email, "not the password")
    client.post("/forgot-password", data={"email": person.email})
    client.post("/sign-up", data={
        "name": "Budi", "email": "budi@people.example", "password": "kopi tubruk di pagi hari",
        "language": "en", "zone": "Asia/Jakarta", "privacy": "y"})  # fmt: skip

    soon = tidy_sign_ins()
    with frozen_at(MONDAY + timedelta(days=60)):
        later = tidy_sign_ins()
        again = tidy_sign_ins()

    assert soon == "forgot 0 sign-ins, 0 links, 0 sign-ups, 0 counts"
    assert later.startswith("forgot 1 sign-ins, 1 links, 1 sign-ups, ")
    assert again == soon
    for table in (SignIn, OneTimeSecret, SignUp, Guesses):
        assert db.session.query(table).count() == 0
