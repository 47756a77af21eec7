"""Sites and organisations by API."""

from flask import Flask

from hub.core.clock import now
from hub.organisations.models import OrganisationKind
from tests.api import Caller
from tests.factories import a_person, a_site, an_organisation


def test_sites_say_their_zone_and_currency(app: Flask) -> None:
    a_site(code="ber", name="Berlin", city="Berlin", zone="Europe/Berlin", currency="EUR")
    a_site(code="jkt", name="Jakarta")

    told = Caller(app, a_person()).get("/sites").get_json()

    assert [each["code"] for each in told["items"]] == ["jkt", "ber"]
    assert told["items"][1] == {
        "code": "ber",
        "name": "Berlin",
        "city": "Berlin",
        "zone": "Europe/Berlin",
        "currency": "EUR",
        "address": "",
    }
    assert told["next"] is None


def test_organisations_are_found_by_kind_and_name(app: Flask) -> None:
    caller = Caller(app, a_person())
    an_organisation(name="Kopi Kota")
    an_organisation(name="Angin Kota", kind=OrganisationKind.SUPPORT, verified_at=now())

    def found(search: str) -> list[str]:
        items = caller.get(f"/organisations{search}").get_json()["items"]
        return [each["name"] for each in items]

    assert found("") == ["Angin Kota", "Kopi Kota"]
    assert found("?kind=startup") == ["Kopi Kota"]
    assert found("?search=ANGIN") == ["Angin Kota"]
    assert found("?search=%25") == []
    assert caller.get("/organisations?kind=club").status_code == 422


def test_an_organisation_shows_what_all_may_see(app: Flask) -> None:
    organisation = an_organisation(name="Kopi Kota", city="Jakarta", tags=["food"])

    told = Caller(app, a_person()).get(f"/organisations/{organisation.id}").get_json()

    assert told == {
        "id": str(organisation.id),
        "name": "Kopi Kota",
        "kind": "startup",
        "city": "Jakarta",
        "website": "",
        "about": "",
        "tags": ["food"],
        "verified": False,
        "archived": False,
    }
