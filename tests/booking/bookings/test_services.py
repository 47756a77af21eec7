"""A space is found, held, booked, given back."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from booking.bookings import emails
from booking.bookings.errors import HoldExpired, Refused, SlotTaken
from booking.bookings.models import Booking, BookingState
from booking.bookings.queries import bookings_of
from booking.bookings.services import (
    Wish,
    book,
    cancel,
    change_details,
    confirm,
    expire_holds,
    hold,
    taking,
)
from booking.spaces.ledger import Occupancy
from booking.spaces.services import close, lift
from hub.accounts.models import Role
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.core.errors import Conflict, NotAllowed
from hub.core.timeslots import TimeSlot
from hub.history.queries import history_of
from tests.factories import (
    a_desk_area,
    a_person,
    a_person_who_is,
    a_site,
    a_space,
    a_unit,
    slot,
)


def booked(space, during, **named):
    people = named.pop("people", 1)
    with transaction():
        return book(Wish(space, during, people), booked_by=named.pop("by", None) or a_person())


def booked_by(person, space, during, people=1):
    with transaction():
        return book(Wish(space, during, people), booked_by=person)


def occupancies():
    return db.session.scalar(select(func.count()).select_from(Occupancy))


def test_a_free_space_is_booked_at_once(app):
    person, space = a_person(), a_space()

    booking = booked_by(person, space, slot(9))

    assert (booking.state, booking.slot) == (BookingState.CONFIRMED, slot(9))
    assert (booking.starts_local, booking.zone) == ("2026-11-24T09:00", "Asia/Jakarta")
    assert [entry.action for entry in history_of(booking).items] == ["booking.confirmed"]


def test_a_taken_slot_is_refused_with_what_could_be_had_instead(app):
    site = a_site()
    space = a_space(site=site, name="Ciliwung")
    a_space(site=site, name="Spree")
    booked_by(a_person(), space, slot(9, 120))

    with pytest.raises(SlotTaken, match="Ciliwung is taken") as refusal:
        booked_by(a_person(), space, slot(10, 60))

    offered = [(a.space.name, a.slot) for a in refusal.value.alternatives]
    assert ("Ciliwung", slot(11, 60)) in offered
    assert ("Spree", slot(10, 60)) in offered
    assert occupancies() == 1


def test_margins_are_kept_free_around_a_booking(app):
    space = a_space(setup_minutes=15, cleanup_minutes=15, buffer_minutes=15)
    booked_by(a_person(), space, slot(10, 60))

    with pytest.raises(SlotTaken):
        booked_by(a_person(), space, slot(11.5, 60))

    assert booked_by(a_person(), space, slot(11.75, 60)).state is BookingState.CONFIRMED


def test_a_hall_and_the_rooms_it_joins_are_never_had_together(app):
    site = a_site()
    left, right = a_unit(site), a_unit(site)
    forum_a = a_space(site=site, units=[left])
    forum_b = a_space(site=site, units=[right])
    hall = a_space(site=site, units=[left, right], capacity_people=100)
    booked_by(a_person(), forum_b, slot(9))

    with pytest.raises(SlotTaken):
        booked_by(a_person(), hall, slot(9))
    booked_by(a_person(), forum_a, slot(9))
    booked_by(a_person(), hall, slot(10))
    with pytest.raises(SlotTaken):
        booked_by(a_person(), forum_a, slot(10))


def test_a_desk_area_gives_a_place_to_each_and_then_says_it_is_full(app):
    area = a_desk_area(places=3)
    booked_by(a_person(), area, slot(9, 180), people=2)
    booked_by(a_person(), area, slot(10, 60))

    with pytest.raises(SlotTaken):
        booked_by(a_person(), area, slot(10.5, 60))

    assert booked_by(a_person(), area, slot(11, 60)).quantity == 1


def test_a_hold_is_kept_for_ten_minutes_and_then_no_longer_counts(app):
    space, person, other = a_space(), a_person(), a_person()
    with transaction():
        held = hold(Wish(space, slot(9)), booked_by=person)
    with pytest.raises(SlotTaken):
        booked_by(other, space, slot(9))

    with frozen_at(now() + timedelta(minutes=11)):
        theirs = booked_by(other, space, slot(9))

        assert theirs.state is BookingState.CONFIRMED
        db.session.refresh(held)
        assert held.state is BookingState.EXPIRED
        with pytest.raises(HoldExpired) as refusal, transaction():
            confirm(held, by=person)
        assert refusal.value.details["alternatives"]


def test_a_hold_that_ran_out_is_confirmed_when_nobody_else_came(app):
    space, person = a_space(), a_person()
    with transaction():
        held = hold(Wish(space, slot(9)), booked_by=person)

    with frozen_at(now() + timedelta(minutes=11)):
        with transaction():
            assert expire_holds() == 1
        assert occupancies() == 0
        with transaction():
            confirm(held, by=person, purpose="Investor call")

    assert (held.state, held.purpose) == (BookingState.CONFIRMED, "Investor call")
    assert occupancies() == 1


def test_holds_are_counted_so_that_nobody_hoards(app):
    person = a_person()
    with transaction():
        for hour in (9, 10, 11):
            hold(Wish(a_space(), slot(hour)), booked_by=person)

    with pytest.raises(Refused, match="3 spaces on hold"), transaction():
        hold(Wish(a_space(), slot(12)), booked_by=person)


def test_cancelling_gives_the_time_back_and_happens_once(app):
    person, space = a_person(), a_space()
    booking = booked_by(person, space, slot(9))

    with transaction():
        cancel(booking, by=person, reason="Ill")

    assert (booking.state, occupancies()) == (BookingState.CANCELLED, 0)
    assert history_of(booking).items[0].reason == "Ill"
    with pytest.raises(Conflict), transaction():
        cancel(booking, by=person)
    booked_by(a_person(), space, slot(9))


def test_what_has_been_cannot_be_cancelled(app):
    person = a_person()
    booking = booked_by(person, a_space(), slot(9))

    with frozen_at(slot(9).end), pytest.raises(Conflict, match="over"), transaction():
        cancel(booking, by=person)


def test_a_stranger_cannot_cancel_and_staff_of_another_site_neither(app):
    booking = booked_by(a_person(), a_space(), slot(9))
    elsewhere = a_person_who_is(Role.HUB_MANAGER, site=a_site())

    for person in (a_person(), elsewhere):
        with pytest.raises(NotAllowed), transaction():
            cancel(booking, by=person)


def test_staff_book_for_somebody_and_the_record_shows_both(app):
    space, guest = a_space(), a_person()
    manager = a_person_who_is(Role.HUB_MANAGER, site=space.site)

    with transaction():
        booking = book(Wish(space, slot(9)), booked_by=manager, booked_for=guest)

    assert (booking.booked_by_id, booking.booked_for_id) == (manager.id, guest.id)
    with pytest.raises(NotAllowed), transaction():
        book(Wish(space, slot(12)), booked_by=guest, booked_for=manager)


def test_more_people_in_a_desk_area_need_more_places(app):
    area, person = a_desk_area(places=3), a_person()
    booking = booked_by(person, area, slot(9), people=1)
    booked_by(a_person(), area, slot(9), people=1)

    with transaction():
        change_details(booking, by=person, people=2)
    with pytest.raises((SlotTaken, Refused)), transaction():
        change_details(booking, by=person, people=3)

    db.session.refresh(booking)
    assert booking.quantity == 2


@pytest.mark.parametrize(
    ("during", "people", "code"),
    [
        pytest.param(slot(6, 60), 2, "closed", id="before opening"),
        pytest.param(slot(21.5, 60), 2, "closed", id="past closing"),
        pytest.param(slot(9, 15), 2, "too-short", id="too short"),
        pytest.param(slot(8, 660), 2, "too-long", id="too long"),
        pytest.param(slot(9 + 5 / 60, 60), 2, "off-grid", id="off the grid"),
        pytest.param(slot(9, 60, days=-3), 2, "past", id="past"),
        pytest.param(slot(9, 60, days=200), 2, "too-far", id="beyond the window"),
        pytest.param(slot(9, 60), 9, "too-many-people", id="too many people"),
        pytest.param(slot(9, 60), 0, "nobody", id="for nobody"),
    ],
)
def test_a_rule_that_says_no_says_which(app, during, people, code):
    space = a_space(name="Ciliwung")

    with pytest.raises(Refused) as refusal:
        booked_by(a_person(), space, during, people=people)

    assert refusal.value.code == code
    assert occupancies() == 0


def test_a_closure_takes_the_space_and_cannot_be_laid_over_a_booking(app):
    space = a_space()
    manager = a_person_who_is(Role.HUB_MANAGER, site=space.site)
    booked_by(a_person(), space, slot(9))

    with pytest.raises(Conflict, match="booked for part"), transaction():
        close(space, slot(8, 240), reason="Painting", by=manager)
    with transaction():
        closure = close(space, TimeSlot(slot(12).start, slot(12, days=60).start),
                        reason="Painting", by=manager)  # fmt: skip
    with pytest.raises(SlotTaken):
        booked_by(a_person(), space, slot(12, days=50))
    with transaction():
        lift(closure, by=manager)
    booked_by(a_person(), space, slot(12, days=50))


def test_mine_lists_coming_bookings_soonest_first_and_past_ones_apart(app):
    person, space = a_person(), a_space()
    later = booked_by(person, space, slot(9, days=5))
    soon = booked_by(person, space, slot(9))
    booked_by(a_person(), space, slot(12))

    assert bookings_of(person).items == [soon, later]
    with frozen_at(slot(9).end):
        assert bookings_of(person).items == [later]
        assert bookings_of(person, past=True).items == [soon]


def test_a_booking_is_priced_by_the_minute_and_keeps_its_price(app):
    space = a_space(hourly_rate_minor=15_000_000)
    booking = booked_by(a_person(), space, slot(9, 90))

    assert (booking.price.minor, booking.price.currency) == (22_500_000, "IDR")


def test_nobody_is_mailed_about_what_was_imported(app, monkeypatch):
    told = []
    monkeypatch.setattr(emails, "booking_confirmed", told.append)
    with transaction():
        book(Wish(a_space(), slot(3, 15, days=-900)), booked_by=a_person(), by_the_rules=False)

    assert told == []
    assert db.session.scalar(select(func.count()).select_from(Booking)) == 1


def test_two_bookings_never_share_a_reference(app, monkeypatch):
    drawn = iter(["7KQ4MD", "7KQ4MD", "7KQ4MD", "X2Y3Z4"])
    monkeypatch.setattr(taking, "new_reference", lambda: next(drawn))

    first, second = (booked_by(a_person(), a_space(), slot(9)) for _ in range(2))

    assert (first.reference, second.reference) == ("7KQ4MD", "X2Y3Z4")
