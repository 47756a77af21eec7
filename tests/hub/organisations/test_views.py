"""The network's pages: what everybody sees, what its people see, and what others try."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from hub.accounts.models import Invitation, Role, User
from hub.core.database import db, transaction
from hub.organisations.models import MemberRole, Membership, Organisation
from hub.organisations.services import add_holiday, invite_member
from tests.counting import asked_for
from tests.factories import MONDAY, a_member, a_person, a_person_who_is, a_site, an_organisation
from tests.hub.accounts.stories import words
from tests.signing_in import sign_in_as

TYPED = {
    "name": "Rute Lab", "kind": "startup", "city": "Jakarta", "website": "rute.example",
    "about": "Buses <b>on time</b>.", "tags": "mobility",
}  # fmt: skip


def path(organisation: Organisation, more: str = "") -> str:
    return f"/organisations/{organisation.id}{more}"


def a_team(**named: Any) -> tuple[Organisation, User]:
    organisation = an_organisation(**({"name": "Rute Lab"} | named))
    return organisation, a_member(organisation, a_person(name="Ana Owner"), role="owner").user


def test_a_person_registers_changes_and_leaves_what_they_typed(client: FlaskClient) -> None:
    sign_in_as(client, a_person())

    made = client.post("/organisations/new", data=TYPED)
    page = client.get(made.location)
    changed = client.post(f"{made.location}/edit", data=TYPED | {"about": "Trams."})
    refused = client.post(f"{made.location}/edit", data=TYPED | {"website": "javascript:x"})

    assert (made.status_code, changed.status_code, refused.status_code) == (302, 302, 422)
    assert "Buses &lt;b&gt;on time&lt;/b&gt;." in page.text
    assert 'rel="nofollow ugc noopener"' in page.text
    assert "Not verified yet" in words(page)
    assert 'value="javascript:x"' in refused.text
    assert db.session.query(Organisation).one().about == "Trams."


def test_the_same_name_is_refused_beside_its_field(client: FlaskClient) -> None:
    an_organisation(name="rute lab")
    sign_in_as(client, a_person())

    answer = client.post("/organisations/new", data=TYPED)

    assert answer.status_code == 422
    assert "is in the network already" in answer.text
    assert "Buses" in answer.text


def test_fields_that_are_nobodys_to_set_are_ignored(client: FlaskClient) -> None:
    sign_in_as(client, a_person())

    more = {"verified_at": "2026-01-01", "id": str(uuid4()), "archived_at": "x", "verified": "y"}
    client.post("/organisations/new", data=TYPED | more)

    organisation = db.session.query(Organisation).one()
    assert organisation.verified_at is None
    assert str(organisation.id) != more["id"]


def test_everybody_sees_what_an_organisation_says_and_not_who_is_in_it(client: FlaskClient) -> None:
    organisation, owner = a_team(verified_at=MONDAY, tags=["mobility"], about="Buses.")

    for visitor in (None, a_person()):
        if visitor:
            sign_in_as(client, visitor)
        page = client.get(path(organisation))
        assert page.status_code == 200
        assert "Verified" in words(page)
        assert "Buses." in page.text
        assert owner.name not in page.text
        assert owner.email not in page.text
        assert "What happened" not in page.text


@pytest.mark.parametrize("who", ["member", "staff"])
def test_its_people_and_staff_see_who_is_in_it(client: FlaskClient, who: str) -> None:
    organisation, owner = a_team()
    member = a_member(organisation).user
    sign_in_as(client, member if who == "member" else a_person_who_is(Role.HUB_MANAGER))

    for more in ("", "/members"):
        assert owner.name in client.get(path(organisation, more)).text


@pytest.mark.parametrize("role", [None, Role.MENTOR, Role.AUDITOR, Role.FINANCE])
def test_others_do_not_see_members(client: FlaskClient, role: Role | None) -> None:
    organisation, owner = a_team()
    sign_in_as(client, a_person_who_is(role) if role else a_person())

    answer = client.get(path(organisation, "/members"))

    assert answer.status_code == 403
    assert owner.name not in client.get(path(organisation)).text


CHANGES: list[tuple[str, Callable[[Membership, Invitation], str]]] = [
    ("edit", lambda _m, _i: "/edit"),
    ("invite", lambda _m, _i: "/members/invitations"),
    ("again", lambda _m, i: f"/invitations/{i.id}/again"),
    ("take back", lambda _m, i: f"/invitations/{i.id}/take-back"),
    ("part", lambda m, _i: f"/members/{m.id}"),
    ("remove", lambda m, _i: f"/members/{m.id}/remove"),
    ("verify", lambda _m, _i: "/verify"),
    ("unverify", lambda _m, _i: "/unverify"),
    ("archive", lambda _m, _i: "/archive"),
    ("restore", lambda _m, _i: "/restore"),
    ("leave", lambda _m, _i: "/leave"),
]


@pytest.mark.parametrize(("name", "where"), CHANGES, ids=[name for name, _where in CHANGES])
def test_a_stranger_changes_nothing(
    client: FlaskClient, name: str, where: Callable[[Membership, Invitation], str]
) -> None:
    organisation, owner = a_team()
    membership = a_member(organisation)
    with transaction():
        invitation = invite_member(organisation, "x@y.example", part=MemberRole.MEMBER, by=owner)
    strangers = [a_person(), a_person_who_is(Role.AUDITOR)]
    strangers.append(a_member(an_organisation(), role="owner").user)
    form = TYPED | {"email": "z@y.example", "part": "owner", "language": "en", "reason": "why not"}

    for stranger in strangers:
        sign_in_as(client, stranger)
        answer = client.post(path(organisation, where(membership, invitation)), data=form)
        assert answer.status_code == 403, name

    db.session.expire_all()
    assert (organisation.name, organisation.archived_at) == ("Rute Lab", None)
    assert (membership.role, membership.left_at) == (MemberRole.MEMBER, None)
    assert (invitation.revoked_at, invitation.times_sent) == (None, 1)


@pytest.mark.parametrize(("name", "where"), CHANGES, ids=[name for name, _where in CHANGES])
def test_a_visitor_is_asked_to_sign_in(
    client: FlaskClient, name: str, where: Callable[[Membership, Invitation], str]
) -> None:
    organisation, owner = a_team()
    with transaction():
        invitation = invite_member(organisation, "x@y.example", part=MemberRole.MEMBER, by=owner)

    answer = client.post(path(organisation, where(a_member(organisation), invitation)))

    assert answer.status_code == 401, name


def test_another_organisations_members_and_invitations_are_not_there(client: FlaskClient) -> None:
    mine, owner = a_team()
    theirs, their_owner = a_team(name="Theirs")
    membership = a_member(theirs)
    with transaction():
        invitation = invite_member(theirs, "x@y.example", part=MemberRole.MEMBER, by=their_owner)
    sign_in_as(client, owner)

    for more in (
        f"/members/{membership.id}",
        f"/members/{membership.id}/remove",
        f"/invitations/{invitation.id}/take-back",
        f"/invitations/{invitation.id}/again",
    ):
        assert client.post(path(mine, more), data={"part": "owner"}).status_code == 404, more

    db.session.expire_all()
    assert membership.left_at is None
    assert invitation.revoked_at is None


def test_an_owner_looks_after_the_members(client: FlaskClient) -> None:
    organisation, owner = a_team()
    membership = a_member(organisation)
    sign_in_as(client, owner)
    form = {"email": "new@team.example", "part": "coordinator", "language": "de"}

    answers = [
        client.post(path(organisation, "/members/invitations"), data=form).status_code,
        client.post(path(organisation, "/members/invitations"), data=form).status_code,
        client.get(path(organisation, f"/members/{membership.id}")).status_code,
        client.post(
            path(organisation, f"/members/{membership.id}"), data={"part": "owner"}
        ).status_code,
        client.get(path(organisation, "/leave")).status_code,
        client.post(path(organisation, "/leave")).status_code,
    ]
    gone = client.get(path(organisation, "/members"))

    assert answers == [302, 422, 200, 302, 200, 302]
    assert gone.status_code == 403
    db.session.expire_all()
    assert membership.role is MemberRole.OWNER


def test_the_last_owner_is_told_why_not(client: FlaskClient) -> None:
    organisation, owner = a_team()
    sign_in_as(client, owner)

    answer = client.post(path(organisation, "/leave"))

    assert answer.status_code == 409
    assert "This is the last owner." in answer.text


def test_staff_verify_and_take_the_mark_back(client: FlaskClient) -> None:
    organisation, _owner = a_team()
    sign_in_as(client, a_person_who_is(Role.HUB_MANAGER))

    client.post(path(organisation, "/verify"))
    verified = words(client.get(path(organisation)))
    answers = [
        client.get(path(organisation, "/unverify")).status_code,
        client.post(path(organisation, "/unverify")).status_code,
        client.post(path(organisation, "/unverify"), data={"reason": "moved away"}).status_code,
    ]

    assert "Verified" in verified
    assert answers == [200, 422, 302]
    assert "“moved away”" in words(client.get(path(organisation)))


def test_an_owner_archives_and_restores(client: FlaskClient) -> None:
    organisation, owner = a_team()
    sign_in_as(client, owner)

    client.post(path(organisation, "/archive"), data={"reason": "merged"})
    page = words(client.get(path(organisation)))
    listed = client.get("/organisations").text
    client.post(path(organisation, "/restore"))

    assert "Rute Lab" not in listed
    assert "This organisation is archived." in page
    assert "Rute Lab" in client.get("/organisations").text


def test_a_search_that_makes_no_sense_still_answers(client: FlaskClient) -> None:
    for search in ("kind=emperor", "city=Atlantis", "tag=" + "x" * 99, "verified=maybe", "sort=1"):
        assert client.get(f"/organisations?{search}").status_code == 200
    assert client.get("/organisations?cursor=zzz").status_code == 400
    assert client.get(f"/organisations/{uuid4()}").status_code == 404
    assert client.get("/organisations/1").status_code == 404


def test_a_search_stays_on_the_next_page(client: FlaskClient) -> None:
    for number in range(31):
        an_organisation(name=f"Team {number:02}", city="Jakarta")

    page = client.get("/organisations?city=Jakarta&text=team").text

    assert "city=Jakarta&amp;text=team&amp;cursor=" in page


def test_lists_ask_as_often_for_thirty_as_for_one(client: FlaskClient) -> None:
    organisation, owner = a_team(tags=["a", "b"])
    sign_in_as(client, owner)
    members = path(organisation, "/members")
    few = [asked_for(client, each)[0] for each in ("/organisations", members)]
    for number in range(29):
        an_organisation(tags=["a", "b"])
        a_member(organisation)
        with transaction():
            invite_member(
                db.session.get_one(Organisation, organisation.id),
                f"guest{number}@team.example",
                part=MemberRole.MEMBER,
                by=db.session.get_one(User, owner.id),
            )

    many = [asked_for(client, each)[0] for each in ("/organisations", members)]

    assert many[0] == few[0]
    assert many[1] <= few[1] + 1, "invitations come with their senders"


def test_sites_tell_their_clock_money_and_next_holidays(client: FlaskClient) -> None:
    site = a_site(code="ber", name="Hub Berlin", zone="Europe/Berlin", currency="EUR")
    admin = a_person_who_is(Role.ADMIN)
    with transaction():
        add_holiday(site, date(2026, 12, 24), name="Christmas Eve", by=admin)

    listed, page = words(client.get("/sites")), words(client.get("/sites/ber"))

    assert "02:00 CET" in listed
    assert "EUR" in listed
    assert "Thu 24 Dec 2026: Christmas Eve" in listed
    assert "Christmas Eve closed" in page
    assert "Add a day" not in page
    assert client.get("/sites/xxx").status_code == 404


def test_sites_ask_as_often_for_thirty_as_for_one(client: FlaskClient) -> None:
    a_site()
    few, _page = asked_for(client, "/sites")
    for _ in range(29):
        a_site()

    many, _page = asked_for(client, "/sites")

    assert many == few


@pytest.mark.parametrize("year", ["abc", "-1", "0", "99999", "1999"])
def test_a_year_that_makes_no_sense_is_this_year(client: FlaskClient, year: str) -> None:
    a_site(code="jkt")

    answer = client.get(f"/sites/jkt?year={year}")

    assert answer.status_code == 200
    assert "Holidays 2026" in answer.text
