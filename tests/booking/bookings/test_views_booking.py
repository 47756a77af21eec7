"""From a free hour to a booking and back, as a member meets it."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from booking.bookings.models import Booking, BookingState
from booking.bookings.services import Wish, book, cancel, hold
from booking.spaces.rules import ALL_DAY, Hours
from booking.spaces.services import set_opening_hours
from hub.accounts.models import Role
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.history.queries import history_of
from tests.counting import statements
from tests.factories import (
    MONDAY,
    a_desk_area,
    a_member,
    a_person,
    a_person_who_is,
    a_site,
    a_space,
    an_organisation,
    slot,
)
from tests.signing_in import sign_in_as


def a_room(**named):
    return a_space(site=a_site(code="jkt"), **({"name": "Ciliwung", "slug": "ciliwung"} | named))


def wanted(**changes):
    """What the ticket's form sends for 9 to 10 on Tuesday."""
    sent = {
        "site": "jkt",
        "space": "ciliwung",
        "day": "2026-11-24",
        "from": "09:00",
        "to": "10:00",
        "people": "2",
    }
    return sent | changes


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def only_booking():
    db.session.expire_all()
    return db.session.scalars(select(Booking)).one()


def held(space, person, during=None, people=1):
    with transaction():
        return hold(Wish(space, during or slot(9), people), booked_by=person)


def booked(space, person, during=None, **named):
    with transaction():
        return book(Wish(space, during or slot(9), **named), booked_by=person)


def test_a_member_holds_confirms_sees_and_gives_back(app, client):
    room, person = a_room(), a_person(name="Ayu Rahma")
    sign_in_as(client, person)

    answer = client.post("/spaces/hold", data=wanted())
    booking = only_booking()
    assert (answer.status_code, answer.location) == (303, f"/bookings/{booking.id}/checkout")
    assert (booking.state, booking.slot) == (BookingState.HELD, slot(9))
    assert "Held until 08:10 WIB" in plain(client.get(answer.location).text)

    answer = client.post(answer.location, data={"purpose": "Investor call", "people": "4"})
    assert (answer.status_code, answer.location) == (303, f"/bookings/{booking.id}")
    words = plain(client.get(answer.location).text)
    assert "Ciliwung is yours. The invitation is in your mail." in words
    assert "Investor call" in words
    assert "Confirmed" in words
    assert "held the space" in words
    assert "4 people" in words
    assert "Investor call" in client.get("/bookings").text

    assert "Cancel this booking?" in client.get(f"/bookings/{booking.id}/cancel").text
    answer = client.post(f"/bookings/{booking.id}/cancel", data={"reason": "Ill"})
    assert (answer.status_code, answer.location) == (303, "/bookings")
    assert "Ciliwung is given back." in plain(client.get("/bookings").text)
    assert only_booking().state is BookingState.CANCELLED
    assert history_of(booking).items[0].reason == "Ill"
    assert room.name == "Ciliwung"


def test_who_is_not_signed_in_comes_back_to_what_they_chose(app, client):
    a_room()

    ticket = client.get("/spaces", query_string=wanted())
    link = re.search(r'href="(/sign-in\?next=[^"]+)"', ticket.text).group(1)
    posted = client.post("/spaces/hold", data=wanted())

    for address in (link.replace("&amp;", "&"), posted.location):
        back = urlsplit(parse_qs(urlsplit(address).query)["next"][0])
        assert back.path == "/spaces"
        assert {k: v[0] for k, v in parse_qs(back.query).items()} == wanted()
    assert db.session.scalars(select(Booking)).all() == []


def test_somebody_else_was_quicker(app, client):
    room = a_room()
    a_space(site=room.site, name="Spree", slug="spree")
    sign_in_as(client, a_person())
    booked(room, a_person())

    answer = client.post("/spaces/hold", data=wanted(needs="screen"))

    assert answer.status_code == 409
    words = plain(answer.text)
    assert "Ciliwung is taken at that time." in words
    assert "Spree, Tue 24 Nov 09:00–10:00" in words
    assert 'value="09:00"' in answer.text  # what was typed is kept
    assert re.search(r"<input checked[^>]*value=\"screen\"", answer.text)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"from": "05:00", "to": "06:00"}, "is open 07:00–22:00"),
        ({"people": "99"}, "holds 8 people"),
        ({"day": "2026-11-20"}, "already passed"),
        ({"to": "09:10"}, "at least 30 minutes"),
    ],
)
def test_a_rule_refuses_with_its_sentence_and_keeps_what_was_typed(app, client, change, sentence):
    a_room()
    sign_in_as(client, a_person())

    answer = client.post("/spaces/hold", data=wanted(**change))

    assert answer.status_code == 422
    assert sentence in plain(answer.text)
    for value in change.values():
        assert f'value="{value}"' in answer.text


