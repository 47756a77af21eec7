"""Guests, what to set up, and several spaces in one go, as people meet them on the pages."""

import re
from datetime import timedelta
from html import unescape

from booking.bookings.guests import guests_of
from booking.bookings.models import Booking, BookingState
from booking.bookings.services import Wish, book, hold
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from tests.booking.bookings.test_moving_pages import sent_by, words
from tests.booking.bookings.test_together import all_bookings, rooms, together
from tests.counting import asked_for
from tests.factories import a_person, slot
from tests.signing_in import sign_in_as


def row(number, space, start="09:00", end="10:00", people=2):
    said = {"space": space, "day": "2026-11-24", "from": start, "to": end, "people": people}
    return {f"{number}-{name}": value for name, value in said.items()}


def booked(space, person, during=None, **named) -> Booking:
    with transaction():
        return book(Wish(space, during or slot(9), **named), booked_by=person)


def test_one_chooses_two_reads_what_it_means_and_has_both(client):
    person, (one, two) = a_person(), rooms(2, hourly_rate_minor=10_000_000)
    sign_in_as(client, person)
    chosen = {"site": one.site.code} | row(1, one.slug) | row(2, two.slug, "10:00", "12:00")

    empty = client.get("/bookings/together").text
    looked = client.get("/bookings/together", query_string=chosen).text
    done = client.post(
        "/bookings/together",
        data=sent_by(looked) | {"purpose": "Port plan", "needs": "A ramp"},
    )

    assert "2-space" in empty
    assert 'id="all-free"' not in empty
    assert "2 spaces, and all are free" in words(looked)
    assert "Rp 300,000" in words(looked).replace("\xa0", " ")
    assert done.status_code == 303, words(done.text)
    made = all_bookings()
    assert {(each.purpose, each.needs) for each in made} == {("Port plan", "A ramp")}
    page = words(client.get(done.location).text)
    assert "Booked with it in one go" in page
    assert "A ramp" in page


def test_what_cannot_be_had_stands_at_its_row_with_a_link_to_something_else(client):
    person, (one, two, three) = a_person(), rooms()
    booked(two, a_person())
    sign_in_as(client, person)
    chosen = {"site": one.site.code} | row(1, one.slug) | row(2, two.slug)

    looked = client.get("/bookings/together", query_string=chosen).text
    sent = client.post("/bookings/together", data=chosen)
    links = [unescape(each) for each in re.findall(r'href="(/bookings/together\?[^"]*)"', looked)]
    (other,) = [each for each in links if f"2-space={three.slug}" in each]

    assert f"{two.name} is taken" in words(looked)
    assert 'id="all-free"' not in looked
    assert sent.status_code == 409
    assert f"{two.name} is taken" in words(sent.text)
    assert [each.space_id for each in all_bookings()] == [two.id]
    assert 'id="all-free"' in client.get(other).text


def test_a_row_is_added_and_left_out_without_a_script(client):
    (one, two) = rooms(2)
    sign_in_as(client, a_person())
    chosen = {"site": one.site.code} | row(1, one.slug) | row(2, two.slug)

    more = client.get("/bookings/together", query_string=chosen | {"add": "1"}).text
    links = [unescape(each) for each in re.findall(r'href="(/bookings/together\?[^"]*)"', more)]

    assert 'name="3-space"' in more
    assert 'id="all-free"' not in more
    without = client.get(next(each for each in links if "3-space" not in each)).text
    assert 'id="all-free"' in without


def test_a_time_that_cannot_be_read_stands_beside_its_field(client):
    (one, two) = rooms(2)
    sign_in_as(client, a_person())
    odd = {"site": one.site.code} | row(1, one.slug, "10:00", "10:00") | row(2, two.slug)

    for answer in (
        client.get("/bookings/together", query_string=odd),
        client.post("/bookings/together", data=odd),
    ):
        assert "The end must be after the start." in words(answer.text)
    assert all_bookings() == []


def test_from_a_hold_to_two(client):
    person, (one, two) = a_person(), rooms(2)
    with transaction():
        held = hold(Wish(one, slot(9)), booked_by=person)
    sign_in_as(client, person)
    checkout = client.get(f"/bookings/{held.id}/checkout").text
    (more,) = re.findall(r'href="(/bookings/together\?hold=[^"]*)"', checkout)

    begun = client.get(more).text
    looked = client.get(
        "/bookings/together", query_string={"hold": str(held.id)} | row(1, two.slug)
    ).text
    done = client.post("/bookings/together", data=sent_by(looked))

    assert "On hold for you" in begun
    assert 'value="09:00"' in begun
    assert done.status_code == 303
    assert {each.state for each in all_bookings()} == {BookingState.CONFIRMED}


