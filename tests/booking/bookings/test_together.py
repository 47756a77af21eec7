"""Several spaces in one go: all of them, or none."""

import pytest
from icalendar import Calendar
from sqlalchemy import func, select

from booking.bookings.errors import NotTogether
from booking.bookings.invariants import problems
from booking.bookings.models import Booking, BookingState
from booking.bookings.services import (
    Run,
    Wish,
    book,
    book_together,
    cancel_together,
    hold,
    look_together,
    move,
)
from booking.bookings.sets import set_of
from booking.spaces.ledger import Occupancy
from hub.accounts.models import Role
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.history.queries import history_of
from tests.api import Caller
from tests.booking.bookings.test_emails import invitation_in, mails
from tests.factories import a_desk_area, a_person, a_person_who_is, a_site, a_space, slot


def rooms(number=3, **named):
    site = a_site()
    return [a_space(site=site, name=f"Room {n}", **named) for n in range(number)]


def together(*wishes, by=None, holds=(), **named):
    with transaction():
        return book_together(Run(wishes, holds, **named), by=by or a_person())


def all_bookings():
    db.session.expire_all()
    return list(db.session.scalars(select(Booking)).unique())


def test_all_are_booked_each_at_its_own_time(app):
    one, two, three = rooms(hourly_rate_minor=100_000)

    made = together(Wish(two, slot(9, 60)), Wish(one, slot(9, 120)), Wish(three, slot(13, 30)))

    assert [each.space_id for each in made] == [two.id, one.id, three.id]
    assert {each.state for each in made} == {BookingState.CONFIRMED}
    assert len({each.together_id for each in made}) == 1
    assert made[0].together_id is not None
    assert sum(each.price_minor for each in made) == 350_000
    assert list(problems()) == []
    assert {entry.action for entry in history_of(made[0]).items} == {
        "booking.confirmed",
        "booking.together",
    }


def test_one_that_cannot_be_had_means_none_and_says_which_and_what_instead(app):
    one, two, three = rooms()
    with transaction():
        book(Wish(two, slot(9, 60)), booked_by=a_person())

    with pytest.raises(NotTogether) as refusal:
        together(
            Wish(one, slot(9, 60)), Wish(two, slot(9, 60)), Wish(three, slot(9, 60), people=99)
        )

    assert len(all_bookings()) == 1
    assert db.session.scalar(select(func.count()).select_from(Occupancy)) == 1
    taken, small = refusal.value.refusals
    assert (taken.index, taken.space.id, taken.why.code) == (1, two.id, "slot-taken")
    assert taken.alternatives
    assert (small.index, small.why.code) == (2, "too-many-people")
    assert [mail.template for mail in mails()] == ["bookings/confirmed"]


def test_a_room_is_not_had_twice_in_one_go(app):
    one, two = rooms(2, cleanup_minutes=30)
    wishes = [Wish(one, slot(9, 60)), Wish(two, slot(9, 60)), Wish(one, slot(10, 60))]

    (seen,) = look_together(Run(wishes))
    with pytest.raises(NotTogether) as refusal:
        together(*wishes)

    assert seen.index == refusal.value.refusals[0].index == 2
    assert all_bookings() == []


def test_places_of_an_area_are_counted_over_the_whole_run(app):
    site = a_site()
    area, room = a_desk_area(site=site, places=4), a_space(site=site)

    with pytest.raises(NotTogether):
        together(Wish(area, slot(9, 60), 3), Wish(room, slot(9, 60)), Wish(area, slot(9, 60), 2))
    assert all_bookings() == []
    assert len(together(Wish(area, slot(9, 60), 3), Wish(area, slot(9, 60), 1))) == 2


def test_what_is_on_hold_comes_along_or_stays_on_hold(app):
    person, (one, two, _three) = a_person(), rooms()
    with transaction():
        held = hold(Wish(one, slot(9, 60)), booked_by=person)
        other = book(Wish(two, slot(9, 60)), booked_by=a_person())

    with pytest.raises(NotTogether) as refusal:
        together(Wish(two, slot(9, 60)), holds=[held], by=person)
    db.session.expire_all()
    assert (held.state, held.together_id) == (BookingState.HELD, None)
    assert refusal.value.refusals[0].index == 1

    made = together(Wish(two, slot(10, 60)), holds=[held], by=person, purpose="Team day")
    assert made[0].id == held.id
    assert (held.state, held.purpose) == (BookingState.CONFIRMED, "Team day")
    assert [each.template for each in mails() if each.to_email == person.email] == [
        "bookings/together_confirmed"
    ]
    assert other.together_id is None


def test_a_hold_that_ran_out_to_somebody_else_takes_none(app):
    person, (one, two) = a_person(), rooms(2)
    with transaction():
        held = hold(Wish(one, slot(9, 60)), booked_by=person)
    with frozen_at(slot(8).start):
        with transaction():
            book(Wish(one, slot(9, 60)), booked_by=a_person())
        with pytest.raises(NotTogether) as refusal:
            together(Wish(two, slot(9, 60)), holds=[held], by=person)

    assert [(r.index, r.why.code) for r in refusal.value.refusals] == [(0, "hold-expired")]
    assert [each.space_id for each in all_bookings() if each.state == "confirmed"] == [one.id]


