"""Members: invited, joined, given another part, removed; never without an owner."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from hub.accounts.models import Invitation, Role, User
from hub.accounts.services.accepting import accept, invitation_behind
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Conflict, Gone, NotAllowed
from hub.history.queries import history_of
from hub.organisations.errors import Archived, LastOwner
from hub.organisations.models import MemberRole, Membership, Organisation
from hub.organisations.permissions import part_in
from hub.organisations.queries import members_of, organisations_of
from hub.organisations.services import (
    archive,
    change_part,
    invite_member,
    invite_member_again,
    leave,
    remove_member,
    take_back_invitation,
)
from tests.factories import MONDAY, a_member, a_person, a_person_who_is, an_organisation
from tests.hub.accounts.stories import mails_to

EMAIL = "new@team.example"
OWNER, COORDINATOR, MEMBER = MemberRole.OWNER, MemberRole.COORDINATOR, MemberRole.MEMBER


def a_team() -> tuple[Organisation, User]:
    organisation = an_organisation(name="Rute Lab")
    return organisation, a_member(organisation, role=OWNER).user


def invited(
    organisation: Organisation, by: User, part: MemberRole = MEMBER, email: str = EMAIL
) -> Invitation:
    with transaction():
        return invite_member(organisation, email, part=part, by=by)


def accepted(person: User) -> None:
    found = re.search(r"/invitations/(\S+)", mails_to(person.email)[-1].text)
    assert found
    with transaction():
        accept(invitation_behind(found.group(1)), person=person)


def ended(membership: Membership, by: User) -> None:
    with transaction():
        remove_member(membership, by=by)


def test_an_invited_person_is_in_once_they_accept(app: Flask) -> None:
    organisation, owner = a_team()
    person = a_person(email=EMAIL)

    invited(organisation, owner, COORDINATOR)
    before = part_in(person, organisation)
    accepted(person)
    accepted(person)

    assert before is None
    assert part_in(person, organisation) is COORDINATOR
    assert "You are invited to Rute Lab" in mails_to(EMAIL)[0].subject
    joined = [
        entry
        for entry in history_of(organisation).items
        if entry.action == "organisation.member-joined"
    ]
    assert len(joined) == 1


def test_who_had_left_is_in_again(app: Flask) -> None:
    organisation, owner = a_team()
    person = a_person(email=EMAIL)
    a_member(organisation, person, role=OWNER, left_at=MONDAY)

    invited(organisation, owner)
    accepted(person)

    assert part_in(person, organisation) is MEMBER
    assert [m.organisation for m in organisations_of(person)] == [organisation]


def test_a_member_is_not_invited_again(app: Flask) -> None:
    organisation, owner = a_team()
    a_member(organisation, a_person(email=EMAIL))

    with pytest.raises(Conflict):
        invited(organisation, owner, email=" NEW@team.example ")


@pytest.mark.parametrize(
    ("giver", "parts"),
    [
        (OWNER, {OWNER, COORDINATOR, MEMBER}),
        (COORDINATOR, {COORDINATOR, MEMBER}),
        (MEMBER, set()),
        (None, set()),
    ],
)
def test_nobody_invites_above_their_own_part(
    app: Flask, giver: MemberRole | None, parts: set[MemberRole]
) -> None:
    organisation, _owner = a_team()
    person = a_member(organisation, role=giver).user if giver else a_person()

    for part in MemberRole:
        if part in parts:
            invited(organisation, person, part)
        else:
            with pytest.raises(NotAllowed):
                invited(organisation, person, part)


def test_an_invitation_dies_with_its_senders_part(app: Flask) -> None:
    organisation, owner = a_team()
    person, coordinator = a_person(email=EMAIL), a_member(organisation, role=COORDINATOR)
    invited(organisation, coordinator.user)
    ended(coordinator, owner)

    with pytest.raises(Gone):
        accepted(person)

    assert part_in(person, organisation) is None
    db.session.expire_all()
    assert db.session.query(Invitation).one().accepted_at is None


def test_an_archived_organisation_takes_nobody(app: Flask) -> None:
    organisation, owner = a_team()
    person = a_person(email=EMAIL)
    invited(organisation, owner)
    with transaction():
        archive(organisation, by=owner)

    with pytest.raises(Gone):
        accepted(person)
    with pytest.raises(Archived):
        invited(organisation, owner, email="other@team.example")


def test_an_invitation_is_sent_again_and_taken_back_by_those_who_could_send_it(app: Flask) -> None:
    organisation, owner = a_team()
    member, coordinator = a_member(organisation).user, a_member(organisation, role=COORDINATOR).user
    invitation = invited(organisation, owner, OWNER)

    with frozen_at(MONDAY + timedelta(minutes=5)):
        for person in (member, coordinator):
            with pytest.raises(NotAllowed), transaction():
                invite_member_again(organisation, invitation, by=person)
            with pytest.raises(NotAllowed), transaction():
                take_back_invitation(organisation, invitation, by=person)
        with transaction():
            invite_member_again(organisation, invitation, by=owner)
        with transaction():
            take_back_invitation(organisation, invitation, by=owner)

    assert len(mails_to(EMAIL)) == 2
    assert invitation.revoked_at is not None


def test_the_last_owner_stays_whatever_they_try(app: Flask) -> None:
    organisation, owner = a_team()
    [membership] = members_of(organisation)
    admin = a_person_who_is(Role.ADMIN)

    with pytest.raises(LastOwner), transaction():
        leave(organisation, person=owner)
    with pytest.raises(LastOwner), transaction():
        change_part(membership, MEMBER, by=owner)
    with pytest.raises(LastOwner), transaction():
        remove_member(membership, by=admin)

    assert LastOwner.status == 409
    assert part_in(owner, organisation) is OWNER


def test_of_two_owners_one_may_go(app: Flask) -> None:
    organisation, owner = a_team()
    second = a_member(organisation, role=OWNER)

    with transaction():
        leave(organisation, person=owner)
    with pytest.raises(LastOwner), transaction():
        leave(organisation, person=second.user)

    assert part_in(owner, organisation) is None


def test_an_owner_who_left_long_ago_does_not_count(app: Flask) -> None:
    organisation, owner = a_team()
    a_member(organisation, role=OWNER, left_at=MONDAY)

    with pytest.raises(LastOwner), transaction():
        leave(organisation, person=owner)


def test_a_coordinator_touches_no_owner(app: Flask) -> None:
    organisation, _owner = a_team()
    other_owner = a_member(organisation, role=OWNER)
    coordinator = a_member(organisation, role=COORDINATOR)

    with pytest.raises(NotAllowed):
        ended(other_owner, coordinator.user)
    with pytest.raises(NotAllowed), transaction():
        change_part(other_owner, MEMBER, by=coordinator.user)
    with pytest.raises(NotAllowed), transaction():
        change_part(coordinator, OWNER, by=coordinator.user)


def test_parts_change_with_history(app: Flask) -> None:
    organisation, owner = a_team()
    membership = a_member(organisation)

    with transaction():
        change_part(membership, COORDINATOR, by=owner)
        change_part(membership, COORDINATOR, by=owner)

    [entry] = history_of(organisation).items
    assert (entry.before["as"], entry.after["as"]) == ("member", "coordinator")


def test_a_removed_member_has_no_part_at_once(app: Flask) -> None:
    organisation, owner = a_team()
    coordinator = a_member(organisation, role=COORDINATOR)

    ended(coordinator, owner)
    ended(coordinator, owner)

    with pytest.raises(NotAllowed):
        invited(organisation, coordinator.user)
    assert len(history_of(organisation).items) == 1


def test_another_organisations_owner_is_nobody_here(app: Flask) -> None:
    organisation, _owner = a_team()
    stranger = a_member(an_organisation(), role=OWNER).user
    membership = a_member(organisation)

    with pytest.raises(NotAllowed):
        ended(membership, stranger)
    with pytest.raises(NotAllowed):
        invited(organisation, stranger)
