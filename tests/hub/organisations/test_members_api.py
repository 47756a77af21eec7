"""The members of an organisation by API: theirs to see, to invite, to change and to leave."""

import pytest
from flask import Flask

from hub.accounts.models import Role, TokenScope
from hub.organisations.models import MemberRole, Organisation
from tests.api import Caller
from tests.factories import a_member, a_person, a_person_who_is, an_organisation


@pytest.fixture
def team(app: Flask) -> Organisation:
    return an_organisation(name="Warga Air", city="Jakarta")


@pytest.fixture
def owner(app: Flask, team: Organisation) -> Caller:
    return Caller(app, a_member(team, a_person(name="Ayu"), role=MemberRole.OWNER).user)


def test_its_own_people_and_staff_see_who_is_in_it(
    app: Flask, team: Organisation, owner: Caller
) -> None:
    a_member(team, a_person(name="Budi"), title="Engineer")
    path = f"/organisations/{team.id}/members"

    told = owner.get(path).get_json()["items"]

    assert [(each["person"]["name"], each["part"], each["title"]) for each in told] == [
        ("Ayu", "owner", ""),
        ("Budi", "member", "Engineer"),
    ]
    assert set(told[0]["person"]) == {"id", "name"}
    assert Caller(app, a_person_who_is(Role.HUB_MANAGER)).get(path).status_code == 200
    assert Caller(app, a_person()).get(path).status_code == 403


def test_somebody_is_invited_again_and_no_more(team: Organisation, owner: Caller) -> None:
    path = f"/organisations/{team.id}/invitations"

    sent = owner.post(path, {"email": "New@Team.example", "part": "coordinator", "language": "id"})
    twice = owner.post(path, {"email": "new@team.example", "part": "coordinator"})
    [waiting] = owner.get(path).get_json()["items"]
    again = owner.post(f"{path}/{waiting['id']}/again")
    gone = owner.delete(f"{path}/{waiting['id']}")

    assert sent.status_code == 201
    assert (waiting["email"], waiting["part"], waiting["state"], waiting["language"]) == (
        "new@team.example",
        "coordinator",
        "open",
        "id",
    )
    assert twice.status_code == 409
    assert (again.status_code, "Retry-After" in again.headers) == (429, True)
    assert gone.get_json()["state"] == "revoked"
    assert owner.get(path).get_json()["items"] == []


def test_an_invitation_of_another_organisation_is_not_found(
    app: Flask, team: Organisation, owner: Caller
) -> None:
    made = owner.post(f"/organisations/{team.id}/invitations", {"email": "new@team.example"})
    other = an_organisation()
    stranger = Caller(app, a_member(other, role=MemberRole.OWNER).user)
    path = f"/invitations/{made.get_json()['id']}"

    assert stranger.delete(f"/organisations/{other.id}{path}").status_code == 404
    assert stranger.delete(f"/organisations/{team.id}{path}").status_code == 403


def test_nobody_gives_a_part_above_their_own(app: Flask, team: Organisation, owner: Caller) -> None:
    plain = a_member(team)
    coordinator = Caller(app, a_member(team, role=MemberRole.COORDINATOR).user)
    path = f"/organisations/{team.id}/members/{plain.id}"

    assert coordinator.patch(path, {"part": "owner"}).status_code == 403
    assert coordinator.patch(path, {"part": "coordinator"}).get_json()["part"] == "coordinator"
    assert owner.patch(path, {"part": "owner"}).get_json()["part"] == "owner"
    assert owner.patch(path, {"part": "king"}).status_code == 422


def test_a_member_is_removed_or_leaves_and_an_owner_stays(
    app: Flask, team: Organisation, owner: Caller
) -> None:
    removed, leaving = a_member(team), a_member(team)
    path = f"/organisations/{team.id}/members"
    own = owner.get(path).get_json()["items"][0]["id"]
    other = Caller(app, leaving.user)

    assert other.delete(f"{path}/{removed.id}").status_code == 403
    assert owner.delete(f"{path}/{removed.id}?reason=Moved").get_json()["left_at"] is not None
    assert other.delete(f"{path}/{leaving.id}").get_json()["left_at"] is not None
    assert owner.delete(f"{path}/{removed.id}").status_code == 404
    refused = owner.delete(f"{path}/{own}")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "last-owner")


def test_a_member_of_another_organisation_is_not_found(
    app: Flask, team: Organisation, owner: Caller
) -> None:
    elsewhere = a_member(an_organisation())
    path = f"/organisations/{team.id}/members/{elsewhere.id}"

    assert owner.patch(path, {"part": "member"}).status_code == 404
    assert owner.delete(path).status_code == 404


def test_its_history_says_who_did_what(app: Flask, team: Organisation, owner: Caller) -> None:
    owner.patch(f"/organisations/{team.id}", {"about": "Water."})

    [entry] = owner.get(f"/organisations/{team.id}/history").get_json()["items"]

    assert (entry["action"], entry["actor"]["name"], entry["via"]) == (
        "organisation.changed",
        "Ayu",
        "api",
    )
    assert Caller(app, a_person()).get(f"/organisations/{team.id}/history").status_code == 403


def test_a_token_that_only_reads_invites_nobody(
    app: Flask, team: Organisation, owner: Caller
) -> None:
    reading = Caller(app, owner.person, TokenScope.READ)

    refused = reading.post(f"/organisations/{team.id}/invitations", {"email": "a@team.example"})

    assert refused.get_json()["code"] == "scope-missing"


def test_a_list_of_members_asks_as_much_for_many_as_for_one(
    team: Organisation, owner: Caller
) -> None:
    paths = [f"/organisations/{team.id}/members", f"/organisations/{team.id}/invitations"]
    owner.post(paths[1], {"email": "one@team.example"})
    before = [owner.asked_for(path) for path in paths]
    for n in range(10):
        a_member(team)
        assert owner.post(paths[1], {"email": f"n{n}@team.example"}).status_code == 201

    assert [owner.asked_for(path) for path in paths] == before
