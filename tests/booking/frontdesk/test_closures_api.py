"""Closures by API: one address for each site, where they are made, read, shortened and lifted."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from booking.bookings.services import Wish, book
from booking.spaces.models import Space
from booking.spaces.services import close
from hub.accounts.models import Role, TokenScope
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Site
from tests.api import Caller
from tests.booking.bookings.test_api import wish
from tests.factories import a_person, a_person_who_is, a_site, a_space, slot


@pytest.fixture
def room(app: Flask) -> Space:
    return a_space(name="Ciliwung")


@pytest.fixture
def keeper(app: Flask, room: Space) -> Caller:
    return Caller(app, a_person_who_is(Role.HUB_MANAGER, site=room.site))


def at(site: Site) -> str:
    return f"/sites/{site.code}/closures"


def during(when: TimeSlot, *spaces: Space, reason: str = "Painting") -> dict[str, Any]:
    return {
        "spaces": [str(space.id) for space in spaces],
        "starts_at": when.start.isoformat(),
        "ends_at": when.end.isoformat(),
        "reason": reason,
    }


def test_a_space_is_closed_and_opened_again(room: Space, keeper: Caller) -> None:
    path = at(room.site)
    wanted = wish(room, slot(9))

    made = keeper.post(path, during(slot(9), room))
    [told] = made.get_json()["closures"]
    taken = keeper.post("/bookings", wanted)
    lifted = keeper.delete(f"{path}/{told['id']}")
    twice = keeper.delete(f"{path}/{told['id']}")
    free = keeper.post("/bookings", wanted)

    assert (made.status_code, told["reason"], told["lifted_at"]) == (201, "Painting", None)
    assert told["starts_at"] == "2026-11-24T02:00:00Z"
    assert taken.status_code in (409, 422)
    assert (lifted.status_code, twice.status_code, free.status_code) == (200, 409, 201)
    assert keeper.get(path).get_json()["items"] == []
    [kept] = keeper.get(f"{path}?past=true").get_json()["items"]
    assert kept["lifted_at"] == "2026-11-23T01:00:00Z"
    assert keeper.get(f"{path}/{told['id']}").get_json() == kept


def test_nothing_is_closed_over_a_booking(room: Space, keeper: Caller) -> None:
    with transaction():
        book(Wish(room, slot(9)), booked_by=keeper.person)

    refused = keeper.post(at(room.site), during(slot(9, 240), room))

    assert (refused.status_code, refused.get_json()["code"]) == (409, "closure-hits-bookings")
    assert keeper.get(at(room.site)).get_json()["items"] == []


@pytest.mark.parametrize("change", ["turned", "endless", "no reason"])
def test_a_closure_ends_after_it_starts_and_says_why(
    room: Space, keeper: Caller, change: str
) -> None:
    body = during(slot(9), room)
    if change == "turned":
        body["starts_at"], body["ends_at"] = body["ends_at"], body["starts_at"]
    elif change == "endless":
        body["ends_at"] = (slot(9).start + timedelta(days=800)).isoformat()
    else:
        body["reason"] = " "

    assert keeper.post(at(room.site), body).status_code == 422


def test_only_managers_of_the_site_close_its_spaces(
    app: Flask, room: Space, keeper: Caller
) -> None:
    berlin = a_site(zone="Europe/Berlin", currency="EUR")
    path = at(room.site)
    [made] = keeper.post(path, during(slot(9), room)).get_json()["closures"]
    one, earlier = f"{path}/{made['id']}", {"ends_at": slot(9, 30).end.isoformat()}

    for person in (a_person(), a_person_who_is(Role.HUB_MANAGER, site=berlin)):
        caller = Caller(app, person)
        assert caller.post(path, during(slot(14), room)).status_code == 403
        assert caller.get(path).status_code == 403
        assert caller.get(one).status_code == 403
        assert caller.patch(one, earlier).status_code == 403
        assert caller.delete(one).status_code == 403


def test_a_closure_of_another_site_is_not_found(app: Flask, room: Space, keeper: Caller) -> None:
    elsewhere = a_space(site=a_site())
    other = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=elsewhere.site))
    [made] = other.post(at(elsewhere.site), during(slot(9), elsewhere)).get_json()["closures"]

    for closure in (made["id"], UUID(int=8)):
        path = f"{at(room.site)}/{closure}"
        assert keeper.get(path).status_code == 404
        assert keeper.patch(path, {"ends_at": slot(9, 30).end.isoformat()}).status_code == 404
        assert keeper.delete(path).status_code == 404


def test_those_of_one_space_are_asked_for(room: Space, keeper: Caller) -> None:
    other = a_space(site=room.site)
    keeper.post(at(room.site), during(slot(9), room, other))

    [one] = keeper.get(f"{at(room.site)}?space={other.id}").get_json()["items"]

    assert one["space"] == str(other.id)


def test_there_is_one_address_for_it(room: Space, keeper: Caller) -> None:
    assert keeper.get(f"/spaces/{room.id}/closures").status_code == 404


def test_a_token_without_the_staff_scope_closes_nothing(
    app: Flask, room: Space, keeper: Caller
) -> None:
    lesser = Caller(app, keeper.person, TokenScope.READ, TokenScope.BOOKINGS_WRITE)

    refused = lesser.post(at(room.site), during(slot(9), room))

    assert (refused.status_code, refused.get_json()["scope"]) == (403, "admin")


def test_a_list_of_closures_asks_as_much_for_many_as_for_one(room: Space, keeper: Caller) -> None:
    path = f"{at(room.site)}?limit=100&space={room.id}"
    keeper.post(at(room.site), during(slot(9), room))
    before = keeper.asked_for(path)
    again = db.session.get_one(Space, room.id)
    for n in range(2, 17):
        with transaction():
            close(again, slot(9, days=n), reason="Painting", by=keeper.person)

    assert keeper.asked_for(path) == before


def test_a_closure_is_changed_in_the_version_that_was_seen(room: Space, keeper: Caller) -> None:
    [made] = keeper.post(at(room.site), during(slot(9, 240), room)).get_json()["closures"]
    path = f"{at(room.site)}/{made['id']}"
    seen = {"If-Match": keeper.get(path).headers["ETag"]}
    earlier = {"ends_at": slot(9, 60).end.isoformat()}

    first = keeper.patch(path, earlier, headers=seen)
    late = keeper.delete(path, headers=seen)

    assert first.status_code == 200
    assert (late.status_code, late.get_json()["code"]) == (412, "changed-meanwhile")
