"""A programme's managers gather its reviewers and mentors: there, those roles, and no others."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.programmes.models import Programme
from accelerator.programmes.permissions import can_manage, in_programme
from hub.accounts.errors import InvitationIsDead
from hub.accounts.models import STAFF_ROLES, Grant, Invitation, Role, User
from hub.accounts.permissions import at_site, in_organisation, may_give
from hub.accounts.queries.people import shown_grants
from hub.accounts.services.accepting import accept
from hub.accounts.services.grants import end_role, give_role
from hub.accounts.services.invitations import Offer, invite
from hub.core.database import db, transaction
from hub.core.errors import NotAllowed
from tests.factories import a_person, a_person_who_is, a_site, an_organisation
from tests.factories.programme import a_programme, a_programme_manager
from tests.hub.accounts.stories import mails_to
from tests.signing_in import sign_in_as

HANDED_OUT = (Role.REVIEWER, Role.MENTOR)


def invited_as(role: Role, person: User, by: User, programme: Programme) -> Invitation:
    with transaction():
        offer = Offer(role=role, in_scope=in_programme(programme.id))
        return invite(person.email, by=by, offer=offer)


@pytest.mark.parametrize("role", HANDED_OUT)
def test_a_manager_invites_reviewers_and_mentors_into_the_programme(app: Flask, role: Role) -> None:
    programme, rani = a_programme(name={"en": "City Lab"}), a_person(email="rani@jury.example")
    manager = a_programme_manager(programme)

    invitation = invited_as(role, rani, manager, programme)
    with transaction():
        accept(invitation, person=rani)

    db.session.expire(rani)
    [grant] = rani.live_grants
    assert (grant.role, grant.scope_id) == (role, programme.id)
    assert [shown.place for shown in shown_grants([grant])] == ["City Lab"]
    assert "City Lab" in mails_to(rani.email)[0].text
    assert not can_manage(rani, programme.id)


@pytest.mark.parametrize("role", [role for role in Role if role not in HANDED_OUT])
def test_a_manager_gives_nothing_else(app: Flask, role: Role) -> None:
    programme = a_programme()

    for manager in (a_programme_manager(programme), a_programme_manager()):
        assert not may_give(manager, role, scope=in_programme(programme.id))


@pytest.mark.parametrize("role", HANDED_OUT)
def test_a_manager_gives_them_in_the_own_programme_alone(app: Flask, role: Role) -> None:
    own, other = a_programme(), a_programme()
    manager, of_all = a_programme_manager(own), a_programme_manager()
    # An id that is the programme's, in a scope of another kind, opens nothing.
    elsewhere = (None, at_site(a_site().id), in_organisation(an_organisation().id), at_site(own.id))

    assert may_give(manager, role, scope=in_programme(own.id))
    assert not may_give(manager, role, scope=in_programme(other.id))
    assert may_give(of_all, role, scope=in_programme(other.id))
    for scope in elsewhere:
        assert not may_give(manager, role, scope=scope)
        assert not may_give(of_all, role, scope=scope)


@pytest.mark.parametrize("giver", sorted({*Role} - {Role.ADMIN, Role.PROGRAMME_MANAGER}))
def test_nobody_else_gives_them(app: Flask, giver: Role) -> None:
    programme = a_programme()

    for role in HANDED_OUT:
        scope = in_programme(programme.id)
        assert not may_give(a_person_who_is(giver), role, scope=scope)


def test_a_manager_ends_what_managers_give_and_no_more(app: Flask) -> None:
    programme, person = a_programme(), a_person()
    manager, colleague = a_programme_manager(programme), a_programme_manager(programme)
    with transaction():
        grant = give_role(person, Role.MENTOR, in_scope=in_programme(programme.id), by=manager)

    with transaction():
        end_role(grant, by=colleague)
    with pytest.raises(NotAllowed), transaction():
        end_role(colleague.live_grants[0], by=manager)

    assert db.session.get_one(Grant, grant.id).ended_at is not None


def test_who_is_no_manager_any_more_brings_nobody_in(app: Flask) -> None:
    programme, rani = a_programme(), a_person()
    manager, admin = a_programme_manager(programme), a_person_who_is(Role.ADMIN)
    invitation = invited_as(Role.REVIEWER, rani, manager, programme)
    with transaction():
        end_role(manager.live_grants[0], by=admin)

    with pytest.raises(InvitationIsDead), transaction():
        accept(invitation, person=rani)


def test_reviewers_and_mentors_are_no_staff() -> None:
    assert not STAFF_ROLES & set(HANDED_OUT)


def test_roles_are_offered_in_programmes_by_name(client: FlaskClient) -> None:
    a_programme(name={"en": "City Lab"})
    sign_in_as(client, a_person_who_is(Role.ADMIN))

    assert "City Lab" in client.get(f"/admin/people/{a_person().id}").text
