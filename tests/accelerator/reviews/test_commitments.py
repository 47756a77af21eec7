"""Reviewers asked for a round, and what they answer."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.conflicts.models import Conflict, ConflictState
from accelerator.reviews.errors import RoundStands
from accelerator.reviews.models import AssignmentState, CommitmentState, RoundState
from accelerator.reviews.queries.commitments import commitments_of, get_commitment, promise_cover
from accelerator.reviews.queries.shortages import cover_in_sentences
from accelerator.reviews.services import commitments as services
from accelerator.reviews.services.commitments import Answer
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Conflict as Refused
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.outbox.models import Message
from tests.accelerator.reviews.intakes import Intake, an_intake, promised
from tests.counting import asked_for
from tests.factories import MONDAY, a_person
from tests.factories.programme import a_read, a_reviewer
from tests.signing_in import sign_in_as


@pytest.fixture
def intake(app: Flask) -> Iterator[Intake]:
    yield an_intake(reviewers=0)


def asked(intake: Intake, **named: object):
    reviewer = a_reviewer(**named)
    with transaction():
        (commitment,) = services.ask(intake.round, [reviewer], by=intake.manager)
    return commitment


def test_who_is_asked_gets_one_mail_with_what_suits_them(intake: Intake) -> None:
    commitment = asked(intake, capacity=12)
    with transaction():
        assert services.ask(intake.round, [commitment.reviewer], by=intake.manager) == []

    (mail,) = db.session.query(Message).filter_by(template="reviews/asked")
    assert "up to 12 suit you" in mail.text
    assert f"/reviews/promises/{commitment.id}" in mail.text


def test_asking_looks_for_conflicts_also_by_other_addresses(intake: Intake) -> None:
    intake.applications[0].startup.organisation  # noqa: B018
    with transaction():
        intake.applications[0].startup.organisation.website = "https://banyu-kota.example"
    commitment = asked(intake, aliases=["rini@banyu-kota.example"])

    (found,) = db.session.query(Conflict).filter_by(person_id=commitment.reviewer.user_id)
    assert found.startup_id == intake.applications[0].startup_id
    assert found.state is ConflictState.SUSPECTED


def test_paused_reviewers_are_not_asked(intake: Intake) -> None:
    away = a_reviewer(paused_at=MONDAY)

    with transaction():
        assert services.ask(intake.round, [away], by=intake.manager) == []


def test_a_promise_is_given_changed_and_taken_back(intake: Intake) -> None:
    commitment = asked(intake)
    person = commitment.reviewer.user

    with transaction():
        services.answer(commitment, Answer(most=18, least=6), by=person)
    assert (commitment.state, commitment.most) == (CommitmentState.ACCEPTED, 18)
    open_ = a_read(intake.round, intake.applications[0], commitment.reviewer)
    done = a_read(intake.round, intake.applications[1], commitment.reviewer,
                  state=AssignmentState.SUBMITTED)  # fmt: skip
    with pytest.raises(Refused, match="2 to read already"), transaction():
        services.answer(commitment, Answer(most=1), by=person)
    with transaction():
        services.answer(commitment, Answer(most=0, note="Ill, sorry."), by=person)

    assert commitment.state is CommitmentState.DECLINED
    assert commitment.note == "Ill, sorry."
    assert (open_.state, done.state) == (AssignmentState.REASSIGNED, AssignmentState.SUBMITTED)


@pytest.mark.parametrize(
    "wrong",
    [
        Answer(most=2, least=3),
        Answer(most=1000),
        Answer(most=3, promised_by=(MONDAY - timedelta(days=1)).date()),
        Answer(most=3, promised_by=(MONDAY + timedelta(days=90)).date()),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(intake: Intake, wrong: Answer) -> None:
    commitment = asked(intake)

    with pytest.raises(Invalid), transaction():
        services.answer(commitment, wrong, by=commitment.reviewer.user)


def test_nobody_answers_for_somebody_else_but_staff(intake: Intake) -> None:
    commitment, stranger = asked(intake), a_person()

    with pytest.raises(NotAllowed), transaction():
        services.answer(commitment, Answer(most=3), by=stranger)
    with pytest.raises(NotFound):
        get_commitment(commitment.id, by=stranger)
    with transaction():
        services.answer(commitment, Answer(most=3), by=intake.manager)

    assert commitment.most == 3


def test_after_reading_nothing_is_promised(intake: Intake) -> None:
    commitment = asked(intake)
    with transaction():
        intake.round.state = RoundState.CLOSED

    with pytest.raises(RoundStands), transaction():
        services.answer(commitment, Answer(most=3), by=commitment.reviewer.user)


def test_reminders_go_to_those_who_have_not_answered_once_a_day(intake: Intake) -> None:
    silent, answered = asked(intake), asked(intake)
    with transaction():
        services.answer(answered, Answer(most=3), by=answered.reviewer.user)
        assert services.remind([silent, answered], by=intake.manager) == 0  # asked just now

    with frozen_at(MONDAY + timedelta(days=1)), transaction():
        assert services.remind([silent, answered], by=intake.manager) == 1
        assert services.remind([silent, answered], by=intake.manager) == 0

    (mail,) = db.session.query(Message).filter_by(template="reviews/asked_again")
    assert mail.to_email == silent.reviewer.user.email


def test_before_opening_it_is_said_what_is_short(app: Flask) -> None:
    intake = an_intake(applications=6, reviewers=0, reads_each=3)
    with transaction():
        for each in intake.applications[:2]:
            each.language = "de"
    promised(intake.round, a_reviewer(languages=["en"]), most=6)
    promised(intake.round, a_reviewer(languages=["en", "id"]), most=4)
    asked(intake, capacity=9)

    given = commitments_of(intake.round)
    cover = promise_cover(intake.round, intake.manager, given=given)

    assert (cover.need, cover.promised, cover.short, cover.asked) == (18, 10, 8, 9)
    assert cover_in_sentences(cover) == [
        "The round needs 18 reads. Promised are 10: 8 short.",
        "2 applications are written in German, and nobody who has promised reads it.",
        "Applications in English need 12 reads, and those who read it can take 8.",
    ]


def test_a_reviewer_answers_in_the_browser(client: FlaskClient, intake: Intake) -> None:
    commitment = asked(intake)
    sign_in_as(client, commitment.reviewer.user)
    path = f"/reviews/promises/{commitment.id}"

    page = client.get(path).text
    missing = client.post(path, data={"takes": "yes", "most": ""})
    answer = client.post(path, data={"takes": "yes", "most": "18", "least": "4"})

    assert "18 applications: about 3 h." in page
    assert missing.status_code == 422
    assert "How many at most?" in missing.text
    assert answer.location.endswith("/reviews")
    assert commitment.most == 18


def test_the_list_asks_as_often_for_thirty_as_for_one(client: FlaskClient) -> None:
    a_reviewer()  # somebody who can still be asked
    counts = []
    for size in (1, 30):
        each = an_intake(reviewers=size)
        last = each.reviewers[-1].user.name
        sign_in_as(client, each.manager)
        count, page = asked_for(client, f"/admin/rounds/{each.round.id}/reviewers")
        assert last in page
        counts.append(count)

    assert counts[0] == counts[1]
