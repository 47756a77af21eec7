"""Months are asked for once, late ones reminded of once, alumni asked when their day has come."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accelerator.applications.models import ApplicationState
from accelerator.participations.jobs import ask_alumni, ask_for_months
from accelerator.participations.models import FollowUp, Participation, ParticipationState
from accelerator.programmes.models import Phase
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.outbox.models import Message
from tests.factories import MONDAY, a_person, kept
from tests.factories.programme import a_cohort, an_application

FEBRUARY = MONDAY.replace(year=2027, month=2, day=1)


@pytest.fixture
def participation(app: Flask) -> Participation:
    cohort = a_cohort(starts_on=date(2027, 1, 4), ends_on=date(2027, 6, 30), phase=Phase.RUNNING)
    application = an_application(cohort, a_person(), state=ApplicationState.ELIGIBLE)
    return kept(
        Participation(
            cohort_id=cohort.id,
            startup_id=application.startup_id,
            application_id=application.id,
        )
    )


def subjects() -> list[str]:
    return list(db.session.scalars(select(Message.subject).order_by(Message.made_at)))


def test_a_month_is_asked_for_once_when_it_opens(participation: Participation) -> None:
    ask_for_months()
    assert subjects() == []

    with frozen_at(FEBRUARY + timedelta(hours=2)):
        ask_for_months()
        ask_for_months()

    assert len(subjects()) == 1
    assert "January 2027" in subjects()[0]


def test_who_is_late_is_reminded_once(participation: Participation) -> None:
    with frozen_at(FEBRUARY):
        ask_for_months()
    for day in (9, 10, 11):
        with frozen_at(FEBRUARY.replace(day=day)):
            ask_for_months()

    assert len(subjects()) == 2
    assert "still waiting" in subjects()[1]


def test_a_hub_that_slept_for_months_does_not_mail_about_all_of_them(
    participation: Participation,
) -> None:
    with frozen_at(FEBRUARY.replace(month=5, day=20)):
        ask_for_months()

    assert subjects() == []


def test_who_has_left_is_not_asked(participation: Participation) -> None:
    with transaction():
        participation.state, participation.ended_at = ParticipationState.LEFT, MONDAY

    with frozen_at(FEBRUARY):
        ask_for_months()

    assert subjects() == []


def test_alumni_are_asked_once_when_their_day_has_come(participation: Participation) -> None:
    with transaction():
        participation.state, participation.ended_at = ParticipationState.GRADUATED, MONDAY
        participation.cohort.phase = Phase.ENDED
    ask_alumni()
    assert subjects() == []

    with frozen_at(MONDAY.replace(year=2028, month=1, day=2)):
        ask_alumni()
        ask_alumni()

    assert len(subjects()) == 1
    asked = db.session.scalars(select(FollowUp).where(FollowUp.asked_at.is_not(None))).one()
    assert asked.months == 6
