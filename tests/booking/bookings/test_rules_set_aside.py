"""Staff of a site set its rules aside and say why, for the record; nothing else gives way."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.bookings.errors import Refused, SlotTaken
from booking.bookings.models import Booking, BookingState
from booking.bookings.services import Aside, Wish, book, hold
from booking.plans.models import QuotaSubject
from hub.accounts.models import Role
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.models import Entry
from hub.history.queries import history_of
from tests.api import Caller
from tests.booking.bookings.house_rules import a_plan, a_quota, on_plan, shown
from tests.factories import (
    a_member,
    a_person,
    a_person_who_is,
    a_site,
    a_space,
    an_organisation,
    slot,
)
from tests.signing_in import sign_in_as

WHY = "The governor's visit begins early."


def a_manager(site):
    return a_person_who_is(Role.HUB_MANAGER, site=site)


def booked(space, during, *, by, people=1, aside=None, how=book):
    with transaction():
        return how(Wish(space, during, people, aside=aside), booked_by=by)


@pytest.mark.parametrize("how", [book, hold])
def test_rules_of_the_house_give_way_and_the_record_says_why(app, how):
    site = a_site()
    space, manager = a_space(site=site, longest_minutes=120), a_manager(site)

    booking = booked(space, slot(5, 180), by=manager, aside=Aside(manager, WHY), how=how)

    assert booking.state in (BookingState.CONFIRMED, BookingState.HELD)
    (entry, _made) = history_of(booking).items
    assert (entry.action, entry.reason) == ("booking.rules-set-aside", WHY)
    assert entry.after["rules"] == ["too-long", "closed"]


def test_where_no_rule_is_in_the_way_nothing_is_recorded(app):
    site = a_site()
    manager = a_manager(site)

    booking = booked(a_space(site=site), slot(9), by=manager, aside=Aside(manager, WHY))

    assert [each.action for each in history_of(booking).items] == ["booking.confirmed"]


def test_what_no_rule_made_does_not_give_way(app):
    site = a_site()
    space, manager = a_space(site=site, capacity_people=4, longest_minutes=60), a_manager(site)
    booked(space, slot(9), by=a_person())

    with pytest.raises(SlotTaken):
        booked(space, slot(9), by=manager, aside=Aside(manager, WHY))
    for during, people, code in ((slot(12, 120), 5, "too-long"), (slot(9, days=-1), 1, "past")):
        with pytest.raises(Refused) as refusal:
            booked(space, during, by=manager, people=people, aside=Aside(manager, WHY))
        assert refusal.value.code == code
        assert not refusal.value.are_rules


def test_only_managers_of_the_site_and_only_with_a_reason(app):
    site = a_site()
    space, manager = a_space(site=site), a_manager(site)
    elsewhere = a_manager(a_site())

    for person in (a_person(), elsewhere):
        with pytest.raises(NotAllowed):
            booked(space, slot(5), by=person, aside=Aside(person, WHY))
    with pytest.raises(Invalid, match="say why"):
        booked(space, slot(5), by=manager, aside=Aside(manager, "  "))


def test_a_reason_says_until_when_and_whether_it_is_a_rule(app):
    space = a_space(window_days=10)

    with pytest.raises(Refused) as refusal:
        booked(space, slot(9, days=20), by=a_person())

    (told,) = refusal.value.details["reasons"]
    assert (told["code"], told["by_rule"]) == ("too-far", True)
    assert told["until"] == slot(9, days=10).start.isoformat().replace("+00:00", "Z")


EARLY = {"day": "2026-11-24", "from": "05:00", "to": "06:00"}


def test_on_the_page_the_manager_is_asked_why_and_others_are_not(client: FlaskClient) -> None:
    site = a_site()
    space, manager = a_space(site=site), a_manager(site)
    look = EARLY | {"site": site.code, "space": space.slug}

    sign_in_as(client, a_person())
    assert "Book it all the same" not in client.get("/spaces", query_string=look).text
    sign_in_as(client, manager)
    assert "Book it all the same" in client.get("/spaces", query_string=look).text
    answer = client.post("/spaces/hold", data=look | {"override_reason": WHY})

    assert (answer.status_code, "/checkout" in answer.location) == (303, True)
    (entry, _held) = history_of(db.session.query(Booking).one()).items
    assert (entry.action, entry.reason) == ("booking.rules-set-aside", WHY)


def test_where_somebody_has_it_the_manager_is_not_asked_either(client: FlaskClient) -> None:
    site = a_site()
    space, manager = a_space(site=site), a_manager(site)
    booked(space, slot(5, 60), by=manager, aside=Aside(manager, WHY))
    sign_in_as(client, manager)

    page = client.get("/spaces", query_string=EARLY | {"site": site.code, "space": space.slug})

    assert "Book it all the same" not in page.text


def test_a_visitor_who_sends_a_reason_is_refused(client: FlaskClient) -> None:
    site = a_site()
    space = a_space(site=site)
    sign_in_as(client, a_person())

    answer = client.post(
        "/spaces/hold",
        data=EARLY | {"site": site.code, "space": space.slug, "override_reason": WHY},
    )

    assert answer.status_code == 403
    assert db.session.query(Booking).count() == 0


def test_by_api(app: Flask) -> None:
    site = a_site()
    space, manager = a_space(site=site), a_manager(site)
    asked = {
        "space": str(space.id), "starts_local": "2026-11-24T05:00",
        "ends_local": "2026-11-24T06:00",
    }  # fmt: skip
    caller = Caller(app, manager)

    refused = caller.post("/bookings", asked)
    made = caller.post("/bookings", asked | {"override_reason": WHY})
    other = Caller(app, a_person()).post("/bookings", asked | {"override_reason": WHY})

    assert refused.status_code == 422
    assert [each["by_rule"] for each in refused.json["reasons"]] == [True]
    assert (made.status_code, made.json["state"]) == (201, "confirmed")
    assert other.status_code == 403


def entries(action: str) -> list[Entry]:
    return list(db.session.scalars(select(Entry).where(Entry.action == action)))


def test_at_checkout_staff_assign_it_against_a_rule_and_say_why(
    app: Flask, client: FlaskClient
) -> None:
    lab, ayu = a_space(needs_induction=True), a_person(email="ayu@warga.example")
    manager = a_manager(lab.site)
    shown(manager, lab)
    booking = booked(lab, slot(9), by=manager, how=hold)
    sign_in_as(client, manager)
    path, data = f"/bookings/{booking.id}/checkout", {"for_email": ayu.email, "people": "1"}

    before = client.get(path).text
    refused = client.post(path, data=data)
    done = client.post(path, data=data | {"override_reason": WHY})

    assert "Why all the same?" not in before
    assert refused.status_code == 422
    assert "Ask the hub" in refused.text and "Why all the same?" in refused.text
    assert done.status_code == 303, done.text
    db.session.expire_all()
    assert (booking.state, booking.booked_for_id) == (BookingState.CONFIRMED, ayu.id)
    [entry] = entries("booking.rules-set-aside")
    assert (entry.reason, entry.after) == (WHY, {"rules": ["no-induction"]})
    assert (entry.actor_id, entry.for_id) == (manager.id, ayu.id)


def test_others_are_not_asked_why_at_checkout_and_cannot_say_it(
    app: Flask, client: FlaskClient
) -> None:
    site, team = a_site(), an_organisation()
    ayu, room, plan = a_member(team).user, a_space(site=site), a_plan(site)
    on_plan(plan, team)
    a_quota(site, plan, subject=QuotaSubject.ORGANISATION, most_bookings=0)
    booking = booked(room, slot(9), by=ayu, how=hold)
    sign_in_as(client, ayu)
    data = {"organisation": str(team.id), "override_reason": WHY}

    refused = client.post(f"/bookings/{booking.id}/checkout", data=data)
    asked = Caller(app, ayu).post(f"/bookings/{booking.id}/confirm", data)

    assert refused.status_code == 422
    assert (asked.status_code, asked.get_json()["code"]) == (403, "not-allowed")
    db.session.expire_all()
    assert (booking.state, booking.organisation_id) == (BookingState.HELD, None)
    assert entries("booking.rules-set-aside") == []


def test_a_hold_that_ran_out_is_confirmed_against_a_quota_by_api(app: Flask) -> None:
    site = a_site()
    one, two, manager = a_space(site=site), a_space(site=site), a_manager(site)
    booking = booked(one, slot(9), by=manager, how=hold)
    booked(two, slot(9), by=manager)
    a_quota(site, most_bookings=1)
    caller, path = Caller(app, manager), f"/bookings/{booking.id}/confirm"

    with frozen_at(now() + timedelta(minutes=11)):
        refused = caller.post(path, {})
        done = caller.post(path, {"override_reason": WHY})

    assert (refused.status_code, refused.get_json()["code"]) == (422, "quota")
    assert (done.status_code, done.get_json()["state"]) == (200, "confirmed")
    [entry] = entries("booking.rules-set-aside")
    assert (entry.reason, entry.after) == (WHY, {"rules": ["quota"]})
