"""Organisations: registered, found, changed, verified, put away."""

from typing import Any

import pytest
from flask import Flask

from hub.accounts.models import Role, User
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.queries import history_of
from hub.organisations.errors import Archived, NameTaken
from hub.organisations.models import MemberRole, Organisation, OrganisationKind
from hub.organisations.queries import OrganisationsSought, cities, members_of, organisations
from hub.organisations.services import (
    Draft,
    archive,
    change,
    register,
    restore,
    unverify,
    verify,
)
from tests.factories import MONDAY, a_member, a_person, a_person_who_is, a_site, an_organisation


def a_draft(**named: Any) -> Draft:
    return Draft(**({"name": "Rute Lab", "kind": OrganisationKind.STARTUP} | named))


def registered(by: User, **named: Any) -> Organisation:
    with transaction():
        return register(a_draft(**named), by=by)


def names(**sought: Any) -> list[str]:
    return [each.name for each in organisations(OrganisationsSought(**sought)).items]


def test_who_registers_an_organisation_owns_it_and_staff_verify_it_later(app: Flask) -> None:
    person = a_person()

    organisation = registered(person, tags="Mobility, bus", website="rute.example")

    [owner] = members_of(organisation)
    assert (owner.user, owner.role) == (person, MemberRole.OWNER)
    assert organisation.verified_at is None
    assert organisation.tags == ["mobility", "bus"]
    assert history_of(organisation).items[0].action == "organisation.registered"


def test_an_unverified_person_registers_nothing(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        registered(a_person(email_verified_at=None))


@pytest.mark.parametrize("name", ["Rute Lab", " rute  LAB "])
def test_a_name_is_had_once(app: Flask, name: str) -> None:
    registered(a_person())

    with pytest.raises(NameTaken):
        registered(a_person(), name=name)


def test_the_database_has_the_last_word_on_a_name(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(a_person())
    # As if two had looked at the same moment and found nothing.
    monkeypatch.setattr("hub.organisations.services.registering._check_name", lambda _name: None)

    with pytest.raises(NameTaken):
        registered(a_person())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x"),
        ("name", " \u200b "),
        ("name", "x" * 161),
        ("website", "javascript:alert(1)"),
        ("tags", ",".join(f"tag{n}" for n in range(9))),
        ("about", "x" * 2001),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(app: Flask, field: str, value: str) -> None:
    with pytest.raises(Invalid) as refusal:
        registered(a_person(), **{field: value})

    assert list(refusal.value.errors) == [field]


def test_organisations_are_found_by_what_they_are(app: Flask) -> None:
    an_organisation(name="A", kind=OrganisationKind.MEDIA, city="Berlin", tags=["open data"])
    an_organisation(name="B", city="Jakarta", about="Buses at 100% power", tags=["data"])
    an_organisation(name="C", city="Jakarta", verified_at=MONDAY, tags=["bus", "data"])
    an_organisation(name="Gone", city="Bandung", archived_at=MONDAY, tags=["data"])

    assert names() == ["A", "B", "C"]
    assert names(kind=OrganisationKind.MEDIA) == ["A"]
    assert names(city="Jakarta") == ["B", "C"]
    assert names(tag="DATA") == ["B", "C"], "a tag is not a part of a tag"
    assert names(tag="' OR 1=1 --") == []
    assert names(text="buses power") == ["B"]
    assert names(text="100%") == ["B"]
    assert names(verified=True) == ["C"]
    assert names(city="Jakarta", tag="bus", text="c") == ["C"]
    assert cities() == ["Berlin", "Jakarta"]


def test_pages_leave_none_out(app: Flask) -> None:
    for number in range(7):
        an_organisation(name=f"Organisation of tests {number}")

    seen: list[str] = []
    cursor = None
    while True:
        page = organisations(cursor=cursor, limit=3)
        seen += [each.name for each in page.items]
        cursor = page.next
        if cursor is None:
            break

    assert seen == sorted(set(seen))
    assert len(seen) == 7


@pytest.mark.parametrize(
    ("part", "may"),
    [(MemberRole.OWNER, True), (MemberRole.COORDINATOR, True), (MemberRole.MEMBER, False)],
)
def test_owners_and_coordinators_change_it_members_do_not(
    app: Flask, part: MemberRole, *, may: bool
) -> None:
    organisation = an_organisation(name="Before")
    person = a_member(organisation, role=part).user

    if may:
        with transaction():
            change(organisation, a_draft(name="After"), by=person)
    else:
        with pytest.raises(NotAllowed), transaction():
            change(organisation, a_draft(name="After"), by=person)

    db.session.expire_all()
    assert organisation.name == ("After" if may else "Before")


def test_who_has_left_changes_nothing(app: Flask) -> None:
    organisation = an_organisation()
    former = a_member(organisation, role=MemberRole.OWNER, left_at=MONDAY).user

    with pytest.raises(NotAllowed), transaction():
        change(organisation, a_draft(), by=former)


def test_another_name_has_to_be_verified_again_other_words_do_not(app: Flask) -> None:
    organisation = an_organisation(name="Rute Lab", verified_at=MONDAY)
    owner = a_member(organisation, role=MemberRole.OWNER).user

    with transaction():
        change(organisation, a_draft(about="More words"), by=owner)
    still = organisation.verified_at
    with transaction():
        change(organisation, a_draft(name="City of Jakarta"), by=owner)

    assert still is not None
    assert organisation.verified_at is None
    assert history_of(organisation).items[0].after["verified"] is False


def test_a_change_that_changes_nothing_leaves_no_trace(app: Flask) -> None:
    person = a_person()
    organisation = registered(person)

    with transaction():
        change(organisation, a_draft(), by=person)

    assert len(history_of(organisation).items) == 1


def test_staff_verify_and_take_it_back_with_a_reason(app: Flask) -> None:
    organisation, manager = an_organisation(), a_person_who_is(Role.HUB_MANAGER)

    with transaction():
        verify(organisation, by=manager)
    verified = (organisation.verified_at, organisation.verified_by_id)
    with pytest.raises(Invalid), transaction():
        unverify(organisation, by=manager, reason=" ")
    with transaction():
        unverify(organisation, by=manager, reason="letterhead was borrowed")

    assert verified == (MONDAY, manager.id)
    assert organisation.verified_at is None
    [latest, before] = history_of(organisation).items
    assert (latest.action, latest.reason) == (
        "organisation.unverified", "letterhead was borrowed"
    )  # fmt: skip
    assert before.action == "organisation.verified"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.FINANCE, Role.MENTOR, Role.COORDINATOR])
