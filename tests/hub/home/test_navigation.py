"""Whoever is shown a way can go it."""

import re

import pytest

from hub.accounts.models import STAFF_ROLES, Role
from tests.factories import a_person, a_person_who_is, a_site, a_space
from tests.signing_in import sign_in_as

LINK = re.compile(r'<a href="(/[^"]*)"[^>]*>(?:<svg.*?</svg>)?\s*([^<]+)<', re.DOTALL)


def ways(page: str) -> set[str]:
    """The addresses in the bar, the rail and the tabs of a page."""
    menus = re.findall(r"<nav.*?</nav>", page, re.DOTALL)
    found = {address for menu in menus for address, _label in LINK.findall(menu)}
    return {address for address in found if not address.startswith("/language/")}


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
