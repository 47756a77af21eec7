"""The pages on which a manager makes, changes and archives spaces, without a line of script."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from booking.bookings.services import Wish, book
from booking.spaces.managing import how_made, pictures_of
from booking.spaces.models import Level, Space
from hub.accounts.models import Role
from hub.core.database import db, transaction
from hub.organisations.models import Site
from tests.counting import asked_for
from tests.factories import (
    a_desk_area,
    a_person,
    a_person_who_is,
    a_site,
    a_space,
    at_once,
    kept,
    slot,
)
from tests.hub.files.pictures import picture
from tests.signing_in import sign_in_as

SPACE = {
    "name": "Ciliwung", "kind": "room", "capacity_people": "8", "how": "own", "rate": "12.50",
    "setup_minutes": "0", "cleanup_minutes": "0", "buffer_minutes": "0", "grid_minutes": "15",
    "shortest_minutes": "30", "longest_minutes": "600", "lead_minutes": "0",
    "window_days": "120", "position": "3", "equipment": ["screen"],
}  # fmt: skip


@pytest.fixture
def site(app: Flask) -> Site:
    return a_site(code="jkt")


@pytest.fixture
def manager(client: FlaskClient, site: Site) -> FlaskClient:
    sign_in_as(client, a_person_who_is(Role.HUB_MANAGER, site=site))
    return client


def test_a_space_is_made_found_and_changed(site: Site, manager: FlaskClient) -> None:
    made = manager.post("/sites/jkt/spaces/new", data=SPACE)
    space = db.session.scalars(select(Space)).unique().one()
    shown = manager.get(made.location)
    renamed = manager.post(f"/sites/jkt/spaces/{space.id}/edit", data=SPACE | {"name": "Spree"})
    found = manager.get("/sites/jkt/spaces?text=spr&kind=room")
    nowhere = manager.get("/sites/jkt/spaces?text=nothing")

    assert (made.status_code, shown.status_code, renamed.status_code) == (302, 200, 302)
    assert (space.hourly_rate_minor, space.position, space.equipment) == (1250, 3, ["screen"])
    assert "Spree" in found.text
    assert "No space is like that" in nowhere.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"rate": "lots"}, "rate"),
        ({"rate": "1.999"}, "rate"),
        ({"capacity_people": "none"}, "capacity_people"),
        ({"how": "places"}, "places"),
        ({"how": "joined"}, "joined"),
        ({"name": "Taken"}, "name"),
        ({"kind": "palace"}, "kind"),
    ],
)
def test_what_was_typed_stays_and_the_field_says_what_is_wrong(
    site: Site, manager: FlaskClient, wrong: dict[str, Any], field: str
) -> None:
    a_space(site=site, name="Taken")
    a_space(site=site, name="Other")

    refused = manager.post("/sites/jkt/spaces/new", data=SPACE | {"about": "By the river"} | wrong)

    assert refused.status_code == 422
    assert "By the river" in refused.text
    assert f'{field}-errors"' in refused.text


def test_a_hall_is_joined_by_ticking_its_rooms(site: Site, manager: FlaskClient) -> None:
    rooms = [a_space(site=site, name=name) for name in ("Forum A", "Forum B")]
    sent = SPACE | {"name": "Forum", "how": "joined", "joined": [str(each.id) for each in rooms]}

    manager.post("/sites/jkt/spaces/new", data=sent)
    hall = db.session.scalars(select(Space).filter_by(name="Forum")).unique().one()

    assert set(how_made(hall).spaces) == {each.id for each in rooms}
    assert "joined from Forum A, Forum B" in manager.get("/sites/jkt/spaces").text
    assert "checked" in manager.get(f"/sites/jkt/spaces/{hall.id}/edit").text


def test_who_no_longer_fits_is_listed_and_nothing_is_saved_until_it_is_said(
    site: Site, manager: FlaskClient
) -> None:
    space = a_space(site=site, name="Ciliwung", capacity_people=10)
    ayu = a_person(name="Ayu Rahma")
    with transaction():
        book(Wish(space, slot(9), people=10, purpose="Idea jam"), booked_by=ayu)
        book(Wish(space, slot(11), people=2, purpose="Talk"), booked_by=ayu)
    path = f"/sites/jkt/spaces/{space.id}/edit"

    asked = manager.post(path, data=SPACE)
    assert asked.status_code == 409
    assert "Ayu Rahma" in asked.text
    assert ("Idea jam" in asked.text, "Talk" in asked.text) == (True, False)
    assert db.session.get(Space, space.id, populate_existing=True).capacity_people == 10
    said = manager.post(path, data=SPACE | {"keep": "1"})

    assert said.status_code == 302
    assert db.session.get(Space, space.id, populate_existing=True).capacity_people == 8


def test_places_under_what_is_taken_are_refused_at_their_field(
    site: Site, manager: FlaskClient
) -> None:
    desks = a_desk_area(site=site, name="Desks", places=8)
    with transaction():
        book(Wish(desks, slot(9), people=6), booked_by=a_person())
    sent = SPACE | {"name": "Desks", "how": "places", "places": "5", "kind": "desk-area"}

    refused = manager.post(f"/sites/jkt/spaces/{desks.id}/edit", data=sent)

    assert refused.status_code == 422
    assert "places are taken at some time to come" in refused.text
    assert db.session.get(Space, desks.id).units[0].places == 8


def test_archiving_lists_what_is_booked_page_by_page_and_can_be_undone(
    site: Site, manager: FlaskClient
) -> None:
    space = a_space(site=site, name="Ciliwung", slug="ciliwung")
    with transaction():
        for day in range(25):
            book(Wish(space, slot(9, days=day + 1)), booked_by=a_person())
    path = f"/sites/jkt/spaces/{space.id}/archive"

    asked = manager.get(path)
    unsaid = manager.post(path, data={"reason": "Sold"})
    said = manager.post(path, data={"reason": "Sold", "keep": "25"})
    lists = [manager.get(f"/sites/jkt/spaces{query}").text for query in ("", "?archived=y")]
    back = manager.post(f"/sites/jkt/spaces/{space.id}/restore")

    assert "25 bookings to come use it" in asked.text
    assert "cursor=" in asked.text
    assert (unsaid.status_code, said.status_code, back.status_code) == (422, 302, 302)
    assert [str(space.id) in each for each in lists] == [False, True]


def test_levels_are_added_named_ordered_drawn_and_deleted_when_empty(
    site: Site, manager: FlaskClient
) -> None:
    for name in ("Level 1", "Level 2"):
        manager.post("/sites/jkt/levels", data={"name": name})
    one, two = db.session.scalars(select(Level).order_by(Level.position))
    twice = manager.post("/sites/jkt/levels", data={"name": "Level 1"})
    manager.post(f"/sites/jkt/levels/{two.id}/move", data={"steps": "-1"})
    manager.post(f"/sites/jkt/levels/{one.id}/rename", data={"name": "Ground floor"})
    room = a_space(site=site, name="Ciliwung", level_id=one.id)
    numbers = {f"{room.id}-{side}": "20" for side in ("x", "y", "width", "height")}
    drawn = manager.post(
        f"/sites/jkt/levels/{one.id}", data={"width": "600", "height": "200"} | numbers
    )
    full = manager.post(f"/sites/jkt/levels/{one.id}/delete")
    empty = manager.post(f"/sites/jkt/levels/{two.id}/delete")

    db.session.expire_all()
    assert twice.status_code == 422
    assert (drawn.status_code, full.status_code, empty.status_code) == (302, 409, 302)
    assert (one.name, one.plan) == ("Ground floor", {"width": 600, "height": 200, "folds": []})
    assert room.plan == {"x": 20, "y": 20, "width": 20, "height": 20}
    assert "Ciliwung" in full.text


def test_a_plan_is_looked_at_before_it_is_kept_and_says_which_room_is_wrong(
    site: Site, manager: FlaskClient
) -> None:
    level = kept(Level(site_id=site.id, name="Level 1"))
    rooms = [a_space(site=site, name=name, level_id=level.id) for name in ("Spree", "Havel")]
    path, outline = f"/sites/jkt/levels/{level.id}", {"width": "600", "height": "200"}

    def at(room: Space, *numbers: str) -> dict[str, str]:
        sides = ("x", "y", "width", "height")
        return {f"{room.id}-{side}": number for side, number in zip(sides, numbers, strict=True)}

    looked = manager.post(path, data=outline | at(rooms[0], "7", "8", "90", "91") | {"look": "1"})
    over = manager.post(
        path,
        data=outline | at(rooms[0], "0", "0", "90", "90") | at(rooms[1], "50", "0", "90", "90"),
    )
    outside = manager.post(path, data=outline | at(rooms[0], "550", "0", "90", "90"))
    half = manager.post(path, data=outline | at(rooms[0], "5", "", "90", "9"))

    assert (looked.status_code, 'width="90"' in looked.text) == (200, True)
    assert "Spree lies over Havel" in over.text
    assert "Spree reaches beyond the outline" in outside.text
    assert "four whole numbers" in half.text
    assert [each.status_code for each in (over, outside, half)] == [422, 422, 422]
    assert all(room.plan is None for room in rooms)


def test_equipment_is_added_given_named_and_retired(site: Site, manager: FlaskClient) -> None:
    names = {"names-en": "Kiln", "names-id": "Tungku", "names-de": "Brennofen"}
    added = manager.post("/admin/equipment", data=names)
    again = manager.post("/admin/equipment", data=names)
    manager.post("/sites/jkt/spaces/new", data=SPACE | {"equipment": ["kiln"], "slug": ""})
    space = db.session.scalars(select(Space)).unique().one()
    german = manager.get("/spaces?site=jkt", headers={"Accept-Language": "de"})
    manager.post("/admin/equipment/kiln", data={"names-en": "Pottery kiln"})
    finder = manager.get("/spaces?site=jkt&needs=kiln")
    page = manager.get(f"/spaces/jkt/{space.slug}")
    asked = manager.get("/admin/equipment/kiln/retire")
    retired = manager.post("/admin/equipment/kiln/retire")
    offered = manager.get("/sites/jkt/spaces/new")
    kept_by = manager.get(f"/sites/jkt/spaces/{space.id}/edit")
    back = manager.post("/admin/equipment/kiln/offer")

    assert (added.status_code, again.status_code) == (302, 422)
    assert german.status_code == 200
    assert ("Pottery kiln" in finder.text, "Pottery kiln" in page.text) == (True, True)
    assert "1 space has it" in asked.text
    assert "Ciliwung" in asked.text
    assert (retired.status_code, back.status_code) == (302, 302)
    assert ("Pottery kiln" in offered.text, "Pottery kiln" in kept_by.text) == (False, True)


def test_a_picture_is_hung_described_moved_and_taken_down(
    site: Site, manager: FlaskClient, app: Flask
) -> None:
    space = a_space(site=site, name="Ciliwung", slug="ciliwung")
    path = f"/sites/jkt/spaces/{space.id}/pictures"
    for alt in ("A long table", "A window"):
        sent = {"picture": (BytesIO(picture()), "a.png"), "alt-en": alt}
        assert manager.post(path, data=sent).status_code == 302
    first, second = pictures_of(space)
    manager.post(f"{path}/{second.id}/move", data={"steps": "-1"})
    words = {"alt-en": "The window to the river", "alt-de": "Das Fenster zum Fluss"}
    manager.post(f"{path}/{second.id}/describe", data=words)
    seen = app.test_client().get(f"/photos/{first.file_id}/96", buffered=True)
    page = app.test_client().get("/spaces/jkt/ciliwung").text
    german = app.test_client().get("/spaces/jkt/ciliwung", headers={"Accept-Language": "de"}).text
    listed = manager.get("/sites/jkt/spaces").text
    gone = manager.post(f"{path}/{first.id}/remove")

    assert seen.status_code == 200
    assert page.index("The window to the river") < page.index("A long table")
    assert german.index("Das Fenster zum Fluss") < german.index("A long table")
    assert 'loading="lazy"' in listed
    assert gone.status_code == 302
    assert [each.id for each in pictures_of(space)] == [second.id]
    assert app.test_client().get(f"/photos/{first.file_id}/96").status_code == 404


@pytest.mark.parametrize(
    "sent", [{"alt-en": "x"}, {"picture": (BytesIO(b"no picture"), "a.png"), "alt-en": "x"}]
)
def test_what_is_no_picture_is_refused(
    site: Site, manager: FlaskClient, sent: dict[str, Any]
) -> None:
    space = a_space(site=site)

    refused = manager.post(f"/sites/jkt/spaces/{space.id}/pictures", data=sent)

    assert refused.status_code == 422
    assert pictures_of(space) == []


def test_managers_of_another_site_see_nothing_of_it(client: FlaskClient, site: Site) -> None:
    sign_in_as(client, a_person_who_is(Role.HUB_MANAGER, site=a_site(code="ber")))

    for path in ("spaces", "levels", "spaces.csv", "spaces/import", "spaces/new"):
        assert client.get(f"/sites/jkt/{path}").status_code == 403
    space = a_space(site=site)
    assert client.get(f"/sites/ber/spaces/{space.id}").status_code == 404


@at_once()
def some_spaces(site: Site, number: int) -> None:
    for n in range(number):
        a_space(site=site, name=f"Place {number}-{n}", slug=f"place-{number}-{n}")


def test_the_list_asks_no_more_for_more_spaces(site: Site, manager: FlaskClient) -> None:
    some_spaces(site, 2)
    few, _page = asked_for(manager, "/sites/jkt/spaces")
    some_spaces(site, 28)
    many, _page = asked_for(manager, "/sites/jkt/spaces")

    assert many == few


def test_the_list_of_what_is_booked_asks_no_more_for_more(site: Site, manager: FlaskClient) -> None:
    space = a_space(site=site)
    path = f"/sites/jkt/spaces/{space.id}/archive"

    def add(days: range) -> None:
        with transaction():
            for day in days:
                book(Wish(space, slot(9, days=day)), booked_by=a_person())

    add(range(1, 2))
    few, _page = asked_for(manager, path)
    add(range(2, 20))
    many, _page = asked_for(manager, path)

    assert many == few