def test_a_fourth_hold_is_refused(app, client):
    room, person = a_room(), a_person()
    for hour in (9, 11, 13):
        held(room, person, slot(hour))
    sign_in_as(client, person)

    answer = client.post("/spaces/hold", data=wanted(**{"from": "15:00", "to": "16:00"}))

    assert answer.status_code == 422
    assert "You already have 3 spaces on hold." in plain(answer.text)


def test_a_hold_for_no_space_is_not_found(app, client):
    a_room()
    sign_in_as(client, a_person())

    assert client.post("/spaces/hold", data=wanted(space="nowhere")).status_code == 404
    assert client.post("/spaces/hold", data=wanted(site="mars")).status_code == 404
    assert client.post("/spaces/hold", data={}).status_code == 404


def test_a_hold_that_ran_out_and_is_gone_offers_something_else(app, client):
    room, person = a_room(), a_person()
    booking = held(room, person)
    sign_in_as(client, person)

    with frozen_at(now() + timedelta(minutes=11)):
        booked(room, a_person())
        assert "Your hold ran out." in plain(client.get(f"/bookings/{booking.id}/checkout").text)
        answer = client.post(f"/bookings/{booking.id}/checkout", data={"purpose": "Board"})

    assert answer.status_code == 410
    assert "somebody else has taken this time" in plain(answer.text)
    assert "What you could have instead" in answer.text
    assert 'value="Board"' in answer.text


def test_too_many_people_are_refused_beside_the_field(app, client):
    person = a_person()
    booking = held(a_room(), person)
    sign_in_as(client, person)

    answer = client.post(f"/bookings/{booking.id}/checkout", data={"people": "9", "purpose": "All"})

    assert answer.status_code == 422
    assert "Ciliwung holds 8 people." in plain(answer.text)
    assert 'value="All"' in answer.text
    assert only_booking().state is BookingState.HELD


def test_more_desks_than_are_left_are_refused_with_409(app, client):
    area, person = a_desk_area(site=a_site(code="jkt"), places=3), a_person()
    booking = held(area, person)
    booked(area, a_person(), people=1)
    sign_in_as(client, person)

    answer = client.post(f"/bookings/{booking.id}/checkout", data={"people": "3"})

    assert answer.status_code == 409
    assert "is taken at that time" in plain(answer.text)


def test_confirming_twice_leads_to_the_booking(app, client):
    person = a_person()
    booking = booked(a_room(), person)
    sign_in_as(client, person)

    assert client.get(f"/bookings/{booking.id}/checkout").location == f"/bookings/{booking.id}"
    assert client.post(f"/bookings/{booking.id}/checkout").location == f"/bookings/{booking.id}"


def test_a_booking_in_the_name_of_ones_organisation(app, client):
    person, ours, theirs = a_person(), an_organisation(name="Warga Air"), an_organisation()
    a_member(ours, person)
    booking = held(a_room(), person)
    sign_in_as(client, person)
    checkout = f"/bookings/{booking.id}/checkout"

    assert "Warga Air" in client.get(checkout).text
    assert client.post(checkout, data={"organisation": str(theirs.id)}).status_code == 422
    assert client.post(checkout, data={"organisation": str(ours.id)}).status_code == 303

    assert only_booking().organisation_id == ours.id


def test_staff_book_for_somebody_and_history_shows_both(app, client):
    room = a_room()
    rina = a_person_who_is(Role.HUB_MANAGER, site=room.site, name="Rina Hapsari")
    ayu = a_person(name="Ayu Rahma", email="ayu@people.example")
    booking = held(room, rina)
    sign_in_as(client, rina)
    checkout = f"/bookings/{booking.id}/checkout"

    nobody = client.post(checkout, data={"for_email": "nobody@people.example"})
    assert nobody.status_code == 422
    assert "nobody with this e-mail address" in plain(nobody.text)
    client.post(checkout, data={"for_email": " Ayu@people.example "})

    booking = only_booking()
    assert (booking.booked_by_id, booking.booked_for_id) == (rina.id, ayu.id)
    confirmed = history_of(booking).items[0]
    assert (confirmed.actor_id, confirmed.for_id) == (rina.id, ayu.id)


def test_a_member_cannot_book_in_somebody_elses_name(app, client):
    person, other = a_person(), a_person()
    booking = held(a_room(), person)
    sign_in_as(client, person)

    assert "For whom?" not in client.get(f"/bookings/{booking.id}/checkout").text
    client.post(f"/bookings/{booking.id}/checkout", data={"for_email": other.email})

    assert only_booking().booked_for_id == person.id


def test_a_strangers_booking_is_nobodys_business(app, client):
    booking = booked(a_room(), a_person())
    addresses = [f"/bookings/{booking.id}{end}" for end in ("", "/cancel", "/checkout", ".ics")]
    for address in addresses:
        assert client.get(address).location.startswith("/sign-in")

    sign_in_as(client, a_person())

    for address in addresses:
        assert client.get(address).status_code == 404
    for address in addresses[1:3]:
        assert client.post(address).status_code == 404