def test_a_strangers_hold_is_not_there(client):
    (one,) = rooms(1)
    with transaction():
        held = hold(Wish(one, slot(9)), booked_by=a_person())
    sign_in_as(client, a_person())

    for hold_id in (held.id, "nonsense"):
        assert client.get(f"/bookings/together?hold={hold_id}").status_code == 404


def test_cancelling_asks_which_and_can_take_all(client):
    person, (one, two) = a_person(), rooms(2)
    first, second = together(Wish(one, slot(9)), Wish(two, slot(9)), by=person)
    sign_in_as(client, person)
    url = f"/bookings/{first.id}/cancel"

    page = words(client.get(url).text)
    client.post(url, data={"which": "all"})

    assert "2 spaces were booked in one go" in page
    db.session.expire_all()
    assert {first.state, second.state} == {BookingState.CANCELLED}


def test_guests_are_asked_at_checkout_and_a_bad_address_loses_nothing(client):
    person, (one,) = a_person(), rooms(1)
    with transaction():
        held = hold(Wish(one, slot(9)), booked_by=person)
    sign_in_as(client, person)
    url = f"/bookings/{held.id}/checkout"
    said = {"purpose": "Port plan", "people": 2, "needs": "A ramp"}

    bad = client.post(url, data=said | {"guests": "sari"})
    good = client.post(url, data=said | {"guests": "Sari <sari@people.example>"})

    assert bad.status_code == 422
    assert "We cannot write to this address: sari" in words(bad.text)
    assert "A ramp" in bad.text
    assert good.status_code == 303
    assert [each.email for each in guests_of(held)] == ["sari@people.example"]


def test_how_an_address_may_be_written_is_read_and_not_taken_for_a_tag(client):
    person, (one, _two) = a_person(), rooms(2)
    booking = booked(one, person)
    sign_in_as(client, person)

    page = client.get(f"/bookings/{booking.id}").text

    assert "Sari &lt;sari@example.org&gt;" in page


def test_guests_are_asked_and_taken_off_on_the_bookings_page(client):
    person, (one,) = a_person(), rooms(1)
    booking = booked(one, person)
    sign_in_as(client, person)
    url = f"/bookings/{booking.id}"

    bad = client.post(f"{url}/guests", data={"guests": "sari", "language": "en"})
    client.post(f"{url}/guests", data={"guests": "sari@people.example", "language": "id"})
    page = client.get(url).text
    (off,) = re.findall(r'href="([^"]*/remove)"', page)
    asked = client.get(off).text
    client.post(off)

    assert bad.status_code == 422
    assert "sari@people.example" in words(page)
    assert "The guest gets a mail" in words(asked)
    assert guests_of(booking) == []
    assert client.get(off).status_code == 404


def test_what_is_set_up_is_changed_until_it_begins(client):
    person, (one,) = a_person(), rooms(1)
    booking = booked(one, person)
    url = f"/bookings/{booking.id}/details"
    sign_in_as(client, person)
    said = {"purpose": "Plan", "people": 3, "needs": "Six chairs"}

    assert client.post(url, data=said | {"version": 1}).status_code == 303
    late = client.post(url, data=said | {"version": 1, "needs": "None"})
    none = client.post(url, data=said | {"people": ""})

    db.session.expire_all()
    assert (booking.purpose, booking.people, booking.needs) == ("Plan", 3, "Six chairs")
    assert late.status_code == 409
    assert none.status_code == 422
    with frozen_at(slot(9).start + timedelta(minutes=10)):
        sign_in_as(client, person)
        begun = client.get(url).text
        assert client.post(url, data={"purpose": "Late", "people": 3}).status_code == 303
    assert 'name="needs"' not in begun
    db.session.expire_all()
    assert (booking.purpose, booking.needs) == ("Late", "Six chairs")


def test_many_rows_at_one_time_ask_as_much_as_two(client):
    person, spaces = a_person(), rooms(8)
    sign_in_as(client, person)

    def address(number):
        pairs = {"site": spaces[0].site.code}
        for n in range(number):
            pairs |= row(n + 1, spaces[n].slug)
        return "/bookings/together?" + "&".join(f"{k}={v}" for k, v in pairs.items())

    two, _page = asked_for(client, address(2))
    eight, _page = asked_for(client, address(8))
    # Each wish is judged by itself, in a fixed number of statements; nothing else grows.
    assert eight - two <= 6 * 8
