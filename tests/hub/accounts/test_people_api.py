"""People and their roles by API, for staff."""

from uuid import UUID

import pytest
from flask import Flask

from hub.accounts.models import Role, TokenScope, User
from hub.core.database import db
from tests.api import Caller
from tests.factories import (
    a_grant,
    a_member,
    a_person,
    a_person_who_is,
    a_site,
    an_organisation,
)


@pytest.fixture
def admin(app: Flask) -> Caller:
    return Caller(app, a_person_who_is(Role.ADMIN, name="Adi"))


def test_staff_find_people_by_name_role_and_state(app: Flask, admin: Caller) -> None:
    ayu = a_person(name="Ayu Rahma", email="ayu@people.example")
    a_grant(ayu, Role.MENTOR)

    def found(search: str) -> list[str]:
        told = admin.get(f"/people?{search}")
        assert told.status_code == 200, told.text
        return [each["name"] for each in told.get_json()["items"]]

    assert found("search=ayu%40") == ["Ayu Rahma"]
    assert found("role=mentor") == ["Ayu Rahma"]
    assert found("closed=true") == []
    admin.post(f"/people/{ayu.id}/close", {"reason": "Asked us to."})
    assert found("closed=true") == ["Ayu Rahma"]
    assert found("search=ayu") == []


def test_a_list_of_people_goes_on_where_it_ended(admin: Caller) -> None:
    for name in ("Budi", "Citra", "Dewi"):
        a_person(name=name)

    first = admin.get("/people?limit=2").get_json()
    rest = admin.get(f"/people?limit=2&cursor={first['next']}").get_json()

    names = [each["name"] for page in (first, rest) for each in page["items"]]
    assert names == ["Adi", "Budi", "Citra", "Dewi"]
    assert rest["next"] is None


def test_a_person_is_shown_with_roles_and_organisations(admin: Caller) -> None:
    site = a_site(name="Hub Jakarta")
    ayu = a_person(name="Ayu", email="ayu@people.example")
    a_grant(ayu, Role.HUB_MANAGER, site=site)
    a_member(an_organisation(name="Warga Air"), ayu)

    told = admin.get(f"/people/{ayu.id}").get_json()

    assert (told["name"], told["email"], told["second_factor"]) == (
        "Ayu",
        "ayu@people.example",
        False,
    )
    [role] = told["roles"]
    assert (role["role"], role["scope_id"], role["place"], role["until"]) == (
        "hub-manager",
        str(site.id),
        "Hub Jakarta",
        None,
    )
    assert [each["name"] for each in told["organisations"]] == ["Warga Air"]
    assert "password" not in str(told)
    assert admin.get(f"/people/{UUID(int=8)}").status_code == 404


def test_an_admin_gives_and_ends_a_role(app: Flask, admin: Caller) -> None:
    site, ayu = a_site(name="Hub Jakarta"), a_person()
    program = Caller(app, ayu)
    path = f"/people/{ayu.id}/grants"
    body = {"role": "hub-manager", "scope": "site", "scope_id": str(site.id), "reason": "New here"}

    given = admin.post(path, body)
    told = given.get_json()
    unsaid = admin.delete(f"{path}/{told['id']}")
    ended = admin.delete(f"{path}/{told['id']}?reason=Moved")

    assert (given.status_code, told["place"], told["by"]) == (201, "Hub Jakarta", "Adi")
    assert (unsaid.status_code, list(unsaid.get_json()["errors"])) == (422, ["reason"])
    assert ended.get_json()["until"] is not None
    assert program.get("/me").status_code == 401  # what a program remembers ends with the right


@pytest.mark.parametrize(
    "scope",
    [
        {"scope": "site", "scope_id": str(UUID(int=8))},
        {"scope": "programme", "scope_id": str(UUID(int=8))},
        {"scope": "site"},
        {"scope_id": str(UUID(int=8))},
    ],
)
def test_a_role_counts_somewhere_that_is_there(admin: Caller, scope: dict[str, str]) -> None:
    refused = admin.post(f"/people/{a_person().id}/grants", {"role": "mentor"} | scope)

    assert refused.status_code == 422


