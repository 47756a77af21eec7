"""Roles: who gives which to whom, and what ending one ends."""

from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.errors import LastAdmin
from hub.accounts.models import Grant, Role, ScopeKind, SignIn, User
from hub.accounts.permissions import Scope, at_site, in_organisation
from hub.accounts.services.grants import end_role, give_role
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.queries import history_of
from tests.factories import a_member, a_person, a_person_who_is, a_site, an_organisation
from tests.hub.accounts.stories import mails_to
from tests.signing_in import sign_in_as


def gave(person: User, role: Role, by: User, scope: Scope | None = None) -> Grant:
    with transaction():
        return give_role(person, role, in_scope=scope, by=by)


def roles_of(person: User) -> list[Role]:
    db.session.expire_all()
    return [grant.role for grant in db.session.get_one(User, person.id).live_grants]


def test_an_admin_gives_a_role_and_history_and_mail_say_so(app: Flask) -> None:
    admin, person, site = a_person_who_is(Role.ADMIN), a_person(), a_site(name="Hub Jakarta")

    grant = gave(person, Role.HUB_MANAGER, admin, at_site(site.id))

    assert (grant.scope_kind, grant.scope_id) == (ScopeKind.SITE, site.id)
    assert history_of(person).items[0].after == {
        "role": "hub-manager", "in": "site", "id": str(site.id)
    }  # fmt: skip
    [mail] = mails_to(person.email)
    assert "You are now Hub manager at Hub Jakarta." in mail.text
    assert "second factor" in mail.text


def test_the_same_role_twice_is_one_grant_and_one_mail(app: Flask) -> None:
    admin, person = a_person_who_is(Role.ADMIN), a_person()

    first, second = gave(person, Role.MENTOR, admin), gave(person, Role.MENTOR, admin)

    assert first is second
    assert len(mails_to(person.email)) == 1


def test_the_same_role_elsewhere_is_another_grant(app: Flask) -> None:
    admin, person = a_person_who_is(Role.ADMIN), a_person()

    for site in (a_site(), a_site()):
        gave(person, Role.HUB_MANAGER, admin, at_site(site.id))

    assert roles_of(person) == [Role.HUB_MANAGER, Role.HUB_MANAGER]


@pytest.mark.parametrize("role", list(Role))
def test_nobody_gives_themselves_a_role(app: Flask, role: Role) -> None:
    admin = a_person_who_is(Role.ADMIN)

    with pytest.raises(NotAllowed):
        gave(admin, role, admin)


@pytest.mark.parametrize("giver", [role for role in Role if role is not Role.ADMIN])
def test_who_may_not_grant_gives_nothing_to_anybody(app: Flask, giver: Role) -> None:
    staff, person = a_person_who_is(giver), a_person()

    with pytest.raises(NotAllowed):
        gave(person, Role.MENTOR, staff)

    assert roles_of(person) == []


def test_a_sites_admin_gives_roles_at_that_site_only(app: Flask) -> None:
    site, other, person = a_site(), a_site(), a_person()
    admin = a_person_who_is(Role.ADMIN, site=site)

    gave(person, Role.HUB_MANAGER, admin, at_site(site.id))
    for elsewhere in (None, at_site(other.id), in_organisation(an_organisation().id)):
        with pytest.raises(NotAllowed):
            gave(person, Role.HUB_MANAGER, admin, elsewhere)

    assert roles_of(person) == [Role.HUB_MANAGER]


def test_a_sites_admin_ends_no_role_on_the_whole_platform(app: Flask) -> None:
    admin = a_person_who_is(Role.ADMIN, site=a_site())
    chief = a_person_who_is(Role.HUB_MANAGER)

    with pytest.raises(NotAllowed), transaction():
        end_role(chief.live_grants[0], by=admin)


def test_a_role_in_a_place_that_does_not_exist_is_refused(app: Flask) -> None:
    admin, person = a_person_who_is(Role.ADMIN), a_person()

    for scope in (at_site(uuid4()), in_organisation(uuid4()), Scope(ScopeKind.PROGRAMME, uuid4())):
        with pytest.raises(Invalid):
            gave(person, Role.FOUNDER, admin, scope)


def test_ending_a_role_ends_what_is_signed_in(app: Flask, client: FlaskClient) -> None:
    admin, manager = a_person_who_is(Role.ADMIN), a_person_who_is(Role.HUB_MANAGER)
    sign_in_as(client, manager)
    assert client.get("/admin/people").status_code == 200

    with transaction():
        end_role(manager.live_grants[0], by=admin, reason="moved on")

    assert client.get("/account/profile").status_code == 302
    assert db.session.query(SignIn).filter_by(user_id=manager.id, ended_at=None).count() == 0
    ended = [entry for entry in history_of(manager).items if entry.action == "person.role-ended"]
    assert [entry.reason for entry in ended] == ["moved on"]


