"""A POST that is sent again acts once, whatever happened to the first answer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from booking.bookings.models import Booking
from booking.spaces.models import Space
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.web.api import idempotency
from hub.web.api.idempotency import KEPT_FOR, IdempotencyKey, forget_old_keys
from tests.api import Caller, a_token, bearing
from tests.factories import MONDAY, a_person, a_space, slot
from tests.live import ENGINE, prepared


def wish(space_id: object, hour: float = 9, **more: Any) -> dict[str, Any]:
    time = slot(hour)
    return {
        "space": str(space_id),
        "starts_at": time.start.isoformat(),
        "ends_at": time.end.isoformat(),
    } | more


def keyed(key: str = "a-key") -> dict[str, str]:
    return {"Idempotency-Key": key}


@pytest.fixture
def ayu(app: Flask) -> Caller:
    return Caller(app, a_person(name="Ayu"))


def bookings() -> int:
    return db.session.scalar(select(func.count()).select_from(Booking)) or 0


def test_the_same_again_gives_the_same_answer_and_acts_once(ayu: Caller) -> None:
    body = wish(a_space().id)

    first = ayu.post("/bookings", body, headers=keyed())
    second = ayu.post("/bookings", body, headers=keyed())

    assert (first.status_code, second.status_code) == (201, 201)
    assert second.data == first.data
    for name in ("Location", "ETag"):
        assert second.headers[name] == first.headers[name]
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert bookings() == 1


def test_the_order_and_notation_of_fields_make_no_other_body(ayu: Caller) -> None:
    body = wish(a_space().id)
    ayu.post("/bookings", body, headers=keyed())
    other = dict(reversed(body.items())) | {"starts_at": "2026-11-24T02:00:00Z"}

    assert ayu.post("/bookings", other, headers=keyed()).status_code == 201
    assert bookings() == 1


def test_another_body_under_the_same_key_is_refused(ayu: Caller) -> None:
    space = a_space()
    ayu.post("/bookings", wish(space.id), headers=keyed())

    answer = ayu.post("/bookings", wish(space.id, 11), headers=keyed())

    assert (answer.status_code, answer.get_json()["code"]) == (422, "idempotency-key-reused")
    assert bookings() == 1


def test_the_same_key_at_another_address_is_refused(ayu: Caller) -> None:
    held = ayu.post("/bookings", wish(a_space().id, hold=True), headers=keyed()).get_json()

    answer = ayu.post(f"/bookings/{held['id']}/confirm", headers=keyed())

    assert answer.get_json()["code"] == "idempotency-key-reused"


def test_another_version_under_the_same_key_is_refused(ayu: Caller) -> None:
    held = ayu.post("/bookings", wish(a_space().id, hold=True)).json
    path, seen = f"/bookings/{held['id']}/confirm", f'"{held["version"]}"'

    first = ayu.post(path, {}, headers=keyed() | {"If-Match": seen})
    again = ayu.post(path, {}, headers=keyed() | {"If-Match": seen})
    other = ayu.post(path, {}, headers=keyed() | {"If-Match": '"7"'})

    assert [each.status_code for each in (first, again, other)] == [200, 200, 422]
    assert other.json["code"] == "idempotency-key-reused"


def test_an_empty_version_under_the_same_key_is_another_than_none(ayu: Caller) -> None:
    held = ayu.post("/bookings", wish(a_space().id, hold=True)).json
    path = f"/bookings/{held['id']}/confirm"

    first = ayu.post(path, {}, headers=keyed())
    empty = ayu.post(path, {}, headers=keyed() | {"If-Match": ""})

    assert [first.status_code, empty.status_code] == [200, 422]


def test_two_people_may_have_the_same_key(app: Flask, ayu: Caller) -> None:
    budi = Caller(app, a_person())
    space = a_space()
    ayu.post("/bookings", wish(space.id), headers=keyed())

    answer = budi.post("/bookings", wish(space.id, 11), headers=keyed())

    assert answer.status_code == 201
    assert bookings() == 2


def test_a_refusal_is_not_kept_so_the_same_may_succeed_later(app: Flask, ayu: Caller) -> None:
    budi = Caller(app, a_person())
    space = a_space()
    in_the_way = budi.post("/bookings", wish(space.id)).get_json()
    assert ayu.post("/bookings", wish(space.id), headers=keyed()).status_code == 409
    budi.delete(f"/bookings/{in_the_way['id']}")

    answer = ayu.post("/bookings", wish(space.id), headers=keyed())

    assert answer.status_code == 201
    assert "Idempotency-Replayed" not in answer.headers


@pytest.mark.parametrize("key", ["", "x" * 256, "x" * 10_000, "ä", "a\tb"])
def test_a_key_that_is_none_is_refused(ayu: Caller, key: str) -> None:
    answer = ayu.call("POST", "/bookings", json=wish(a_space().id), headers=keyed(key))

    assert answer.status_code == 422
    assert list(answer.get_json()["errors"]) == ["Idempotency-Key"]
    assert bookings() == 0


def test_a_key_of_255_characters_is_fine(ayu: Caller) -> None:
    assert ayu.post("/bookings", wish(a_space().id), headers=keyed("x" * 255)).status_code == 201


def test_keys_are_forgotten_after_two_days_and_not_before(ayu: Caller) -> None:
    ayu.post("/bookings", wish(a_space().id), headers=keyed())
    for later, left in ((KEPT_FOR - timedelta(minutes=1), 1), (KEPT_FOR + timedelta(minutes=1), 0)):
        with frozen_at(MONDAY + later), transaction():
            assert forget_old_keys() == 1 - left
        assert db.session.scalar(select(func.count()).select_from(IdempotencyKey)) == left


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Flask]:
    """A house of its own, on a database of its own that really commits; its clock goes."""
    with prepared(tmp_path, SQLITE_SYNCHRONOUS="OFF") as (app, _environment):
        yield app


def at_once(house: Flask, calls: list[tuple[dict[str, str], dict[str, Any]]]) -> list[TestResponse]:
    """Posts to /bookings, each from a thread of its own, all let go together."""
    ready = Barrier(len(calls), timeout=60)

    def post(call: tuple[dict[str, str], dict[str, Any]]) -> TestResponse:
        headers, body = call
        client = house.test_client()
        ready.wait()
        return client.post("/api/v1/bookings", json=body, headers=headers)

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(post, calls))


def soon(space: Space) -> dict[str, Any]:
    """Ten in the morning in Jakarta, on the day after tomorrow."""
    start = now().replace(hour=3, minute=0, second=0, microsecond=0) + timedelta(days=2)
    return {
        "space": str(space.id),
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=1)).isoformat(),
    }


def test_fifty_at_once_act_once_and_are_answered_alike(house: Flask) -> None:
    secret, body = a_token(a_person()), soon(a_space())

    answers = at_once(house, [(bearing(secret) | keyed(), body)] * 50)

    assert {each.status_code for each in answers} == {201}
    assert len({each.data for each in answers}) == 1
    assert sum("Idempotency-Replayed" not in each.headers for each in answers) == 1
    db.session.rollback()
    assert bookings() == 1


def test_without_a_key_the_same_fifty_are_fifty_requests(house: Flask) -> None:
    """The control: were they answered alike for another reason, the test above proved nothing."""
    secret, body = a_token(a_person()), soon(a_space())

    answers = at_once(house, [(bearing(secret), body)] * 50)

    statuses = [each.status_code for each in answers]
    assert (statuses.count(201), statuses.count(409)) == (1, 49)


def test_while_the_first_is_being_worked_on_the_second_is_told_so(
    house: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    if ENGINE == "sqlite":
        pytest.skip("SQLite has one writer: the second waits in its queue")
    monkeypatch.setattr(idempotency, "PATIENCE", "200ms")
    person = a_person()
    secret, body = a_token(person), soon(a_space())
    unfinished = IdempotencyKey(
        caller=f"person:{person.id}", key="a-key", fingerprint="0" * 64, made_at=now()
    )
    with transaction():
        db.session.add(unfinished)
        db.session.flush()
        answer = at_once(house, [(bearing(secret) | keyed(), body)])[0]

    assert (answer.status_code, answer.get_json()["code"]) == (409, "in-progress")
    assert answer.headers["Retry-After"] == "1"
