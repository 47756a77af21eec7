"""Spaces are made and changed; what bookings to come rely on is asked about first."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from booking.bookings.invariants import problems as booking_problems
from booking.bookings.services import Wish, book
from booking.spaces.drafts import How, Made, SpaceDraft
from booking.spaces.errors import PlacesTaken, SpaceInUse, UnitTaken
from booking.spaces.invariants import problems
from booking.spaces.managing import how_made
from booking.spaces.models import Space, SpaceKind
from booking.spaces.services import archive_space, change_space, close, make_space, restore_space
from booking.spaces.services.tables import values_of
from hub.accounts.models import Role, User
from hub.core.clock import frozen_at
from hub.core.database import transaction
from hub.core.errors import Conflict, HubError, Invalid, NotAllowed
from hub.history.queries import history_of
from hub.organisations.models import Site
from tests.factories import (
    MONDAY,
    a_desk_area,
    a_person,
    a_person_who_is,
    a_site,
    a_space,
    a_unit,
    slot,
)


@pytest.fixture
def site(app: Flask) -> Site:
    return a_site()


@pytest.fixture
def keeper(site: Site) -> User:
    return a_person_who_is(Role.HUB_MANAGER, site=site)


def a_draft(**named: Any) -> SpaceDraft:
    given = {"name": "Ciliwung", "kind": SpaceKind.ROOM, "capacity_people": 8}
    return SpaceDraft(**(given | named))


def changed(space: Space, by: User, *, made: Made | None = None, keep: int | None = None,
            **named: Any) -> None:  # fmt: skip
    with transaction():
        change_space(space, SpaceDraft(**(values_of(space) | named)), made=made, by=by, keep=keep)


def nothing_is_wrong() -> None:
    assert [*problems(), *booking_problems()] == []


def test_a_space_brings_its_own_unit_and_an_address(site: Site, keeper: User) -> None:
    with transaction():
        space = make_space(site, a_draft(name="Ruang Böll 2"), made=Made(), by=keeper)

    assert (space.slug, [unit.name for unit in space.units]) == ("ruang-boll-2", ["Ruang Böll 2"])
    assert not space.is_pooled
    assert [entry.action for entry in history_of(space).items] == ["space.made"]


def test_places_and_joined_halls_are_made_without_a_word_about_units(
    site: Site, keeper: User
) -> None:
    one, two = (a_space(site=site, name=name) for name in ("Forum A", "Forum B"))
    with transaction():
        desks = make_space(site, a_draft(name="Desks"), made=Made(How.PLACES, places=32), by=keeper)
        joined = Made(How.JOINED, spaces=(one.id, two.id))
        hall = make_space(site, a_draft(name="Forum"), made=joined, by=keeper)
        book(Wish(hall, slot(9)), booked_by=a_person())

    assert [unit.places for unit in desks.units] == [32]
    assert set(hall.units) == {*one.units, *two.units}
    assert set(how_made(hall).spaces) == {one.id, two.id}
    with pytest.raises(HubError), transaction():
        book(Wish(one, slot(9)), booked_by=a_person())


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "Spree"}, "name"),
        ({"slug": "Not so"}, "slug"),
        ({"capacity_people": 0}, "capacity_people"),
        ({"longest_minutes": 15}, "longest_minutes"),
        ({"shortest_minutes": 40}, "shortest_minutes"),
        ({"grid_minutes": 7}, "grid_minutes"),
        ({"hourly_rate_minor": -1}, "hourly_rate_minor"),
        ({"equipment": ("dragon",)}, "equipment"),
        ({"level_id": MONDAY}, "level_id"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    site: Site, keeper: User, named: dict[str, Any], field: str
) -> None:
    a_space(site=site, name="Spree", slug="spree")
    if field == "level_id":
        named = {"level_id": a_site(code="ber").id}

    with pytest.raises(Invalid) as refusal, transaction():
        make_space(site, a_draft(**named), made=Made(), by=keeper)

    assert field in refusal.value.errors


def test_only_the_managers_of_this_site_do_it(site: Site) -> None:
    elsewhere = a_person_who_is(Role.HUB_MANAGER, site=a_site(code="ber"))
    space = a_space(site=site)
    for by in (elsewhere, a_person()):
        with pytest.raises(NotAllowed), transaction():
            make_space(site, a_draft(), made=Made(), by=by)
        with pytest.raises(NotAllowed), transaction():
            archive_space(space, by=by)


def test_a_smaller_room_lists_who_no_longer_fits(site: Site, keeper: User) -> None:
    space = a_space(site=site, capacity_people=10)
    with transaction():
        for hour, people in ((9, 10), (11, 4), (13, 9)):
            book(Wish(space, slot(hour), people=people), booked_by=a_person())

    with pytest.raises(SpaceInUse) as refusal:
        changed(space, keeper, capacity_people=8)
    assert refusal.value.coming == 2
    with pytest.raises(SpaceInUse):
        changed(space, keeper, capacity_people=8, keep=1)  # one more than was seen
    changed(space, keeper, capacity_people=8, keep=2)

    assert space.capacity_people == 8
    entry = history_of(space).items[0]
    assert (entry.before, entry.after) == ({"capacity_people": 10}, {"capacity_people": 8})


def test_places_never_go_below_what_is_taken(site: Site, keeper: User) -> None:
    desks = a_desk_area(site=site, places=10)
    with transaction():
        book(Wish(desks, slot(9), people=6), booked_by=a_person())
        book(Wish(desks, slot(10, 30), people=3), booked_by=a_person())

    with pytest.raises(PlacesTaken):
        changed(desks, keeper, made=Made(How.PLACES, places=5))
    assert desks.units[0].places == 10
    changed(desks, keeper, made=Made(How.PLACES, places=6))

    nothing_is_wrong()
    with pytest.raises(HubError), transaction():
        book(Wish(desks, slot(9)), booked_by=a_person())
    with transaction():
        book(Wish(desks, slot(10), people=3), booked_by=a_person())
    changed(desks, keeper, made=Made(How.PLACES, places=20))
    with transaction():
        book(Wish(desks, slot(9), people=9), booked_by=a_person())
    nothing_is_wrong()


def test_what_was_taken_in_the_past_does_not_hinder(site: Site, keeper: User) -> None:
    desks = a_desk_area(site=site, places=10)
    with transaction():
        book(Wish(desks, slot(9), people=9), booked_by=a_person())

    with frozen_at(MONDAY + timedelta(days=3)):
        changed(desks, keeper, made=Made(How.PLACES, places=2))
        nothing_is_wrong()


def test_a_closure_takes_all_places_however_many_there_come_to_be(site: Site, keeper: User) -> None:
    desks = a_desk_area(site=site, places=4)
    with transaction():
        close(desks, slot(9), reason="Painting", by=keeper)

    for places in (12, 3):
        changed(desks, keeper, made=Made(How.PLACES, places=places))
        nothing_is_wrong()
        with pytest.raises(HubError), transaction():
            book(Wish(desks, slot(9)), booked_by=a_person())


def test_bookings_are_carried_over_when_a_room_becomes_a_hall(site: Site, keeper: User) -> None:
    one, two, hall = (a_space(site=site, name=name) for name in ("A", "B", "Hall"))
    with transaction():
        book(Wish(hall, slot(9)), booked_by=a_person())
        close(hall, slot(15), reason="Painting", by=keeper)
    joined = Made(How.JOINED, spaces=(one.id, two.id))

    with pytest.raises(SpaceInUse):
        changed(hall, keeper, made=joined)
    changed(hall, keeper, made=joined, keep=1)

    nothing_is_wrong()
    for hour in (9, 15):
        with pytest.raises((HubError, UnitTaken)), transaction():
            book(Wish(two, slot(hour)), booked_by=a_person())
    with transaction():
        book(Wish(two, slot(11)), booked_by=a_person())


def test_a_room_is_taken_out_of_a_hall_and_free_again(site: Site, keeper: User) -> None:
    rooms = [a_space(site=site, name=name) for name in "ABC"]
    units = [unit for room in rooms for unit in room.units]
    hall = a_space(site=site, name="Hall", units=units)
    with transaction():
        book(Wish(hall, slot(9)), booked_by=a_person())

    changed(hall, keeper, made=Made(How.JOINED, spaces=(rooms[0].id, rooms[1].id)), keep=1)

    nothing_is_wrong()
    with transaction():
        book(Wish(rooms[2], slot(9)), booked_by=a_person())


def test_nobody_is_pushed_out_of_a_room_that_is_joined(site: Site, keeper: User) -> None:
    one, two, hall = (a_space(site=site, name=name) for name in ("A", "B", "Hall"))
    with transaction():
        book(Wish(hall, slot(9)), booked_by=a_person())
        book(Wish(two, slot(9.5)), booked_by=a_person())

    with pytest.raises(Conflict):
        changed(hall, keeper, made=Made(How.JOINED, spaces=(one.id, two.id)), keep=1)

    nothing_is_wrong()


def test_what_is_over_keeps_the_units_that_it_had(site: Site, keeper: User) -> None:
    one, two, hall = (a_space(site=site, name=name) for name in ("A", "B", "Hall"))
    with transaction():
        book(Wish(hall, slot(9)), booked_by=a_person())

    with frozen_at(MONDAY + timedelta(days=3)):
        changed(hall, keeper, made=Made(How.JOINED, spaces=(one.id, two.id)))
        nothing_is_wrong()


def test_a_half_of_a_hall_cannot_become_desks(site: Site, keeper: User) -> None:
    one, two = (a_space(site=site, name=name) for name in "AB")
    a_space(site=site, name="Hall", units=[*one.units, *two.units])

    with pytest.raises(Conflict, match="Hall"):
        changed(one, keeper, made=Made(How.PLACES, places=4))


def test_an_archived_space_keeps_its_bookings_and_takes_no_more(site: Site, keeper: User) -> None:
    space = a_space(site=site)
    with transaction():
        book(Wish(space, slot(9)), booked_by=a_person())

    with pytest.raises(SpaceInUse), transaction():
        archive_space(space, by=keeper)
    with transaction():
        archive_space(space, by=keeper, reason="Let to others", keep=1)

    nothing_is_wrong()
    with pytest.raises(HubError, match="no longer"), transaction():
        book(Wish(space, slot(15)), booked_by=a_person())
    with pytest.raises(Invalid), transaction():
        archive_space(space, by=keeper)
    with transaction():
        restore_space(space, by=keeper)
        book(Wish(space, slot(15)), booked_by=a_person())
    told = [entry.action for entry in history_of(space).items]
    assert told == ["space.restored", "space.archived"]


def test_a_change_that_changes_nothing_leaves_no_trace(site: Site, keeper: User) -> None:
    space = a_space(site=site, name="Spree")
    changed(space, keeper, made=how_made(space))

    assert not history_of(space).items


def test_a_renamed_space_takes_its_unit_along(site: Site, keeper: User) -> None:
    space = a_space(site=site, name="Spree")
    a_space(site=site, name="Havel", units=[a_unit(site, name="Panke")])
    changed(space, keeper, name="Panke")

    assert space.units[0].name == "Panke (2)"
