"""What the hub keeps for oneself, by API: tokens, sign-ins, mail, what happened."""

import pytest
from flask import Flask

from hub.accounts.models import TokenScope
from hub.outbox.models import Category
from hub.outbox.queries import is_off
from tests.api import Caller, a_token
from tests.factories import a_person
from tests.signing_in import sign_in_as


@pytest.fixture
def ayu(app: Flask) -> Caller:
    return Caller(app, a_person(name="Ayu"))


def test_one_sees_and_revokes_one_s_tokens_but_not_their_secrets(app: Flask, ayu: Caller) -> None:
    other = Caller(app, ayu.person, TokenScope.READ)

    listed = ayu.get("/me/tokens")
    told = listed.get_json()["items"]
    lesser = next(each for each in told if each["scopes"] == ["read"])
    revoked = ayu.delete(f"/me/tokens/{lesser['id']}")

    assert len(told) == 2
    assert other.secret not in listed.text
    assert other.secret.startswith(lesser["beginning"])
    assert revoked.get_json()["revoked_at"] == "2026-11-23T01:00:00Z"
    assert other.get("/me").status_code == 401


def test_a_token_revokes_itself(ayu: Caller) -> None:
    [own] = ayu.get("/me/tokens").get_json()["items"]

    assert ayu.delete(f"/me/tokens/{own['id']}").status_code == 200
    assert ayu.get("/me").status_code == 401


def test_a_token_makes_no_token(ayu: Caller) -> None:
    assert ayu.post("/me/tokens", {"name": "more", "scopes": ["read"]}).status_code == 405


def test_somebody_else_s_token_is_not_found(app: Flask, ayu: Caller) -> None:
    [own] = ayu.get("/me/tokens").get_json()["items"]

    assert Caller(app, a_person()).delete(f"/me/tokens/{own['id']}").status_code == 404


def test_one_signs_out_on_one_device_and_on_all(app: Flask, ayu: Caller) -> None:
    for _each in range(3):
        sign_in_as(app.test_client(), ayu.person)

    told = ayu.get("/me/sign-ins").get_json()["items"]
    one = ayu.delete(f"/me/sign-ins/{told[0]['id']}")
    twice = ayu.delete(f"/me/sign-ins/{told[0]['id']}")
    everywhere = ayu.delete("/me/sign-ins")

    assert (len(told), one.status_code, twice.status_code) == (3, 200, 404)
    assert everywhere.get_json() == {"ended": 2}
    assert ayu.get("/me/sign-ins").get_json()["items"] == []


def test_somebody_else_s_sign_in_is_not_found(app: Flask, ayu: Caller) -> None:
    sign_in = sign_in_as(app.test_client(), ayu.person)

    assert Caller(app, a_person()).delete(f"/me/sign-ins/{sign_in.id}").status_code == 404
    assert len(ayu.get("/me/sign-ins").get_json()["items"]) == 1


def test_one_chooses_which_mail_one_wants(ayu: Caller) -> None:
    before = ayu.get("/me/mail").get_json()

    changed = ayu.patch("/me/mail", {"news": False}).get_json()

    assert before == {"reminders": True, "invitations": True, "news": True}
    assert changed == {"reminders": True, "invitations": True, "news": False}
    assert is_off(str(ayu.person.id), Category.NEWS)
    assert ayu.patch("/me/mail", {"news": True}).get_json() == before
    assert ayu.patch("/me/mail", {"service": False}).status_code == 422


def test_one_reads_what_happened_to_one_s_account(ayu: Caller) -> None:
    ayu.patch("/me", {"name": "Ayu Rahma"})

    [entry, *_] = ayu.get("/me/history?limit=1").get_json()["items"]

    assert (entry["action"], entry["changes"]) == (
        "person.profile-changed",
        "name: Ayu → Ayu Rahma",
    )


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("DELETE", "/me/sign-ins", None), ("PATCH", "/me/mail", {"news": False})],
)
def test_a_token_that_only_reads_changes_nothing_of_one_s_own(
    app: Flask, ayu: Caller, method: str, path: str, body: dict[str, bool] | None
) -> None:
    reading = Caller(app, ayu.person, TokenScope.READ)

    refused = reading.call(method, path, json=body)

    assert (refused.status_code, refused.get_json()["scope"]) == (403, "profile:write")


def test_lists_of_one_s_own_ask_as_much_for_many_as_for_one(app: Flask, ayu: Caller) -> None:
    paths = ["/me/tokens", "/me/sign-ins", "/me/history?limit=100"]
    sign_in_as(app.test_client(), ayu.person)
    ayu.patch("/me", {"name": "Ayu Rahma"})
    before = [ayu.asked_for(path) for path in paths]
    for _each in range(15):
        sign_in_as(app.test_client(), ayu.person)
        a_token(ayu.person)

    assert [ayu.asked_for(path) for path in paths] == before
