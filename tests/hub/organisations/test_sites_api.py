"""A site by API: its hours and holidays, which its staff change."""

from uuid import UUID

import pytest
from flask import Flask

from hub.accounts.models import Role, TokenScope
from hub.organisations.models import Site
from tests.api import Caller
from tests.factories import a_person, a_person_who_is, a_site


@pytest.fixture
def site(app: Flask) -> Site:
    return a_site(code="jkt", name="Jakarta")


@pytest.fixture
def keeper(app: Flask, site: Site) -> Caller:
    return Caller(app, a_person_who_is(Role.HUB_MANAGER, site=site))


def test_a_site_says_when_the_house_is_open_and_closed(
    app: Flask, site: Site, keeper: Caller
) -> None:
    keeper.post("/sites/jkt/holidays", {"day": "2026-12-24", "name": "Year's end"})
    keeper.post("/sites/jkt/holidays", {"day": "2027-01-02", "name": "Stocktaking"})
    visitor = Caller(app, a_person())

    told = visitor.get("/sites/jkt").get_json()

    assert told["opening"][0] == {"weekday": 0, "opens": "07:00", "closes": "22:00"}
    assert len(told["opening"]) == 7
    [day] = told["holidays"]
    assert (day["day"], day["name"], day["closed"], day["source"]) == (
        "2026-12-24",
        "Year's end",
        True,
        "staff",
    )
    [later] = visitor.get("/sites/jkt?year=2027").get_json()["holidays"]
    assert later["name"] == "Stocktaking"
    assert visitor.get("/sites/nowhere").status_code == 404
    assert visitor.get("/sites/%00").status_code in (400, 404)


def test_staff_add_change_and_load_holidays(keeper: Caller) -> None:
    made = keeper.post("/sites/jkt/holidays", {"day": "2026-12-25", "name": "Our day"})
    twice = keeper.post("/sites/jkt/holidays", {"day": "2026-12-25", "name": "Again"})
    changed = keeper.patch(f"/sites/jkt/holidays/{made.get_json()['id']}", {"closed": False})
    loaded = keeper.post("/sites/jkt/holidays/load", {"year": 2026})

    assert (made.status_code, twice.status_code) == (201, 409)
    assert (changed.get_json()["name"], changed.get_json()["closed"]) == ("Our day", False)
    assert loaded.get_json()["changed"] > 5
    days = keeper.get("/sites/jkt?year=2026").get_json()["holidays"]
    assert [each["name"] for each in days if each["day"] == "2026-12-25"] == ["Our day"]


@pytest.mark.parametrize("day", ["25.12.2026", "2026-02-30", "1026-12-25", 20261225, None])
def test_a_day_that_is_none_is_refused_in_words(keeper: Caller, day: object) -> None:
    refused = keeper.post("/sites/jkt/holidays", {"day": day, "name": "Never"})

    assert refused.status_code == 422
    assert list(refused.get_json()["errors"]) == ["day"]
    assert "cannot use" not in refused.get_json()["errors"]["day"][0]


def test_holidays_are_changed_by_the_site_s_own_staff(app: Flask, keeper: Caller) -> None:
    a_site(code="ber", zone="Europe/Berlin", currency="EUR", holiday_calendar="DE-BE")
    made = keeper.post("/sites/jkt/holidays", {"day": "2026-12-25", "name": "Ours"}).get_json()
    body = {"day": "2026-12-26", "name": "Mine"}

    assert keeper.post("/sites/ber/holidays", body).status_code == 403
    assert keeper.post("/sites/ber/holidays/load", {"year": 2026}).status_code == 403
    assert keeper.patch(f"/sites/ber/holidays/{made['id']}", {"name": "X"}).status_code == 403
    assert keeper.patch(f"/sites/jkt/holidays/{UUID(int=8)}", {"name": "X"}).status_code == 404
    assert Caller(app, a_person()).post("/sites/jkt/holidays", body).status_code == 403


def test_a_token_without_the_staff_scope_changes_no_holiday(app: Flask, keeper: Caller) -> None:
    reading = Caller(app, keeper.person, TokenScope.READ, TokenScope.ORGANISATIONS_WRITE)

    refused = reading.post("/sites/jkt/holidays", {"day": "2026-12-26", "name": "Mine"})

    assert (refused.status_code, refused.get_json()["scope"]) == (403, "admin")
