"""Calendars by API: looked at, decided about, brought in, put away."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from booking.bookings.models import Booking
from booking.calendars.models import CalendarImport
from booking.spaces.models import Closure, Space
from hub.accounts.models import Role, TokenScope
from hub.core.clock import frozen_at
from tests.api import Caller
from tests.booking.calendars.calendars import WERKHOF, calendar
from tests.booking.calendars.test_services import a_lab, counted, one_event
from tests.factories import MONDAY, a_person, a_person_who_is, a_site

IMPORTS = "/calendar-imports"


@pytest.fixture
def lab(app: Flask) -> Space:
    return a_lab()


@pytest.fixture
def manager(app: Flask, lab: Space) -> Caller:
    return Caller(app, a_person_who_is(Role.HUB_MANAGER, site=lab.site, name="Mila"))


def sent(space: Space, file: bytes = WERKHOF) -> dict[str, str]:
    return {"space": str(space.id), "name": "werkhof.ics", "text": file.decode()}


def test_a_calendar_is_looked_at_and_brought_in(lab: Space, manager: Caller) -> None:
    looked = manager.post(IMPORTS, sent(lab))
    told = looked.get_json()
    before = counted(Booking)
    path = f"{IMPORTS}/{told['id']}"
    again = manager.get(path).get_json()
    applied = manager.post(f"{path}/apply", {}).get_json()
    after = manager.get(path).get_json()

    assert (looked.status_code, looked.headers["Location"]) == (201, f"/api/v1{path}")
    assert (told["state"], told["zone"], before) == ("pending", "Europe/Berlin", 0)
    assert (told["file_name"], told["started_by"]["name"]) == ("werkhof.ics", "Mila")
    assert "Winterfest mit Lötstation" in [date["title"] for date in told["dates"]]
    assert again == told
    assert applied["counts"]["booked"] == counted(Booking) > 0
    assert set(applied["outcomes"]) == {date["key"] for date in told["dates"]}
    assert (after["state"], after["dates"]) == ("applied", [])
    assert len(after["left_out"]) == after["counts"]["skipped"] + after["counts"]["not-free"]
    assert all(each["why"] for each in after["left_out"] if each["reason"])


def test_what_is_decided_about_a_date_is_done(lab: Space, manager: Caller) -> None:
    file = calendar(one_event(9), one_event(11, number=2), one_event(13, number=3))
    told = manager.post(IMPORTS, sent(lab, file)).get_json()
    first, second, third = (date["key"] for date in told["dates"])
    choices = {first: "closure", second: "skip"}

    done = manager.post(f"{IMPORTS}/{told['id']}/apply", {"choices": choices}).get_json()

    assert told["dates"][0]["choices"] == ["booking", "closure", "skip"]
    assert done["outcomes"] == {first: "closed", second: "skipped", third: "booked"}
    assert (counted(Booking), counted(Closure)) == (1, 1)


def test_all_or_nothing_brings_nothing_when_something_is_taken(lab: Space, manager: Caller) -> None:
    told = manager.post(IMPORTS, sent(lab, calendar(one_event(9)))).get_json()
    [date] = told["dates"]
    taken = {name: date[name] for name in ("starts_at", "ends_at")} | {"space": str(lab.id)}
    assert manager.post("/bookings", taken).status_code == 201
    body = {"choices": {date["key"]: "booking"}, "all_or_nothing": True}

    refused = manager.post(f"{IMPORTS}/{told['id']}/apply", body)

    assert (refused.status_code, refused.get_json()["code"]) == (409, "not-all-free")
    assert counted(Booking) == 1
    assert manager.get(f"{IMPORTS}/{told['id']}").get_json()["state"] == "pending"


def test_an_import_acts_once_and_is_over_then(lab: Space, manager: Caller) -> None:
    told = manager.post(IMPORTS, sent(lab, calendar(one_event(9)))).get_json()
    path, headers = f"{IMPORTS}/{told['id']}/apply", {"Idempotency-Key": "one"}

    first = manager.post(path, {}, headers=headers)
    replayed = manager.post(path, {}, headers=headers)
    later = manager.post(path, {})

    assert first.get_json() == replayed.get_json()
    assert (later.status_code, later.get_json()["code"]) == (410, "import-over")
    assert counted(Booking) == 1


def test_an_upload_is_put_away_or_forgotten(lab: Space, manager: Caller) -> None:
    one, other = (manager.post(IMPORTS, sent(lab)).get_json() for _ in range(2))

    gone = manager.delete(f"{IMPORTS}/{one['id']}")
    with frozen_at(MONDAY + timedelta(hours=25)):
        late = manager.get(f"{IMPORTS}/{other['id']}")

    assert (gone.status_code, gone.get_json()["id"]) == (200, one["id"])
    assert manager.get(f"{IMPORTS}/{one['id']}").status_code == 404
    assert late.status_code == 410
    assert counted(Booking) == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [("<!doctype html><html>", "web-page"), ("Dear all, the lab is closed.", "not-a-calendar")],
)
def test_what_is_no_calendar_is_refused_at_its_field(
    lab: Space, manager: Caller, text: str, code: str
) -> None:
    refused = manager.post(IMPORTS, sent(lab, text.encode()))

    assert (refused.status_code, refused.get_json()["code"]) == (422, code)
    assert list(refused.get_json()["errors"]) == ["text"]
    assert counted(CalendarImport) == 0


def test_a_calendar_may_be_longer_than_other_bodies(lab: Space, manager: Caller) -> None:
    padded = WERKHOF.replace(b"END:VCALENDAR", b"X-LONG:" + b"x" * 1_200_000 + b"\r\nEND:VCALENDAR")

    taken = manager.post(IMPORTS, sent(lab, padded))
    refused = manager.post(IMPORTS, sent(lab, b"x" * 11_000_000))

    assert taken.status_code == 201, taken.text[:500]
    assert refused.status_code == 413


def test_an_import_of_another_site_is_not_found(app: Flask, lab: Space, manager: Caller) -> None:
    told = manager.post(IMPORTS, sent(lab)).get_json()
    elsewhere = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=a_site()))
    path = f"{IMPORTS}/{told['id']}"

    assert elsewhere.get(path).status_code == 404
    assert elsewhere.post(f"{path}/apply", {}).status_code == 404
    assert elsewhere.delete(path).status_code == 404
    assert elsewhere.get(IMPORTS).get_json()["items"] == []
    assert elsewhere.post(IMPORTS, sent(lab)).status_code == 403
    assert [each["id"] for each in manager.get(IMPORTS).get_json()["items"]] == [told["id"]]


def test_calendars_are_for_staff_with_a_token_for_it(
    app: Flask, lab: Space, manager: Caller
) -> None:
    lesser = Caller(app, manager.person, TokenScope.READ)

    assert Caller(app, a_person()).post(IMPORTS, sent(lab)).status_code == 403
    assert lesser.post(IMPORTS, sent(lab)).get_json()["scope"] == "admin"
    nowhere = sent(lab) | {"space": str(UUID(int=8))}
    assert list(manager.post(IMPORTS, nowhere).get_json()["errors"]) == ["space"]


def test_a_list_of_imports_asks_as_much_for_many_as_for_one(
    app: Flask, lab: Space, manager: Caller
) -> None:
    path = f"{IMPORTS}?limit=100"
    manager.post(IMPORTS, sent(lab, calendar(one_event(9))))
    before = manager.asked_for(path)
    for _each in range(5):
        other = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=lab.site))
        other.post(IMPORTS, sent(lab, calendar(one_event(9))))

    assert manager.asked_for(path) == before
