"""The gate, the draft's number, and what need not be written again."""

from datetime import timedelta

import pytest
from flask import Flask

from accelerator.applications import services
from accelerator.applications.errors import AlreadyApplied, CallIsOver, NotEligible
from accelerator.applications.queries import answers_of, definition_of, profile_changes
from accelerator.applications.rules.carrying import SINCE
from accelerator.programmes.models import Phase
from accelerator.startups.models import ProfileVersion
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from tests.accelerator.applications.stories import PASSED, PROBLEM, begun, handed_in, written
from tests.factories import a_person
from tests.factories.programme import a_cohort, a_startup


def test_the_gate_refuses_with_its_reason(app: Flask) -> None:
    owner = a_person()
    startup, cohort = a_startup(owner), a_cohort()

    with pytest.raises(NotEligible) as refused, transaction():
        services.begin(cohort, startup=startup, gate={"works-here": "no"}, by=owner, language="en")

    assert refused.value.reasons == ["This call is for teams in the three cities."]
    assert refused.value.details["codes"] == ["wrong-place"]
    assert cohort.last_number == 0


def test_the_gate_must_be_answered(app: Flask) -> None:
    owner = a_person()

    with pytest.raises(Invalid) as refused, transaction():
        services.begin(a_cohort(), startup=a_startup(owner), gate={}, by=owner, language="en")

    assert list(refused.value.errors) == ["works-here"]


def test_only_who_leads_a_startup_applies_for_it(app: Flask) -> None:
    stranger = a_person()

    with pytest.raises(NotAllowed):
        begun(owner=stranger, startup=a_startup(a_person()))


def test_one_startup_has_one_application_in_a_call(app: Flask) -> None:
    owner, cohort = a_person(), a_cohort()
    startup = a_startup(owner)
    first = begun(cohort, owner, startup=startup)

    with pytest.raises(AlreadyApplied) as refused:
        begun(cohort, owner, startup=startup)

    assert refused.value.details["application"] == str(first.id)
    assert cohort.last_number == 1


def test_who_withdrew_may_apply_anew_with_their_answers(app: Flask) -> None:
    owner, cohort = a_person(), a_cohort()
    startup = a_startup(owner)
    first = begun(cohort, owner, startup=startup)
    written(first, owner, problem=PROBLEM)
    with transaction():
        services.withdraw(first, by=owner)

    second = begun(cohort, owner, startup=startup)

    assert second.number == 2
    carried = answers_of(second)["problem"]
    assert (carried.value, carried.author_id) == (PROBLEM, None)


@pytest.mark.parametrize("days", [-8, 15])
def test_a_call_takes_nothing_before_it_opens_or_after_it_ends(app: Flask, days: int) -> None:
    cohort, owner = a_cohort(), a_person()
    at = cohort.opens_at + timedelta(days=7 + days)

    with frozen_at(at), pytest.raises(CallIsOver):
        begun(cohort, owner)


def test_a_call_whose_review_has_begun_takes_nothing_new(app: Flask) -> None:
    cohort = a_cohort(phase=Phase.REVIEW)

    with pytest.raises(CallIsOver):
        begun(cohort)


def test_a_returning_startup_is_asked_what_has_changed(app: Flask) -> None:
    owner = a_person()
    startup = a_startup(owner, name="Banyu Kota")
    first = begun(owner=owner, startup=startup)
    written(first, owner, headline="Meters that call", problem=PROBLEM)
    with transaction():
        services.submit(first, by=owner)

    second = begun(owner=owner, startup=startup)
    written(second, owner, company="Banyu Nusantara")

    answers = answers_of(second)
    assert answers["problem"].value == PROBLEM
    assert definition_of(second, answers).question(SINCE) is not None
    assert profile_changes(second) == [("name", "Banyu Kota", "Banyu Nusantara")]


def test_who_applies_for_the_first_time_is_not(app: Flask) -> None:
    application = begun()

    assert definition_of(application, answers_of(application)).question(SINCE) is None
    assert profile_changes(application) == []


def test_the_profile_is_kept_as_it_went_in(app: Flask) -> None:
    application = handed_in()

    kept = db.session.query(ProfileVersion).one()
    assert (kept.occasion_kind, kept.occasion_id) == ("applications", application.id)
    assert kept.profile["name"] == application.startup.name


def test_the_gates_answers_are_in_the_draft(app: Flask) -> None:
    assert answers_of(begun())["works-here"].value == PASSED["works-here"]