def test_who_may_see_but_not_change_finds_no_button(app, client):
    booking = booked(a_room(), a_person())
    sign_in_as(client, a_person_who_is(Role.AUDITOR))

    assert "Cancel the booking" not in client.get(f"/bookings/{booking.id}").text
    assert client.get(f"/bookings/{booking.id}/cancel").status_code == 302
    assert client.post(f"/bookings/{booking.id}/cancel").status_code == 403


def test_cancelling_twice_and_too_late_is_told_kindly(app, client):
    person = a_person()
    gone, over = booked(a_room(), person), booked(a_space(), person, slot(11))
    sign_in_as(client, person)
    with transaction():
        cancel(gone, by=person)

    assert client.post(f"/bookings/{gone.id}/cancel").status_code == 303
    assert "does not stand any more" in plain(client.get(f"/bookings/{gone.id}").text)
    with frozen_at(MONDAY + timedelta(days=2)):
        client.post(f"/bookings/{over.id}/cancel")
        assert "This booking is over." in plain(client.get(f"/bookings/{over.id}").text)


def test_the_calendar_file_is_a_download(app, client):
    person = a_person()
    booking = booked(a_room(), person)
    sign_in_as(client, person)

    answer = client.get(f"/bookings/{booking.id}.ics")

    assert answer.content_type.startswith("text/calendar")
    assert f"booking-{booking.reference}.ics" in answer.headers["Content-Disposition"]
    assert f'href="/bookings/{booking.id}.ics"' in client.get("/bookings").text


def test_nothing_booked_says_what_to_do(app, client):
    sign_in_as(client, a_person())

    assert "You have nothing booked." in client.get("/bookings").text
    assert "listed here" in client.get("/bookings?when=past").text


def test_the_list_is_turned_page_by_page_and_costs_the_same(app, client):
    person, room = a_person(), a_room(window_days=400)
    sign_in_as(client, person)
    counts = []
    for days in (range(1, 2), range(2, 32)):
        for day in days:
            booked(room, person, slot(9, days=day))
        client.get("/bookings")
        with statements() as seen:
            html = client.get("/bookings").text
        counts.append(len(seen))

    assert counts[0] == counts[1]
    assert html.count("calendar-plus") == 20
    following = re.search(r'rel="next" href="([^"]+)"', html).group(1).replace("&amp;", "&")
    assert client.get(following).text.count("calendar-plus") == 11
    assert client.get("/bookings?cursor=nonsense").status_code == 400


@pytest.fixture
def workshop(app):
    """A Berlin space that is open day and night."""
    berlin = a_site(code="ber", city="Berlin", zone="Europe/Berlin", currency="EUR")
    space = a_space(site=berlin, name="Werkstatt", slug="werkstatt", window_days=800)
    with transaction():
        set_opening_hours(space, [Hours(day, *ALL_DAY) for day in range(7)])
    return space


def night(**changes):
    return wanted(site="ber", space="werkstatt", **changes)


def test_a_time_that_the_clocks_skip_is_refused_with_the_next_one(client, workshop):
    sign_in_as(client, a_person())
    asked = night(day="2027-03-28", **{"from": "02:30", "to": "04:00"})

    for answer in (
        client.get("/spaces", query_string=asked),
        client.post("/spaces/hold", data=asked),
    ):
        words = plain(answer.text)
        assert "the clocks go forward" in words
        assert "The next time is 03:30" in words
        assert 'value="02:30"' in answer.text
    assert answer.status_code == 422


def test_a_time_that_happens_twice_is_asked_about_and_then_kept(client, workshop):
    sign_in_as(client, a_person(language="de", zone="Europe/Berlin"))
    asked = night(day="2027-10-31", **{"from": "02:30", "to": "04:00"})

    answer = client.post("/spaces/hold", data=asked)
    assert answer.status_code == 422
    assert "02:30 MESZ" in answer.text
    assert "02:30 MEZ" in answer.text

    client.post("/spaces/hold", data=asked | {"from_fold": "1"})
    booking = only_booking()
    assert booking.starts_at.isoformat() == "2027-10-31T01:30:00+00:00"
    assert booking.slot.length == timedelta(hours=1, minutes=30)


def test_both_readings_lead_to_tickets_of_their_real_length(client, workshop):
    asked = night(day="2027-10-31", **{"from": "02:30", "to": "04:00"})

    first = plain(client.get("/spaces", query_string=asked | {"from_fold": "0"}).text)
    second = plain(client.get("/spaces", query_string=asked | {"from_fold": "1"}).text)

    assert "2 h 30 min ×" in first
    assert "1 h 30 min ×" in second


def test_a_night_over_the_change_is_as_long_as_it_really_is(client, workshop):
    sign_in_as(client, a_person())

    client.post("/spaces/hold", data=night(day="2027-10-30", **{"from": "22:00", "to": "06:00"}))

    booking = only_booking()
    assert booking.slot.length == timedelta(hours=9)
    assert (booking.starts_local, booking.ends_local) == ("2027-10-30T22:00", "2027-10-31T06:00")
