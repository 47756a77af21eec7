"""Screening: let through, turned down with a reason, looked at again."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accelerator.applications.errors import NotHandedIn
from accelerator.applications.models import Application, ApplicationState, Screened
from accelerator.applications.services.asking import (
    Asked,
    answer_request,
    ask,
    close_request,
    extend,
    waiting_request,
)
from accelerator.applications.services.screening import (
    Verdict,
    last_screening,
    screen,
    screen_all,
    undo_screening,
)
from hub.accounts.models import User
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.outbox.models import Message
from tests.factories import MONDAY, a_person
from tests.factories.programme import a_cohort, a_conflict, a_programme_manager, an_application

PASS = Verdict(Screened.ELIGIBLE)
NO = Verdict(Screened.INELIGIBLE, ("out-of-scope",), message="We look for cities.\nYou do space.")


@pytest.fixture
def founder(app: Flask) -> User:
    return a_person(email="budi@banyu.example")


@pytest.fixture
def application(founder: User) -> Application:
    return an_application(a_cohort(), founder, state=ApplicationState.SUBMITTED)


@pytest.fixture
def manager(application: Application) -> User:
    return a_programme_manager(application.cohort.programme)


def mail_to(person: User) -> list[Message]:
    return list(
        db.session.scalars(
            select(Message).where(Message.to_email == person.email).order_by(Message.made_at)
        )
    )


def test_what_fits_is_let_through_without_a_word(
    application: Application, manager: User, founder: User
) -> None:
    with transaction():
        screen(application, PASS, by=manager)

    assert application.state is ApplicationState.ELIGIBLE
    assert mail_to(founder) == []


def test_a_team_that_is_turned_down_reads_why_in_our_words(
    application: Application, manager: User, founder: User
) -> None:
    with transaction():
        screen(application, NO, by=manager)

    (mail,) = mail_to(founder)
    assert application.state is ApplicationState.INELIGIBLE
    assert "You do space." in mail.text
    assert application.reference in mail.subject


@pytest.mark.parametrize(
    ("verdict", "field"),
    [
        (Verdict(Screened.INELIGIBLE, (), message="No"), "codes"),
        (Verdict(Screened.INELIGIBLE, ("late",), message="  "), "message"),
        (Verdict(Screened.ELIGIBLE, note="x" * 1001), "note"),
    ],
)
def test_nobody_is_turned_down_without_a_reason(
    application: Application, manager: User, verdict: Verdict, field: str
) -> None:
    with transaction(), pytest.raises(Invalid) as refused:
        screen(application, verdict, by=manager)

    assert field in refused.value.errors
    assert application.state is ApplicationState.SUBMITTED


def test_the_same_verdict_twice_is_one_mail(
    application: Application, manager: User, founder: User
) -> None:
    for _ in range(2):
        with transaction():
            screen(application, NO, by=manager)

    assert len(mail_to(founder)) == 1


def test_undoing_tells_a_team_that_was_turned_down(
    application: Application, manager: User, founder: User
) -> None:
    with transaction():
        screen(application, NO, by=manager)
    with transaction():
        undo_screening(application, reason="Misread", by=manager)

    assert application.state is ApplicationState.SUBMITTED
    assert last_screening(application.id) is None
    assert len(mail_to(founder)) == 2


def test_drafts_are_not_screened(app: Flask) -> None:
    draft, manager = an_application(a_cohort()), a_programme_manager()

    with transaction(), pytest.raises(NotHandedIn):
        screen(draft, PASS, by=manager)


def test_staff_with_a_conflict_screen_nothing(application: Application, manager: User) -> None:
    a_conflict(manager, application.startup)

    with transaction(), pytest.raises(NotAllowed):
        screen(application, PASS, by=manager)


def test_many_are_let_through_at_once_and_the_others_left(
    application: Application, manager: User
) -> None:
    others = [
        an_application(application.cohort, state=state)
        for state in (ApplicationState.SUBMITTED, ApplicationState.INELIGIBLE)
    ]

    with transaction():
        assert screen_all([application, *others], by=manager) == 2

    assert [each.state for each in others] == [
        ApplicationState.ELIGIBLE,
        ApplicationState.INELIGIBLE,
    ]


def test_a_question_waits_with_a_clock_and_its_answer_brings_the_application_back(
    application: Application, manager: User, founder: User
) -> None:
    with transaction():
        request = ask(application, Asked("Which office?", now() + timedelta(days=3)), by=manager)
    assert application.state is ApplicationState.MORE_INFO

    with transaction():
        answer_request(request, "PAM Jaya, east.", by=founder)

    assert application.state is ApplicationState.SUBMITTED
    assert waiting_request(application.id) is None
    assert "Which office?" in mail_to(founder)[0].text


def test_what_was_eligible_is_so_again_after_the_answer(
    application: Application, manager: User, founder: User
) -> None:
    with transaction():
        screen(application, PASS, by=manager)
        request = ask(application, Asked("Since when?", now() + timedelta(days=1)), by=manager)
        answer_request(request, "May", by=founder)

    assert application.state is ApplicationState.ELIGIBLE


def test_one_question_at_a_time(application: Application, manager: User) -> None:
    with transaction():
        ask(application, Asked("One?", now() + timedelta(days=1)), by=manager)

    with transaction(), pytest.raises(Conflict):
        ask(application, Asked("Two?", now() + timedelta(days=1)), by=manager)


def test_a_late_answer_is_taken_until_staff_go_on_without_it(
    application: Application, manager: User, founder: User
) -> None:
    with transaction():
        request = ask(application, Asked("Two?", MONDAY + timedelta(hours=30)), by=manager)

    with frozen_at(MONDAY + timedelta(days=3)), transaction():
        close_request(request, by=manager)
        with pytest.raises(Conflict):
            answer_request(request, "Too late", by=founder)

    assert application.state is ApplicationState.SUBMITTED


def test_a_team_with_more_time_is_told_until_when(
    application: Application, manager: User, founder: User
) -> None:
    until = application.cohort.closes_at + timedelta(days=2)
    with transaction():
        extend(application, until, reason="Flood in their office", by=manager)

    assert application.extended_until == until
    assert application.reopened_until is None
    assert "more time" in mail_to(founder)[0].subject


def test_after_the_end_more_time_opens_it_again(application: Application, manager: User) -> None:
    later = application.cohort.closes_at + timedelta(days=1)

    with frozen_at(later), transaction():
        extend(application, later + timedelta(days=1), reason="Our form was down", by=manager)

    assert application.reopened_until == later + timedelta(days=1)


def test_more_time_has_a_reason_and_a_future(application: Application, manager: User) -> None:
    with transaction(), pytest.raises(Invalid) as refused:
        extend(application, now() - timedelta(hours=1), reason=" ", by=manager)

    assert set(refused.value.errors) == {"until", "reason"}
