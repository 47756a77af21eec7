"""The pages of a house, as its keeper uses them."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.bookings.services import Wish, book
from booking.plans.models import Plan, PlanMember, Quota
from booking.plans.services import MemberDraft, PlanDraft, add_to_plan, make_plan, set_quota
from booking.spaces.models import Induction, OpeningException, OpeningRule, Space
from booking.spaces.services import OtherHours, give_induction, set_other_hours
from hub.accounts.models import Role, User
from hub.core.database import db, transaction
from hub.organisations.models import Holiday, Site
from hub.organisations.services import add_holiday
from tests.booking.houses.test_plans import TODAY, WEEKLY
from tests.counting import asked_for
from tests.factories import a_person, a_person_who_is, a_site, a_space, an_organisation, slot
from tests.signing_in import sign_in_as

WEEK = {f"day{n}": "7-12, 13-22" for n in range(7)}


@pytest.fixture
def site(app: Flask) -> Site:
    return a_site(code="jkt", name="Hub Jakarta")


@pytest.fixture
def keeper(client: FlaskClient, site: Site) -> User:
    keeper = a_person_who_is(Role.HUB_MANAGER, site=site)
    sign_in_as(client, keeper)
    return keeper


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_week_is_set_and_what_cannot_be_read_stands_there_again(
    client: FlaskClient, keeper: User
) -> None:
    odd = client.post("/admin/sites/jkt/hours/week", data=WEEK | {"day2": "half past nine"})
    done = client.post("/admin/sites/jkt/hours/week", data=WEEK)

    assert (odd.status_code, done.status_code) == (422, 302)
    assert "half past nine" in odd.text
    assert "We cannot use" in odd.text
    assert db.session.query(OpeningRule).count() == 14


def test_hours_that_hit_a_booking_ask_and_lead_to_it(
    client: FlaskClient, keeper: User, site: Site
) -> None:
    with transaction():
        booking = book(Wish(a_space(site=site), slot(12)), booked_by=a_person(name="Ayu"))

    asked = client.post("/admin/sites/jkt/hours/week", data=WEEK)
    agreed = client.post("/admin/sites/jkt/hours/week", data=WEEK | {"agreed": "y"})

    assert (asked.status_code, agreed.status_code) == (409, 302)
    assert f'href="/bookings/{booking.id}"' in asked.text
    assert "They stay as they are" in asked.text
    assert 'value="7-12, 13-22"' in asked.text


def test_a_space_keeps_hours_of_its_own_until_it_is_open_with_the_house(
    client: FlaskClient, keeper: User, site: Site
) -> None:
    at = f"/admin/sites/jkt/hours/spaces/{a_space(site=site, name='Studio').id}"

    client.post(at, data={"day0": "9-17"})
    page = words(client.get("/admin/sites/jkt/hours").text)
    back = client.post(f"{at}/like-the-house")

    assert "Studio Monday 09:00–17:00" in page
    assert back.status_code == 302
    assert db.session.query(OpeningRule).count() == 7


def test_other_hours_on_days_are_set_shown_and_taken_back(
    client: FlaskClient, keeper: User, site: Site
) -> None:
    form = {"first_day": "2026-12-01", "last_day": "2026-12-03", "times": "", "reason": "Training"}

    new = client.post("/admin/sites/jkt/other-hours/new", data=form)
    backwards = client.post(
        "/admin/sites/jkt/other-hours/new", data=form | {"last_day": "2026-11-30"}
    )
    page = client.get("/admin/sites/jkt/hours")
    first = db.session.scalars(select(OpeningException)).first()
    assert first is not None
    gone = client.post(f"/admin/sites/jkt/other-hours/{first.id}/remove")

    assert [a.status_code for a in (new, backwards, gone)] == [302, 422, 302]
    assert page.text.count("Training") == 3
    assert db.session.query(OpeningException).count() == 2


def test_a_site_s_calendar_is_kept(client: FlaskClient, keeper: User) -> None:
    at = "/admin/sites/jkt/holidays"
    form = {"day": "2026-06-22", "name": "Clean-up", "closed": "y"}

    loaded = client.post(f"{at}/load", data={"year": "2026"})
    added = client.post(at, data=form)
    again = client.post(at, data=form)
    nothing = client.post(at, data={"day": "", "name": ""})
    day = db.session.query(Holiday).filter_by(day=date(2026, 8, 17)).one()
    asked = client.get(f"{at}/{day.id}")
    changed = client.post(f"{at}/{day.id}", data={"name": "Open house"})
    sure = client.get(f"{at}/{day.id}/remove")
    removed = client.post(f"{at}/{day.id}/remove")

    answers = (loaded, added, again, nothing, asked, changed, sure, removed)
    assert [a.status_code for a in answers] == [302, 302, 422, 422, 200, 302, 200, 302]
    assert db.session.query(Holiday).filter_by(day=date(2026, 8, 17)).count() == 0


def test_a_day_that_hits_bookings_is_asked_about_and_nothing_typed_is_lost(
    client: FlaskClient, keeper: User, site: Site
) -> None:
    with transaction():
        book(Wish(a_space(site=site), slot(12, days=32)), booked_by=a_person())
    form = {"day": "2026-12-25", "name": "Feast", "closed": "y"}

    asked = client.post("/admin/sites/jkt/holidays", data=form)
    agreed = client.post("/admin/sites/jkt/holidays", data=form | {"agreed": "y"})
    load = client.post("/admin/sites/jkt/holidays/load", data={"year": "2026"})

    assert (asked.status_code, agreed.status_code, load.status_code) == (409, 302, 302)
    assert 'value="Feast"' in asked.text


@pytest.mark.parametrize("year", ["abc", "-1", "0", "99999", "1999"])
def test_a_year_that_makes_no_sense_is_this_year(
    client: FlaskClient, keeper: User, year: str
) -> None:
    assert "Holidays 2026" in client.get(f"/admin/sites/jkt/holidays?year={year}").text


def test_an_administrator_opens_and_changes_a_site(client: FlaskClient, site: Site) -> None:
    sign_in_as(client, a_person_who_is(Role.ADMIN))
    form = {
        "name": "Hub Bandung", "code": "bdg", "city": "Bandung", "zone": "Asia/Jakarta",
        "currency": "IDR", "holiday_calendar": "id",
    }  # fmt: skip

    odd = client.post("/admin/sites/new", data=form | {"zone": "Asia/Batavia"})
    twice = client.post("/admin/sites/new", data=form | {"code": "jkt"})
    made = client.post("/admin/sites/new", data=form)
    changed = client.post("/admin/sites/bdg/edit", data=form | {"address": "Jalan Braga 1"})

    assert [a.status_code for a in (odd, twice, made, changed)] == [422, 422, 302, 302]
    assert "Jalan Braga 1" in client.get("/admin/sites/bdg").text


def test_a_booked_site_says_why_its_clock_stays(client: FlaskClient, site: Site) -> None:
    sign_in_as(client, a_person_who_is(Role.ADMIN))
    with transaction():
        book(Wish(a_space(site=site), slot(12)), booked_by=a_person())
    form = {name: getattr(site, name) for name in ("name", "code", "city", "currency")}

    answer = client.post(
        "/admin/sites/jkt/edit", data=form | {"zone": "Asia/Makassar", "holiday_calendar": "ID"}
    )

    assert answer.status_code == 422
    assert "Bookings were made by this clock" in answer.text


def test_a_plan_from_its_making_to_its_end(client: FlaskClient, keeper: User, site: Site) -> None:
    ayu, team = a_person(name="Ayu", email="ayu@a.example"), an_organisation(name="Warga Air")
    client.post("/admin/sites/jkt/plans/new", data={"name": "Resident"})
    plan = db.session.scalars(select(Plan)).one()
    at = f"/admin/plans/{plan.id}"
    member = {"starts_on": "2026-11-01"}

    on = client.post(f"{at}/members", data=member | {"email": " AYU@a.example"})
    too = client.post(f"{at}/members", data=member | {"organisation": "warga air"})
    wrong = [
        client.post(f"{at}/members", data=member | who).status_code
        for who in (
            {}, {"email": "ayu@a.example"}, {"email": "no@body.example"},
            {"organisation": "Nobody"}, {"email": "ayu@a.example", "organisation": "Warga Air"},
        )
    ]  # fmt: skip
    first = db.session.scalars(select(PlanMember).where(PlanMember.user_id == ayu.id)).one()
    ended = client.post(f"{at}/members/{first.id}", data={"ends_on": "2026-11-20"})
    page, all_of_them = words(client.get(at).text), words(client.get(f"{at}?ended=y").text)
    table = client.get(f"{at}/members.csv").text

    assert (on.status_code, too.status_code, ended.status_code) == (302, 302, 302)
    assert wrong == [422] * 5
    assert ("ayu@a.example" in page, "ayu@a.example" in all_of_them) == (False, True)
    assert team.name in page
    assert '"Ayu","ayu@a.example","no","2026-11-01","2026-11-20"' in table
    assert client.post(f"{at}/archive").status_code == 302


def test_quotas_are_set_changed_and_removed(client: FlaskClient, keeper: User, site: Site) -> None:
    form = {"subject": "person", "period": "week", "most_minutes": "7.5", "space_kind": ""}

    none = client.post("/admin/sites/jkt/quotas/new", data=form | {"most_minutes": ""})
    made = client.post("/admin/sites/jkt/quotas/new", data=form)
    twice = client.post("/admin/sites/jkt/quotas/new", data=form)
    quota = db.session.scalars(select(Quota)).one()
    changed = client.post(f"/admin/quotas/{quota.id}", data=form | {"most_bookings": "2"})
    page = words(client.get("/admin/sites/jkt/plans").text)
    removed = client.post(f"/admin/quotas/{quota.id}/remove")

    assert [a.status_code for a in (none, made, twice, changed, removed)] == [
        422, 302, 422, 302, 302
    ]  # fmt: skip
    assert "7.5 hours and 2 bookings a week" in page


def test_somebody_is_introduced_to_the_lab(client: FlaskClient, keeper: User, site: Site) -> None:
    lab = a_space(site=site, name="Maker lab", needs_induction=True)
    a_person(name="Ayu", email="ayu@a.example")
    at = f"/admin/sites/jkt/introductions/{lab.id}"

    unknown = client.post(at, data={"email": "no@body.example"})
    done = client.post(at, data={"email": "ayu@a.example", "valid_until": "2027-11-23"})
    listed = words(client.get("/admin/sites/jkt/introductions").text)
    given = db.session.scalars(select(Induction)).one()
    gone = client.post(f"{at}/{given.id}/take-back")

    assert [a.status_code for a in (unknown, done, gone)] == [422, 302, 302]
    assert "Maker lab 1" in listed
    assert "taken back" in client.get(at).text


def test_another_site_s_things_are_not_there(client: FlaskClient, keeper: User) -> None:
    there = a_site(code="ber")
    space = a_space(site=there)
    admin = a_person_who_is(Role.ADMIN)
    with transaction():
        day = add_holiday(there, date(2026, 6, 22), name="Clean-up", by=admin)
        [other] = set_other_hours(there, OtherHours(()), on=[TODAY], by=None)
        plan = make_plan(there, PlanDraft("Resident"), by=None)
        given = give_induction(space, keeper, by=None)

    for path, status in (
        ("/admin/sites/ber", 403),
        ("/admin/sites/ber/hours", 403),
        (f"/admin/sites/jkt/holidays/{day.id}", 404),
        (f"/admin/sites/jkt/other-hours/{other.id}/remove", 404),
        (f"/admin/sites/jkt/hours/spaces/{space.id}", 404),
        (f"/admin/sites/jkt/introductions/{space.id}", 404),
        (f"/admin/sites/jkt/introductions/{space.id}/{given.id}/take-back", 404),
        (f"/admin/plans/{plan.id}", 403),
        (f"/admin/plans/{plan.id}/members.csv", 403),
        (f"/admin/sites/jkt/quotas/new?plan={plan.id}", 404),
        ("/admin/sites/jkt/quotas/new?plan=odd", 404),
    ):
        assert client.get(path).status_code == status, path


def test_everybody_sees_their_own_plans(client: FlaskClient, site: Site) -> None:
    ayu = a_person()
    sign_in_as(client, ayu)
    assert "You are on no plan" in client.get("/plans/mine").text
    with transaction():
        plan = make_plan(site, PlanDraft("Resident"), by=None)
        add_to_plan(plan, MemberDraft(ayu, TODAY), by=None)
        set_quota(site, WEEKLY, plan=plan, by=None)
        book(Wish(a_space(site=site), slot(9, 90)), booked_by=ayu)

    page = words(client.get("/plans/mine").text)

    assert "1.5 hours, 1 booking" in page
    assert "8.5 hours, 2 bookings" in page


def test_the_lists_ask_as_often_for_many_as_for_one(
    client: FlaskClient, keeper: User, site: Site
) -> None:
    lab_id = a_space(site=site, needs_induction=True).id
    with transaction():
        plan_id = make_plan(site, PlanDraft("Resident"), by=None).id
    pages = (
        "/admin/sites", "/admin/sites/jkt", "/admin/sites/jkt/hours", "/admin/sites/jkt/plans",
        "/admin/sites/jkt/holidays", f"/admin/plans/{plan_id}", "/admin/sites/jkt/introductions",
        f"/admin/sites/jkt/introductions/{lab_id}",
    )  # fmt: skip

    def fill(number: int) -> None:
        # The counting forgets what was read.
        lab, plan = db.session.get_one(Space, lab_id), db.session.get_one(Plan, plan_id)
        site, keeper = plan.site, a_person_who_is(Role.HUB_MANAGER, site=plan.site)
        who, team = a_person(), an_organisation()
        a_space(site=site, needs_induction=True)
        with transaction():
            give_induction(lab, who, by=keeper)
            add_to_plan(plan, MemberDraft(who, TODAY), by=keeper)
            add_to_plan(plan, MemberDraft(team, TODAY), by=keeper)
            more = make_plan(site, PlanDraft(f"Plan {number}"), by=keeper)
            set_quota(site, WEEKLY, plan=more, by=keeper)
            day = TODAY + timedelta(days=number)
            set_other_hours(lab, OtherHours(((0, 60),)), on=[day], by=keeper)
            add_holiday(site, day, name="Rest", by=keeper)

    client.get("/admin/sites")  # from now on somebody acts, whom history names
    fill(1)
    few = {path: asked_for(client, path)[0] for path in pages}
    for number in range(2, 12):
        fill(number)

    assert {path: asked_for(client, path)[0] for path in pages} == few
