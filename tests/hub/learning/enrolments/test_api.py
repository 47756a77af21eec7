"""Enrolments by API, and offers at the addresses that all offers have."""

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient

from hub.accounts.models import TokenScope, User
from hub.accounts.services.passwords import hashed_password
from hub.accounts.services.tokens import make_token
from hub.core.clock import frozen_at
from hub.core.database import transaction
from hub.learning.classes.models import Entry
from hub.learning.enrolments.rules.standing import Standing
from tests.api import a_token, bearing
from tests.factories import MONDAY, a_person
from tests.factories.learning import a_class_manager
from tests.hub.learning.enrolments.stories import (
    a_class,
    comes,
    leaves,
    live,
    newest_mail,
    secret_in,
)

API = "/api/v1"


def post(client: FlaskClient, path: str, by: User | None, **body: Any) -> Any:
    headers = bearing(a_token(by)) if by else {}
    return client.post(f"{API}{path}", json=body, headers=headers)


def get(client: FlaskClient, path: str, person: User) -> Any:
    answer = client.get(f"{API}{path}", headers=bearing(a_token(person)))
    assert answer.status_code == 200, answer.text
    return answer.json


def test_enrolling_answers_state_and_position_and_the_same_again(client: FlaskClient) -> None:
    run, first, second = a_class(seats=1), a_person(), a_person()

    one = post(client, f"/classes/{run.id}/enrolments", first)
    two = post(client, f"/classes/{run.id}/enrolments", second)
    again = post(client, f"/classes/{run.id}/enrolments", second)

    assert (one.status_code, one.json["state"], one.json["position"]) == (201, "confirmed", None)
    assert (two.json["state"], two.json["position"]) == ("waiting", 1)
    assert again.json == two.json
    assert again.headers["Location"] == f"{API}/enrolments/{two.json['id']}"


def test_refusals_have_a_code_and_a_sentence(client: FlaskClient) -> None:
    servants = a_class(audience={"groups": ["civil-servants"]})
    later = a_class(enrol_opens_at=MONDAY + timedelta(days=1))
    keyed = a_class(entry=Entry.KEY, key_hash=hashed_password("7KQ4MD2X"))
    person = a_person()

    said = {
        run.slug: post(client, f"/classes/{run.id}/enrolments", person)
        for run in (servants, later, keyed)
    }
    right = post(client, f"/classes/{keyed.id}/enrolments", person, key="7kq4-md2x")

    assert (said[servants.slug].status_code, said[servants.slug].json["code"]) == (
        403,
        "not-in-audience",
    )
    assert (said[later.slug].status_code, said[later.slug].json["code"]) == (409, "not-open-yet")
    assert (said[keyed.slug].status_code, said[keyed.slug].json["code"]) == (422, "key-needed")
    assert "key" in said[keyed.slug].json["errors"]
    assert right.json["state"] == "confirmed"


def test_an_offer_is_accepted_by_the_mails_secret_without_signing_in(client: FlaskClient) -> None:
    run = a_class(seats=1)
    first, second = comes(run), comes(run)
    leaves(first)
    secret = secret_in(newest_mail(second.user))

    shown: Any = client.get(f"{API}/offers/{secret}").json
    taken = post(client, f"/offers/{secret}/accept", None)
    again: Any = client.post(f"{API}/offers/{secret}/accept")

    assert (shown["state"], shown["class_id"]) == ("offered", str(run.id))
    assert shown["expires_at"] == "2026-11-25T01:00:00Z"
    assert (taken.status_code, taken.json["state"]) == (200, "confirmed")
    assert again.json["state"] == "confirmed"


def test_or_by_the_place_for_who_is_signed_in_and_nobody_else(client: FlaskClient) -> None:
    run = a_class(seats=1)
    first, second, third = comes(run), comes(run), comes(run)
    leaves(first)
    token = get(client, f"/enrolments/{second.id}", second.user)["offer_token"]

    nobody = post(client, f"/offers/{token}/decline", None)
    other = post(client, f"/offers/{token}/decline", third.user)
    declined = post(client, f"/offers/{token}/decline", second.user, reason="No time.")

    assert (nobody.status_code, other.status_code) == (404, 404)
    assert (declined.status_code, declined.json["state"]) == (200, "declined")
    assert live(run, third.user).state is Standing.OFFERED
    offers = get(client, "/offers", third.user)["items"]
    assert [(each["state"], each["class_id"]) for each in offers] == [("offered", str(run.id))]


