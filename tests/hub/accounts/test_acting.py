"""Staff act for somebody: with a reason, within bounds, under both names."""

import pytest
from flask.testing import FlaskClient

from hub.accounts.models import Role, SignIn, User
from hub.accounts.services.grants import end_role
from hub.accounts.services.people import disable
from hub.core.database import db, transaction
from hub.history.models import Entry
from tests.factories import a_person, a_person_who_is, a_site
from tests.signing_in import sign_in_as

WHY = {"reason": "they are on the phone"}


def start(client: FlaskClient, staff: User, person: User) -> int:
    sign_in_as(client, staff)
    return client.post(f"/admin/people/{person.id}/act", data=WHY).status_code


def test_staff_see_the_hub_as_the_person_under_a_banner(client: FlaskClient) -> None:
    manager, person = a_person_who_is(Role.HUB_MANAGER), a_person(name="Lina Kusuma")

    assert start(client, manager, person) == 302

    page = client.get("/account/profile").text
    assert 'value="Lina Kusuma"' in page
    assert "You act for Lina Kusuma" in page
    assert manager.name in page
    assert client.get("/admin/people").status_code == 403, "as the person, who is no staff"


def test_what_is_done_meanwhile_stands_under_both_names(client: FlaskClient) -> None:
    manager, person = a_person_who_is(Role.HUB_MANAGER), a_person(name="Lina Kusuma")
    start(client, manager, person)

    data = {"name": "Lina K.", "language": "en", "zone": "Asia/Jakarta"}
    client.post("/account/profile", data=data)

    entry = db.session.query(Entry).filter_by(action="person.profile-changed").one()
    assert (entry.actor_id, entry.for_id, entry.subject_id) == (manager.id, person.id, person.id)
    begun = db.session.query(Entry).filter_by(action="person.acting-started").one()
    assert begun.reason == WHY["reason"]


def test_staff_stop_and_are_themselves_again(client: FlaskClient) -> None:
    manager, person = a_person_who_is(Role.HUB_MANAGER), a_person()
    start(client, manager, person)

    answers = [client.post("/account/stop-acting").status_code for _ in range(2)]

    assert answers == [302, 302]
    assert client.get("/admin/people").status_code == 200
    assert "You act for" not in client.get("/account/profile").text
    assert db.session.query(Entry).filter_by(action="person.acting-stopped").count() == 1


def test_the_person_reads_who_acted_for_them_and_why(client: FlaskClient) -> None:
    manager, person = a_person_who_is(Role.HUB_MANAGER, name="Mira"), a_person()
    start(client, manager, person)
    sign_in_as(client, person)

    page = client.get("/account/profile").text

    assert "Mira" in page
    assert WHY["reason"] in page


def test_a_reason_is_asked_for(client: FlaskClient) -> None:
    person = a_person()
    sign_in_as(client, a_person_who_is(Role.HUB_MANAGER))

    answer = client.post(f"/admin/people/{person.id}/act", data={"reason": " "})

    assert answer.status_code == 422
    assert db.session.query(SignIn).filter(SignIn.acting_for_id.is_not(None)).count() == 0


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/account/tokens"),
        ("post", "/account/tokens"),
        ("post", "/account/password"),
        ("post", "/account/email"),
        ("post", "/account/authenticator"),
        ("post", "/account/authenticator/remove"),
        ("post", "/account/recovery-codes"),
        ("post", "/account/passkeys"),
        ("post", "/account/sign-ins/end"),
    ],
)
def test_how_the_person_signs_in_is_out_of_reach(
    client: FlaskClient, method: str, path: str
) -> None:
    manager, person = a_person_who_is(Role.HUB_MANAGER), a_person(password_hash="kept")
    start(client, manager, person)

    answer = getattr(client, method)(path)

    assert answer.status_code == 403
    db.session.expire_all()
    assert db.session.get_one(User, person.id).password_hash == "kept"


def test_acting_does_not_nest(client: FlaskClient) -> None:
    admin, manager, person = (
        a_person_who_is(Role.ADMIN), a_person_who_is(Role.HUB_MANAGER), a_person()
    )  # fmt: skip
    assert start(client, admin, manager) == 302

    answer = client.post(f"/admin/people/{person.id}/act", data=WHY)

    assert answer.status_code == 403
    assert [s.acting_for_id for s in db.session.query(SignIn)] == [manager.id]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.FINANCE, Role.PROGRAMME_MANAGER])
def test_nobody_acts_for_those_with_more_rights(client: FlaskClient, role: Role) -> None:
    manager, stronger = a_person_who_is(Role.HUB_MANAGER), a_person_who_is(role)

    assert start(client, manager, stronger) == 403


def test_a_right_at_another_site_is_a_right_more(client: FlaskClient) -> None:
    here = a_person_who_is(Role.HUB_MANAGER, site=a_site())
    there = a_person_who_is(Role.HUB_MANAGER, site=a_site())

    assert start(client, here, there) == 403
    assert start(client, here, a_person()) == 403, "people are nobody's at one site"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.FINANCE, Role.MENTOR])
def test_who_may_not_act_does_not(client: FlaskClient, role: Role) -> None:
    assert start(client, a_person_who_is(role), a_person()) == 403


def test_nobody_acts_for_themselves_or_for_a_closed_account(client: FlaskClient) -> None:
    manager = a_person_who_is(Role.HUB_MANAGER)
    closed = a_person(disabled_at=manager.joined_at)

    assert start(client, manager, manager) == 403
    assert start(client, manager, closed) == 403


def test_a_person_who_rises_is_out_of_reach_at_once(client: FlaskClient) -> None:
    from tests.factories import a_grant

    manager, person = a_person_who_is(Role.HUB_MANAGER), a_person(name="Rising")
    start(client, manager, person)

    a_grant(person, Role.FINANCE)

    assert 'value="Rising"' not in client.get("/account/profile").text


def test_an_account_closed_meanwhile_is_left_at_once(client: FlaskClient) -> None:
    manager, person = a_person_who_is(Role.HUB_MANAGER), a_person(name="Closing")
    admin = a_person_who_is(Role.ADMIN)
    start(client, manager, person)

    with transaction():
        disable(person, by=admin, reason="done")

    assert 'value="Closing"' not in client.get("/account/profile").text


def test_staff_who_lose_the_right_are_out(client: FlaskClient) -> None:
    manager, person = a_person_who_is(Role.HUB_MANAGER), a_person()
    admin = a_person_who_is(Role.ADMIN)
    start(client, manager, person)

    with transaction():
        end_role(manager.live_grants[0], by=admin)

    assert client.get("/account/profile").status_code == 302
