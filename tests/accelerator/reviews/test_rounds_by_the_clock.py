"""What the house does about rounds by itself, and what it watches over."""

from datetime import timedelta

from flask import Flask

from accelerator.reviews.invariants import problems
from accelerator.reviews.jobs import remind_reviewers
from accelerator.reviews.models import CommitmentState, RoundEntry, RoundState
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from tests.accelerator.reviews.intakes import an_intake, assigned, promised
from tests.factories import MONDAY
from tests.factories.programme import a_read, a_reviewer


def test_the_house_reminds_of_questions_and_of_reads(app: Flask) -> None:
    intake = an_intake(state=RoundState.OPEN, due_at=MONDAY + timedelta(days=5))
    a_read(intake.round, intake.applications[0], intake.reviewers[0])
    promised(intake.round, a_reviewer(), state=CommitmentState.INVITED, answered_at=None,
             invited_at=MONDAY - timedelta(days=1))  # fmt: skip

    said = [remind_reviewers()]
    for days in (2, 4):
        with frozen_at(MONDAY + timedelta(days=days)):
            said += [remind_reviewers(), remind_reviewers()]

    assert said == [
        "reminded 0 of a question and 0 of what they have to read",
        "reminded 1 of a question and 0 of what they have to read",
        "reminded 0 of a question and 0 of what they have to read",
        "reminded 0 of a question and 1 of what they have to read",
        "reminded 0 of a question and 0 of what they have to read",
    ]


def test_what_must_be_true_is_true_after_a_plan(app: Flask) -> None:
    intake = an_intake()
    assigned(intake)

    assert list(problems()) == []


def test_reads_beyond_the_promise_or_outside_of_the_round_are_found(app: Flask) -> None:
    intake = an_intake()
    a_read(intake.round, intake.applications[0], intake.reviewers[0])
    with transaction():
        db.session.query(RoundEntry).filter_by(application_id=intake.applications[0].id).delete()
        db.session.query(type(promise_of(intake))).update({"most": 0, "least": 0})

    assert len(list(problems())) == 2


def promise_of(intake):
    from accelerator.reviews.models import Commitment

    return db.session.query(Commitment).filter_by(round_id=intake.round.id).first()