def test_others_do_not_verify(app: Flask, role: Role) -> None:
    organisation, person = an_organisation(), a_person_who_is(role)

    with pytest.raises(NotAllowed), transaction():
        verify(organisation, by=person)


def test_nobody_verifies_their_own_organisation(app: Flask) -> None:
    organisation, manager = an_organisation(), a_person_who_is(Role.HUB_MANAGER)
    a_member(organisation, manager, role=MemberRole.OWNER)

    with pytest.raises(NotAllowed), transaction():
        verify(organisation, by=manager)


def test_a_sites_manager_verifies_in_that_sites_city(app: Flask) -> None:
    manager = a_person_who_is(Role.HUB_MANAGER, site=a_site(city="Berlin"))
    near, far = an_organisation(city="Berlin"), an_organisation(city="Jakarta")

    with transaction():
        verify(near, by=manager)
    with pytest.raises(NotAllowed), transaction():
        verify(far, by=manager)

    assert near.verified_at is not None


def test_an_archived_organisation_is_in_no_list_and_does_not_change(app: Flask) -> None:
    organisation = an_organisation(name="Rute Lab")
    owner = a_member(organisation, role=MemberRole.OWNER).user
    coordinator = a_member(organisation, role=MemberRole.COORDINATOR).user

    with pytest.raises(NotAllowed), transaction():
        archive(organisation, by=coordinator)
    with transaction():
        archive(organisation, by=owner, reason="merged")

    assert names() == []
    with pytest.raises(Archived), transaction():
        change(organisation, a_draft(about="new"), by=owner)
    with transaction():
        restore(organisation, by=owner)
    assert names() == ["Rute Lab"]