def test_an_offer_that_ran_out_is_gone(client: FlaskClient) -> None:
    run = a_class(seats=1)
    first, second = comes(run), comes(run)
    leaves(first)
    secret = secret_in(newest_mail(second.user))

    with frozen_at(MONDAY + timedelta(hours=48)):
        late = post(client, f"/offers/{secret}/accept", None)

    assert (late.status_code, late.json["code"]) == (410, "offer-expired")


def test_a_token_for_learning_answers_offers_of_classes_and_one_for_reading_none(
    client: FlaskClient,
) -> None:
    run = a_class(seats=1)
    first, second = comes(run), comes(run)
    leaves(first)
    with transaction():
        reads = make_token(second.user, name="r", scopes=[TokenScope.READ], by=second.user)
        learns = make_token(
            second.user,
            name="l",
            scopes=[TokenScope.READ, TokenScope.LEARNING_WRITE],
            by=second.user,
        )
        applies = make_token(
            second.user,
            name="a",
            scopes=[TokenScope.READ, TokenScope.APPLICATIONS_WRITE],
            by=second.user,
        )
    path = f"{API}/offers/{live(run, second.user).place_id}/accept"

    answers = [
        client.post(path, json={}, headers=bearing(each.secret))
        for each in (reads, applies, learns)
    ]

    assert [each.status_code for each in answers] == [403, 403, 200]


def test_the_ledger_that_somebody_in_line_reads_names_nobody(client: FlaskClient) -> None:
    run = a_class(seats=1)
    first, second, third = comes(run), comes(run), comes(run)
    leaves(first)

    lines = get(client, f"/enrolments/{third.id}/ledger", third.user)["items"]
    mine = get(client, f"/enrolments/{third.id}", third.user)

    assert [(each["kind"], each["own"]) for each in lines] == [
        ("promoted", False),
        ("withdrawn", False),
        ("joined", True),
    ]
    assert (mine["position"], mine["offers_until"]) == (2, ["2026-11-25T01:00:00Z"])
    assert str(second.user_id) not in str(lines)


def test_staff_do_by_api_what_they_do_on_pages(client: FlaskClient) -> None:
    run, keeper = a_class(seats=2, entry=Entry.APPROVAL), a_class_manager()
    first, second, friend = comes(run), comes(run), a_person(name="Siti Rahma")

    asked = get(client, f"/classes/{run.id}/enrolments?state=asked", keeper)["items"]
    post(client, f"/enrolments/{first.id}/approve", keeper)
    post(client, f"/enrolments/{second.id}/refuse", keeper, reason="Too many.")
    given = post(client, f"/classes/{run.id}/places", keeper, person=str(friend.id), reason="Helps")
    removed = post(client, f"/enrolments/{first.id}/remove", keeper, reason="Double.")
    seats = get(client, f"/classes/{run.id}/seats", keeper)
    ledger = get(client, f"/classes/{run.id}/ledger", keeper)["items"]

    assert {each["person"] for each in asked} == {str(first.user_id), str(second.user_id)}
    assert given.json["state"] == "confirmed"
    assert removed.json["state"] == "removed"
    assert (seats["confirmed"], seats["free"]) == (1, 1)
    assert ledger[1]["kind"] == "overridden"
    assert ledger[1]["reason"] == "Helps"


def test_others_enrolments_are_not_there(client: FlaskClient) -> None:
    theirs, stranger = comes(a_class()), a_person()

    answers = {
        path: client.get(f"{API}{path}", headers=bearing(a_token(stranger))).status_code
        for path in (f"/enrolments/{theirs.id}", f"/enrolments/{theirs.id}/ledger")
    }

    assert set(answers.values()) == {404}
    assert post(client, f"/enrolments/{theirs.id}/leave", stranger).status_code == 404
