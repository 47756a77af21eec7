"""Would it be taken? The question before a booking."""

from typing import Any

import pytest
from flask import Flask

from booking.spaces.models import Space
from hub.accounts.models import Role
from hub.core.timeslots import TimeSlot
from tests.api import Caller
from tests.booking.bookings.house_rules import a_quota
from tests.factories import a_person, a_person_who_is, a_site, a_space, slot


@pytest.fixture
def ayu(app: Flask) -> Caller:
    return Caller(app, a_person(name="Ayu"))


def asked(caller: Caller, space: Space, time: TimeSlot | None = None, **more: Any) -> Any:
    time = time or slot()
    named = {"starts_at": time.start.isoformat(), "ends_at": time.end.isoformat()} | more
    return caller.get(f"/spaces/{space.id}/check", query_string=named)


def test_a_free_space_can_be_had_and_costs(ayu: Caller) -> None:
    space = a_space(hourly_rate_minor=15000000)

    told = asked(ayu, space, slot(9, 120)).get_json()

    assert (told["can_be_had"], told["code"], told["reasons"]) == (True, None, [])
    assert told["price"]["amount_minor"] == 30000000


def test_all_reasons_come_with_who_may_override_and_what_there_is_instead(ayu: Caller) -> None:
    space = a_space(name="Kota", longest_minutes=120, needs_induction=True)
    other = a_space(site=space.site, name="Monas")

    told = asked(ayu, space, slot(9, 180)).get_json()

    assert [each["code"] for each in told["reasons"]] == ["too-long", "no-induction"]
    assert {each["may_override"] for each in told["reasons"]} == {"managers"}
    assert (told["code"], told["may_override"]) == ("too-long", "managers")
    assert [each["space"] for each in told["alternatives"]] == [str(other.id)]


def test_what_is_taken_nobody_overrides(ayu: Caller, app: Flask) -> None:
    space = a_space()
    body = {"space": str(space.id), "starts_at": slot().start.isoformat(),
            "ends_at": slot().end.isoformat()}  # fmt: skip
    assert Caller(app, a_person()).post("/bookings", body).status_code == 201

    told = asked(ayu, space).get_json()
    refused = ayu.post("/bookings", body).get_json()

    assert (told["code"], told["may_override"]) == ("slot-taken", None)
    assert [each["code"] for each in refused["reasons"]] == ["slot-taken"]
    assert refused["reasons"][0]["may_override"] is None


def test_managers_ask_why_somebody_is_refused_and_others_do_not(ayu: Caller, app: Flask) -> None:
    site = a_site()
    space, budi = a_space(site=site), a_person()
    a_quota(site, most_minutes=30)
    manager = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=site))

    told = asked(manager, space, **{"as": str(budi.id)}).get_json()
    by_address = asked(manager, space, **{"as": budi.email}).get_json()

    assert (told["code"], told["booked_for"]) == ("quota", str(budi.id))
    assert by_address == told
    assert asked(ayu, space, **{"as": str(budi.id)}).status_code == 403
    assert asked(ayu, space, **{"as": "nobody@home.example"}).status_code == 403
    nobody = asked(manager, space, **{"as": "nobody@home.example"})
    assert (nobody.status_code, list(nobody.get_json()["errors"])) == (422, ["as"])


def test_local_times_are_the_places(ayu: Caller) -> None:
    space = a_space()
    named = {"starts_local": "2026-11-24T05:00", "ends_local": "2026-11-24T06:00"}

    told = ayu.get(f"/spaces/{space.id}/check", query_string=named).get_json()

    assert told["code"] == "closed"
    assert ayu.get(f"/spaces/{space.id}/check").status_code == 422
