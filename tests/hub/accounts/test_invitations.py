"""Invitations: a link that works once, for one address, until somebody thinks better of it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.errors import AnotherAddress, InvitationIsDead
from hub.accounts.models import Consent, Invitation, Role, User
from hub.accounts.permissions import Scope, at_site
from hub.accounts.services.accepting import accept, invitation_behind
from hub.accounts.services.grants import end_role
from hub.accounts.services.invitations import Offer, invite, send_again, take_back
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.core.errors import Conflict, Invalid, NotAllowed, TooMany
from hub.history.services import Acting, acting_as
from tests.counting import asked_for
from tests.factories import MONDAY, a_person, a_person_who_is, a_site
from tests.hub.accounts.stories import PASSWORD, is_signed_in, mails_to, words
from tests.signing_in import sign_in_as

EMAIL = "new@team.example"
JOIN = {
    "name": "Budi", "password": PASSWORD, "language": "id", "zone": "Asia/Jakarta", "privacy": "y"
}  # fmt: skip


def invited(by: User, email: str = EMAIL, role: Role | None = None, **more: Scope) -> Invitation:
    with transaction():
        return invite(email, by=by, offer=Offer(role, more.get("scope")))


def key_to(email: str = EMAIL) -> str:
    """From the latest mail, as its reader would find it."""
    found = re.search(r"/invitations/(\S+)", mails_to(email)[-1].text)
    assert found
    return found.group(1)


def accepted(key: str, person: User) -> None:
    with transaction():
        accept(invitation_behind(key), person=person)


def person_with(email: str) -> User | None:
    return db.session.query(User).filter_by(email=email).one_or_none()


def test_somebody_new_joins_with_the_role_they_were_invited_to(client: FlaskClient) -> None:
    site = a_site(name="Hub Berlin")
    invited(a_person_who_is(Role.ADMIN, name="Ada"), role=Role.MENTOR, scope=at_site(site.id))
    key = key_to()

    page = words(client.get(f"/invitations/{key}"))
    assert person_with(EMAIL) is None, "opening the link changes nothing"
    answer = client.post(f"/invitations/{key}/join", data=JOIN)

    assert "Ada has invited new@team.example." in page
    assert "You would be Mentor at Hub Berlin." in page
    assert answer.status_code == 302
    assert is_signed_in(client)
    person = person_with(EMAIL)
    assert person is not None
    assert person.email_verified_at == MONDAY
    assert [(g.role, g.scope_id) for g in person.live_grants] == [(Role.MENTOR, site.id)]
    assert db.session.query(Consent).filter_by(user_id=person.id).count() == 1


def test_new_staff_are_led_to_their_second_factor(client: FlaskClient) -> None:
    invited(a_person_who_is(Role.ADMIN), role=Role.HUB_MANAGER)

    answer = client.post(f"/invitations/{key_to()}/join", data=JOIN)

    assert "/account/second-factor" in answer.location
    assert client.get("/admin/people").status_code == 302


@pytest.mark.parametrize(
    "missing", [{"name": ""}, {"password": "short"}, {"privacy": None}, {"language": "tlh"}]
)
def test_a_refused_join_keeps_what_was_typed_and_the_link(
    client: FlaskClient, missing: dict[str, str | None]
) -> None:
    invited(a_person_who_is(Role.ADMIN))
    key = key_to()
    data = {k: v for k, v in (JOIN | missing).items() if v is not None}

    answer = client.post(f"/invitations/{key}/join", data=data)

    assert answer.status_code == 422
    assert person_with(EMAIL) is None
    if "name" not in missing:
        assert 'value="Budi"' in answer.text
    assert client.post(f"/invitations/{key}/join", data=JOIN).status_code == 302


def test_the_address_is_the_invitations_whatever_the_form_says(client: FlaskClient) -> None:
    invited(a_person_who_is(Role.ADMIN))

    more = {"email": "victim@people.example", "role": "admin"}
    client.post(f"/invitations/{key_to()}/join", data=JOIN | more)

    assert person_with("victim@people.example") is None
    person = person_with(EMAIL)
    assert person is not None
    assert person.live_grants == []


def test_who_has_an_account_signs_in_and_presses_a_button(client: FlaskClient) -> None:
    person = a_person(email=EMAIL)
    invited(a_person_who_is(Role.ADMIN), role=Role.MENTOR)
    key = key_to()

    before = words(client.get(f"/invitations/{key}"))
    early = client.post(f"/invitations/{key}/accept")
    sign_in_as(client, person)
    after = words(client.get(f"/invitations/{key}"))
    nothing_yet = list(person.live_grants)
    answer = client.post(f"/invitations/{key}/accept")

    assert "Sign in to accept" in before
    assert early.status_code == 401
    assert "Accept the invitation" in after
    assert nothing_yet == []
    assert answer.status_code == 302
    db.session.expire_all()
    assert [grant.role for grant in person.live_grants] == [Role.MENTOR]


def test_an_account_is_never_made_twice_for_an_address(client: FlaskClient) -> None:
    person = a_person(email=EMAIL, name="Was Here", password_hash="kept")
    invited(a_person_who_is(Role.ADMIN), role=Role.ADMIN)

    answer = client.post(f"/invitations/{key_to()}/join", data=JOIN)

    assert answer.status_code == 409
    db.session.expire_all()
    assert (person.name, person.password_hash, person.live_grants) == ("Was Here", "kept", [])


def test_a_forwarded_invitation_opens_nothing_for_another(client: FlaskClient) -> None:
    a_person(email=EMAIL)
    thief = a_person()
    invited(a_person_who_is(Role.ADMIN), role=Role.ADMIN)
    key = key_to()
    sign_in_as(client, thief)

    page, answer = client.get(f"/invitations/{key}"), client.post(f"/invitations/{key}/accept")

    assert f"You are signed in as {thief.email}." in words(page)
    assert answer.status_code == 403
    db.session.expire_all()
    assert thief.live_grants == []


def test_accepting_twice_is_the_same_as_once(app: Flask) -> None:
    person = a_person(email=EMAIL)
    invited(a_person_who_is(Role.ADMIN), role=Role.MENTOR)
    key = key_to()

    accepted(key, person)
    accepted(key, person)

    db.session.expire_all()
    assert len(person.grants) == 1


def test_a_used_link_makes_no_second_person(client: FlaskClient) -> None:
    invited(a_person_who_is(Role.ADMIN))
    key = key_to()
    client.post(f"/invitations/{key}/join", data=JOIN)
    client.post("/sign-out")

    again = client.post(f"/invitations/{key}/join", data=JOIN | {"name": "Second"})

    assert again.status_code == 409
    assert db.session.query(User).filter_by(email=EMAIL).count() == 1
    assert "This invitation was accepted." in words(client.get(f"/invitations/{key}"))


def test_a_dead_link_says_so(client: FlaskClient) -> None:
    admin = a_person_who_is(Role.ADMIN)
    invitation = invited(admin)
    key = key_to()

    assert client.get("/invitations/guessed").status_code == 410
    with frozen_at(now() + timedelta(days=7)):
        assert client.get(f"/invitations/{key}").status_code == 410
        assert client.post(f"/invitations/{key}/join", data=JOIN).status_code == 410
    with transaction():
        take_back(invitation, by=admin)
    assert client.get(f"/invitations/{key}").status_code == 410
    assert client.post(f"/invitations/{key}/join", data=JOIN).status_code == 410
    assert person_with(EMAIL) is None


def test_a_link_lives_until_the_last_second(client: FlaskClient) -> None:
    invited(a_person_who_is(Role.ADMIN))
    key = key_to()

    with frozen_at(now() + timedelta(days=7, seconds=-1)):
        assert client.get(f"/invitations/{key}").status_code == 200


def test_sending_again_makes_a_new_link_and_ends_the_old_one(app: Flask) -> None:
    admin = a_person_who_is(Role.ADMIN)
    invitation = invited(admin)
    old = key_to()

    with frozen_at(now() + timedelta(days=8)):
        with transaction():
            send_again(invitation, by=admin)
        new = key_to()

        assert new != old
        assert invitation_behind(new) is invitation
        with pytest.raises(InvitationIsDead):
            invitation_behind(old)


def test_sending_again_is_not_a_mail_gun(app: Flask) -> None:
    admin = a_person_who_is(Role.ADMIN)
    invitation = invited(admin)

    with pytest.raises(TooMany), transaction():
        send_again(invitation, by=admin)
    for minute in range(2, 7):
        with frozen_at(MONDAY + timedelta(minutes=minute)), transaction():
            send_again(invitation, by=admin)
    with pytest.raises(Conflict), frozen_at(MONDAY + timedelta(hours=1)), transaction():
        send_again(invitation, by=admin)

    assert len(mails_to(EMAIL)) == 6


def test_what_is_settled_is_neither_sent_again_nor_taken_back(app: Flask) -> None:
    admin, person = a_person_who_is(Role.ADMIN), a_person(email=EMAIL)
    invitation = invited(admin)
    accepted(key_to(), person)

    with pytest.raises(Conflict), transaction():
        send_again(invitation, by=admin)
    with pytest.raises(Conflict), transaction():
        take_back(invitation, by=admin)


def test_only_the_links_hash_is_kept(app: Flask) -> None:
    invitation = invited(a_person_who_is(Role.ADMIN))

    assert key_to() not in str(vars(invitation))


def test_the_same_invitation_waits_only_once(app: Flask) -> None:
    admin = a_person_who_is(Role.ADMIN)
    invited(admin, role=Role.MENTOR)

    with pytest.raises(Conflict):
        invited(admin, " NEW@Team.example", role=Role.MENTOR)

    invited(admin, role=Role.REVIEWER)


@pytest.mark.parametrize("email", ["", "nobody", "a@b@c.example", "x\ny@team.example"])
def test_what_is_no_address_is_refused(app: Flask, email: str) -> None:
    with pytest.raises(Invalid):
        invited(a_person_who_is(Role.ADMIN), email)


def test_nobody_invites_themselves_into_a_role(app: Flask) -> None:
    admin = a_person_who_is(Role.ADMIN)

    with pytest.raises(Invalid):
        invited(admin, admin.email, role=Role.FINANCE)


def test_a_sender_who_moved_into_the_invited_address_gets_nothing(app: Flask) -> None:
    admin, other = a_person_who_is(Role.ADMIN), a_person_who_is(Role.ADMIN)
    invited(admin, role=Role.FINANCE)
    key = key_to()
    with transaction():
        admin.email = EMAIL

    with pytest.raises(InvitationIsDead):
        accepted(key, admin)

    assert other.is_active


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_those_who_may_give_a_role_invite_to_it(app: Flask, role: Role) -> None:
    with pytest.raises(NotAllowed):
        invited(a_person_who_is(role), role=Role.MENTOR)
    with pytest.raises(NotAllowed):
        invited(a_person_who_is(role))


def test_an_invitation_is_worth_no_more_than_its_senders_right(app: Flask) -> None:
    admin, other = a_person_who_is(Role.ADMIN), a_person_who_is(Role.ADMIN)
    invited(admin, role=Role.ADMIN)
    key, person = key_to(), a_person(email=EMAIL)
    with transaction():
        end_role(admin.live_grants[0], by=other)

    with pytest.raises(InvitationIsDead):
        accepted(key, person)

    db.session.expire_all()
    assert person.live_grants == []
    assert db.session.query(Invitation).one().accepted_at is None


def test_nobody_accepts_for_somebody_else(app: Flask) -> None:
    admin, person = a_person_who_is(Role.ADMIN), a_person(email=EMAIL)
    invited(admin, role=Role.MENTOR)

    with acting_as(Acting(actor_id=admin.id, for_id=person.id)), pytest.raises(NotAllowed):
        accepted(key_to(), person)


def test_an_unverified_account_does_not_accept(app: Flask) -> None:
    person = a_person(email=EMAIL, email_verified_at=None)
    invited(a_person_who_is(Role.ADMIN), role=Role.MENTOR)

    with pytest.raises(AnotherAddress):
        accepted(key_to(), person)


def test_the_mail_speaks_the_language_that_was_chosen(app: Flask) -> None:
    a_person(email="known@team.example", language="de")
    admin = a_person_who_is(Role.ADMIN)
    for email in (EMAIL, "known@team.example"):
        with transaction():
            invite(email, by=admin, offer=Offer(), language="id")

    assert mails_to(EMAIL)[0].language == "id"
    assert mails_to("known@team.example")[0].language == "de"


def test_staff_invite_send_again_and_take_back_on_their_page(client: FlaskClient) -> None:
    sign_in_as(client, a_person_who_is(Role.ADMIN))
    form = {"email": EMAIL, "language": "en", "role": "mentor", "scope": "platform"}

    answers = [
        client.post("/admin/invitations/new", data=form).status_code,
        client.post("/admin/invitations/new", data=form).status_code,
        client.post("/admin/invitations/new", data=form | {"email": "nobody"}).status_code,
    ]
    [invitation] = db.session.query(Invitation)
    listed = client.get("/admin/invitations").text
    early = client.post(f"/admin/invitations/{invitation.id}/again")
    back = client.post(f"/admin/invitations/{invitation.id}/take-back")

    assert answers == [302, 422, 422]
    assert EMAIL in listed
    assert (early.status_code, early.headers["Retry-After"]) == (429, "61")
    assert back.status_code == 302
    assert "Taken back" in client.get("/admin/invitations").text


@pytest.mark.parametrize("role", [Role.HUB_MANAGER, Role.AUDITOR, Role.MENTOR])
def test_others_neither_see_nor_change_invitations(client: FlaskClient, role: Role) -> None:
    invitation = invited(a_person_who_is(Role.ADMIN))
    sign_in_as(client, a_person_who_is(role))

    assert client.get("/admin/invitations").status_code == 403
    assert client.post(f"/admin/invitations/{invitation.id}/take-back").status_code == 403


def test_the_list_asks_as_often_for_thirty_as_for_one(client: FlaskClient) -> None:
    admin = a_person_who_is(Role.ADMIN)
    sign_in_as(client, admin)
    invited(admin)
    few, _page = asked_for(client, "/admin/invitations")
    for number in range(29):
        invited(a_person_who_is(Role.ADMIN), f"guest{number}@team.example")

    many, page = asked_for(client, "/admin/invitations")

    assert page.count('<tr role="row">') == 31
    assert many == few
