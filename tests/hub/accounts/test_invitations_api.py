"""Invitations into the hub by API, for staff."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from hub.accounts.models import Role, TokenScope
from hub.accounts.services.invitations import Offer, invite
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.organisations.models import MemberRole
from hub.outbox.models import Message
from tests.api import Caller
from tests.factories import MONDAY, a_member, a_person, a_person_who_is, a_site, an_organisation


@pytest.fixture
def admin(app: Flask) -> Caller:
    return Caller(app, a_person_who_is(Role.ADMIN, name="Adi"))


def test_staff_invite_somebody_with_a_role(admin: Caller) -> None:
    site = a_site()
    body = {
        "email": "New@people.example",
        "language": "id",
        "role": "hub-manager",
        "scope": "site",
        "scope_id": str(site.id),
    }

    sent = admin.post("/invitations", body)

    told = sent.get_json()
    assert (sent.status_code, told["email"], told["state"]) == (201, "new@people.example", "open")
    assert (told["role"], told["scope"], told["scope_id"]) == ("hub-manager", "site", str(site.id))
    assert (told["invited_by"]["name"], told["part"]) == ("Adi", None)
    assert admin.get("/invitations").get_json()["items"] == [told]
    [mail] = db.session.query(Message).filter_by(to_email="new@people.example")
    assert mail.language == "id"
    assert admin.post("/invitations", body).status_code == 409


def test_an_invitation_acts_once_under_its_key(admin: Caller) -> None:
    body, headers = {"email": "new@people.example"}, {"Idempotency-Key": "one"}

    first = admin.post("/invitations", body, headers=headers)
    again = admin.post("/invitations", body, headers=headers)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert first.get_json() == again.get_json()


def test_an_invitation_is_sent_again_and_taken_back(admin: Caller) -> None:
    made = admin.post("/invitations", {"email": "new@people.example"}).get_json()
    path = f"/invitations/{made['id']}"

    soon = admin.post(f"{path}/again")
    with frozen_at(MONDAY + timedelta(hours=2)):
        later = admin.post(f"{path}/again")
    gone = admin.delete(path)
    after = admin.post(f"{path}/again")

    assert (soon.status_code, "Retry-After" in soon.headers) == (429, True)
    assert later.get_json()["times_sent"] == 2
    assert gone.get_json()["state"] == "revoked"
    assert after.status_code == 409


def test_an_organisation_s_invitation_is_not_among_them(admin: Caller) -> None:
    team = an_organisation()
    owner = a_member(team, role=MemberRole.OWNER).user
    offer = Offer(organisation_id=team.id, member_role="member")
    with transaction():
        theirs = invite("new@team.example", by=owner, offer=offer)

    assert admin.get("/invitations").get_json()["items"] == []
    assert admin.delete(f"/invitations/{theirs.id}").status_code == 404
    assert admin.post(f"/invitations/{UUID(int=8)}/again").status_code == 404


def test_only_those_who_manage_people_invite(app: Flask, admin: Caller) -> None:
    body = {"email": "new@people.example"}

    for caller in (
        Caller(app, a_person()),
        Caller(app, a_person_who_is(Role.HUB_MANAGER)),
    ):
        assert caller.get("/invitations").status_code == 403
        assert caller.post("/invitations", body).status_code == 403
    assert admin.post("/invitations", {"email": "nobody"}).status_code == 422


def test_a_token_without_the_staff_scope_invites_nobody(app: Flask, admin: Caller) -> None:
    lesser = Caller(app, admin.person, TokenScope.READ)

    refused = lesser.post("/invitations", {"email": "new@people.example"})

    assert (refused.status_code, refused.get_json()["scope"]) == (403, "admin")


def test_a_list_of_invitations_asks_as_much_for_many_as_for_one(admin: Caller) -> None:
    admin.post("/invitations", {"email": "one@people.example"})
    before = admin.asked_for("/invitations?limit=100")
    for n in range(15):
        other = a_person_who_is(Role.ADMIN)
        with transaction():
            invite(f"n{n}@people.example", by=other, offer=Offer())

    assert admin.asked_for("/invitations?limit=100") == before
