"""Public holidays are called as the reader calls them."""

from datetime import UTC, date, datetime, timedelta

import holidays
import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.bookings.services import Wish, judge
from hub.accounts.models import Role
from hub.core.database import db, transaction
from hub.core.i18n import speaking
from hub.core.timeslots import TimeSlot
from hub.organisations.holiday_names import holiday_name
from hub.organisations.models import Holiday, Site
from hub.organisations.services import change_holiday, load_holidays
from hub.organisations.services.calendars import public_holidays
from tests.factories import a_person_who_is, a_site, a_space
from tests.signing_in import sign_in_as

CHRISTMAS = date(2026, 12, 25)


@pytest.fixture
def jakarta(app: Flask) -> Site:
    return a_site(code="jkt", holiday_calendar="ID")


def loaded(site: Site, day: date = CHRISTMAS) -> Holiday:
    with transaction():
        load_holidays(site, [2026], by=None)
    return db.session.query(Holiday).filter_by(site_id=site.id, day=day).one()


@pytest.mark.parametrize(("calendar", "own"), [("ID", "id"), ("DE-BE", "de")])
def test_each_name_of_many_years_is_the_package_s_own(calendar: str, own: str) -> None:
    country, _dash, part = calendar.partition("-")
    years = range(2024, 2034)
    found = public_holidays(calendar, years, collective_leave=True)
    theirs = holidays.country_holidays(
        country,
        subdiv=part or None,
        years=years,
        language=own,
        categories=("public", "government") if country == "ID" else ("public",),
    )

    assert len(found) > 90
    for day, english in found.items():
        named = holiday_name(english, calendar=calendar, speaking=own)
        assert sorted(named.split("; ")) == sorted(theirs[day].split("; "))


@pytest.mark.parametrize("calendar", ["ID", "DE-BE", "TH"])
@pytest.mark.parametrize("speaking", ["id", "de"])
def test_each_name_of_many_years_is_said_in_every_language(calendar: str, speaking: str) -> None:
    """A new holiday of one of the three cities is noticed here: it is a line in `holiday_words`."""
    found = public_holidays(calendar, range(2024, 2034), collective_leave=True)
    english = {each for names in found.values() for each in names.split("; ")}

    same = {
        each for each in english if holiday_name(each, calendar=calendar, speaking=speaking) == each
    }
    assert same <= {"Loy Krathong", "Songkran"}


@pytest.mark.parametrize(
    ("calendar", "speaking", "said"),
    [
        ("ID", "en", "Christmas Day"),
        ("ID", "de", "Weihnachten"),
        ("DE-BE", "id", "Hari Natal"),
        ("", "de", "Weihnachten"),
    ],
)
def test_where_the_package_knows_no_other_name_our_own_is_said(
    calendar: str, speaking: str, said: str
) -> None:
    assert holiday_name("Christmas Day", calendar=calendar, speaking=speaking) == said
    both = holiday_name("Eid al-Fitr (estimated); Port day", calendar="ID", speaking="de")
    assert both == "Fest des Fastenbrechens (geschätzt); Port day"


def test_what_no_catalogue_has_stays_as_it_is() -> None:
    assert holiday_name("Port day", calendar="ID", speaking="id") == "Port day"
    assert holiday_name("Port day; Christmas Day", calendar="ID", speaking="id") == (
        "Port day; Hari Raya Natal"
    )


def test_page_and_refusal_say_it_in_the_reader_s_language(
    client: FlaskClient, jakarta: Site
) -> None:
    loaded(jakarta)
    space = a_space(site=jakarta)
    sign_in_as(client, a_person_who_is(Role.HUB_MANAGER, site=jakarta, language="id"))
    at = datetime(2026, 12, 25, 3, tzinfo=UTC)

    page = client.get("/admin/sites/jkt/holidays?year=2026").text

    with speaking("id"):
        reasons = judge(Wish(space, TimeSlot(at, at + timedelta(hours=1)))).reasons

    assert "Hari Raya Natal" in page and "Christmas Day" not in page
    [closed] = [each.sentence for each in reasons if each.code == "holiday"]
    assert "Hari Raya Natal" in closed


def test_what_staff_wrote_stays_in_every_language(jakarta: Site) -> None:
    day, by = loaded(jakarta), a_person_who_is(Role.ADMIN)
    with transaction():
        change_holiday(day, name="Christmas at the house", closed=True, by=by)

    with speaking("id"):
        assert day.shown_name == "Christmas at the house"
    assert day.source == "staff"


@pytest.mark.parametrize("said", ["Christmas Day", "Hari Raya Natal"])
def test_staff_who_change_only_the_rest_leave_the_name_to_the_package(
    jakarta: Site, said: str
) -> None:
    day, by = loaded(jakarta), a_person_who_is(Role.ADMIN)
    with transaction(), speaking("id"):
        change_holiday(day, name=said, closed=False, by=by)
    with transaction():
        load_holidays(jakarta, [2026], by=None)
    db.session.refresh(day)

    assert (day.name, day.closed, day.is_of_staff) == ("Christmas Day", False, True)
    with speaking("id"):
        assert day.shown_name == "Hari Raya Natal"
