"""The day of a site by API: the same as the page says, in the same few statements."""

from datetime import timedelta

import pytest
from flask import Flask

from booking.bookings.services import Wish, book, hold, write_note
from booking.spaces.models import Level, Space, SpaceKind
from booking.spaces.services import close
from hub.accounts.models import Role, User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.organisations.models import Site
from tests.api import Caller
from tests.booking.frontdesk.test_board import NOW, TUESDAY, booked
from tests.factories import a_person, a_person_who_is, a_site, a_space, an_organisation, kept, slot

PATH = "/sites/jkt/board"


@pytest.fixture
def site(app: Flask) -> Site:
    return a_site(code="jkt")


@pytest.fixture
def keeper(app: Flask, site: Site) -> Caller:
    return Caller(app, a_person_who_is(Role.HUB_MANAGER, site=site))


def ids(lines: list[dict[str, object]]) -> list[object]:
    return [line["booking"] for line in lines]


def test_who_is_in_who_comes_and_what_changes_hands(site: Site, keeper: Caller) -> None:
    room, other = a_space(site=site, name="Ciliwung"), a_space(site=site, setup_minutes=15)
    third = a_space(site=site)
    team = an_organisation(name="Warga Air")
    here = booked(room, slot(9, 90), purpose="Stand-up", organisation_id=team.id)
    comes = booked(room, slot(11), needs="A ramp")
    later = booked(other, slot(15))
    with transaction():
        write_note(here, "Wheelchair", by=keeper.person)
        closed = close(third, slot(9, 600), reason="Painting", by=keeper.person)

    with frozen_at(NOW):
        with transaction():
            held = hold(Wish(other, slot(17)), booked_by=a_person())
        answer = keeper.get(PATH)

    told = answer.get_json()
    assert answer.status_code == 200, answer.text
    assert (told["site"], told["day"], told["zone"]) == ("jkt", "2026-11-24", "Asia/Jakarta")
    assert told["at"] == NOW.isoformat().replace("+00:00", "Z")
    [line] = told["now"]
    assert (line["booking"], line["organisation"]) == (str(here.id), "Warga Air")
    assert (line["purpose"], line["notes"], line["ends_soon"]) == ("Stand-up", 1, True)
    assert (line["starts_local"], line["space_name"]) == ("2026-11-24T09:00", "Ciliwung")
    assert ids(told["coming"]) == [str(comes.id), str(later.id)]
    assert ids(told["to_set_up"]) == [str(comes.id), str(later.id)]
    assert told["to_set_up"][0]["needs"] == "A ramp"
    [change] = told["changeovers"]
    assert (change["leaves"], change["comes"]) == (str(here.id), str(comes.id))
    assert change["minutes"] == 30
    assert [each["space"] for each in told["free"]] == [str(other.id)]
    assert [each["id"] for each in told["closures"]] == [str(closed.id)]
    assert ids(told["held"]) == [str(held.id)]


def test_another_day_a_level_and_a_kind(site: Site, keeper: Caller) -> None:
    level = kept(Level(site_id=site.id, name="Level 2"))
    up, down = a_space(site=site, level_id=level.id), a_space(site=site)
    lab = a_space(site=site, kind=SpaceKind.LAB)
    made = {space.id: str(booked(space, slot(9)).id) for space in (up, down, lab)}

    def coming(**asked: str) -> set[object]:
        query = {"day": TUESDAY.isoformat()} | asked
        return set(ids(keeper.get(PATH, query_string=query).get_json()["coming"]))

    assert coming() == set(made.values())
    assert coming(level="Level 2") == {made[up.id]}
    assert coming(kind="lab") == {made[lab.id]}
    wednesday = keeper.get(f"{PATH}?day={TUESDAY + timedelta(days=1)}").get_json()
    assert (wednesday["at"], wednesday["now"], wednesday["coming"]) == (None, [], [])


@pytest.mark.parametrize("asked", ["day=x", "day=1999-01-01", "kind=palace", "day=2026-13-01"])
def test_what_cannot_be_meant_is_said(site: Site, keeper: Caller, asked: str) -> None:
    a_space(site=site)

    assert keeper.get(f"{PATH}?{asked}").status_code == 422


def test_it_is_for_staff_of_the_site(app: Flask, site: Site, keeper: Caller) -> None:
    a_space(site=site)
    berlin = a_site(zone="Europe/Berlin", currency="EUR")

    for person in (a_person(), a_person_who_is(Role.HUB_MANAGER, site=berlin)):
        assert Caller(app, person).get(PATH).status_code == 403
    assert keeper.get("/sites/nowhere/board").status_code == 404


def test_it_asks_as_much_for_a_full_day_as_for_an_empty_one(site: Site, keeper: Caller) -> None:
    rooms = [a_space(site=site).id for _ in range(5)]
    painting = db.session.get_one(Space, rooms[0])
    booked(painting, slot(9))
    with transaction():
        close(painting, slot(20), reason="Painting", by=keeper.person)
    path = f"{PATH}?day={TUESDAY}"

    few = keeper.asked_for(path)
    for hour in (8, 10, 12, 14, 16, 18):
        for room in rooms:
            person: User = a_person()
            with transaction():
                book(Wish(db.session.get_one(Space, room), slot(hour)), booked_by=person)

    assert keeper.asked_for(path) == few
    # Six are the board's; the others say who asks, what they may, and which site is meant.
    assert few <= 9


def test_a_site_without_spaces_has_an_empty_day(site: Site, keeper: Caller) -> None:
    answer = keeper.get(PATH)

    assert answer.status_code == 200, answer.text
    assert (answer.get_json()["coming"], answer.get_json()["free"]) == ([], [])
