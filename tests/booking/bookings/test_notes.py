"""Notes of staff on a booking: for staff of the site, and for nobody else anywhere."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.bookings.models import Booking, BookingNote
from booking.bookings.services import Wish, book, cancel, move, write_note
from hub.accounts.models import Role, User
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.models import Entry
from hub.outbox.models import Message
from tests.api import Caller
from tests.counting import asked_for
from tests.factories import a_person, a_person_who_is, a_site, a_space, slot
from tests.signing_in import sign_in_as

SECRET = "Pays late; do not give the key"


@pytest.fixture
def booking(app: Flask) -> Booking:
    with transaction():
        return book(Wish(a_space(site=a_site(code="jkt")), slot(9)), booked_by=a_person())


@pytest.fixture
def keeper(booking: Booking) -> User:
    return a_person_who_is(Role.HUB_MANAGER, site=booking.space.site, name="Rini Keeper")


def test_staff_write_read_and_remove_one(
    client: FlaskClient, booking: Booking, keeper: User
) -> None:
    sign_in_as(client, keeper)
    page = f"/bookings/{booking.id}"

    assert client.post(f"{page}/notes", data={"text": SECRET}).status_code == 303
    read = client.get(page).text
    note = db.session.scalars(select(BookingNote)).one()
    empty = client.post(f"{page}/notes", data={"text": "  "})
    gone = client.post(f"{page}/notes/{note.id}/remove")
    twice = client.post(f"{page}/notes/{note.id}/remove")

    assert SECRET in read and "Rini Keeper" in read
    assert empty.status_code == 422 and "Please write something" in empty.text
    assert (gone.status_code, twice.status_code) == (303, 404)
    assert SECRET not in client.get(page).text
    actions = select(Entry.action).where(Entry.subject_kind == "booking_notes")
    assert list(db.session.scalars(actions.order_by(Entry.number))) == [
        "booking-note.written", "booking-note.removed",
    ]  # fmt: skip


def test_its_person_never_learns_of_it(app: Flask, booking: Booking, keeper: User) -> None:
    person, other = booking.booked_for, a_space(site=booking.space.site)
    with transaction():
        write_note(booking, SECRET, by=keeper)
    caller, client = Caller(app, person), app.test_client()
    sign_in_as(client, person)
    path = f"/bookings/{booking.id}"
    with transaction():
        move(booking, by=keeper, space=other)
    told = [
        client.get(path).text, client.get("/bookings").text, client.get(f"{path}.ics").text,
        client.get("/").text,
        *(caller.get(each).text
          for each in (path, "/bookings", f"{path}/history", "/me/history", "/me")),
    ]  # fmt: skip
    refused = caller.get(f"{path}/notes")
    with transaction():
        cancel(booking, by=keeper, reason="Sorry")
    told += [m.text + m.html for m in db.session.scalars(select(Message))]

    for each in told:
        assert SECRET not in each and "booking-note" not in each and "wrote a note" not in each
        assert not re.search(r"\bnotes?\b", each.lower().replace("notes for staff", "notes"))
    assert refused.status_code == 403
    assert client.post(f"{path}/notes", data={"text": "Mine"}).status_code == 403


def test_staff_of_another_site_neither_read_nor_write(app: Flask, booking: Booking, keeper: User):
    berlin = a_site(zone="Europe/Berlin", currency="EUR", code="ber")
    stranger = a_person_who_is(Role.HUB_MANAGER, site=berlin)
    with transaction():
        note = write_note(booking, SECRET, by=keeper)
    caller = Caller(app, stranger)

    assert caller.get(f"/bookings/{booking.id}/notes").status_code == 404
    assert caller.post(f"/bookings/{booking.id}/notes", {"text": "x"}).status_code == 404
    assert caller.delete(f"/bookings/{booking.id}/notes/{note.id}").status_code == 404
    with pytest.raises(NotAllowed), transaction():
        write_note(booking, "x", by=stranger)


def test_staff_who_booked_for_themselves_still_read_notes(
    client: FlaskClient, booking: Booking, keeper: User
) -> None:
    with transaction():
        own = book(Wish(booking.space, slot(14)), booked_by=keeper)
        write_note(own, SECRET, by=keeper)
    sign_in_as(client, keeper)

    assert SECRET in client.get(f"/bookings/{own.id}").text


def test_by_api(app: Flask, booking: Booking, keeper: User) -> None:
    caller, path = Caller(app, keeper), f"/bookings/{booking.id}/notes"

    made = caller.post(path, {"text": SECRET})
    read = caller.get(path).get_json()["items"]
    gone = caller.delete(f"{path}/{made.get_json()['id']}")
    twice = caller.delete(f"{path}/{made.get_json()['id']}")

    assert (made.status_code, gone.status_code, twice.status_code) == (201, 200, 404)
    assert [each["text"] for each in read] == [SECRET]
    assert read[0]["written_by"]["name"] == "Rini Keeper"
    assert caller.get(path).get_json()["items"] == []
    assert caller.post(path, {"text": " "}).status_code == 422


def test_nothing_and_too_much_are_refused(booking: Booking, keeper: User) -> None:
    for text in ("", " \n", "x" * 1001):
        with pytest.raises(Invalid), transaction():
            write_note(booking, text, by=keeper)


def test_a_page_with_many_notes_asks_as_much_as_with_one(
    client: FlaskClient, booking: Booking, keeper: User
) -> None:
    sign_in_as(client, keeper)
    with transaction():
        write_note(booking, "One", by=keeper)
    few, _page = asked_for(client, f"/bookings/{booking.id}")
    found, by = db.session.get_one(Booking, booking.id), db.session.get_one(User, keeper.id)
    for n in range(12):
        with transaction():
            write_note(found, f"Another {n}", by=by)

    many, page = asked_for(client, f"/bookings/{booking.id}")

    assert many == few and page.count("Another") == 12
