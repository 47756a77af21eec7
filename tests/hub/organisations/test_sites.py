"""Sites and their holidays."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from hub.accounts.models import Role
from hub.core.database import db, transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.history.queries import history_of
from hub.organisations.models import Holiday, Site
from hub.organisations.queries import coming_holidays, holidays_of
from hub.organisations.services import (
    SiteDraft,
    add_holiday,
    change_holiday,
    load_holidays,
    make_site,
)
from tests.factories import a_person_who_is, a_site

JAKARTA = SiteDraft("jkt", "Hub Jakarta", "Jakarta", "Asia/Jakarta", "IDR", "ID")


def loaded(site: Site, year: int = 2026, **how: Any) -> int:
    with transaction():
        return load_holidays(site, [year], **({"by": None} | how))


def days(site: Site, year: int = 2026) -> dict[date, str]:
    return {row.day: row.name for row in holidays_of(site, year)}


def test_an_administrator_opens_a_site(app: Flask) -> None:
    admin = a_person_who_is(Role.ADMIN)

    with transaction():
        site = make_site(JAKARTA, by=admin)

    assert (site.code, site.zone) == ("jkt", "Asia/Jakarta")
    assert history_of(site).items[0].action == "site.made"
    with pytest.raises(Conflict), transaction():
        make_site(JAKARTA, by=None)


def test_others_open_no_site(app: Flask) -> None:
    manager = a_person_who_is(Role.HUB_MANAGER)

    with pytest.raises(NotAllowed), transaction():
        make_site(JAKARTA, by=manager)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "JKT"),
        ("code", "j"),
        ("name", " "),
        ("zone", "Asia/Batavia"),
        ("currency", "XXX"),
        ("holiday_calendar", "QQ"),
        ("holiday_calendar", "DE-QQ"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(app: Flask, field: str, value: str) -> None:
    with pytest.raises(Invalid) as refusal, transaction():
        make_site(replace(JAKARTA, **{field: value}), by=None)

    assert list(refusal.value.errors) == [field]


def test_each_city_keeps_its_own_holidays(app: Flask) -> None:
    jakarta = a_site(holiday_calendar="ID")
    berlin = a_site(holiday_calendar="DE-BE", zone="Europe/Berlin")
    bangkok = a_site(holiday_calendar="TH", zone="Asia/Bangkok")

    for site in (jakarta, berlin, bangkok):
        loaded(site)

    assert days(jakarta)[date(2026, 8, 17)] == "Independence Day"
    assert date(2026, 3, 8) in days(berlin), "Women's Day is a holiday in Berlin alone"
    assert date(2026, 4, 13) in days(bangkok), "Songkran"
    assert date(2026, 8, 17) not in days(berlin)


def test_collective_leave_comes_when_it_is_asked_for(app: Flask) -> None:
    with_leave, without = a_site(holiday_calendar="ID"), a_site(holiday_calendar="ID")

    loaded(with_leave, include_collective_leave=True)
    loaded(without)

    assert date(2026, 12, 24) in days(with_leave)
    assert date(2026, 12, 24) not in days(without)
    assert date(2026, 12, 25) in days(without)


def test_where_there_is_no_collective_leave_asking_for_it_is_fine(app: Flask) -> None:
    berlin = a_site(holiday_calendar="DE-BE")

    assert loaded(berlin, include_collective_leave=True) == 10


def test_loading_twice_changes_nothing(app: Flask) -> None:
    site = a_site(holiday_calendar="ID")

    assert loaded(site) > 10
    assert loaded(site) == 0
    assert len([e for e in history_of(site).items if e.action == "site.holidays-loaded"]) == 1


def test_what_staff_said_of_a_day_outlives_a_reload(app: Flask) -> None:
    site = a_site(holiday_calendar="ID")
    manager = a_person_who_is(Role.HUB_MANAGER, site=site)
    loaded(site)
    first = holidays_of(site, 2026)[0]
    with transaction():
        change_holiday(first, name="Open house", closed=False, by=manager)
        add_holiday(site, date(2026, 6, 22), name="Jakarta's birthday", by=manager)

    loaded(site)

    kept = holidays_of(site, 2026)
    assert (kept[0].name, kept[0].closed, kept[0].source) == ("Open house", False, "staff")
    assert days(site)[date(2026, 6, 22)] == "Jakarta's birthday"


def test_a_day_that_moved_with_the_moon_moves(app: Flask) -> None:
    site = a_site(holiday_calendar="ID")
    loaded(site)
    moved = date(2026, 3, 25)
    with transaction():
        old = Holiday(site_id=site.id, day=moved, name="Eid al-Fitr (estimated)",
                      source="holidays 0.1")  # fmt: skip
        db.session.add(old)

    assert loaded(site) == 1
    assert moved not in days(site)


def test_another_years_days_are_left_alone(app: Flask) -> None:
    site = a_site(holiday_calendar="ID")
    loaded(site, 2025)

    loaded(site, 2026)

    assert len(days(site, 2025)) > 10


def test_a_sites_staff_change_its_days_and_no_other_sites(app: Flask) -> None:
    here, there = a_site(), a_site()
    manager = a_person_who_is(Role.HUB_MANAGER, site=here)

    with transaction():
        add_holiday(here, date(2026, 6, 22), name="Clean-up", by=manager)
    with pytest.raises(NotAllowed), transaction():
        add_holiday(there, date(2026, 6, 22), name="Clean-up", by=manager)
    with pytest.raises(NotAllowed):
        loaded(there, by=manager)


def test_a_day_is_there_once_and_has_a_name(app: Flask) -> None:
    site, admin = a_site(), a_person_who_is(Role.ADMIN)
    with transaction():
        holiday = add_holiday(site, date(2026, 6, 22), name="Clean-up", by=admin)

    with pytest.raises(Conflict), transaction():
        add_holiday(site, date(2026, 6, 22), name="Again", by=admin)
    with pytest.raises(Invalid), transaction():
        change_holiday(holiday, name=" ", closed=True, by=admin)


def test_the_next_days_of_several_sites_come_together(app: Flask) -> None:
    jakarta, berlin, empty = a_site(), a_site(holiday_calendar="DE-BE"), a_site()
    loaded(jakarta)
    loaded(berlin)
    today = date(2026, 11, 23)

    coming = coming_holidays([(site, today) for site in (jakarta, berlin, empty)])

    assert [row.day for row in coming[jakarta.id]] == [date(2026, 12, 25)]
    assert [row.day for row in coming[berlin.id]] == [date(2026, 12, 25), date(2026, 12, 26)]
    assert coming[empty.id] == []
