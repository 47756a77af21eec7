"""Mail by API, for those who run the hub."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask

from hub.accounts.models import Role, TokenScope
from hub.core.database import transaction
from hub.outbox.models import Message, MessageState
from tests.api import Caller
from tests.factories import a_person, a_person_who_is
from tests.hub.outbox.letters import written


@pytest.fixture
def admin(app: Flask, letters: None) -> Iterator[Caller]:
    yield Caller(app, a_person_who_is(Role.ADMIN))


def given_up(name: str = "world") -> Message:
    message = written(name)
    with transaction():
        message.state, message.last_error = MessageState.FAILED, "550 5.1.1 to the receiver"
    return message


def test_staff_see_what_became_of_mail_and_not_what_it_says(admin: Caller) -> None:
    given_up("secret words")
    written("another")

    answer = admin.get("/outbox?state=failed")

    [told] = answer.get_json()["items"]
    assert (told["to_email"], told["state"], told["last_error"]) == (
        "ayu@people.example",
        "failed",
        "550 5.1.1 to the receiver",
    )
    assert "secret words" not in answer.text
    assert len(admin.get("/outbox").get_json()["items"]) == 2
    assert admin.get("/outbox?state=lost").status_code == 422


def test_one_mail_is_read_without_what_opens_something(app: Flask, admin: Caller) -> None:
    plain, secret = written("world"), written("key", confidential=True)
    auditor = Caller(app, a_person_who_is(Role.AUDITOR))

    told = admin.get(f"/outbox/{plain.id}").get_json()
    hidden = admin.get(f"/outbox/{secret.id}").get_json()

    assert (told["subject"], "Dear Ayu Rahma, world" in told["text"]) == ("Hello world", True)
    assert (hidden["subject"], hidden["text"], hidden["state"]) == (None, None, "queued")
    assert auditor.get(f"/outbox/{plain.id}").status_code == 403
    assert admin.get(f"/outbox/{UUID(int=8)}").status_code == 404


def test_all_mail_is_held_back_and_let_go(app: Flask, admin: Caller) -> None:
    auditor = Caller(app, a_person_who_is(Role.AUDITOR))

    held = admin.post("/outbox/hold", {"reason": "A copy of the real hub."}).get_json()
    seen = auditor.get("/outbox/hold").get_json()

    assert (
        held
        == seen
        == {
            "held": True,
            "reason": "A copy of the real hub.",
            "since": "2026-11-23T01:00:00Z",
        }
    )
    assert auditor.delete("/outbox/hold").status_code == 403
    assert admin.post("/outbox/hold", {"reason": ""}).status_code == 422
    assert admin.delete("/outbox/hold").get_json()["held"] is False
    assert auditor.get("/outbox/hold").get_json()["held"] is False


def test_what_was_given_up_is_sent_on_its_way_again(admin: Caller) -> None:
    message = given_up()
    path = f"/outbox/{message.id}/retry"

    again = admin.post(path)
    twice = admin.post(path)

    assert (again.get_json()["state"], again.get_json()["attempts"]) == ("queued", 0)
    assert twice.status_code == 409
    assert admin.post(f"/outbox/{UUID(int=8)}/retry").status_code == 404


def test_all_that_was_given_up_goes_again_at_once(admin: Caller) -> None:
    for name in ("one", "two"):
        given_up(name)
    written("three")

    assert admin.post("/outbox/retry").get_json() == {"retried": 2}
    assert admin.post("/outbox/retry").get_json() == {"retried": 0}


def test_those_who_may_look_may_not_send(app: Flask, admin: Caller) -> None:
    message = given_up()
    auditor = Caller(app, a_person_who_is(Role.AUDITOR))

    assert auditor.get("/outbox").status_code == 200
    assert auditor.post(f"/outbox/{message.id}/retry").status_code == 403
    assert auditor.post("/outbox/retry").status_code == 403
    assert Caller(app, a_person()).get("/outbox").status_code == 403


def test_a_token_without_the_staff_scope_sends_nothing(app: Flask, admin: Caller) -> None:
    lesser = Caller(app, admin.person, TokenScope.READ)

    assert lesser.post("/outbox/retry").get_json()["scope"] == "admin"


def test_a_list_of_mail_asks_as_much_for_many_as_for_one(admin: Caller) -> None:
    written("one")
    before = admin.asked_for("/outbox?limit=100")
    for n in range(15):
        written(f"number {n}")

    assert admin.asked_for("/outbox?limit=100") == before
