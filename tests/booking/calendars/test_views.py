"""The pages: upload, look, decide, import; all without script."""

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.bookings.models import Booking
from booking.calendars import services
from booking.calendars.models import CalendarImport
from booking.calendars.services import Choice
from booking.spaces.models import Closure
from hub.accounts.models import Role
from hub.accounts.services.sessions import begin_sign_in
from hub.core.database import db, transaction
from tests.booking.calendars.calendars import WERKHOF, calendar
from tests.booking.calendars.test_services import a_lab, counted, one_event
from tests.counting import statements
from tests.factories import a_person, a_person_who_is, a_site


def signed_in(client: FlaskClient, person) -> FlaskClient:
    with transaction():
        token = begin_sign_in(person, second_factor=True)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return client


@pytest.fixture
def manager(client):
    person = a_person_who_is(Role.HUB_MANAGER, zone="Asia/Jakarta")
    signed_in(client, person)
    return person


def upload(client, file: bytes, space, *, name="werkhof.ics"):
    form = {"space": str(space.id), "file": (BytesIO(file), name)}
    return client.post("/calendars/import", data=form, content_type="multipart/form-data")


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_a_calendar_comes_in_by_way_of_a_preview(client, manager):
    lab = a_lab()

    form = client.get("/calendars/import")
    sent = upload(client, WERKHOF, lab)
    preview = client.get(sent.location)
    applied = client.post(sent.location, data={"mode": "free"})
    result = client.get(applied.location)

    assert "Lab" in form.text
    assert (sent.status_code, preview.status_code, applied.status_code) == (303, 200, 303)
    assert "Winterfest mit Lötstation" in preview.text
    assert "It says that it does not take place." in words(preview)
    assert "It overlaps with Wetterballon bauen in the same file." in words(preview)
    assert "Flickcafé repeats without an end; it is followed until Mon 2 Mar 2026." in words(
        preview
    )
    assert (counted(Booking), counted(Closure)) == (42, 2)
    assert "What was imported" in result.text


def test_times_are_the_places_with_the_viewers_beside_them(client, manager):
    preview = client.get(upload(client, WERKHOF, a_lab()).location)

    assert "Sat 4 Dec 2021 · 14:00–19:00 CET (20:00–01:00 WIB)" in words(preview)
    assert "Sat 11 Jun 2022, all day" in words(preview)


def test_each_row_can_be_decided_about(client, manager):
    lab, file = a_lab(), calendar(one_event(9), one_event(11, number=2), one_event(13, number=3))
    keys = [row.key for row in services.preview(file, lab, by=manager).rows]
    place = upload(client, file, lab).location
    form = {f"row-{keys[0]}": "skip", f"row-{keys[1]}": "closure", f"row-{keys[2]}": "nonsense"}

    client.post(place, data=form)

    assert [b.starts_at.hour for b in db.session.scalars(select(Booking))] == [12]
    assert counted(Closure) == 1


def test_everything_or_nothing_keeps_the_choices_when_it_is_nothing(client, manager):
    lab, file = a_lab(), calendar(one_event(9), one_event(9, number=2, title="Yoga"))
    keys = [row.key for row in services.preview(file, lab, by=manager).rows]
    place = upload(client, file, lab).location
    form = {f"row-{key}": Choice.BOOKING.value for key in keys} | {"mode": "all"}

    answer = client.post(place, data=form)

    assert answer.status_code == 409
    assert "One date is not free, so nothing was imported." in words(answer)
    assert answer.text.count('value="booking" selected') == 2
    assert counted(Booking) == 0


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"<!doctype html>", "This is a web page, not a calendar."),
        (b"\x89PNG\0", "This is not a text file."),
        (WERKHOF.decode().encode("latin-1"), "Save it as UTF-8"),
        (WERKHOF[:300], "ends in the middle"),
        (b"", "does not begin with BEGIN:VCALENDAR"),
    ],
)
def test_a_bad_file_is_refused_beside_the_field(client, manager, file, sentence):
    answer = upload(client, file, a_lab())

    assert answer.status_code == 422
    assert sentence in answer.text
    assert counted(CalendarImport) == 0


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 5000 + ".ics", "<b>.ics", "\x00.ics"])
def test_a_strange_name_of_a_file_is_only_a_name(client, manager, name):
    answer = client.get(upload(client, WERKHOF, a_lab(), name=name).location)

    assert answer.status_code == 200
    assert "<b>.ics" not in answer.text


def test_no_file_or_no_space_is_said_beside_the_field(client, manager):
    a_lab()

    answer = client.post("/calendars/import", data={"space": "not-a-space"})

    assert answer.status_code == 422
    assert "Please choose a file first." in answer.text


def test_titles_are_text(client, manager):
    file = calendar(one_event(9, title="<script>alert(1)</script>"))

    preview = client.get(upload(client, file, a_lab()).location)

    assert "<script>alert" not in preview.text
    assert "&lt;script&gt;alert" in preview.text


def test_an_upload_can_be_put_away(client, manager):
    place = upload(client, WERKHOF, a_lab()).location

    client.post(f"{place}/put-away")

    assert client.get(place).status_code == 404
    assert counted(CalendarImport) == 0


def test_importing_twice_is_told_and_not_done(client, manager):
    place = upload(client, WERKHOF, a_lab()).location
    client.post(place)

    again = client.post(place)

    assert again.status_code == 410
    assert counted(Booking) == 42


def test_a_second_upload_says_that_all_is_here(client, manager):
    lab = a_lab()
    client.post(upload(client, WERKHOF, lab).location)

    preview = client.get(upload(client, WERKHOF, lab).location)

    assert "Nothing new in this file." in preview.text
    assert "44 dates are here already" in words(preview)


def test_others_do_not_get_in(client):
    lab = a_lab()
    elsewhere = a_person_who_is(Role.HUB_MANAGER, site=a_site())
    owner = a_person_who_is(Role.HUB_MANAGER)
    with transaction():
        pending = services.begin(WERKHOF, lab, name="x.ics", by=owner)

    anonymous = client.get("/calendars/import")
    signed_in(client, a_person())
    ordinary = client.get("/calendars/import")
    signed_in(client, elsewhere)
    stranger = [
        client.get(f"/calendars/imports/{pending.id}"),
        client.post(f"/calendars/imports/{pending.id}"),
        client.post(f"/calendars/imports/{pending.id}/put-away"),
    ]

    assert anonymous.status_code in (302, 303, 401)
    assert ordinary.status_code == 403
    assert [answer.status_code for answer in stranger] == [404, 404, 404]
    assert "Lab" not in client.get("/calendars/import").text


def test_the_list_costs_the_same_for_one_import_and_for_many(client, manager):
    lab = a_lab()

    def cost() -> int:
        with statements() as seen:
            assert client.get("/calendars/imports").status_code == 200
        return len(seen)

    def imported(number: int) -> None:
        for n in range(number):
            with transaction():
                services.begin(calendar(one_event(9)), lab, name=f"{n}.ics", by=manager)

    imported(1)
    one = cost()
    imported(15)

    assert cost() == one
