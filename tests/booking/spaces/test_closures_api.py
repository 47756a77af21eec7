"""Closing a space by API, for the managers of its site."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from booking.bookings.services import Wish, book
from booking.spaces.models import Space
from booking.spaces.services import close
from hub.accounts.models import Role, TokenScope
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from tests.api import Caller
from tests.factories import a_person, a_person_who_is, a_site, a_space, slot


@pytest.fixture
def room(app: Flask) -> Space:
    return a_space(name="Ciliwung")


@pytest.fixture
def keeper(app: Flask, room: Space) -> Caller:
    return Caller(app, a_person_who_is(Role.HUB_MANAGER, site=room.site))


def during(when: TimeSlot, reason: str = "Painting") -> dict[str, str]:
    return {
        "starts_at": when.start.isoformat(),
        "ends_at": when.end.isoformat(),
        "reason": reason,
    }


def test_a_space_is_closed_and_opened_again(room: Space, keeper: Caller) -> None:
    path = f"/spaces/{room.id}/closures"
    wanted = {"space": str(room.id)} | during(slot(9))
    del wanted["reason"]

    made = keeper.post(path, during(slot(9)))
    told = made.get_json()
    taken = keeper.post("/bookings", wanted)
    lifted = keeper.delete(f"{path}/{told['id']}")
    twice = keeper.delete(f"{path}/{told['id']}")
    free = keeper.post("/bookings", wanted)

    assert (made.status_code, told["reason"], told["lifted_at"]) == (201, "Painting", None)
    assert told["starts_at"] == "2026-11-24T02:00:00Z"
    assert taken.status_code in (409, 422)
    assert (lifted.status_code, twice.status_code, free.status_code) == (200, 409, 201)
    [kept] = keeper.get(path).get_json()["items"]
    assert kept["lifted_at"] == "2026-11-23T01:00:00Z"


def test_nothing_is_closed_over_a_booking(room: Space, keeper: Caller) -> None:
    with transaction():
        book(Wish(room, slot(9)), booked_by=keeper.person)

    refused = keeper.post(f"/spaces/{room.id}/closures", during(slot(9, 240)))

    assert (refused.status_code, refused.get_json()["code"]) == (409, "closure-hits-bookings")
    assert keeper.get(f"/spaces/{room.id}/closures").get_json()["items"] == []


@pytest.mark.parametrize("change", ["turned", "endless", "no reason"])
def test_a_closure_ends_after_it_starts_and_says_why(
    room: Space, keeper: Caller, change: str
) -> None:
    body = during(slot(9))
    if change == "turned":
        body["starts_at"], body["ends_at"] = body["ends_at"], body["starts_at"]
    elif change == "endless":
        body["ends_at"] = (slot(9).start + timedelta(days=800)).isoformat()
    else:
        body["reason"] = " "

    assert keeper.post(f"/spaces/{room.id}/closures", body).status_code == 422


def test_only_managers_of_the_site_close_its_spaces(
    app: Flask, room: Space, keeper: Caller
) -> None:
    berlin = a_site(zone="Europe/Berlin", currency="EUR")
    path = f"/spaces/{room.id}/closures"
    made = keeper.post(path, during(slot(9))).get_json()

    for person in (a_person(), a_person_who_is(Role.HUB_MANAGER, site=berlin)):
        caller = Caller(app, person)
        assert caller.post(path, during(slot(14))).status_code == 403
        assert caller.get(path).status_code == 403
        assert caller.delete(f"{path}/{made['id']}").status_code == 403


def test_a_closure_of_another_space_is_not_found(room: Space, keeper: Caller) -> None:
    other = a_space(site=room.site)
    made = keeper.post(f"/spaces/{other.id}/closures", during(slot(9))).get_json()

    assert keeper.delete(f"/spaces/{room.id}/closures/{made['id']}").status_code == 404
    assert keeper.delete(f"/spaces/{UUID(int=8)}/closures/{made['id']}").status_code == 404


def test_a_token_without_the_staff_scope_closes_nothing(
    app: Flask, room: Space, keeper: Caller
) -> None:
    lesser = Caller(app, keeper.person, TokenScope.READ, TokenScope.BOOKINGS_WRITE)

    refused = lesser.post(f"/spaces/{room.id}/closures", during(slot(9)))

    assert (refused.status_code, refused.get_json()["scope"]) == (403, "admin")


def test_a_list_of_closures_asks_as_much_for_many_as_for_one(room: Space, keeper: Caller) -> None:
    path = f"/spaces/{room.id}/closures?limit=100"
    keeper.post(f"/spaces/{room.id}/closures", during(slot(9)))
    before = keeper.asked_for(path)
    again = db.session.get_one(Space, room.id)
    for n in range(2, 17):
        with transaction():
            close(again, slot(9, days=n), reason="Painting", by=keeper.person)

    assert keeper.asked_for(path) == before
