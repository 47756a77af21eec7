"""Personal answers go when their time is over; what stays names nobody."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from accelerator.applications.jobs import erase_personal_answers
from accelerator.applications.models import (
    Answer,
    Application,
    ApplicationState,
    Outcome,
    Revision,
    TeamComment,
)
from hub.core.clock import frozen_at
from hub.core.database import db
from hub.history.models import Entry
from tests.factories import MONDAY, a_person, kept
from tests.factories.programme import a_cohort, an_application

LATER = MONDAY + timedelta(days=400)


@pytest.fixture
def rejected(app: Flask) -> Application:
    application = an_application(
        a_cohort(), state=ApplicationState.ELIGIBLE, outcome=Outcome.REJECTED, told_at=MONDAY
    )
    person = a_person()
    kept(TeamComment(application_id=application.id, author_id=person.id, text="Shall we?"))
    return application


def answered(application: Application) -> set[str]:
    query = select(Answer.key).where(Answer.application_id == application.id)
    return set(db.session.scalars(query))


def test_before_its_time_nothing_is_erased(rejected: Application) -> None:
    with frozen_at(MONDAY + timedelta(days=364)):
        erase_personal_answers()

    assert "company" in answered(rejected)


def test_in_time_what_is_personal_goes_everywhere_and_the_rest_stays(
    rejected: Application,
) -> None:
    with frozen_at(LATER):
        erase_personal_answers()

    assert answered(rejected) == {"works-here", "headline", "problem"}
    revision = db.session.scalars(select(Revision)).one()
    assert "company" not in revision.answers
    assert "problem" in revision.answers
    assert db.session.scalar(select(func.count()).select_from(TeamComment)) == 0
    assert rejected.outcome is Outcome.REJECTED


def test_it_is_done_once_and_history_says_so(rejected: Application) -> None:
    with frozen_at(LATER):
        erase_personal_answers()
        erase_personal_answers()

    erased = select(Entry).where(Entry.action == "application.erased")
    assert len(db.session.scalars(erased).all()) == 1


def test_a_startup_that_was_taken_keeps_its_record(app: Flask) -> None:
    taken = an_application(
        a_cohort(), state=ApplicationState.ELIGIBLE, outcome=Outcome.ACCEPTED, told_at=MONDAY
    )

    with frozen_at(LATER):
        erase_personal_answers()

    assert "company" in answered(taken)
