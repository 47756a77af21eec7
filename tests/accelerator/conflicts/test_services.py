"""Conflicts of interest: declared, found, asked, cleared; and whoever has one sees nothing."""

from datetime import date
from uuid import UUID

import pytest
from flask import Flask

from accelerator.conflicts import services
from accelerator.conflicts.errors import AlreadyAnswered
from accelerator.conflicts.models import Conflict, ConflictState
from accelerator.conflicts.queries import conflicts_between, is_conflicted
from accelerator.conflicts.queries.sides import let_name_aliases, let_name_mentors
from accelerator.conflicts.rules import Finding, Mentoring
from accelerator.conflicts.services import answer, clear, declare, detect
from accelerator.vocabulary.terms import ConflictKind
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.core.errors import NotAllowed
from tests.counting import statements
from tests.factories import MONDAY, a_member, a_person, an_organisation
from tests.factories.programme import a_conflict, a_programme_manager, a_startup


def found(person: User, *startups: object) -> list[Conflict]:
    with transaction():
        return detect([person.id], [startup.id for startup in startups])  # type: ignore[attr-defined]


def test_who_declares_one_sees_nothing_from_then_on(app: Flask) -> None:
    person, startup = a_person(), a_startup()

    with transaction():
        declare(person, startup, kind=ConflictKind.ADVISER, note=" since  May ", by=person)

    assert is_conflicted(person, startup.id)
    assert conflicts_between({person.id}, {startup.id}) == {(person.id, startup.id)}


def test_declaring_twice_is_declaring_once(app: Flask) -> None:
    person, startup = a_person(), a_startup()

    with transaction():
        first = declare(person, startup, kind=ConflictKind.FAMILY, by=person)
        assert declare(person, startup, kind=ConflictKind.FAMILY, by=person) is first


def test_nobody_declares_for_others_but_staff(app: Flask) -> None:
    person, startup, stranger = a_person(), a_startup(), a_person()

    with transaction(), pytest.raises(NotAllowed):
        declare(person, startup, kind=ConflictKind.CLIENT, by=stranger)
    manager = a_programme_manager()
    with transaction():
        declare(person, startup, kind=ConflictKind.CLIENT, by=manager)

    assert is_conflicted(person, startup.id)


def test_a_member_of_the_startup_is_found_also_after_leaving(app: Flask) -> None:
    person, startup = a_person(), a_startup()
    member = a_member(startup.organisation, person)
    with transaction():
        member.left_at = member.joined_at

    (conflict,) = found(person, startup)

    assert (conflict.kind, conflict.state) == (ConflictKind.EMPLOYER, ConflictState.STANDS)


def test_colleagues_of_a_founder_are_found(app: Flask) -> None:
    founder, person, lab = a_person(), a_person(), an_organisation(name="City Lab")
    a_member(lab, founder)
    a_member(lab, person)

    (conflict,) = found(person, a_startup(founder))

    assert conflict.kind is ConflictKind.SAME_ORGANISATION
    assert conflict.evidence == "City Lab"


def test_an_unverified_address_keeps_out_until_the_person_has_answered(app: Flask) -> None:
    founder = a_person(email="budi@banyu.example")
    person = a_person(email="lina@banyu.example", email_verified_at=None)
    startup = a_startup(founder)

    (conflict,) = found(person, startup)
    assert conflict.state is ConflictState.SUSPECTED
    assert is_conflicted(person, startup.id)

    with transaction():
        answer(conflict, is_one=False, note="Another Banyu", by=person)
    assert not is_conflicted(person, startup.id)
    with transaction(), pytest.raises(AlreadyAnswered):
        answer(conflict, is_one=True, by=person)


def test_what_was_cleared_is_not_found_again(app: Flask) -> None:
    founder, person = a_person(email="a@banyu.example"), a_person(email="b@banyu.example")
    startup = a_startup(founder)
    (conflict,) = found(person, startup)
    manager = a_programme_manager()
    with transaction():
        clear(conflict, reason="Two firms share the domain", by=manager)

    assert found(person, startup) == []
    assert not is_conflicted(person, startup.id)


def test_nobody_clears_their_own(app: Flask) -> None:
    manager, startup = a_programme_manager(), a_startup()
    conflict = a_conflict(manager, startup)

    with transaction(), pytest.raises(NotAllowed):
        clear(conflict, reason="It is nothing", by=manager)


def test_aliases_that_a_reviewer_named_are_looked_at(app: Flask) -> None:
    founder, person = a_person(email="budi@banyu.example"), a_person()
    known = {person.id: {"budi@banyu.example"}}
    let_name_aliases(lambda ids: {id_: known[id_] for id_ in ids & set(known)})

    states = {conflict.state for conflict in found(person, a_startup(founder))}

    assert states == {ConflictState.SUSPECTED}


def test_whoever_mentors_a_startup_or_has_mentored_it_is_found(app: Flask) -> None:
    person, before, never = a_person(), a_startup(), a_startup()
    now_too = a_startup()
    known = {
        person.id: [
            (before.id, Mentoring(date(2023, 2, 1), date(2023, 8, 31))),
            (before.id, Mentoring(date(2024, 3, 1), date(2025, 1, 31))),
            (now_too.id, Mentoring(date(2024, 3, 1), date(2025, 1, 31))),
            (now_too.id, Mentoring(date(2026, 1, 5))),
        ]
    }
    let_name_mentors(lambda ids: {id_: known[id_] for id_ in ids & set(known)})

    conflicts = {
        conflict.startup_id: conflict for conflict in found(person, before, never, now_too)
    }

    assert set(conflicts) == {before.id, now_too.id}
    assert {(c.kind, c.state) for c in conflicts.values()} == {
        (ConflictKind.MENTOR, ConflictState.STANDS)
    }
    assert conflicts[before.id].evidence == "mentor 2024-03-01/2025-01-31", "the last time is told"
    assert conflicts[now_too.id].evidence == "mentor 2026-01-05/"
    assert is_conflicted(person, before.id)
    assert not is_conflicted(person, never.id)


def test_a_suspicion_stands_once_the_address_is_verified(app: Flask) -> None:
    person = a_person(email="lina@banyu.example", email_verified_at=None)
    startup = a_startup(a_person(email="budi@banyu.example"))
    (conflict,) = found(person, startup)

    with transaction():
        person.email_verified_at = MONDAY
    (again,) = found(person, startup)

    assert (again.id, again.state) == (conflict.id, ConflictState.STANDS)
    assert found(person, startup) == []


def test_two_who_find_the_same_at_once_find_it_once(app: Flask) -> None:
    """The second one's look was before the first one's word was kept."""
    founder, person = a_person(email="a@banyu.example"), a_person(email="b@banyu.example")
    startup = a_startup(founder)
    finding = Finding(ConflictKind.SAME_ORGANISATION, sure=True, evidence="banyu.example")
    found(person, startup)

    with transaction():
        late = services._detected(person.id, startup.id, finding=finding, known={})

    assert late is None
    assert db.session.query(Conflict).count() == 1


def test_looking_at_thirty_startups_asks_no_more_often_than_at_one(app: Flask) -> None:
    person = a_person()
    few, many = [a_startup(a_person())], [a_startup(a_person()) for _ in range(30)]

    def asked(startup_ids: list[UUID]) -> int:
        db.session.expunge_all()
        with transaction(), statements() as sent:
            detect([person_id], startup_ids)
        return len(sent)

    person_id = person.id
    one, thirty = [[startup.id for startup in startups] for startups in (few, many)]
    assert asked(thirty) == asked(one)
