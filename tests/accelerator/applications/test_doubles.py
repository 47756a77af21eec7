"""Two applications of the same people are hinted at; people decide."""

from typing import Any

import pytest
from flask import Flask

from accelerator.applications.facts import ApplicationSubmitted
from accelerator.applications.models import Application, ApplicationState
from accelerator.applications.queries.staff import doubles_of, has_doubles
from accelerator.applications.rules.doubles import Traits, digits, marks, says_enough
from accelerator.applications.services.doubles import judge_double, mark
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.database import transaction
from hub.core.errors import NotAllowed
from tests.factories import a_person
from tests.factories.programme import (
    GOOD_ANSWERS,
    a_cohort,
    a_conflict,
    a_programme_manager,
    a_startup,
    an_application,
)


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    return a_cohort()


@pytest.fixture
def manager(cohort: Cohort) -> User:
    return a_programme_manager(cohort.programme)


def handed_in(cohort: Cohort, **answers: Any) -> Application:
    """Of a new team, whose headline nobody else has."""
    startup = a_startup(founder := a_person())
    given = GOOD_ANSWERS | {"headline": f"A thing by {startup.name}"} | answers
    application = an_application(
        cohort, founder, startup=startup, answers=given, state=ApplicationState.SUBMITTED
    )
    with transaction():
        mark(ApplicationSubmitted(application.id, 1))
    return application


def test_the_same_number_is_known_however_its_country_was_written() -> None:
    assert digits("+62 812-3456-7890") == digits("0812 3456 7890")


def test_a_name_alone_says_nothing_a_phone_does() -> None:
    assert not says_enough({"name"})
    assert says_enough({"phone"})
    assert says_enough({"name", "headline"})


def test_what_is_empty_or_short_is_no_mark() -> None:
    assert marks(Traits(name="A", phones=["1"], website="")) == set()


def test_people_with_public_mail_share_no_domain() -> None:
    kinds = {kind for kind, _mark in marks(Traits(addresses=["budi@gmail.com"]))}

    assert kinds == {"address"}


def test_the_same_phone_under_two_accounts_is_hinted_at(cohort: Cohort, manager: User) -> None:
    one = handed_in(cohort, phone="+62 812 3456 7890")
    two = handed_in(cohort, phone="0812-3456-7890")
    other = handed_in(cohort, phone="0811-1111-1111")

    (hint,) = doubles_of(one, seen_by=manager)

    assert (hint.other, hint.kinds) == (two, ("phone",))
    assert has_doubles([one.id, two.id, other.id]) == {one.id, two.id}


def test_a_startup_that_applies_again_is_no_double(cohort: Cohort, manager: User) -> None:
    one = handed_in(cohort, phone="0812-3456-7890")
    again = an_application(
        a_cohort(programme=cohort.programme),
        startup=one.startup,
        answers=GOOD_ANSWERS | {"phone": "0812-3456-7890"},
        state=ApplicationState.SUBMITTED,
    )
    with transaction():
        mark(ApplicationSubmitted(again.id, 1))

    assert doubles_of(again, seen_by=manager) == []


def test_a_conflict_hides_the_other_one_here_too(cohort: Cohort, manager: User) -> None:
    one, two = handed_in(cohort, phone="0812345678"), handed_in(cohort, phone="0812345678")
    a_conflict(manager, two.startup)

    assert doubles_of(one, seen_by=manager) == []


def test_what_staff_said_is_kept_on_both_sides(cohort: Cohort, manager: User) -> None:
    one, two = handed_in(cohort, phone="0812345678"), handed_in(cohort, phone="0812345678")

    with transaction():
        judge_double(one, two, is_one=False, note="Cousins", by=manager)

    for here in (one, two):
        (hint,) = doubles_of(here, seen_by=manager)
        assert hint.verdict is not None
        assert (hint.verdict.is_duplicate, hint.verdict.note) == (False, "Cousins")


def test_only_staff_say_it(cohort: Cohort) -> None:
    one, two = handed_in(cohort, phone="0812345678"), handed_in(cohort, phone="0812345678")
    stranger = a_person()

    with transaction(), pytest.raises(NotAllowed):
        judge_double(one, two, is_one=True, by=stranger)
