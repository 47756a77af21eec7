"""What happened in the hub, by API: all of it for auditors, of a booking for its people."""

from uuid import UUID

import pytest
from flask import Flask

from booking.bookings.services import Wish, book
from hub.accounts.models import Role, TokenScope
from hub.core.database import transaction
from hub.history.services import Acting, acting_as
from tests.api import Caller
from tests.factories import a_person, a_person_who_is, a_site, a_space, slot


@pytest.fixture
def auditor(app: Flask) -> Caller:
    return Caller(app, a_person_who_is(Role.AUDITOR))


def test_an_auditor_finds_who_did_what(app: Flask, auditor: Caller) -> None:
    ayu = Caller(app, a_person(name="Ayu", email="ayu@people.example"))
    ayu.patch("/me", {"name": "Ayu Rahma"})

    def found(search: str) -> list[str]:
        told = auditor.get(f"/history?{search}")
        assert told.status_code == 200, told.text
        return [each["action"] for each in told.get_json()["items"]]

    assert found("person=ayu%40people.example") == ["person.profile-changed"]
    assert found("person=nobody") == []
    assert found(f"subject_kind=users&subject={ayu.person.id}&action=person.profile") == [
        "person.profile-changed"
    ]
    assert found("until=2026-11-23T01:00:00Z") == []
    assert "person.profile-changed" in found("since=2026-11-23T01:00:00Z")
    [entry] = auditor.get("/history?action=person.profile").get_json()["items"]
    assert (entry["actor"]["name"], entry["via"], entry["changes"]) == (
        "Ayu Rahma",
        "api",
        "name: Ayu → Ayu Rahma",
    )
    assert len(entry["seal"]) == 64
    assert auditor.get("/history?subject=me").status_code == 422


def test_the_history_goes_on_where_it_ended(auditor: Caller) -> None:
    numbers, cursor = [], ""
    for name in ("A", "B", "C"):
        auditor.patch("/me", {"name": name})
    while True:
        page = auditor.get(f"/history?limit=2{cursor}").get_json()
        numbers += [each["number"] for each in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"

    assert numbers == sorted(set(numbers), reverse=True)
    assert len(numbers) >= 3


def test_the_whole_history_is_for_those_who_may_see_all(app: Flask) -> None:
    of_a_site = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=a_site()))

    assert of_a_site.get("/history").status_code == 403
    assert Caller(app, a_person()).get("/history").status_code == 403
    admin = a_person_who_is(Role.ADMIN)
    writing = Caller(app, admin, TokenScope.ADMIN)
    assert writing.get("/history").get_json()["scope"] == "read"


def test_a_booking_s_history_is_for_its_people(app: Flask) -> None:
    ayu = a_person(name="Ayu")
    room = a_space()
    with transaction(), acting_as(Acting(actor_id=ayu.id, via="web")):
        booking = book(Wish(room, slot(9)), booked_by=ayu)
    path = f"/bookings/{booking.id}/history"
    owner = Caller(app, ayu)
    owner.delete(f"/bookings/{booking.id}?reason=Rain")

    told = owner.get(path).get_json()["items"]

    assert [(each["action"], each["via"]) for each in told] == [
        ("booking.cancelled", "api"),
        ("booking.confirmed", "web"),
    ]
    assert (told[0]["reason"], told[0]["actor"]["name"]) == ("Rain", "Ayu")
    assert Caller(app, a_person()).get(path).status_code == 404
    assert owner.get(f"/bookings/{UUID(int=8)}/history").status_code == 404
    manager = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=room.site))
    assert manager.get(path).status_code == 200


def test_the_history_asks_as_much_for_many_as_for_one(app: Flask, auditor: Caller) -> None:
    auditor.patch("/me", {"name": "A"})
    before = auditor.asked_for("/history?limit=100")
    for _each in range(15):
        Caller(app, a_person()).patch("/me", {"name": "Somebody"})

    assert auditor.asked_for("/history?limit=100") == before
