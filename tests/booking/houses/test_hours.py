"""Hours, other days and holidays, changed by whoever keeps the site; bookings are not lost."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from booking.bookings.models import Booking, BookingState
from booking.bookings.services import Wish, book, cancel
from booking.houses.errors import BookingsOutsideHours, SiteInUse
from booking.houses.services import (
    add_holiday,
    change_holiday,
    change_site,
    load_holidays,
    remove_holiday,
    remove_other_hours,
    set_hours,
    set_other_hours,
)
from booking.houses.services.holidays import DayDraft
from booking.spaces.models import OpeningException, OpeningRule, Space
from booking.spaces.rules import Hours
from booking.spaces.services import OtherHours
from hub.accounts.models import Role, User
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.queries import history_of
from hub.organisations.models import Holiday, Site
from hub.organisations.services import draft_of
from tests.factories import a_person, a_person_who_is, a_site, a_space, slot

TUESDAY = date(2026, 11, 24)
MORNINGS = [Hours(weekday, 7 * 60, 12 * 60) for weekday in range(7)]
CLOSED = OtherHours((), "Staff training")


class House:
    """A site with a room that is booked on Tuesday from 14 to 15, and its keeper."""

    def __init__(self) -> None:
        self.site: Site = a_site(code="jkt")
        self.room: Space = a_space(site=self.site, name="Ciliwung")
        self.keeper: User = a_person_who_is(Role.HUB_MANAGER, site=self.site)
        with transaction():
            self.booking = book(Wish(self.room, slot(14)), booked_by=a_person(name="Ayu"))


@pytest.fixture
def house(app: Flask) -> House:
    return House()


def rules_of(site: Site) -> list[tuple[int, int, int]]:
    rows = db.session.scalars(select(OpeningRule).where(OpeningRule.site_id == site.id))
    return sorted((row.weekday, row.opens, row.closes) for row in rows)


def test_hours_that_leave_a_booking_outside_name_it_and_change_nothing(house: House) -> None:
    before = rules_of(house.site)

    with pytest.raises(BookingsOutsideHours) as refusal, transaction():
        set_hours(house.site, MORNINGS, by=house.keeper, agreed=False)

    [hit] = refusal.value.hits
    assert (hit.id, hit.who, hit.space) == (house.booking.id, "Ayu", "Ciliwung")
    assert refusal.value.details["bookings"] == [str(house.booking.id)]
    db.session.expire_all()
    assert rules_of(house.site) == before
    assert not [e for e in history_of(house.site).items if e.action == "place.hours-set"]


def test_once_it_is_agreed_the_hours_change_and_the_booking_stands(house: House) -> None:
    with transaction():
        set_hours(house.site, MORNINGS, by=house.keeper, agreed=True)

    assert rules_of(house.site) == [(day, 420, 720) for day in range(7)]
    assert db.session.get_one(Booking, house.booking.id).state is BookingState.CONFIRMED
    [entry] = [e for e in history_of(house.site).items if e.action == "place.hours-set"]
    assert (entry.before["hours"][0], entry.after["hours"][0]) == (
        "Mon 07:00-22:00",
        "Mon 07:00-12:00",
    )


def test_what_lay_outside_before_is_not_asked_about_again(house: House) -> None:
    with transaction():
        set_hours(house.site, MORNINGS, by=house.keeper, agreed=True)

    with transaction():
        set_hours(house.site, MORNINGS[:3], by=house.keeper, agreed=False)

    assert len(rules_of(house.site)) == 3


def test_cancelled_bookings_and_other_houses_are_not_hit(house: House) -> None:
    elsewhere = a_space(site=a_site())
    with transaction():
        cancel(house.booking, by=house.booking.booked_by)
        book(Wish(elsewhere, slot(14)), booked_by=a_person())

    with transaction():
        set_hours(house.site, [], by=house.keeper, agreed=False)

    assert rules_of(house.site) == []


def test_a_space_has_its_own_hours_and_gives_them_up_again(house: House) -> None:
    night = [Hours(1, 13 * 60, 24 * 60)]

    with transaction():
        set_hours(house.room, night, by=house.keeper, agreed=False)
        set_hours(house.site, MORNINGS, by=house.keeper, agreed=False)
    with pytest.raises(BookingsOutsideHours), transaction():
        set_hours(house.room, [], by=house.keeper, agreed=False)

    db.session.expire_all()
    assert [(r.opens, r.closes) for r in house.room.opening_rules] == [(780, 1440)]


@pytest.mark.parametrize(
    "hours",
    [
        [Hours(0, 60, 120), Hours(0, 90, 200)],
        [Hours(7, 60, 120)],
        [Hours(0, 120, 60)],
        [Hours(0, -1, 60)],
        [Hours(0, 0, 1441)],
        [Hours(0, n * 60, n * 60 + 30) for n in range(9)],
    ],
)
def test_hours_that_cannot_be_are_refused(house: House, hours: list[Hours]) -> None:
    with pytest.raises(Invalid), transaction():
        set_hours(house.site, hours, by=house.keeper, agreed=True)


def test_others_change_no_hours(house: House) -> None:
    for who in (a_person(), a_person_who_is(Role.HUB_MANAGER, site=a_site())):
        with pytest.raises(NotAllowed), transaction():
            set_hours(house.site, MORNINGS, by=who, agreed=True)
        with pytest.raises(NotAllowed), transaction():
            set_other_hours(house.site, CLOSED, on=[TUESDAY], by=who, agreed=True)


def test_a_day_is_closed_only_with_a_look_at_who_comes(house: House) -> None:
    with pytest.raises(BookingsOutsideHours), transaction():
        set_other_hours(house.site, CLOSED, on=[TUESDAY], by=house.keeper, agreed=False)
    with transaction():
        [made] = set_other_hours(
            house.site, OtherHours(((780, 1320),), "Late"), on=[TUESDAY], by=house.keeper,
            agreed=False,
        )  # fmt: skip

    assert (made.intervals, made.reason, made.is_closed) == ([[780, 1320]], "Late", False)


def test_several_days_in_one_go_and_again_with_other_hours(house: House) -> None:
    days = [date(2026, 12, n) for n in (1, 2, 3)]
    with transaction():
        set_other_hours(house.site, CLOSED, on=days, by=house.keeper, agreed=False)
        set_other_hours(
            house.site, OtherHours(((480, 600),), "Short"), on=days[1:], by=house.keeper,
            agreed=False,
        )  # fmt: skip

    rows = db.session.scalars(select(OpeningException).order_by(OpeningException.day)).all()
    assert [(row.day.day, row.intervals) for row in rows] == [
        (1, []), (2, [[480, 600]]), (3, [[480, 600]])
    ]  # fmt: skip
    with pytest.raises(Invalid), transaction():
        set_other_hours(house.site, CLOSED, on=[], by=house.keeper, agreed=False)


def test_a_holiday_gives_way_to_other_hours_and_comes_back_with_a_question(house: House) -> None:
    with transaction():
        set_other_hours(
            house.site, OtherHours(((420, 1320),), "Open house"), on=[TUESDAY],
            by=house.keeper, agreed=False,
        )  # fmt: skip
        add_holiday(house.site, DayDraft("Feast"), on=TUESDAY, by=house.keeper, agreed=False)
    [day] = db.session.scalars(select(OpeningException))

    with pytest.raises(BookingsOutsideHours), transaction():
        remove_other_hours(day, by=house.keeper, agreed=False)
    with transaction():
        remove_other_hours(day, by=house.keeper, agreed=True)

    assert db.session.scalars(select(OpeningException)).all() == []


def test_a_holiday_is_set_changed_and_removed_with_a_look_at_whom_it_hits(house: House) -> None:
    open_day, closed = DayDraft("Feast", closed=False), DayDraft("Feast")

    with pytest.raises(BookingsOutsideHours), transaction():
        add_holiday(house.site, closed, on=TUESDAY, by=house.keeper, agreed=False)
    with transaction():
        holiday = add_holiday(house.site, open_day, on=TUESDAY, by=house.keeper, agreed=False)
    with pytest.raises(BookingsOutsideHours), transaction():
        change_holiday(holiday, closed, by=house.keeper, agreed=False)
    with transaction():
        change_holiday(holiday, closed, by=house.keeper, agreed=True)
        remove_holiday(holiday, by=house.keeper)

    assert db.session.scalars(select(Holiday)).all() == []
    actions = {entry.action for entry in history_of(house.site).items}
    assert {"site.holiday-added", "site.holiday-changed", "site.holiday-removed"} <= actions


def test_loading_a_year_asks_about_bookings_on_its_days(house: House) -> None:
    with transaction():
        book(Wish(house.room, slot(10, days=32)), booked_by=a_person())  # 25 December

    with pytest.raises(BookingsOutsideHours), transaction():
        load_holidays(house.site, [2026], by=house.keeper, agreed=False)
    with transaction():
        assert load_holidays(house.site, [2026], by=house.keeper, agreed=True) > 10


def test_a_site_keeps_its_clock_and_money_while_it_is_booked(house: House) -> None:
    admin, draft = a_person_who_is(Role.ADMIN), draft_of(house.site)
    later, empty = a_site(code="ber"), draft_of(house.site)
    with transaction():
        change_site(house.site, type(draft)(**(vars(draft) | {"name": "Teluk"})), by=admin)

    for change in ({"zone": "Asia/Makassar"}, {"currency": "EUR"}):
        with pytest.raises(SiteInUse), transaction():
            change_site(house.site, type(draft)(**(vars(draft) | change)), by=admin)
    with transaction():
        free = draft_of(later)
        change_site(later, type(empty)(**(vars(free) | {"zone": "Asia/Makassar"})), by=admin)
    with pytest.raises(NotAllowed), transaction():
        change_site(house.site, draft, by=house.keeper)

    db.session.expire_all()
    assert (house.site.zone, house.site.name) == ("Asia/Jakarta", "Teluk")
    assert later.zone == "Asia/Makassar"
