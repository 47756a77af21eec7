"""Oneself by API."""

from flask import Flask

from hub.accounts.models import Role
from tests.api import Caller
from tests.factories import a_person, a_person_who_is, a_site


def test_one_learns_who_one_is_and_may_be(app: Flask) -> None:
    site = a_site()
    person = a_person_who_is(Role.HUB_MANAGER, site=site, name="Maya", email="maya@people.example")

    told = Caller(app, person).get("/me").get_json()

    assert told == {
        "id": str(person.id),
        "name": "Maya",
        "email": "maya@people.example",
        "language": "en",
        "zone": "Asia/Jakarta",
        "roles": [{"role": "hub-manager", "scope": "site", "scope_id": str(site.id)}],
    }


def test_one_changes_one_s_name_language_and_zone(app: Flask) -> None:
    caller = Caller(app, a_person(name="Ayu"))

    answer = caller.patch("/me", {"language": "de", "zone": "Europe/Berlin"})

    assert answer.status_code == 200
    told = caller.get("/me").get_json()
    assert (told["name"], told["language"], told["zone"]) == ("Ayu", "de", "Europe/Berlin")


def test_nothing_else_can_be_changed(app: Flask) -> None:
    caller = Caller(app, a_person())
    before = caller.get("/me").get_json()

    for field in ("email", "roles", "is_staff", "email_verified_at", "id"):
        assert caller.patch("/me", {field: "x"}).status_code == 422
    for body in ({"zone": "Mars/Base"}, {"language": "fr"}, {"name": ""}, {"name": "x" * 121}):
        assert caller.patch("/me", body).status_code == 422, body
    assert caller.get("/me").get_json() == before
