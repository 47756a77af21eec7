"""Sites and organisations by API."""

from uuid import UUID

from flask import Flask

from hub.accounts.models import Role, TokenScope
from hub.core.clock import now
from hub.organisations.models import MemberRole, OrganisationKind
from tests.api import Caller
from tests.factories import a_member, a_person, a_person_who_is, a_site, an_organisation


def test_sites_say_their_zone_and_currency(app: Flask) -> None:
    a_site(code="ber", name="Berlin", city="Berlin", zone="Europe/Berlin", currency="EUR")
    a_site(code="jkt", name="Jakarta")

    told = Caller(app, a_person()).get("/sites").get_json()

    assert [each["code"] for each in told["items"]] == ["jkt", "ber"]
    assert told["items"][1].pop("version")
    assert told["items"][1] == {
        "code": "ber",
        "name": "Berlin",
        "city": "Berlin",
        "zone": "Europe/Berlin",
        "currency": "EUR",
        "holiday_calendar": "ID",
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


NEW = {
    "name": "Warga Air",
    "kind": "startup",
    "city": "Jakarta",
    "website": "warga-air.example",
    "about": "Water for all.",
    "tags": ["Water", "open data"],
}


def test_whoever_registers_an_organisation_owns_it(app: Flask) -> None:
    ayu = Caller(app, a_person(name="Ayu"))

    made = ayu.post("/organisations", NEW)

    told = made.get_json()
    assert (made.status_code, made.headers["Location"]) == (
        201,
        f"/api/v1/organisations/{told['id']}",
    )
    assert (told["website"], told["tags"], told["verified"]) == (
        "https://warga-air.example",
        ["water", "open data"],
        False,
    )
    [owner] = ayu.get(f"/organisations/{told['id']}/members").get_json()["items"]
    assert (owner["person"]["name"], owner["part"]) == ("Ayu", "owner")
    assert ayu.post("/organisations", NEW | {"name": "WARGA air"}).get_json()["code"] == (
        "name-taken"
    )


def test_an_organisation_is_found_by_city_tag_and_mark(app: Flask) -> None:
    caller = Caller(app, a_person())
    an_organisation(name="Kopi Kota", city="Bandung", tags=["food"])
    an_organisation(name="Angin Kota", tags=["wind"], verified_at=now())

    def found(search: str) -> list[str]:
        items = caller.get(f"/organisations?{search}").get_json()["items"]
        return [each["name"] for each in items]

    assert found("city=Bandung") == ["Kopi Kota"]
    assert found("tag=wind") == ["Angin Kota"]
    assert found("verified=true") == ["Angin Kota"]


def test_its_owner_changes_archives_and_restores_it(app: Flask) -> None:
    team = an_organisation(name="Warga Air", city="Jakarta", tags=["water"])
    owner = Caller(app, a_member(team, role=MemberRole.OWNER).user)
    path = f"/organisations/{team.id}"

    changed = owner.patch(path, {"about": "Clean water.", "tags": []}).get_json()
    archived = owner.post(f"{path}/archive", {"reason": "We rest."}).get_json()
    refused = owner.patch(path, {"about": "Still here."})
    restored = owner.post(f"{path}/restore").get_json()

    assert (changed["about"], changed["tags"], changed["city"]) == ("Clean water.", [], "Jakarta")
    assert (archived["archived"], restored["archived"]) == (True, False)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "archived")


def test_nobody_else_changes_an_organisation(app: Flask) -> None:
    team = an_organisation()
    stranger, member = Caller(app, a_person()), Caller(app, a_member(team).user)
    path = f"/organisations/{team.id}"

    for caller in (stranger, member):
        assert caller.patch(path, {"name": "Ours now"}).status_code == 403
        assert caller.post(f"{path}/archive").status_code == 403
        assert caller.post(f"{path}/verify").status_code == 403
    assert stranger.patch(f"/organisations/{UUID(int=8)}", {"name": "Ours"}).status_code == 404
    assert stranger.post("/organisations", NEW | {"tags": ["a,b"]}).status_code == 422


def test_staff_verify_and_say_why_not(app: Flask) -> None:
    team = an_organisation()
    staff = Caller(app, a_person_who_is(Role.HUB_MANAGER))
    path = f"/organisations/{team.id}"

    assert staff.post(f"{path}/verify").get_json()["verified"] is True
    assert staff.post(f"{path}/unverify", {}).status_code == 422
    assert staff.post(f"{path}/unverify", {"reason": "Moved."}).get_json()["verified"] is False


def test_a_token_that_only_reads_changes_no_organisation(app: Flask) -> None:
    team = an_organisation()
    owner = a_member(team, role=MemberRole.OWNER).user
    reading = Caller(app, owner, TokenScope.READ, TokenScope.PROFILE_WRITE)

    refused = reading.patch(f"/organisations/{team.id}", {"about": "Hello."})

    assert (refused.status_code, refused.get_json()["scope"]) == (403, "organisations:write")


def test_a_list_of_organisations_asks_as_much_for_many_as_for_one(app: Flask) -> None:
    caller = Caller(app, a_person())
    an_organisation()
    one = caller.asked_for("/organisations?limit=100")
    for _each in range(29):
        an_organisation()

    assert caller.asked_for("/organisations?limit=100") == one
