"""Moving a booking as people do it: choose, read what it means, press one button."""

import re
from datetime import timedelta

from flask.testing import FlaskClient

from booking.bookings.models import Booking, BookingKind
from booking.bookings.services import Wish, book
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from tests.factories import a_person, a_site, a_space, slot
from tests.signing_in import sign_in_as

TO_ONE = {"day": "2026-11-24", "from": "13:00", "to": "14:30"}


def booked(space, during, person, **named) -> Booking:
    with transaction():
        return book(Wish(space, during, **named), booked_by=person)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main")[1]).split())


def sent_by(page: str) -> dict[str, str]:
    form = page.split('method="post"')[-1].split("</form>")[0]
    return dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))


def test_one_chooses_reads_what_it_means_and_it_is_moved(client: FlaskClient) -> None:
    person, space = a_person(), a_space(name="Ciliwung", hourly_rate_minor=10_000_000)
    booking = booked(space, slot(9), person)
    sign_in_as(client, person)
    url = f"/bookings/{booking.id}/move"

    as_it_is = client.get(url).text
    looked = client.get(url, query_string=TO_ONE).text  # its own space, unless another is named
    done = client.post(url, data=sent_by(looked))

    assert 'value="09:00"' in as_it_is
    assert 'method="post"' not in as_it_is.split("<main")[1]
    assert "It is free" in words(looked)
    assert f'value="{space.slug}" selected' in looked
    assert "Rp 150,000 instead of Rp 100,000" in words(looked).replace("\xa0", " ")
    assert (done.status_code, done.location) == (303, f"/bookings/{booking.id}")
    db.session.expire_all()
    assert booking.slot == slot(13, 90)


def test_what_is_taken_says_why_and_what_instead_and_a_link_takes_it(client: FlaskClient) -> None:
    person, site = a_person(), a_site()
    space, other = a_space(site=site, name="Ciliwung"), a_space(site=site, name="Spree")
    booking = booked(space, slot(9), person)
    booked(space, slot(13, 90), a_person())
    sign_in_as(client, person)
    url = f"/bookings/{booking.id}/move"

    looked = client.get(url, query_string=TO_ONE | {"space": space.slug}).text

    assert "Ciliwung is taken at that time." in words(looked)
    assert 'method="post"' not in looked.split("<main")[1]
    links = re.findall(r'href="(/bookings/[^"]*move\?[^"]*)"', looked)
    (to_other,) = [each.replace("&amp;", "&") for each in links if f"space={other.slug}" in each]
    client.post(url, data=sent_by(client.get(to_other).text))
    db.session.expire_all()
    assert (booking.space_id, booking.slot) == (other.id, slot(13, 90))


def test_taken_meanwhile_nothing_is_lost(client: FlaskClient) -> None:
    person, space = a_person(), a_space()
    booking = booked(space, slot(9), person)
    sign_in_as(client, person)
    url = f"/bookings/{booking.id}/move"
    looked = client.get(url, query_string=TO_ONE | {"space": space.slug}).text
    booked(space, slot(13, 60), a_person())

    answer = client.post(url, data=sent_by(looked))

    assert answer.status_code == 409
    assert "is taken at that time" in words(answer.text)
    assert 'value="13:00"' in answer.text
    db.session.expire_all()
    assert booking.slot == slot(9)


def test_somebody_else_moved_it_meanwhile(client: FlaskClient) -> None:
    person, space = a_person(), a_space()
    booking = booked(space, slot(9), person)
    sign_in_as(client, person)
    url = f"/bookings/{booking.id}/move"
    first = client.get(url, query_string=TO_ONE | {"space": space.slug}).text
    second = client.get(url, query_string=TO_ONE | {"space": space.slug, "to": "15:00"}).text

    assert client.post(url, data=sent_by(second)).status_code == 303
    late = client.post(url, data=sent_by(first))

    assert late.status_code == 409
    assert "Somebody changed this booking" in words(late.text)
    db.session.expire_all()
    assert booking.slot == slot(13, 120)


def test_a_time_that_cannot_be_read_stands_beside_its_field(client: FlaskClient) -> None:
    person, space = a_person(), a_space()
    booking = booked(space, slot(9), person)
    sign_in_as(client, person)
    url = f"/bookings/{booking.id}/move"

    same = client.get(url, query_string=TO_ONE | {"to": "13:00", "space": space.slug})
    sent = client.post(url, data=TO_ONE | {"to": "13:00", "space": space.slug})

    assert "The end must be after the start." in words(same.text)
    assert sent.status_code == 422
    assert "The end must be after the start." in words(sent.text)


def test_who_may_not_and_what_cannot_be_moved(client: FlaskClient) -> None:
    person, space = a_person(), a_space()
    booking = booked(space, slot(9), person)
    room_of_class = booked(space, slot(11), person, kind=BookingKind.CLASS)
    sign_in_as(client, a_person())
    assert client.get(f"/bookings/{booking.id}/move").status_code == 404
    assert client.post(f"/bookings/{booking.id}/move", data=TO_ONE).status_code == 404

    sign_in_as(client, person)
    sent_back = client.get(f"/bookings/{room_of_class.id}/move", follow_redirects=True)
    assert "Move that, and the room moves" in words(sent_back.text)
    assert "/move" not in client.get(f"/bookings/{room_of_class.id}").text
    assert f"/bookings/{booking.id}/move" in client.get(f"/bookings/{booking.id}").text


def test_while_it_runs_its_end_is_moved(client: FlaskClient) -> None:
    person, space = a_person(), a_space()
    booking = booked(space, slot(9), person)
    url = f"/bookings/{booking.id}/move"
    longer = TO_ONE | {"from": "09:00", "to": "11:00", "space": space.slug}
    with frozen_at(slot(9).start + timedelta(minutes=30)):
        sign_in_as(client, person)
        looked = client.get(url, query_string=longer).text
        assert "its end can still be moved" in words(looked)
        assert client.post(url, data=sent_by(looked)).status_code == 303
    db.session.expire_all()
    assert booking.slot == slot(9, 120)
