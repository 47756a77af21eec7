"""Whoever is shown a way can go it."""

import re

import pytest

from booking.spaces.rules import Hours
from booking.spaces.services import close, set_opening_hours
from hub.accounts.models import STAFF_ROLES, Role
from hub.core.database import transaction
from hub.history.services import Acting, acting_as
from tests.factories import a_person, a_person_who_is, a_site, a_space, slot
from tests.factories.mentoring import a_mentor, a_participation
from tests.factories.programme import a_cohort, a_startup
from tests.signing_in import sign_in_as

LINK = re.compile(r'<a href="(/[^"]*)"[^>]*>(?:<svg.*?</svg>)?\s*([^<]+)<', re.DOTALL)


def ways(page: str) -> set[str]:
    """The addresses in the bar, the rail and the tabs of a page."""
    menus = re.findall(r"<nav.*?</nav>", page, re.DOTALL)
    found = {address for menu in menus for address, _label in LINK.findall(menu)}
    return {address for address in found if not address.startswith("/language/")}


def menu(page: str) -> set[str]:
    """The addresses below one's own picture."""
    (found,) = re.findall(r'aria-label="Your menu.*?</details>', page, re.DOTALL)
    return {address for address, _label in LINK.findall(found)}


@pytest.mark.parametrize("site", ["everywhere", "one site"])
@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_every_way_that_staff_are_shown_is_open_to_them(app, client, role, site):
    a_space(site=a_site(code="jkt"))
    where = a_site() if site == "one site" and role is Role.HUB_MANAGER else None
    sign_in_as(client, a_person_who_is(role, site=where))
    start = client.get("/calendars/imports").text + client.get("/people").text
    shown = ways(start + client.get("/").text + client.get("/spaces").text)

    assert len(shown) > 4
    assert {address: client.get(address).status_code for address in shown} == dict.fromkeys(
        shown, 200
    )


def test_a_visitor_sees_the_house_and_a_way_in(app, client):
    a_space(site=a_site(code="jkt"))

    page = client.get("/").text

    assert "/spaces" in ways(page)
    assert "/sign-in" in page


def test_the_front_page_of_a_person_tells_of_their_bookings(app, client):
    a_space(site=a_site(code="jkt"))
    sign_in_as(client, a_person(name="Ayu"))

    assert "Welcome, Ayu" in client.get("/").text


def test_staff_of_a_site_read_what_happened_to_it_and_its_spaces(app, client):
    space = a_space(site=a_site(code="jkt"))
    manager = a_person_who_is(Role.HUB_MANAGER, site=space.site, name="Laras")
    with acting_as(Acting(manager.id)), transaction():
        close(space, slot(9), reason="Painting", by=manager)
        set_opening_hours(space.site, [Hours(0, 480, 1200)], by=manager)
    pages = (f"/spaces/jkt/{space.slug}", "/sites/jkt")

    assert not any("Laras" in client.get(page).text for page in pages)
    sign_in_as(client, manager)

    assert "Painting" in client.get(pages[0]).text
    assert "set the opening hours" in client.get(pages[1]).text


def test_whoever_mentors_finds_their_mentoring_whatever_their_roles(app, client):
    a_space(site=a_site(code="jkt"))
    a_mentor(rina := a_person(name="Rina"))
    sign_in_as(client, rina)

    shown = ways(client.get("/").text) | menu(client.get("/").text)

    assert {"/mentoring", "/mentor-sessions", "/office-hours", "/mentor-days"} <= shown
    assert "/mentoring/pairs" not in shown
    assert all(client.get(address).status_code == 200 for address in shown)


def test_whoever_is_mentored_finds_their_mentors_and_sessions(app, client):
    a_participation(a_cohort(), a_startup(ayu := a_person(name="Ayu")))
    sign_in_as(client, ayu)

    shown = ways(client.get("/").text) | menu(client.get("/").text)

    assert {"/mentoring/pairs", "/mentor-sessions", "/office-hours"} <= shown
    assert "/mentoring" not in shown


def test_nobody_else_is_led_to_mentoring_and_everybody_finds_their_profile(app, client):
    sign_in_as(client, a_person(name="Eka"))

    shown = ways(client.get("/").text) | menu(client.get("/").text)

    assert not any("mentoring" in address or "office-hours" in address for address in shown)
    assert "/account/profile" in shown


def test_a_page_inside_a_part_of_the_hub_marks_that_part(app, client):
    space = a_space(site=a_site(code="jkt"))

    inside, itself = (client.get(p).text for p in (f"/spaces/jkt/{space.slug}", "/spaces"))

    assert re.findall(r'<a href="([^"]*)" aria-current="true"', inside).count("/spaces") == 3
    assert 'href="/spaces" aria-current="page"' in itself
    assert 'href="/classes" aria-current' not in inside + itself
