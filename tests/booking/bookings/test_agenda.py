"""What takes place on a day, told as far as the reader may know it."""

import pytest

from booking.bookings.agenda import day_of, days_of_space
from booking.bookings.models import BookingKind
from booking.bookings.services import Wish, book, cancel, hold
from booking.spaces.rules import Hours
from booking.spaces.services import close, set_opening_hours
from hub.accounts.models import Role
from hub.core.database import db, transaction
from hub.organisations.models import Holiday
from tests.counting import statements
from tests.factories import (
    a_desk_area,
    a_member,
    a_person,
    a_person_who_is,
    a_site,
    a_space,
    a_unit,
    an_organisation,
    kept,
    slot,
)

TUESDAY = slot(0).start.date().replace(day=24)


def booked(space, during, **named):
    people, by = named.pop("people", 1), named.pop("by", None) or a_person()
    with transaction():
        return book(Wish(space, during, people, **named), booked_by=by)


def told(space, reader=None):
    [day] = day_of(space.site, TUESDAY, seen_by=reader)
    return [(block.label, block.detail, block.booking_id is not None) for block in day.blocks]


def test_others_learn_only_that_a_time_is_taken(app):
    space, owner = a_space(), a_person()
    booked(space, slot(9), by=owner, purpose="Talks with an investor")

    assert told(space) == [("Taken", "", False)]
    assert told(space, a_person()) == [("Taken", "", False)]
    assert told(space, owner) == [("Talks with an investor", "", True)]


def test_staff_of_the_site_see_for_whom_and_staff_of_another_do_not(app):
    space = a_space()
    organisation = an_organisation(name="Warga Air")
    ayu = a_member(organisation).user
    booked(space, slot(9), by=ayu, purpose="Pitch", organisation_id=organisation.id)
    here = a_person_who_is(Role.HUB_MANAGER, site=space.site)
    elsewhere = a_person_who_is(Role.HUB_MANAGER, site=a_site())

    assert told(space, here) == [("Warga Air", "Pitch", True)]
    assert told(space, elsewhere) == [("Taken", "", False)]


def test_a_class_may_be_known_to_all_and_a_mentors_hour_may_not(app):
    space = a_space()
    booked(space, slot(9), kind=BookingKind.CLASS, purpose="Grant writing")
    booked(space, slot(11), kind=BookingKind.SESSION, purpose="Cap table")

    [day] = day_of(space.site, TUESDAY)

    assert [(b.label, b.kind.value) for b in day.blocks] == [
        ("Class", "class"),
        ("Taken", "booking"),
    ]


def test_a_hold_is_shown_as_such(app):
    space, person = a_space(), a_person()
    with transaction():
        hold(Wish(space, slot(9)), booked_by=person)

    assert told(space) == [("On hold", "", False)]
    assert told(space, person) == [("Held for you", "", True)]


def test_a_closure_says_why_and_a_cancelled_booking_is_gone(app):
    space, person = a_space(), a_person()
    booking = booked(space, slot(9), by=person)
    with transaction():
        cancel(booking, by=person)
        manager = a_person_who_is(Role.HUB_MANAGER, site=space.site)
        close(space, slot(12, 120), reason="Painting", by=manager)

    assert told(space) == [("Painting", "", False)]


def test_a_booking_of_the_hall_is_seen_in_the_rooms_it_joins(app):
    site = a_site()
    left, right = a_unit(site), a_unit(site)
    a_space(site=site, units=[left], name="Left")
    a_space(site=site, units=[right], name="Right")
    hall = a_space(site=site, units=[left, right], name="Hall")
    booked(hall, slot(9))

    days = {day.space.name: len(day.blocks) for day in day_of(site, TUESDAY)}

    assert days == {"Left": 1, "Right": 1, "Hall": 1}


def test_free_times_keep_the_margins_and_the_opening_hours(app):
    space = a_space(buffer_minutes=30)
    with transaction():
        set_opening_hours(space, [Hours(1, 8 * 60, 12 * 60), Hours(1, 13 * 60, 18 * 60)])
    booked(space, slot(9, 60))

    [day] = day_of(space.site, TUESDAY)

    assert day.open == [slot(8, 240), slot(13, 300)]
    assert day.free == [slot(8, 30), slot(10.5, 90), slot(13, 300)]
    assert day.blocks[0].after == slot(0, 30).length


def test_places_of_a_desk_area_are_counted_from_change_to_change(app):
    area = a_desk_area(places=4)
    booked(area, slot(9, 120), people=2)
    booked(area, slot(10, 60), people=2)

    [day] = day_of(area.site, TUESDAY)

    assert [(p.slot, p.free) for p in day.places] == [
        (slot(7, 120), 4),
        (slot(9, 60), 2),
        (slot(10, 60), 0),
        (slot(11, 660), 4),
    ]
    assert [(b.label, b.slot) for b in day.blocks] == [("All places taken", slot(10, 60))]


def test_a_holiday_has_no_open_time_and_says_its_name(app):
    space = a_space()
    kept(Holiday(site_id=space.site_id, day=TUESDAY, name="Election day", source="staff"))

    [day, after] = days_of_space(space, TUESDAY, days=2)

    assert (day.open, day.free, day.holiday) == ([], [], "Election day")
    assert (after.open, after.holiday) == ([slot(7, 900, days=2)], None)


@pytest.mark.parametrize("spaces", [1, 30])
def test_a_day_costs_as_many_statements_for_thirty_spaces_as_for_one(app, spaces):
    site = a_site()
    staff = a_person_who_is(Role.HUB_MANAGER, site=site)
    for _ in range(spaces):
        member = a_member(an_organisation())
        booked(a_space(site=site), slot(9), by=member.user, organisation_id=member.organisation_id)
    db.session.expire_all()

    with statements() as seen:
        day_of(site, TUESDAY, seen_by=staff)

    assert len(seen) <= 13
