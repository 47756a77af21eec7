"""What is kept of the finder and of the API's answer: the same for who asks the same, never old."""

from datetime import timedelta

import pytest

from booking.bookings.agenda import day_of
from booking.bookings.services import Wish, assign, book, cancel, change_details, hold
from booking.bookings.views import finding
from booking.spaces.models import OpeningRule
from booking.spaces.services import close
from hub.accounts.models import Role
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.kept import Kept
from hub.organisations.queries import site_by_code
from tests.api import Caller
from tests.counting import statements
from tests.factories import MONDAY, a_person, a_person_who_is, a_site, a_space, slot
from tests.signing_in import sign_in_as

MORNING = "/spaces?day=2026-11-24&from=09:00&to=10:00&people=2"
ASKED = "/availability?site=jkt&starts_local=2026-11-24T09:00&ends_local=2026-11-24T10:00"


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    monkeypatch.setattr(finding, "_kept", Kept(most=1_000_000))


@pytest.fixture
def room(app):
    """With another beside it, so that something is always free."""
    room = a_space(site=a_site(code="jkt"), name="Ciliwung", slug="ciliwung")
    a_space(site=room.site, name="Spree")
    return room


def found(client, address=MORNING):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.text


def booked(space, by, *, during=None, **named):
    with transaction():
        return book(Wish(space, during or slot(9), **named), booked_by=by)


def test_the_same_is_kept_and_asked_for_with_one_statement(app, client, room):
    first = found(client)

    with statements() as sent:
        again = found(client)

    assert again == first
    assert len(sent) == 2, sent  # the sites, and how things stand


def test_who_books_sees_it_at_once_and_so_does_everybody_else(app, client, room):
    ayu = a_person()
    other = app.test_client()
    sign_in_as(client, ayu)
    assert "2 of 2 spaces are free" in found(client)
    assert "2 of 2 spaces are free" in found(other)

    booking = booked(room, ayu, purpose="Stand-up")

    assert "1 of 2 spaces is free" in found(client)
    assert "Stand-up" in found(client)
    assert "1 of 2 spaces is free" in found(other)
    assert "Stand-up" not in found(other)

    with transaction():
        cancel(booking, by=ayu)

    assert "2 of 2 spaces are free" in found(client)
    assert "2 of 2 spaces are free" in found(other)


def test_a_new_purpose_is_read_at_once(app, client, room):
    ayu = a_person()
    sign_in_as(client, ayu)
    booking = booked(room, ayu, purpose="Stand-up")
    assert "Stand-up" in found(client)

    with transaction():
        change_details(booking, by=ayu, purpose="Demo day")

    assert "Demo day" in found(client)
    assert "Stand-up" not in found(client)


def test_what_staff_give_to_somebody_is_theirs_at_once(app, client, room):
    ayu, keeper = a_person(), a_person_who_is(Role.HUB_MANAGER)
    booking = booked(room, keeper, purpose="Visit")
    sign_in_as(client, ayu)
    assert "Visit" not in found(client)

    with transaction():
        assign(booking, by=keeper, to=ayu, organisation_id=None)

    assert "Visit" in found(client)


def test_one_persons_page_is_never_handed_to_another(app, client, room):
    ayu, budi = a_person(), a_person()
    booked(room, ayu, purpose="Salary talks")
    sign_in_as(client, ayu)
    assert "Salary talks" in found(client)

    others = app.test_client()
    sign_in_as(others, budi)

    assert "Salary talks" not in found(others)
    assert "Salary talks" not in found(app.test_client())


def test_languages_are_kept_apart(app, client, room):
    assert "2 of 2 spaces are free" in found(client)

    assert "2 of 2 spaces are free" not in found(client, f"{MORNING}&lang=de")
    assert "2 of 2 spaces are free" not in found(client)  # it is spoken from now on


def test_a_hold_that_runs_out_gives_the_room_back_without_anybody_doing_anything(app, client, room):
    with transaction():
        hold(Wish(room, slot(9)), booked_by=a_person())
    assert "1 of 2 spaces is free" in found(client)

    with frozen_at(MONDAY + timedelta(minutes=10, seconds=1)):
        assert "2 of 2 spaces are free" in found(client)


def test_a_room_that_closes_or_keeps_other_hours_is_seen_at_once(app, client, room):
    keeper = a_person_who_is(Role.HUB_MANAGER)
    assert "2 of 2 spaces are free" in found(client)

    with transaction():
        close(room, slot(9), reason="Painting", by=keeper)
    assert "1 of 2 spaces is free" in found(client)

    with transaction():
        rules = [OpeningRule(site_id=room.site_id, weekday=1, opens=720, closes=1200)]
        room.opening_rules = rules
    assert "2 of 2 spaces are free 13:00" in found(client, MORNING.replace("09:00", "13:00")
                                                   .replace("10:00", "14:00"))  # fmt: skip


def test_a_page_with_a_forms_secret_is_not_kept(app, client, room):
    sign_in_as(client, a_person())

    chosen = found(client, f"{MORNING}&space=ciliwung")

    assert "csrf_token" in chosen
    assert len(finding._kept) == 0


def test_names_that_only_staff_read_are_not_kept(app, client, room):
    sign_in_as(client, a_person_who_is(Role.HUB_MANAGER))

    found(client)

    assert len(finding._kept) == 0


def test_the_api_answers_anew_as_soon_as_something_is_booked(app, room):
    ayu = Caller(app, a_person())
    states = [each["state"] for each in ayu.get(ASKED).get_json()["items"]]
    assert states == ["free", "free"]
    assert ayu.get(ASKED).get_json() == ayu.get(ASKED).get_json()

    booking = booked(room, a_person())
    assert sorted(e["state"] for e in ayu.get(ASKED).get_json()["items"]) == ["free", "taken"]

    with transaction():
        cancel(booking, by=booking.booked_by)
    assert [e["state"] for e in ayu.get(ASKED).get_json()["items"]] == states


def test_what_is_kept_is_bounded_and_the_oldest_goes_first():
    shelf = Kept[str](most=10)
    shelf.keep("a", "12345")
    shelf.keep("b", "12345")
    assert shelf.get("a") == "12345"

    shelf.keep("c", "1")

    assert shelf.get("b") is None  # not asked for since
    assert (shelf.get("a"), shelf.get("c"), len(shelf)) == ("12345", "1", 6)


def test_what_is_larger_than_the_shelf_is_not_kept():
    shelf = Kept[str](most=3)

    assert shelf.of("a", lambda: "12345") == "12345"

    assert (shelf.get("a"), len(shelf)) == (None, 0)


def test_a_days_timeline_takes_five_statements_however_many_spaces(app, room):
    booked(room, a_person())
    for number in range(12):
        a_space(site=room.site, name=f"Room {number}")
    db.session.expire_all()
    site_by_code("jkt")

    with statements() as sent:
        days = day_of(site_by_code("jkt"), slot(9).start.date())

    assert len(days) == 14
    assert len(sent) <= 6, sent  # five, and the site itself


def test_booking_a_room_takes_fifteen_statements_at_most(app, room):
    wish, person = Wish(room, slot(9)), a_person()

    with statements() as sent, transaction():
        book(wish, booked_by=person)

    assert len(sent) <= 15, sent
