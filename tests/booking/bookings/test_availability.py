"""Which spaces can be had at a time, and why not the others."""

from datetime import timedelta

import pytest

from booking.bookings.availability import AvailabilityState, availability, availability_of
from booking.bookings.services import Wish, book, hold
from booking.spaces.services import close
from hub.accounts.models import Role
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from tests.counting import statements
from tests.factories import a_desk_area, a_person, a_person_who_is, a_site, a_space, slot


def taken(space, during, people=1):
    with transaction():
        book(Wish(space, during, people), booked_by=a_person())


def states(site, during, **asked):
    return {a.space.name: a.state.value for a in availability(site, during, **asked)}


def test_each_space_says_whether_it_is_free_free_for_part_taken_or_closed(app):
    site = a_site()
    free, part = a_space(site=site, name="Free"), a_space(site=site, name="Part")
    gone, shut = a_space(site=site, name="Gone"), a_space(site=site, name="Shut")
    taken(part, slot(10.5, 60))
    taken(gone, slot(8, 240))
    manager = a_person_who_is(Role.HUB_MANAGER, site=site)
    with transaction():
        close(shut, slot(8, 240), reason="Painting", by=manager)

    found = {a.space.name: a for a in availability(site, slot(9, 120), people=2)}

    assert {name: a.state.value for name, a in found.items()} == {
        "Free": "free",
        "Part": "part",
        "Gone": "taken",
        "Shut": "closed",
    }
    assert (found["Part"].free_from, found["Part"].free_until) == (slot(9).start, slot(10.5).start)
    assert found["Part"].reason.sentence == "Free until 10:30"
    said = "Shut is closed until Tue 24 Nov 2026, 12:00 WIB: Painting."
    assert found["Shut"].reason.sentence == said
    assert found["Free"].free_until == slot(22).start
    assert free.name == "Free"


def test_a_space_that_is_too_small_or_lacks_something_is_closed_and_says_so(app):
    site = a_site()
    a_space(site=site, name="Small", capacity_people=4, equipment=["screen"])
    a_space(site=site, name="Bare", capacity_people=20, equipment=[])

    found = {a.space.name: a for a in availability(site, slot(9), people=8, equipment=["screen"])}

    assert found["Small"].reason.code == "too-many-people"
    assert found["Bare"].reason.sentence == "Bare does not have: screen."
    assert not any(a.suits for a in found.values())


def test_opening_hours_leave_the_part_in_which_the_door_is_open(app):
    space = a_space()

    late = availability_of(space, slot(21, 120))
    night = availability_of(space, slot(23, 60))

    assert (late.state, late.free_until) == (AvailabilityState.PART, slot(22).start)
    assert (night.state, night.reason.code) == (AvailabilityState.CLOSED, "closed")


def test_a_part_that_is_shorter_than_the_shortest_booking_is_not_offered(app):
    space = a_space(shortest_minutes=60)
    taken(space, slot(9.5, 120))

    assert availability_of(space, slot(9, 60)).state is AvailabilityState.TAKEN


def test_margins_of_both_bookings_are_kept(app):
    space = a_space(setup_minutes=15, buffer_minutes=15)
    taken(space, slot(9, 60))

    found = availability_of(space, slot(10, 60))

    assert (found.state, found.free_from) == (AvailabilityState.PART, slot(10.5).start)


def test_a_desk_area_is_taken_only_when_not_enough_places_are_left(app):
    site = a_site()
    taken(a_desk_area(site=site, places=4, name="Desks"), slot(9, 60), people=3)

    assert states(site, slot(9, 60), people=1) == {"Desks": "free"}
    assert states(site, slot(9, 60), people=2) == {"Desks": "taken"}


def test_a_hold_that_ran_out_takes_nothing(app):
    space = a_space()
    with transaction():
        hold(Wish(space, slot(9)), booked_by=a_person())

    assert availability_of(space, slot(9)).state is AvailabilityState.TAKEN
    with frozen_at(now() + timedelta(minutes=11)):
        assert availability_of(space, slot(9)).state is AvailabilityState.FREE


def test_a_site_without_spaces_has_nothing_to_offer(app):
    assert availability(a_site(), slot(9)) == []


@pytest.mark.parametrize("spaces", [1, 30])
def test_it_asks_the_database_as_often_for_thirty_spaces_as_for_one(app, spaces):
    site = a_site()
    for _ in range(spaces):
        taken(a_space(site=site), slot(9))
    db.session.expire_all()

    with statements() as seen:
        availability(site, slot(9, 120), people=2)

    assert len(seen) <= 8
