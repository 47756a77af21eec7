"""Closing spaces by API, with what it means said before."""

from uuid import UUID

import pytest
from flask import Flask

from booking.bookings.models import Booking, BookingState
from booking.bookings.services import Wish, book
from booking.spaces.models import Level, Space
from booking.spaces.services import close
from hub.accounts.models import Role, TokenScope
from hub.core.database import db, transaction
from hub.core.timeslots import TimeSlot
from hub.organisations.models import Site
from tests.api import Caller
from tests.factories import a_person, a_person_who_is, a_site, a_space, kept, slot

PATH = "/sites/jkt/closures"


@pytest.fixture
def site(app: Flask) -> Site:
    return a_site(code="jkt")


@pytest.fixture
def keeper(app: Flask, site: Site) -> Caller:
    return Caller(app, a_person_who_is(Role.HUB_MANAGER, site=site))


def body(*spaces: Space, when: TimeSlot | None = None, **more: object) -> dict[str, object]:
    when = when or slot(12, 360)
    told: dict[str, object] = {
        "starts_at": when.start.isoformat(),
        "ends_at": when.end.isoformat(),
        "reason": "The heating is broken",
    }
    return told | ({"spaces": [str(s.id) for s in spaces]} if spaces else {}) | more


def booked(space: Space, when: TimeSlot) -> Booking:
    with transaction():
        return book(Wish(space, when), booked_by=a_person())


def test_first_whom_it_hits_then_what_becomes_of_each(site: Site, keeper: Caller) -> None:
    room, other = a_space(site=site), a_space(site=site)
    first, second = booked(room, slot(13)), booked(room, slot(15))

    preview = keeper.post(f"{PATH}/preview", body(room))
    hits = preview.get_json()["hits"]
    undecided = keeper.post(PATH, body(room))
    instead = hits[0]["instead"][0]
    resolve = [
        {"booking": str(first.id), "do": "move", "space": instead["space"],
         "starts_at": instead["starts_at"], "ends_at": instead["ends_at"]},
        {"booking": str(second.id), "do": "cancel", "word": "Sorry!"},
    ]  # fmt: skip
    done = keeper.post(PATH, body(room, resolve=resolve))

    assert preview.status_code == 200
    assert [hit["booking"]["id"] for hit in hits] == [str(first.id), str(second.id)]
    assert instead["space"] == str(other.id)
    assert (undecided.status_code, undecided.get_json()["code"]) == (409, "closure-hits-bookings")
    assert len(undecided.get_json()["undecided"]) == 2
    told = done.get_json()
    assert done.status_code == 201, told
    assert [each["space"] for each in told["closures"]] == [str(room.id)]
    assert [each["id"] for each in told["moved"]] == [str(first.id)]
    assert [each["id"] for each in told["cancelled"]] == [str(second.id)]
    db.session.expire_all()
    assert (first.space_id, second.state) == (other.id, BookingState.CANCELLED)
    [listed] = keeper.get(PATH).get_json()["items"]
    assert (listed["reason"], listed["space_name"]) == ("The heating is broken", room.name)


def test_a_closure_is_shortened(site: Site, keeper: Caller) -> None:
    room = a_space(site=site)
    with transaction():
        closure = close(room, slot(9, 540), reason="Painting", by=keeper.person)
    path = f"{PATH}/{closure.id}"

    longer = keeper.patch(path, {"ends_at": slot(20).start.isoformat()})
    shorter = keeper.patch(path, {"ends_at": slot(12).start.isoformat()})

    assert (longer.status_code, shorter.status_code) == (422, 200)
    assert shorter.get_json()["ends_at"] == "2026-11-24T05:00:00Z"
    booked(room, slot(13))


def test_a_level_the_whole_site_or_spaces(site: Site, keeper: Caller) -> None:
    level = kept(Level(site_id=site.id, name="Level 2"))
    up, down = a_space(site=site, level_id=level.id), a_space(site=site)

    def spaces_of(**what: object) -> list[str]:
        return keeper.post(f"{PATH}/preview", body(**what)).get_json()["spaces"]

    assert spaces_of(level="Level 2") == [str(up.id)]
    assert set(spaces_of(whole_site=True)) == {str(up.id), str(down.id)}
    for nothing in ({}, {"level": "Level 9"}, {"spaces": [str(UUID(int=8))]},
                    {"level": "Level 2", "whole_site": True}):  # fmt: skip
        assert keeper.post(f"{PATH}/preview", body(**nothing)).status_code == 422, nothing


def test_who_may_not(app: Flask, site: Site, keeper: Caller) -> None:
    room = a_space(site=site)
    berlin = a_site(zone="Europe/Berlin", currency="EUR")
    lesser = Caller(app, keeper.person, TokenScope.READ, TokenScope.BOOKINGS_WRITE)

    for person in (a_person(), a_person_who_is(Role.HUB_MANAGER, site=berlin)):
        caller = Caller(app, person)
        assert caller.get(PATH).status_code == 403
        assert caller.post(PATH, body(room)).status_code == 403
        assert caller.post(f"{PATH}/preview", body(room)).status_code == 403
    assert lesser.post(PATH, body(room)).get_json()["scope"] == "admin"
    assert keeper.post("/sites/nowhere/closures", body(room)).status_code == 404


@pytest.mark.parametrize(
    "resolve",
    [
        [{"booking": str(UUID(int=1)), "do": "move"}],
        [{"booking": str(UUID(int=1)), "do": "burn"}],
        [{"booking": str(UUID(int=1)), "do": "move", "space": str(UUID(int=2))}],
        [{"booking": str(UUID(int=1)), "do": "move", "starts_at": "2026-11-24T05:00:00Z"}],
        [{"booking": "x", "do": "cancel"}],
    ],
)
def test_what_cannot_be_meant(site: Site, keeper: Caller, resolve: list[dict[str, str]]) -> None:
    assert keeper.post(PATH, body(a_space(site=site), resolve=resolve)).status_code == 422


def test_the_list_asks_as_much_for_many_as_for_one(site: Site, keeper: Caller) -> None:
    room = a_space(site=site)
    room_id = room.id
    with transaction():
        close(room, slot(9), reason="Painting", by=keeper.person)
    before = keeper.asked_for(f"{PATH}?limit=100")
    again = db.session.get_one(Space, room_id)
    for n in range(2, 17):
        with transaction():
            close(again, slot(9, days=n), reason="Painting", by=keeper.person)

    assert keeper.asked_for(f"{PATH}?limit=100") == before
