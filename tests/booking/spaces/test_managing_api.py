"""Making, changing and archiving a space by API, for the managers of its site."""

from typing import Any

from flask import Flask

from booking.bookings.services import Wish, book
from hub.accounts.models import Role
from hub.core.database import transaction
from tests.api import Caller
from tests.factories import a_person, a_person_who_is, a_site, a_space, slot

NEW: dict[str, Any] = {"site": "jkt", "name": "Ciliwung", "kind": "room", "capacity_people": 8}


def test_a_space_is_made_changed_archived_and_restored(app: Flask) -> None:
    keeper = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=a_site(code="jkt")))

    made = keeper.post("/spaces", NEW | {"made": {"how": "places", "places": 4}})
    path = f"/spaces/{made.get_json()['id']}"
    changed = keeper.patch(path, {"name": "Spree", "made": {"how": "places", "places": 6}})
    archived = keeper.post(f"{path}/archive", {"reason": "Sold"})
    back = keeper.post(f"{path}/restore")
    answers = [each.status_code for each in (made, changed, archived, back)]

    assert answers == [201, 200, 200, 200], (made.text, changed.text)
    assert (changed.get_json()["name"], changed.get_json()["units"][0]["places"]) == ("Spree", 6)


def test_what_is_booked_is_counted_until_it_is_said_to_be_kept(app: Flask) -> None:
    space = a_space(site=a_site(code="jkt"))
    keeper = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=space.site))
    with transaction():
        book(Wish(space, slot(9), people=8), booked_by=a_person())

    asked = keeper.patch(f"/spaces/{space.id}", {"capacity_people": 4})
    said = keeper.patch(f"/spaces/{space.id}", {"capacity_people": 4, "keep": 1})

    assert (asked.status_code, said.status_code) == (409, 200)
    assert (asked.get_json()["code"], asked.get_json()["coming"]) == ("space-in-use", 1)


def test_others_do_none_of_it(app: Flask) -> None:
    space = a_space(site=a_site(code="jkt"))
    elsewhere = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=a_site(code="ber")))

    answers = [
        elsewhere.post("/spaces", NEW),
        elsewhere.patch(f"/spaces/{space.id}", {"name": "Mine"}),
        elsewhere.post(f"/spaces/{space.id}/archive", {}),
        elsewhere.post(f"/spaces/{space.id}/restore"),
    ]

    assert [each.status_code for each in answers] == [403, 403, 403, 403]


def test_what_cannot_be_is_said_field_by_field(app: Flask) -> None:
    a_space(site=a_site(code="jkt"), name="Ciliwung")
    keeper = Caller(app, a_person_who_is(Role.ADMIN))

    for body in (NEW, NEW | {"capacity_people": 0}, NEW | {"grid_minutes": 7, "name": "X"}):
        refused = keeper.post("/spaces", body)
        assert refused.status_code == 422, refused.text
        assert refused.get_json()["errors"]
