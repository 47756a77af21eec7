"""Find, book, change and give back, by API."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from booking.spaces.models import Space
from hub.accounts.models import Role
from hub.core.clock import frozen_at
from hub.core.database import db
from hub.core.timeslots import TimeSlot
from tests.api import Caller
from tests.counting import statements
from tests.factories import (
    MONDAY,
    a_desk_area,
    a_person,
    a_person_who_is,
    a_site,
    a_space,
    slot,
)

NOWHERE = "0198c0de-0000-7000-8000-000000000001"


def wish(space: Space, time: TimeSlot | None = None, **more: Any) -> dict[str, Any]:
    time = time or slot()
    return {
        "space": str(space.id),
        "starts_at": time.start.isoformat(),
        "ends_at": time.end.isoformat(),
    } | more


@pytest.fixture
def ayu(app: Flask) -> Caller:
    return Caller(app, a_person(name="Ayu"))


@pytest.fixture
def budi(app: Flask) -> Caller:
    return Caller(app, a_person(name="Budi"))


def test_a_booking_is_made_and_read_again(ayu: Caller) -> None:
    space = a_space(name="Kota", hourly_rate_minor=15000000)

    made = ayu.post("/bookings", wish(space, people=4, purpose="Stand-up"))

    assert made.status_code == 201, made.text
    booking = made.get_json()
    assert made.headers["Location"] == f"/api/v1/bookings/{booking['id']}"
    assert made.headers["ETag"] == '"1"'
    assert booking["state"] == "confirmed"
    assert (booking["starts_at"], booking["ends_at"]) == (
        "2026-11-24T02:00:00Z",
        "2026-11-24T03:00:00Z",
    )
    assert (booking["starts_local"], booking["zone"]) == ("2026-11-24T09:00", "Asia/Jakarta")
    assert booking["price"] == {"amount_minor": 15000000, "currency": "IDR"}
    assert booking["booked_for"]["name"] == "Ayu"
    assert (booking["people"], booking["purpose"]) == (4, "Stand-up")
    assert ayu.get(f"/bookings/{booking['id']}").get_json() == booking
    assert ayu.get("/bookings").get_json() == {"items": [booking], "next": None}


def test_a_taken_slot_is_refused_with_what_could_be_had_instead(ayu: Caller, budi: Caller) -> None:
    site = a_site()
    space, other = a_space(site=site), a_space(site=site)
    ayu.post("/bookings", wish(space))

    answer = budi.post("/bookings", wish(space))

    assert (answer.status_code, answer.get_json()["code"]) == (409, "slot-taken")
    offered = answer.get_json()["alternatives"]
    assert str(other.id) in {each["space"] for each in offered}
    again = {key: offered[0][key] for key in ("space", "starts_at", "ends_at")}
    assert budi.post("/bookings", again).status_code == 201


def test_a_hold_is_confirmed(ayu: Caller) -> None:
    held = ayu.post("/bookings", wish(a_space(), hold=True)).get_json()
    assert (held["state"], held["hold_expires_at"]) == ("held", "2026-11-23T01:10:00Z")
    assert held["checkout_url"].startswith("http://hub.example/")

    answer = ayu.post(f"/bookings/{held['id']}/confirm", {"people": 3, "purpose": "Pitch"})

    assert answer.status_code == 200, answer.text
    booking = answer.get_json()
    assert (booking["state"], booking["people"], booking["purpose"]) == ("confirmed", 3, "Pitch")
    assert booking["checkout_url"] is None


def test_a_hold_needs_no_body_to_be_confirmed(ayu: Caller) -> None:
    held = ayu.post("/bookings", wish(a_space(), hold=True)).get_json()

    assert ayu.post(f"/bookings/{held['id']}/confirm").status_code == 200


def test_a_hold_that_ran_out_to_somebody_else_is_gone(ayu: Caller, budi: Caller) -> None:
    space = a_space()
    held = ayu.post("/bookings", wish(space, hold=True)).get_json()
    with frozen_at(MONDAY + timedelta(minutes=11)):
        budi.post("/bookings", wish(space))

        answer = ayu.post(f"/bookings/{held['id']}/confirm")

    assert (answer.status_code, answer.get_json()["code"]) == (410, "hold-expired")


def test_a_rule_of_the_house_is_said_with_its_code_and_field(ayu: Caller) -> None:
    answer = ayu.post("/bookings", wish(a_space(capacity_people=8), people=9))

    assert answer.status_code == 422
    problem = answer.get_json()
    assert problem["code"] == "too-many-people"
    assert list(problem["errors"]) == ["people"]


def test_a_space_that_does_not_exist_is_the_field_s_mistake(ayu: Caller) -> None:
    time = slot()
    body = {
        "space": NOWHERE,
        "starts_at": time.start.isoformat(),
        "ends_at": time.end.isoformat(),
    }

    answer = ayu.post("/bookings", body)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["space"])


def test_times_are_given_in_one_of_two_ways_and_whole(ayu: Caller) -> None:
    good = wish(a_space())
    for body in (
        {"space": good["space"]},
        good | {"starts_local": "2026-11-24T09:00"},
        {"space": good["space"], "starts_at": good["starts_at"]},
        {"space": good["space"], "starts_local": "2026-11-24T09:00"},
        good | {"ends_at": "2027-02-24T09:00:00Z"},
        good | {"ends_at": good["starts_at"]},
        good | {"ends_at": "2026-11-23T09:00:00Z"},
    ):
        assert ayu.post("/bookings", body).status_code == 422, body


def test_local_times_are_those_of_the_place(ayu: Caller) -> None:
    berlin = a_site(zone="Europe/Berlin", city="Berlin", currency="EUR", holiday_calendar="DE-BE")
    body = {
        "space": str(a_space(site=berlin).id),
        "starts_local": "2026-11-24T09:00",
        "ends_local": "2026-11-24T10:00",
    }

    answer = ayu.post("/bookings", body)

    assert answer.get_json()["starts_at"] == "2026-11-24T08:00:00Z"


def test_local_times_may_be_those_of_another_zone(ayu: Caller) -> None:
    body = {
        "space": str(a_space().id),
        "starts_local": "2026-11-24T03:00",
        "ends_local": "2026-11-24T04:00",
        "zone": "Europe/Berlin",
    }

    assert ayu.post("/bookings", body).get_json()["starts_local"] == "2026-11-24T09:00"


def test_a_zone_that_is_none_is_named(ayu: Caller) -> None:
    body = {
        "space": str(a_space().id),
        "starts_local": "2026-11-24T03:00",
        "ends_local": "2026-11-24T04:00",
        "zone": "Mars/Olympus",
    }

    assert list(ayu.post("/bookings", body).get_json()["errors"]) == ["zone"]


@pytest.fixture
def berlin_by_night() -> Space:
    from booking.spaces.models import OpeningRule
    from tests.factories import kept

    berlin = a_site(zone="Europe/Berlin", city="Berlin", currency="EUR", holiday_calendar="DE-BE")
    space = a_space(site=berlin)
    for weekday in range(7):
        kept(
            OpeningRule(site_id=berlin.id, space_id=space.id, weekday=weekday, opens=0, closes=1440)
        )
    return space


def at_night(space: Space, day: str, starts: str, ends: str, **more: Any) -> dict[str, Any]:
    local = {"starts_local": f"{day}T{starts}", "ends_local": f"{day}T{ends}"}
    return {"space": str(space.id)} | local | more


def test_a_local_time_that_the_clocks_skip_does_not_exist(
    ayu: Caller, berlin_by_night: Space
) -> None:
    with frozen_at(datetime(2026, 3, 20, tzinfo=UTC)):
        answer = ayu.post("/bookings", at_night(berlin_by_night, "2026-03-29", "02:30", "04:00"))

    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (422, "no-such-time")
    assert problem["next_local"] == "2026-03-29T03:30"
    assert list(problem["errors"]) == ["starts_local"]


def test_a_local_time_that_happens_twice_is_asked_about(
    ayu: Caller, berlin_by_night: Space
) -> None:
    body = at_night(berlin_by_night, "2026-10-25", "02:30", "04:00")
    with frozen_at(datetime(2026, 10, 20, tzinfo=UTC)):
        answer = ayu.post("/bookings", body)
        chosen = ayu.post("/bookings", body | {"fold": 1})

    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (422, "time-happens-twice")
    assert problem["choices"] == [
        {"fold": 0, "instant": "2026-10-25T00:30:00Z"},
        {"fold": 1, "instant": "2026-10-25T01:30:00Z"},
    ]
    assert chosen.get_json()["starts_at"] == "2026-10-25T01:30:00Z"


def test_staff_book_for_others_and_the_record_shows_both(app: Flask) -> None:
    site = a_site()
    manager = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=site, name="Maya"))
    ayu = a_person(name="Ayu", email="ayu@people.example")

    for called in (str(ayu.id), "Ayu@People.Example"):
        answer = manager.post("/bookings", wish(a_space(site=site), on_behalf_of=called))
        assert answer.status_code == 201, answer.text
        names = (answer.get_json()["booked_by"]["name"], answer.get_json()["booked_for"]["name"])
        assert names == ("Maya", "Ayu")


def test_nobody_else_books_for_others_nor_learns_who_exists(ayu: Caller, budi: Caller) -> None:
    space = a_space()

    answers = [
        ayu.post("/bookings", wish(space, on_behalf_of=called))
        for called in (budi.person.email, "nobody@people.example", NOWHERE)
    ]

    assert [each.status_code for each in answers] == [403, 403, 403]
    assert len({each.get_json()["title"] for each in answers}) == 1


def test_the_booking_of_somebody_else_is_not_found(ayu: Caller, budi: Caller) -> None:
    booking = ayu.post("/bookings", wish(a_space())).get_json()

    for answer in (
        budi.get(f"/bookings/{booking['id']}"),
        budi.patch(f"/bookings/{booking['id']}", {"people": 1}),
        budi.delete(f"/bookings/{booking['id']}"),
        budi.post(f"/bookings/{booking['id']}/confirm"),
        budi.get(f"/bookings/{NOWHERE}"),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (404, "not-found")
    assert ayu.get(f"/bookings/{booking['id']}").get_json() == booking


def test_a_booking_is_changed_in_the_version_that_was_seen(ayu: Caller) -> None:
    booking = ayu.post("/bookings", wish(a_space())).get_json()
    path = f"/bookings/{booking['id']}"

    changed = ayu.patch(path, {"purpose": "Retro"}, headers={"If-Match": '"1"'})
    late = ayu.patch(path, {"purpose": "Party"}, headers={"If-Match": '"1"'})

    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert (late.status_code, late.get_json()["code"]) == (412, "changed-meanwhile")
    assert ayu.get(path).get_json()["purpose"] == "Retro"


def test_a_cancelled_booking_frees_its_time_and_says_what_is_paid_back(
    ayu: Caller, budi: Caller
) -> None:
    space = a_space()
    booking = ayu.post("/bookings", wish(space)).get_json()

    answer = ayu.delete(f"/bookings/{booking['id']}?reason=Flu")

    assert answer.status_code == 200, answer.text
    assert answer.get_json()["state"] == "cancelled"
    assert answer.get_json()["refund"] == {"amount_minor": 0, "currency": "IDR"}
    assert budi.post("/bookings", wish(space)).status_code == 201
    assert ayu.delete(f"/bookings/{booking['id']}").status_code == 409


def test_one_s_bookings_come_in_pages(ayu: Caller) -> None:
    space = a_space()
    made = [ayu.post("/bookings", wish(space, slot(8 + n))).get_json()["id"] for n in range(5)]
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        page = ayu.get(f"/bookings?limit=2{'&cursor=' + cursor if cursor else ''}").get_json()
        seen += [each["id"] for each in page["items"]]
        cursor = page["next"]

    assert seen == made


def ask(caller: Caller, code: str, **more: Any) -> dict[str, Any]:
    time = slot()
    query = {
        "site": code,
        "starts_at": time.start.isoformat(),
        "ends_at": time.end.isoformat(),
    } | more
    answer = caller.get("/availability", query_string=query)
    assert answer.status_code == 200, answer.text
    return {each["name"]: each for each in answer.get_json()["items"]}


def test_what_is_free_is_told_for_every_space(ayu: Caller, budi: Caller) -> None:
    site = a_site()
    taken, free = a_space(site=site, name="Taken"), a_space(site=site, name="Free")
    budi.post("/bookings", wish(taken))

    told = ask(ayu, site.code)

    assert told["Free"]["state"] == "free"
    assert told["Free"]["free_until"] == "2026-11-24T15:00:00Z"
    assert told["Taken"]["state"] == "taken"
    assert told["Taken"]["reason"] == "Taken is taken at that time."
    assert str(free.id) in {each["space"] for each in told["Taken"]["alternatives"]}


def test_equipment_is_asked_for_by_commas_or_several_times(ayu: Caller) -> None:
    site = a_site()
    a_space(site=site, name="Bare")
    a_space(site=site, name="Rich", equipment=["screen", "camera"])

    for equipment in ("screen,camera", ["screen", "camera"]):
        told = ask(ayu, site.code, equipment=equipment)
        assert told["Rich"]["state"] == "free"
        assert told["Bare"]["state"] != "free"


def test_many_people_fit_only_where_there_is_room(ayu: Caller) -> None:
    site = a_site()
    a_space(site=site, name="Small", capacity_people=2)
    a_desk_area(site=site, name="Desks", places=6)

    told = ask(ayu, site.code, people=5)

    assert (told["Small"]["state"] == "free", told["Desks"]["state"]) == (False, "free")


def test_a_site_that_does_not_exist_is_the_parameter_s_mistake(ayu: Caller) -> None:
    time = slot()
    query = {"site": "atl", "starts_at": time.start.isoformat(), "ends_at": time.end.isoformat()}

    answer = ayu.get("/availability", query_string=query)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["site"])


def test_the_number_of_statements_does_not_grow_with_the_spaces(ayu: Caller) -> None:
    site = a_site()
    time = slot()
    asked: dict[int, int] = {}
    for many in (1, 12):
        while len(ask(ayu, site.code)) < many:
            ayu.post("/bookings", wish(a_space(site=site), time))
        with statements() as sent:
            told = ask(ayu, site.code)
        assert {each["state"] for each in told.values()} == {"taken"}
        asked[many] = len(sent)

    assert asked[12] == asked[1]


def test_the_number_of_statements_does_not_grow_with_the_bookings(ayu: Caller) -> None:
    space = a_space()
    asked: list[int] = []
    for n in range(8):
        assert ayu.post("/bookings", wish(space, slot(8 + n))).status_code == 201
        db.session.expire_all()
        with statements() as sent:
            assert len(ayu.get("/bookings").get_json()["items"]) == n + 1
        asked.append(len(sent))

    assert asked[-1] == asked[0]
