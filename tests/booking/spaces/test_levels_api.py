"""Levels of a site and what is drawn on their plans, by API."""

import pytest
from flask import Flask

from booking.spaces.models import Level
from hub.accounts.models import Role
from hub.organisations.models import Site
from hub.organisations.queries import site_by_code
from tests.api import Caller
from tests.factories import a_person, a_person_who_is, a_site, a_space, kept

LEVELS = "/sites/jkt/levels"


@pytest.fixture
def site(app: Flask) -> Site:
    return a_site(code="jkt")


@pytest.fixture
def keeper(app: Flask, site: Site) -> Caller:
    return Caller(app, a_person_who_is(Role.HUB_MANAGER, site=site))


def names(caller: Caller) -> list[str]:
    return [each["name"] for each in caller.get(LEVELS).get_json()["items"]]


def test_a_level_is_added_renamed_moved_and_deleted(keeper: Caller) -> None:
    ground, first = (
        keeper.post(LEVELS, {"name": name}).get_json() for name in ("Ground", "First floor")
    )
    changed = keeper.patch(f"{LEVELS}/{first['id']}", {"name": "Level 1", "position": 1})
    ordered = names(keeper)
    gone = keeper.delete(f"{LEVELS}/{ground['id']}")

    assert (ground["position"], first["position"]) == (1, 2)
    assert (changed.status_code, changed.get_json()["position"]) == (200, 1), changed.text
    assert ordered == ["Level 1", "Ground"]
    assert gone.status_code == 200
    assert names(keeper) == ["Level 1"]


def test_a_place_beyond_the_last_is_the_last(keeper: Caller) -> None:
    ids = [keeper.post(LEVELS, {"name": name}).get_json()["id"] for name in "ABC"]

    keeper.patch(f"{LEVELS}/{ids[0]}", {"position": 99})

    assert names(keeper) == ["B", "C", "A"]


def test_a_plan_that_was_read_can_be_drawn_again(keeper: Caller, site: Site) -> None:
    level = kept(Level(site_id=site.id, name="Level 2"))
    room, other = (a_space(site=site, level=level) for _ in range(2))
    at = f"{LEVELS}/{level.id}"
    place = {"space": str(room.id), "x": 10, "y": 10, "width": 200, "height": 100}
    plan = {"width": 600, "height": 300, "rooms": [place]}

    drawn = keeper.call("PUT", f"{at}/plan", json=plan)
    read = keeper.get(at).get_json()
    again = keeper.call("PUT", f"{at}/plan", json=read["plan"])
    emptied = keeper.call("PUT", f"{at}/plan", json=plan | {"rooms": []})

    assert drawn.status_code == 200, drawn.text
    assert read["plan"] == plan
    assert set(read["spaces"]) == {str(room.id), str(other.id)}
    assert again.get_json() == read
    assert emptied.get_json()["plan"]["rooms"] == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"width": 90}, "rooms.1"), ({"x": 250}, "rooms.1"), ({"height": 8}, "rooms.1")],
)
def test_what_cannot_be_drawn_is_said_beside_the_room_as_it_was_sent(
    keeper: Caller, site: Site, wrong: dict[str, int], field: str
) -> None:
    level = kept(Level(site_id=site.id, name="Level 2"))
    first, second = (a_space(site=site, level=level) for _ in range(2))
    fits = {"space": str(first.id), "x": 100, "y": 0, "width": 100, "height": 100}
    place = {"space": str(second.id), "x": 20, "y": 0, "width": 80, "height": 50} | wrong

    plan = {"width": 300, "height": 100, "rooms": [fits, place]}
    refused = keeper.call("PUT", f"{LEVELS}/{level.id}/plan", json=plan)

    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, [field])


def test_a_level_on_which_spaces_lie_is_not_deleted_and_they_are_named(
    keeper: Caller, site: Site
) -> None:
    level = kept(Level(site_id=site.id, name="Level 2"))
    a_space(site=site, level=level, name="Ciliwung")

    refused = keeper.delete(f"{LEVELS}/{level.id}")

    assert (refused.status_code, refused.get_json()["code"]) == (409, "level-not-empty")
    assert "Ciliwung" in refused.text


def test_a_level_that_somebody_else_changed_is_not_overwritten(keeper: Caller, site: Site) -> None:
    level = kept(Level(site_id=site.id, name="Level 2"))
    at = f"{LEVELS}/{level.id}"
    seen = {"If-Match": keeper.get(at).headers["ETag"]}

    first = keeper.patch(at, {"name": "Second floor"}, headers=seen)
    late = [
        keeper.patch(at, {"name": "Up"}, headers=seen),
        keeper.call("PUT", f"{at}/plan", json={"width": 200, "height": 200}, headers=seen),
        keeper.delete(at, headers=seen),
    ]

    assert first.status_code == 200
    assert [each.status_code for each in late] == [412, 412, 412]
    assert names(keeper) == ["Second floor"]


def test_everybody_reads_levels_and_only_the_site_s_managers_change_them(
    app: Flask, site: Site
) -> None:
    level = kept(Level(site_id=site.id, name="Level 2"))
    at = f"{LEVELS}/{level.id}"
    elsewhere = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=a_site(code="ber")))

    assert Caller(app, a_person()).get(at).status_code == 200
    assert elsewhere.get(f"/sites/ber/levels/{level.id}").status_code == 404
    assert [
        elsewhere.post(LEVELS, {"name": "Mine"}).status_code,
        elsewhere.patch(at, {"name": "Mine"}).status_code,
        elsewhere.call("PUT", f"{at}/plan", json={"width": 200, "height": 200}).status_code,
        elsewhere.delete(at).status_code,
    ] == [403, 403, 403, 403]


def test_levels_are_listed_in_a_fixed_number_of_statements(keeper: Caller, site: Site) -> None:
    a_space(site=site, level=kept(Level(site_id=site.id, name="Level 0")))
    one = keeper.asked_for(LEVELS)
    site = site_by_code("jkt")
    for n in range(1, 15):
        a_space(site=site, level=kept(Level(site_id=site.id, name=f"Level {n}")))

    assert keeper.asked_for(LEVELS) == one