def test_somebody_elses_hold_does_not_come_along(app):
    one, two = rooms(2)
    with transaction():
        held = hold(Wish(one, slot(9, 60)), booked_by=a_person())

    with pytest.raises(NotAllowed):
        together(Wish(two, slot(9, 60)), holds=[held])
    assert [each.state for each in all_bookings()] == [BookingState.HELD]


def test_two_to_ten_of_one_site(app):
    (room,) = rooms(1)
    elsewhere = a_space(site=a_site(code="ber", zone="Europe/Berlin"))
    eleven = [Wish(room, slot(9 + n, 60)) for n in range(11)]

    for wishes, why in (
        (eleven[:1], "at least two"),
        (eleven, "At most 10"),
        ([eleven[0], Wish(elsewhere, slot(12))], "one site"),
    ):
        with pytest.raises(Invalid, match=why):
            together(*wishes)


def test_one_mail_has_all_with_one_file(app):
    person = a_person(zone="Europe/Berlin")
    one, two, _three = rooms()
    made = together(Wish(one, slot(9), purpose="Port plan"), Wish(two, slot(10)), by=person)

    (mail,) = mails()
    (file,) = mail.attachments
    events = Calendar.from_ical(file["text"]).walk("VEVENT")
    assert mail.subject == "Booked: 2 spaces, Tue 24 Nov 2026"
    assert {str(event["UID"]) for event in events} == {each.ical_uid for each in made}
    assert "method=PUBLISH" in file["content_type"]
    for body in (mail.text, mail.html):
        for said in ("Room 0", "Room 1", "09:00–10:00 WIB", "03:00–04:00 CET", "Port plan"):
            assert said in body
        assert all(each.reference in body for each in made)


def test_one_is_moved_alone_and_updates_its_entry(app):
    person, (one, two) = a_person(), rooms(2)
    first, second = together(Wish(one, slot(9)), Wish(two, slot(9)), by=person)
    with transaction():
        move(first, slot(13), by=person)

    assert second.slot == slot(9)
    assert [each.id for each in set_of(second)] == [second.id, first.id]
    update = invitation_in(mails()[1])[1]
    assert (update.vevent.uid.value, update.vevent.sequence.value) == (first.ical_uid, "1")


def test_all_that_still_stand_are_given_back_in_one_go(app):
    person, (one, two, three) = a_person(), rooms()
    first, second, third = together(*(Wish(room, slot(9)) for room in (one, two, three)), by=person)
    with transaction():
        move(third, slot(13), by=person)
    with transaction():
        cancel_together(first, by=person, reason="Rain")

    assert {each.state for each in (first, second, third)} == {BookingState.CANCELLED}
    last = mails()[-1]
    read = [Calendar.from_ical(each["text"]) for each in last.attachments]
    assert last.subject == "Cancelled: 3 spaces, Tue 24 Nov 2026"
    assert {str(each["METHOD"]) for each in read} == {"CANCEL"}
    assert [len(each.walk("VEVENT")) for each in read] == [1, 1, 1]
    with pytest.raises(Conflict), transaction():
        cancel_together(first, by=person)


def test_staff_book_them_for_somebody(app):
    person, (one, two) = a_person(), rooms(2)
    manager = a_person_who_is(Role.HUB_MANAGER, site=one.site)

    with transaction():
        made = book_together(
            Run([Wish(one, slot(9)), Wish(two, slot(9))]), by=manager, booked_for=person
        )
    with pytest.raises(NotAllowed), transaction():
        book_together(
            Run([Wish(one, slot(13)), Wish(two, slot(13))]), by=a_person(), booked_for=person
        )

    assert {each.booked_for_id for each in made} == {person.id}
    assert mails()[0].to_email == person.email


def body(*spaces, start=9, **more):
    time = slot(start)
    times = {"starts_at": time.start.isoformat(), "ends_at": time.end.isoformat()}
    return {"bookings": [{"space": str(space.id), **times} for space in spaces], **more}


def test_by_api_all_or_409_with_a_reason_for_each(app):
    ayu, budi = Caller(app, a_person()), Caller(app, a_person())
    one, two, three = rooms()
    made = ayu.post("/bookings/together", body(one, two, purpose="Port plan", needs="A ramp"))

    assert made.status_code == 201, made.text
    answer = made.get_json()
    assert {each["together"] for each in answer["items"]} == {answer["together"]}
    assert {each["needs"] for each in answer["items"]} == {"A ramp"}

    refused = budi.post("/bookings/together", body(three, two))
    assert (refused.status_code, refused.get_json()["code"]) == (409, "not-together")
    (why,) = refused.get_json()["refusals"]
    assert (why["index"], why["space"], why["code"]) == (1, str(two.id), "slot-taken")
    assert why["alternatives"]
    assert budi.get("/bookings").get_json()["items"] == []


def test_by_api_the_same_key_books_once(app):
    ayu, (one, two) = Caller(app, a_person()), rooms(2)
    key = {"Idempotency-Key": "run-1-of-ayu"}

    first = ayu.post("/bookings/together", body(one, two), headers=key)
    second = ayu.post("/bookings/together", body(one, two), headers=key)

    assert first.status_code == second.status_code == 201
    assert first.get_json() == second.get_json()
    assert len(all_bookings()) == 2