def test_the_last_admin_stays(app: Flask) -> None:
    admin, site_admin = a_person_who_is(Role.ADMIN), a_person_who_is(Role.ADMIN, site=a_site())
    other = a_person_who_is(Role.ADMIN)

    with transaction():
        end_role(other.live_grants[0], by=admin)
    with pytest.raises(LastAdmin), transaction():
        end_role(admin.live_grants[0], by=None)

    assert LastAdmin.status == 409
    assert roles_of(admin) == [Role.ADMIN]
    assert roles_of(site_admin) == [Role.ADMIN]


def test_an_admin_whose_account_is_closed_does_not_count(app: Flask) -> None:
    admin, gone = a_person_who_is(Role.ADMIN), a_person_who_is(Role.ADMIN)
    with transaction():
        gone.disabled_at = gone.joined_at

    with pytest.raises(LastAdmin), transaction():
        end_role(admin.live_grants[0], by=None)


def test_ending_a_role_twice_is_the_same_as_once(app: Flask) -> None:
    admin, mentor = a_person_who_is(Role.ADMIN), a_person_who_is(Role.MENTOR)
    grant = mentor.live_grants[0]

    for _ in range(2):
        with transaction():
            end_role(grant, by=admin)

    ended = [entry for entry in history_of(mentor).items if entry.action == "person.role-ended"]
    assert len(ended) == 1


def test_an_admin_gives_and_ends_a_role_on_the_persons_page(client: FlaskClient) -> None:
    admin, person = a_person_who_is(Role.ADMIN), a_person()
    organisation = an_organisation(name="Rute Lab")
    a_member(organisation, person)
    sign_in_as(client, admin)
    scope = f"organisation:{organisation.id}"

    page = client.get(f"/admin/people/{person.id}").text
    client.post(f"/admin/people/{person.id}/roles", data={"role": "founder", "scope": scope})
    [grant] = db.session.query(Grant).filter_by(user_id=person.id)
    asked = client.get(f"/admin/people/{person.id}/roles/{grant.id}/end")
    unreasoned = client.post(f"/admin/people/{person.id}/roles/{grant.id}/end")
    still = roles_of(person)
    client.post(f"/admin/people/{person.id}/roles/{grant.id}/end", data={"reason": "sold it"})

    assert "Rute Lab" in page
    assert (asked.status_code, unreasoned.status_code) == (200, 422)
    assert still == [Role.FOUNDER]
    assert roles_of(person) == []


def test_a_scope_that_was_not_offered_is_refused(client: FlaskClient) -> None:
    person, stranger = a_person(), an_organisation()
    sign_in_as(client, a_person_who_is(Role.ADMIN))

    for scope in (f"organisation:{stranger.id}", "galaxy:1", "site:not-an-id"):
        form = {"role": "founder", "scope": scope}
        assert client.post(f"/admin/people/{person.id}/roles", data=form).status_code == 422

    assert roles_of(person) == []


def test_a_grant_in_another_persons_address_is_not_there(client: FlaskClient) -> None:
    sign_in_as(client, a_person_who_is(Role.ADMIN))
    mentor, other = a_person_who_is(Role.MENTOR), a_person()
    grant = mentor.live_grants[0]

    answer = client.post(f"/admin/people/{other.id}/roles/{grant.id}/end", data={"reason": "x"})

    assert answer.status_code == 404
    assert roles_of(mentor) == [Role.MENTOR]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.FINANCE, Role.HUB_MANAGER])
def test_who_may_only_look_changes_nothing(client: FlaskClient, role: Role) -> None:
    person, mentor = a_person(), a_person_who_is(Role.MENTOR)
    grant = mentor.live_grants[0]
    sign_in_as(client, a_person_who_is(role))

    assert client.get(f"/admin/people/{person.id}").status_code == 200
    for path in (f"{person.id}/roles", f"{mentor.id}/roles/{grant.id}/end", f"{person.id}/close",
                 f"{person.id}/open"):  # fmt: skip
        answer = client.post(
            f"/admin/people/{path}", data={"role": "admin", "scope": "platform", "reason": "x"}
        )
        assert answer.status_code == 403, path

    assert roles_of(person) == []
