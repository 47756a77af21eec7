"""Staff find people, close accounts and open them again."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.models import Role, User
from hub.accounts.queries.people import PeopleSought, people
from hub.accounts.services.people import disable, enable
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.queries import history_of
from tests.counting import asked_for
from tests.factories import MONDAY, a_grant, a_person, a_person_who_is, a_site
from tests.hub.accounts.stories import a_member, is_signed_in, mails_to, sign_in
from tests.signing_in import sign_in_as


def names(sought: PeopleSought) -> list[str]:
    return [person.name for person in people(sought).items]


def test_people_are_found_by_parts_of_name_and_address(app: Flask) -> None:
    a_person(name="Lina Kusuma", email="lina@team.example")
    a_person(name="Budi")
    a_person(name="Kusuma 100%")

    assert names(PeopleSought(text="kus lina")) == ["Lina Kusuma"]
    assert names(PeopleSought(text="team.example")) == ["Lina Kusuma"]
    assert names(PeopleSought(text="%")) == ["Kusuma 100%"]
    assert names(PeopleSought(text="_")) == []


def test_people_are_found_by_a_role_that_lives(app: Flask) -> None:
    a_person_who_is(Role.MENTOR, name="Still")
    former = a_person_who_is(Role.MENTOR, name="Former")
    with transaction():
        former.grants[0].ended_at = MONDAY

    assert names(PeopleSought(role=Role.MENTOR)) == ["Still"]


def test_closed_accounts_are_shown_when_asked_for(app: Flask) -> None:
    a_person(name="Open")
    a_person(name="Closed", disabled_at=MONDAY)

    assert names(PeopleSought(closed=True)) == ["Closed"]
    assert names(PeopleSought()) == ["Open"]


def test_pages_of_people_leave_nobody_out(app: Flask) -> None:
    everybody = {a_person(name=f"Same Name {n % 3}").id for n in range(11)}

    seen, cursor = [], None
    while True:
        page = people(PeopleSought(), cursor=cursor, limit=4)
        seen += [person.id for person in page.items]
        cursor = page.next
        if cursor is None:
            break

    assert len(seen) == len(set(seen))
    assert set(seen) == everybody


def test_the_list_asks_as_often_for_thirty_as_for_one(client: FlaskClient) -> None:
    sign_in_as(client, a_person_who_is(Role.ADMIN))
    few, _page = asked_for(client, "/admin/people")
    for _ in range(29):
        a_grant(a_person(), Role.MENTOR)

    many, page = asked_for(client, "/admin/people")

    assert page.count('<tr role="row">') == 31
    assert many == few


def test_a_persons_page_asks_as_often_for_thirty_roles_as_for_one(client: FlaskClient) -> None:
    sign_in_as(client, a_person_who_is(Role.ADMIN))
    person = a_person_who_is(Role.HUB_MANAGER, site=a_site())
    path = f"/admin/people/{person.id}"
    few, _page = asked_for(client, path)
    for _ in range(29):
        a_grant(db.session.get_one(User, person.id), Role.HUB_MANAGER, site=a_site())

    many, page = asked_for(client, path)

    assert page.count('<tr role="row">') == 31
    assert many == few


@pytest.mark.parametrize("path", ["/admin/people", "/admin/people/{id}"])
def test_only_staff_see_people(client: FlaskClient, path: str) -> None:
    person = a_person()
    path = path.format(id=person.id)

    visitor = client.get(path)
    sign_in_as(client, a_person_who_is(Role.MENTOR))
    mentor = client.get(path)

    assert visitor.status_code == 302
    assert mentor.status_code == 403


def test_a_search_that_makes_no_sense_still_answers(client: FlaskClient) -> None:
    sign_in_as(client, a_person_who_is(Role.ADMIN))

    for search in ("role=emperor", "text=" + "x" * 300, "closed=maybe"):
        assert client.get(f"/admin/people?{search}").status_code == 200
    assert client.get("/admin/people?text=%00").status_code in (200, 400)
    for marker in ("nonsense", "WyI-IiwiXHUwMDAwIiwiXHUwMDAwIl0", "WyI-IiwxLDJd"):
        assert client.get(f"/admin/people?cursor={marker}").status_code == 400


def test_a_closed_account_is_out_everywhere_and_told_so(app: Flask, client: FlaskClient) -> None:
    admin, person = a_person_who_is(Role.ADMIN), a_member()
    sign_in_as(client, person)
    assert is_signed_in(client)

    with transaction():
        disable(person, by=admin, reason="asked for it")

    assert not is_signed_in(client)
    assert sign_in(client, person.email).status_code == 422
    assert mails_to(person.email)[-1].template == "accounts/closed"
    assert [e.reason for e in history_of(person).items if e.action == "person.disabled"] == [
        "asked for it"
    ]


def test_an_account_opened_again_wants_a_new_sign_in(client: FlaskClient) -> None:
    admin, person = a_person_who_is(Role.ADMIN), a_member()
    sign_in_as(client, person)
    with transaction():
        disable(person, by=admin, reason="by mistake")

    with transaction():
        enable(person, by=admin)

    assert not is_signed_in(client)
    assert sign_in(client, person.email).status_code == 302


def test_nobody_closes_their_own_account_or_the_last_admins(app: Flask) -> None:
    admin = a_person_who_is(Role.ADMIN)
    house = a_person()

    with pytest.raises(NotAllowed), transaction():
        disable(admin, by=admin, reason="goodbye")
    with pytest.raises(NotAllowed), transaction():
        disable(admin, by=house, reason="mutiny")
    with pytest.raises(Invalid), transaction():
        disable(house, by=admin, reason="  ")


def test_a_sites_admin_closes_no_account(app: Flask) -> None:
    person, admin = a_person(), a_person_who_is(Role.ADMIN, site=a_site())

    with pytest.raises(NotAllowed), transaction():
        disable(person, by=admin, reason="not at my site")


def test_an_admin_closes_and_opens_an_account_on_its_page(client: FlaskClient) -> None:
    person = a_person()
    sign_in_as(client, a_person_who_is(Role.ADMIN))
    path = f"/admin/people/{person.id}"

    answers = [
        client.get(f"{path}/close").status_code,
        client.post(f"{path}/close", data={"reason": ""}).status_code,
        client.post(f"{path}/close", data={"reason": "spam"}).status_code,
    ]
    closed = "This account has been closed since" in client.get(path).text
    client.post(f"{path}/open")

    assert answers == [200, 422, 302]
    assert closed
    assert db.session.get_one(User, person.id).disabled_at is None


def test_two_people_who_have_not_signed_in_are_two(app: Flask) -> None:
    lina, budi = a_person(), a_person()

    assert (lina == budi, lina != budi) == (False, True)
    assert lina == db.session.get(User, lina.id)
    assert budi not in [lina]
    assert {lina, budi} == {budi, lina}
