"""A booking is moved, made longer or shorter, or taken to another space: whole, or not at all."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from booking.bookings.errors import Refused, SlotTaken
from booking.bookings.invariants import problems
from booking.bookings.models import Booking, BookingKind, BookingState
from booking.bookings.services import Wish, book, cancel, hold, move
from booking.spaces.ledger import Occupancy
from hub.accounts.models import Role
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.history.queries import history_of
from tests.booking.bookings.test_emails import invitation_in, mails
from tests.factories import a_desk_area, a_person, a_person_who_is, a_site, a_space, slot


def booked(space, during, *, by=None, people=1, **named):
    with transaction():
        return book(Wish(space, during, people, **named), booked_by=by or a_person())


def moved(booking, during=None, *, by=None, space=None):
    with transaction():
        return move(booking, during, by=by or booking.booked_by, space=space)


def in_the_ledger(booking):
    query = select(Occupancy.starts_at, Occupancy.ends_at).where(Occupancy.taker_id == booking.id)
    return [tuple(row) for row in db.session.execute(query)]


def test_it_lies_at_the_new_time_and_the_old_one_is_free(app):
    space = a_space(setup_minutes=15, cleanup_minutes=30)
    booking = booked(space, slot(9, 60))

    moved(booking, slot(13, 90))

    assert (booking.slot, booking.starts_local) == (slot(13, 90), "2026-11-24T13:00")
    wide = slot(13, 90).widened(before=timedelta(minutes=15), after=timedelta(minutes=30))
    assert in_the_ledger(booking) == [(wide.start, wide.end)]
    assert booked(space, slot(9, 60)).state is BookingState.CONFIRMED
    assert (booking.version, booking.ical_sequence) == (2, 1)


@pytest.mark.parametrize(("start", "minutes"), [(9, 180), (9, 30), (10, 120), (8, 120), (9.5, 60)])
def test_it_is_never_in_its_own_way(app, start, minutes):
    booking = booked(a_space(setup_minutes=15, buffer_minutes=15), slot(9, 120))

    assert moved(booking, slot(start, minutes)).slot == slot(start, minutes)


def test_what_is_taken_is_refused_and_the_booking_stands_as_it_did(app):
    site = a_site()
    space, other = a_space(site=site, name="Ciliwung"), a_space(site=site, name="Spree")
    booking = booked(space, slot(9, 60))
    booked(space, slot(13, 60))
    stood = in_the_ledger(booking)

    with pytest.raises(SlotTaken) as refusal:
        moved(booking, slot(13, 60))

    db.session.expire_all()
    assert (booking.slot, booking.version, booking.ical_sequence) == (slot(9, 60), 1, 0)
    assert in_the_ledger(booking) == stood
    assert (other.id, slot(13, 60)) in [(a.space.id, a.slot) for a in refusal.value.alternatives]
    assert [each.action for each in history_of(booking).items] == ["booking.confirmed"]


def test_a_rule_of_the_house_is_a_rule_for_moving_too(app):
    booking = booked(a_space(longest_minutes=120), slot(9, 60))

    with pytest.raises(Refused) as refusal:
        moved(booking, slot(9, 180))

    assert refusal.value.code == "too-long"
    assert in_the_ledger(booking) == [(slot(9, 60).start, slot(9, 60).end)]


def test_to_another_space_at_todays_price(app):
    site = a_site()
    small, large = (a_space(site=site, hourly_rate_minor=rate) for rate in (100_000, 250_000))
    booking = booked(small, slot(9, 120))

    moved(booking, space=large)

    assert (booking.space_id, booking.price.minor) == (large.id, 500_000)
    assert booked(small, slot(9, 120)).price.minor == 200_000
    (entry, _made) = history_of(booking).items
    assert entry.action == "booking.moved"
    assert (entry.before["space"], entry.after["space"]) == (str(small.id), str(large.id))


def test_places_of_an_area_go_along(app):
    site = a_site()
    area, room = a_desk_area(site=site, places=4), a_space(site=site)
    booking = booked(area, slot(9, 60), people=3)

    moved(booking, space=room)
    assert booking.quantity == 1
    moved(booking, slot(9, 60), space=area)

    assert booking.quantity == 3
    with pytest.raises(SlotTaken):
        booked(area, slot(9, 60), people=2)


def test_once_begun_only_the_end_moves(app):
    site = a_site()
    space, other = a_space(site=site, lead_minutes=60), a_space(site=site)
    booking = booked(space, slot(9, 60))

    with frozen_at(slot(9).start + timedelta(minutes=30)):
        assert moved(booking, slot(9, 120)).slot == slot(9, 120)
        for during, where in ((slot(9.5, 60), None), (slot(9, 120), other)):
            with pytest.raises(Conflict, match="Only its end"):
                moved(booking, during, space=where)
    with frozen_at(slot(11).start), pytest.raises(Conflict, match="does not stand"):
        moved(booking, slot(9, 240))


def test_lengthened_shortly_before_it_begins(app):
    booking = booked(a_space(lead_minutes=60), slot(9, 60))

    with frozen_at(slot(9).start - timedelta(minutes=5)):
        assert moved(booking, slot(9, 90)).slot == slot(9, 90)
        with pytest.raises(Refused) as refusal:
            moved(booking, slot(9.5, 60))
    assert refusal.value.code == "too-soon"


def test_who_may_move_it(app):
    site = a_site()
    booking = booked(a_space(site=site), slot(9, 60))

    with pytest.raises(NotAllowed):
        moved(booking, slot(10, 60), by=a_person())
    manager = a_person_who_is(Role.HUB_MANAGER, site=site)
    assert moved(booking, slot(10, 60), by=manager).slot == slot(10, 60)


def test_what_does_not_stand_or_belongs_to_something_else_stays(app):
    space, person = a_space(), a_person()
    session = booked(space, slot(9, 60), kind=BookingKind.SESSION)
    gone = booked(space, slot(10, 60), by=person)
    with transaction():
        cancel(gone, by=person)
        held = hold(Wish(space, slot(11, 60)), booked_by=person)

    for booking, why in ((session, "belongs to"), (gone, "does not stand"), (held, "Confirm")):
        with pytest.raises(Conflict, match=why):
            moved(booking, slot(14, 60))


def test_another_house_is_another_booking(app):
    booking = booked(a_space(), slot(9, 60))

    with pytest.raises(Invalid, match="same site"):
        moved(booking, space=a_space(site=a_site(code="ber", zone="Europe/Berlin")))


def test_nothing_asked_is_nothing_done(app):
    booking = booked(a_space(), slot(9, 60))

    moved(booking, slot(9, 60))

    assert (booking.version, booking.ical_sequence) == (1, 0)
    assert len(history_of(booking).items) == 1


def test_who_has_it_is_told_once_with_the_same_entry_renewed(app):
    person, site = a_person(), a_site()
    booking = booked(a_space(site=site, name="Ciliwung"), slot(9, 60), by=person)
    manager = a_person_who_is(Role.HUB_MANAGER, site=site)

    moved(booking, slot(13, 60), by=manager)

    first, second = mails()
    (_kind, old), (kind, new) = invitation_in(first), invitation_in(second)
    assert second.subject == "Moved: Ciliwung, Tue 24 Nov 2026"
    assert f"{manager.name} moved it." in second.text
    assert "Before, it was: Tue 24 Nov 2026, 09:00–10:00" in second.text
    assert kind == "text/calendar; method=REQUEST; charset=utf-8"
    assert new.vevent.uid.value == old.vevent.uid.value
    assert [each.vevent.sequence.value for each in (old, new)] == ["0", "1"]
    assert new.vevent.dtstart.value.hour == 13


def test_everything_that_was_moved_is_sound(app):
    booking = booked(a_space(), slot(9, 60))
    moved(booking, slot(10, 60))
    moved(booking, slot(9, 60))

    count = db.session.scalar(select(func.count()).select_from(Booking))
    assert (count, len(in_the_ledger(booking))) == (1, 1)
    assert list(problems()) == []
