"""With which day and time a search begins."""

from datetime import date, time, timedelta

from booking.bookings.search import usual_times
from booking.spaces.rules import Hours
from booking.spaces.services import set_opening_hours
from hub.core.clock import frozen_at
from hub.core.database import transaction
from hub.organisations.models import Holiday
from tests.factories import MONDAY, a_site, kept

WORKDAYS = [Hours(weekday, 7 * 60, 22 * 60) for weekday in range(5)]


def test_a_search_begins_with_the_next_half_hour(app):
    with frozen_at(MONDAY + timedelta(hours=2, minutes=10)):  # 10:10 in Jakarta
        assert usual_times(a_site()) == (date(2026, 11, 23), time(10, 30), time(11, 30))


def test_in_the_evening_it_begins_with_tomorrow_morning(app):
    with frozen_at(MONDAY + timedelta(hours=13)):  # 21:00 in Jakarta
        assert usual_times(a_site()) == (date(2026, 11, 24), time(9), time(10))


def test_nobody_is_shown_a_closed_house_unasked(app):
    site = a_site()
    with transaction():
        set_opening_hours(site, WORKDAYS)
    kept(Holiday(site_id=site.id, day=date(2026, 11, 30), name="A feast", source="staff"))

    with frozen_at(MONDAY + timedelta(days=5)):  # Saturday; Monday is the feast
        assert usual_times(site)[0] == date(2026, 12, 1)


def test_a_day_that_was_asked_for_is_shown_even_when_it_is_closed(app):
    site = a_site()
    with transaction():
        set_opening_hours(site, WORKDAYS)

    assert usual_times(site, date(2026, 11, 29)) == (date(2026, 11, 29), time(9), time(10))
