"""The coverage board: what it shows, to whom, and what it costs."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.reviews.models import AssignmentState, RoundState
from accelerator.reviews.queries.coverage import board
from accelerator.reviews.services.late import remind_readers
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.history.services import Acting, act
from hub.outbox.models import Message
from tests.accelerator.reviews.intakes import Intake, an_intake, assigned
from tests.counting import asked_for
from tests.factories import MONDAY
from tests.factories.programme import a_conflict, a_programme_manager, a_read
from tests.signing_in import sign_in_as


@pytest.fixture
def intake(app: Flask) -> Iterator[Intake]:
    yield an_intake(state=RoundState.OPEN)


def test_it_adds_up_what_is_in_late_and_missing(intake: Intake) -> None:
    one, other = intake.applications[:2]
    a_read(intake.round, one, intake.reviewers[0], state=AssignmentState.SUBMITTED)
    a_read(intake.round, one, intake.reviewers[1], due_at=MONDAY - timedelta(days=1))
    a_read(intake.round, other, intake.reviewers[0])

    told = board(intake.round, intake.manager)

    totals = told.coverage
    assert (totals.wanted, totals.assigned, totals.submitted, totals.late) == (8, 3, 1, 1)
    assert told.missing == 5
    assert [row.covered.missing for row in told.applications] == [2, 2, 1, 0]
    loads = {row.load.reader: (row.load.assigned, row.load.submitted, row.load.late)
             for row in told.reviewers}  # fmt: skip
    assert loads[str(intake.reviewers[0].id)] == (2, 1, 0)
    assert loads[str(intake.reviewers[1].id)] == (1, 0, 1)


def test_a_read_that_a_suspicion_blocks_shows_as_a_hole(intake: Intake) -> None:
    from accelerator.conflicts.models import ConflictState

    a_read(intake.round, intake.applications[0], intake.reviewers[0])
    a_conflict(
        intake.reviewers[0].user, intake.applications[0].startup, state=ConflictState.SUSPECTED
    )

    told = board(intake.round, intake.manager)

    assert told.holes == 1
    assert told.applications[0].application.id == intake.applications[0].id or any(
        row.holes == [intake.reviewers[0].id] for row in told.applications
    )


def test_a_conflicted_manager_sees_no_trace_of_it(client: FlaskClient, intake: Intake) -> None:
    hidden = intake.applications[0]
    with transaction():
        hidden.headline = "Flying ferries over the Ciliwung"
    read = a_read(intake.round, hidden, intake.reviewers[0], due_at=MONDAY - timedelta(days=1))
    a_conflict(intake.manager, hidden.startup)
    colleague = a_programme_manager(intake.cohort.programme)
    base = f"/admin/rounds/{intake.round.id}"
    pages = ("", "/applications", "/reviewers", "/assignment", "/coverage", "/reads", "/bans")

    sign_in_as(client, intake.manager)
    mine = {path: client.get(f"{base}{path}").text for path in pages}
    refused = client.get(f"{base}/reads/{read.id}")
    told = board(intake.round, intake.manager)
    sign_in_as(client, colleague)
    theirs = {path: client.get(f"{base}{path}").text for path in pages}

    for path in pages:
        assert hidden.reference not in mine[path], path
        assert hidden.headline not in mine[path], path
    assert hidden.headline in theirs["/coverage"]
    assert refused.status_code == 404
    assert (told.coverage.wanted, told.coverage.assigned, told.coverage.late) == (6, 0, 0)


def test_reminders_go_to_who_has_something_open_once_a_day(intake: Intake) -> None:
    a_read(intake.round, intake.applications[0], intake.reviewers[0])
    a_read(intake.round, intake.applications[1], intake.reviewers[0])
    a_read(intake.round, intake.applications[0], intake.reviewers[1],
           state=AssignmentState.SUBMITTED)  # fmt: skip

    with transaction():
        first = remind_readers(intake.round, by=intake.manager)
        again = remind_readers(intake.round, by=intake.manager)
    with frozen_at(MONDAY + timedelta(days=1)), transaction():
        tomorrow = remind_readers(intake.round, by=intake.manager)

    assert (first, again, tomorrow) == (1, 0, 1)
    mail = db.session.query(Message).filter_by(template="reviews/reads_wait").first()
    assert mail is not None
    assert mail.subject == "2 applications wait for you"


def test_the_house_itself_writes_only_when_it_is_time(intake: Intake) -> None:
    a_read(intake.round, intake.applications[0], intake.reviewers[0])

    with transaction():
        early = remind_readers(intake.round)
    with frozen_at(intake.round.due_at - timedelta(days=1)), transaction():
        soon = remind_readers(intake.round)

    assert (early, soon) == (0, 1)


def test_the_board_asks_as_often_for_thirty_as_for_one(client: FlaskClient) -> None:
    counts = []
    for size in (1, 30):
        act(Acting())
        each = an_intake(applications=size, reviewers=size + 1, state=RoundState.OPEN)
        assigned(each)
        sign_in_as(client, each.manager)
        count, page = asked_for(client, f"/admin/rounds/{each.round.id}/coverage")
        assert each.applications[-1].reference in page
        counts.append(count)

    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["/applications", "/assignment", "/reads", ""])
def test_other_pages_of_a_round_do_not_ask_by_the_row(client: FlaskClient, path: str) -> None:
    counts = []
    for size in (1, 30):
        act(Acting())
        each = an_intake(applications=size, reviewers=size + 1, state=RoundState.OPEN)
        assigned(each)
        sign_in_as(client, each.manager)
        counts.append(asked_for(client, f"/admin/rounds/{each.round.id}{path}")[0])

    assert counts[0] == counts[1]