def test_a_role_in_an_organisation_is_for_its_own_people(admin: Caller) -> None:
    team, ayu = an_organisation(), a_person()
    body = {"role": "founder", "scope": "organisation", "scope_id": str(team.id)}

    outside = admin.post(f"/people/{ayu.id}/grants", body)
    a_member(team, ayu)
    inside = admin.post(f"/people/{ayu.id}/grants", body)

    assert (outside.status_code, inside.status_code) == (422, 201)


def test_nobody_changes_their_own_roles_or_closes_their_own_account(admin: Caller) -> None:
    me = f"/people/{admin.person.id}"
    [own] = admin.get(me).get_json()["roles"]

    assert admin.post(f"{me}/grants", {"role": "auditor"}).status_code == 403
    assert admin.delete(f"{me}/grants/{own['id']}?reason=x").status_code == 403
    assert admin.post(f"{me}/close", {"reason": "Enough"}).status_code == 403


def test_a_grant_of_another_person_is_not_found(admin: Caller) -> None:
    grant = a_grant(a_person(), Role.MENTOR)

    refused = admin.delete(f"/people/{a_person().id}/grants/{grant.id}?reason=x")

    assert refused.status_code == 404


def test_an_account_is_closed_with_a_reason_and_opened_again(app: Flask, admin: Caller) -> None:
    ayu = a_person()
    program, path = Caller(app, ayu), f"/people/{ayu.id}"

    assert admin.post(f"{path}/close", {}).status_code == 422
    assert admin.post(f"{path}/close", {"reason": "Lost phone"}).get_json()["closed_at"]
    assert program.get("/me").status_code == 401
    assert admin.post(f"{path}/reopen").get_json()["closed_at"] is None
    assert program.get("/me").status_code == 401  # tokens stay revoked


def test_what_happened_to_an_account_is_for_those_who_may_see_history(
    app: Flask, admin: Caller
) -> None:
    ayu = a_person()
    admin.post(f"/people/{ayu.id}/close", {"reason": "Lost phone"})
    of_a_site = Caller(app, a_person_who_is(Role.HUB_MANAGER, site=a_site()))

    [entry] = admin.get(f"/people/{ayu.id}/history").get_json()["items"]

    assert (entry["action"], entry["reason"], entry["actor"]["name"]) == (
        "person.disabled",
        "Lost phone",
        "Adi",
    )
    assert of_a_site.get(f"/people/{ayu.id}/history").status_code == 403


def test_people_are_staff_s_to_see_and_admins_to_manage(app: Flask) -> None:
    ayu, somebody = a_person(), Caller(app, a_person())
    auditor = Caller(app, a_person_who_is(Role.AUDITOR))

    assert somebody.get("/people").status_code == 403
    assert somebody.get(f"/people/{ayu.id}").status_code == 403
    assert auditor.get(f"/people/{ayu.id}").status_code == 200
    assert auditor.post(f"/people/{ayu.id}/close", {"reason": "x"}).status_code == 403
    assert auditor.post(f"/people/{ayu.id}/grants", {"role": "mentor"}).status_code == 403


def test_a_token_without_the_staff_scope_manages_nobody(app: Flask, admin: Caller) -> None:
    lesser = Caller(app, admin.person, TokenScope.READ, TokenScope.PROFILE_WRITE)
    ayu = a_person()

    refused = lesser.post(f"/people/{ayu.id}/grants", {"role": "mentor"})

    assert (refused.status_code, refused.get_json()["scope"]) == (403, "admin")
    assert lesser.get(f"/people/{ayu.id}").status_code == 200


def test_lists_about_people_ask_as_much_for_many_as_for_one(admin: Caller) -> None:
    ayu = a_person(name="Ayu")
    a_grant(ayu, Role.HUB_MANAGER, site=a_site())
    ayu_id = ayu.id
    paths = ["/people?limit=100", f"/people/{ayu_id}"]
    before = [admin.asked_for(path) for path in paths]
    ayu = db.session.get_one(User, ayu_id)
    for _each in range(15):
        a_grant(a_person(), Role.MENTOR)
        a_grant(ayu, Role.HUB_MANAGER, site=a_site())

    assert [admin.asked_for(path) for path in paths] == before
