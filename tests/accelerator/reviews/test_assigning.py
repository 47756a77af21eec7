"""Who reads what: proposed, applied, moved by hand."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from accelerator.applications.models import ApplicationState
from accelerator.reviews.errors import NoReader, PlanOutdated, RoundStands
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    AssignmentState,
    CommitmentState,
    Review,
    RoundState,
)
from accelerator.reviews.queries.assigning import PlanSettings, assignable, get_plan, reckoned
from accelerator.reviews.queries.shortages import in_sentences
from accelerator.reviews.rules.papers import Plan, Shortfall
from accelerator.reviews.rules.plans import from_json, to_json
from accelerator.reviews.services import assigning as services
from accelerator.reviews.services.late import release_late
from accelerator.reviews.services.plans import apply_plan
from accelerator.reviews.services.rounds import open_round
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import NotFound
from hub.outbox.models import Message
from tests.accelerator.reviews.intakes import Intake, an_intake, assigned, planned, promised
from tests.factories import MONDAY, kept
from tests.factories.programme import a_conflict, a_programme_manager, a_read, a_reviewer


@pytest.fixture
def intake(app: Flask) -> Iterator[Intake]:
    yield an_intake()


def standing(intake: Intake) -> set[tuple[object, object]]:
    reads = db.session.query(Assignment).filter(Assignment.state.in_(STANDING))
    return {(r.application_id, r.reviewer_id) for r in reads.filter_by(round_id=intake.round.id)}


def test_a_plan_gives_each_application_its_readers_and_nobody_a_conflict(intake: Intake) -> None:
    a_conflict(intake.reviewers[0].user, intake.applications[0].startup)

    assert assigned(intake, most=4) == 8

    reads = Counter(application for application, _reader in standing(intake))
    assert set(reads.values()) == {2}
    assert (intake.applications[0].id, intake.reviewers[0].id) not in standing(intake)


def test_proposing_gives_nothing_out(intake: Intake) -> None:
    plan = planned(intake)

    assert plan.applied_at is None
    assert standing(intake) == set()


def test_the_same_seed_gives_the_same_plan(intake: Intake) -> None:
    plans = [planned(intake, seed=7).result, planned(intake, seed=7).result]

    assert plans[0] == plans[1]
    kept_, again = from_json(plans[0]), from_json(plans[1])
    assert to_json(kept_) == to_json(again)


def test_a_plan_read_back_from_the_database_is_the_plan(intake: Intake) -> None:
    settings = PlanSettings()
    outcome = reckoned(assignable(intake.round, intake.manager, settings=settings).problem)
    plan = planned(intake)
    db.session.expire_all()

    assert from_json(plan.result) == outcome


def test_a_conflict_that_arises_after_the_proposal_stops_all_of_it(intake: Intake) -> None:
    plan = planned(intake)
    outcome = from_json(plan.result)
    assert isinstance(outcome, Plan)
    first = outcome.new[0]
    reader = next(r for r in intake.reviewers if str(r.id) == first.reader)
    application = next(a for a in intake.applications if str(a.id) == first.application)
    a_conflict(reader.user, application.startup)

    with pytest.raises(PlanOutdated), transaction():
        apply_plan(plan, intake.round, by=intake.manager)
    assert standing(intake) == set()


@pytest.mark.parametrize("change", ["promise", "read", "ban", "withdrawn"])
def test_whatever_else_changes_stops_it_too(intake: Intake, change: str) -> None:
    plan = planned(intake)
    outcome = from_json(plan.result)
    assert isinstance(outcome, Plan)
    first = outcome.new[0]
    reader = next(r for r in intake.reviewers if str(r.id) == first.reader)
    application = next(a for a in intake.applications if str(a.id) == first.application)
    with transaction():
        if change == "promise":
            commitment = promise_of(intake, reader)
            commitment.most = commitment.least = 0
            commitment.state = CommitmentState.DECLINED
        elif change == "read":
            services.give_read(intake.round, application, to=reader, by=intake.manager)
        elif change == "ban":
            services.ban(reader, application, by=intake.manager)
        else:
            application.state, application.withdrawn_at = ApplicationState.WITHDRAWN, MONDAY

    with pytest.raises(PlanOutdated), transaction():
        apply_plan(plan, intake.round, by=intake.manager)


def promise_of(intake: Intake, reader):
    from accelerator.reviews.models import Commitment

    return db.session.query(Commitment).filter_by(reviewer_id=reader.id).one()


def test_a_plan_is_applied_once(intake: Intake) -> None:
    plan = planned(intake)
    with transaction():
        apply_plan(plan, intake.round, by=intake.manager)

    with pytest.raises(PlanOutdated), transaction():
        apply_plan(plan, intake.round, by=intake.manager)


def test_a_colleagues_plan_is_neither_seen_nor_applied(intake: Intake) -> None:
    plan = planned(intake)
    colleague = a_programme_manager(intake.cohort.programme)

    with pytest.raises(NotFound):
        get_plan(intake.round, plan.id, by=colleague)


def test_submitted_and_begun_reads_never_move(intake: Intake) -> None:
    from accelerator.applications.models import Revision

    done = a_read(intake.round, intake.applications[0], intake.reviewers[0],
                  state=AssignmentState.SUBMITTED)  # fmt: skip
    begun = a_read(intake.round, intake.applications[1], intake.reviewers[0])
    revision = db.session.query(Revision).filter_by(application_id=begun.application_id).one()
    kept(Review(assignment_id=begun.id, revision_id=revision.id))

    for seed in range(1, 5):
        assigned(intake, seed=seed, afresh=True)

    assert {(done.application_id, done.reviewer_id), (begun.application_id, begun.reviewer_id)} <= (
        standing(intake)
    )
    assert len(standing(intake)) == 8


def test_while_prepared_a_new_plan_leaves_no_trace_of_the_old(intake: Intake) -> None:
    assigned(intake, seed=1)
    assigned(intake, seed=2, afresh=True)

    assert db.session.query(Assignment).count() == 8


def test_in_an_open_round_reads_given_anew_end_with_a_reason(intake: Intake) -> None:
    assigned(intake, seed=1, most=3)
    with transaction():
        open_round(intake.round, by=intake.manager)
        commitment = promise_of(intake, intake.reviewers[0])
        commitment.most = 1
    before = db.session.query(Message).count()

    assigned(intake, seed=2, afresh=True)

    ended = db.session.query(Assignment).filter_by(state=AssignmentState.REASSIGNED).all()
    assert ended
    assert {read.reason for read in ended} == {"given anew"}
    assert len(standing(intake)) == 8
    assert db.session.query(Message).count() > before


def test_what_is_missing_is_said_in_words(app: Flask) -> None:
    intake = an_intake(applications=3, reviewers=2, reads_each=2)
    odd = intake.applications[0]
    a_conflict(intake.reviewers[0].user, odd.startup)
    found = assignable(intake.round, intake.manager, settings=PlanSettings())
    outcome = reckoned(found.problem)
    assert isinstance(outcome, Shortfall)

    told = in_sentences(outcome, applications=found.applications, commitments=found.commitments)

    assert f"{odd.reference} can get only 1 of 2 readers" in " ".join(told)


def test_too_little_capacity_says_by_how_much(app: Flask) -> None:
    intake = an_intake(applications=6, reviewers=2, reads_each=2)
    found = assignable(intake.round, intake.manager, settings=PlanSettings(most=5))
    outcome = reckoned(found.problem)
    assert isinstance(outcome, Shortfall)

    told = in_sentences(outcome, applications=found.applications, commitments=found.commitments)

    assert told[0] == (
        "The round needs 12 reads and the reviewers take 10: 2 stay without a reader."
    )


def test_nobody_is_given_what_they_cannot_read(app: Flask) -> None:
    intake = an_intake(applications=1, reviewers=0, reads_each=1)
    intake.reviewers = [a_reviewer(languages=["de"])]
    promised(intake.round, intake.reviewers[0])
    found = assignable(intake.round, intake.manager, settings=PlanSettings())

    assert isinstance(reckoned(found.problem), Shortfall)


def test_each_reader_has_an_order_of_their_own(app: Flask) -> None:
    intake = an_intake(applications=8, reviewers=2, reads_each=2)
    assigned(intake)

    orders = {
        reader.id: [
            read.application_id
            for read in db.session.query(Assignment)
            .filter_by(reviewer_id=reader.id)
            .order_by(Assignment.position)
        ]
        for reader in intake.reviewers
    }
    one, other = orders.values()
    assert sorted(one) == sorted(other)
    assert one != other


def test_a_read_by_hand_is_checked_like_a_plan(intake: Intake) -> None:
    application, reader = intake.applications[0], intake.reviewers[0]
    unasked, full = a_reviewer(), a_reviewer()
    promised(intake.round, full, most=1)
    a_read(intake.round, intake.applications[1], full)
    torn = a_reviewer()
    promised(intake.round, torn)
    a_conflict(torn.user, application.startup)
    with transaction():
        services.ban(intake.reviewers[1], application, by=intake.manager)
        services.give_read(intake.round, application, to=reader, by=intake.manager)

    for who in (reader, unasked, full, torn, intake.reviewers[1]):
        with pytest.raises(NoReader), transaction():
            services.give_read(intake.round, application, to=who, by=intake.manager)


def test_a_manager_with_a_conflict_gives_takes_and_bans_nothing(intake: Intake) -> None:
    hidden, reader = intake.applications[0], intake.reviewers[0]
    read = a_read(intake.round, hidden, reader)
    a_conflict(intake.manager, hidden.startup)

    for act in (
        lambda: services.give_read(intake.round, hidden, to=reader, by=intake.manager),
        lambda: services.take_read(read, by=intake.manager),
        lambda: services.ban(reader, hidden, by=intake.manager),
    ):
        with pytest.raises(NotFound), transaction():
            act()
    found = assignable(intake.round, intake.manager, settings=PlanSettings())
    assert str(hidden.id) not in found.applications


def test_handing_on_is_both_or_neither(intake: Intake) -> None:
    read = a_read(intake.round, intake.applications[0], intake.reviewers[0])
    a_conflict(intake.reviewers[1].user, intake.applications[0].startup)

    with pytest.raises(NoReader), transaction():
        services.hand_on(read, to=intake.reviewers[1], by=intake.manager)
    db.session.expire_all()
    assert read.state is AssignmentState.ASSIGNED
    with transaction():
        services.hand_on(read, to=intake.reviewers[2], by=intake.manager)

    assert standing(intake) == {(intake.applications[0].id, intake.reviewers[2].id)}


def test_what_was_handed_in_is_not_taken(intake: Intake) -> None:
    read = a_read(intake.round, intake.applications[0], intake.reviewers[0],
                  state=AssignmentState.SUBMITTED)  # fmt: skip

    with pytest.raises(RoundStands), transaction():
        services.take_read(read, by=intake.manager)


def test_late_reads_are_given_to_others_and_not_back(app: Flask) -> None:
    intake = an_intake(applications=2, reviewers=3, reads_each=1, state=RoundState.OPEN,
                       due_at=MONDAY + timedelta(days=20))  # fmt: skip
    late = a_read(intake.round, intake.applications[0], intake.reviewers[0],
                  due_at=MONDAY + timedelta(days=1))  # fmt: skip
    with frozen_at(MONDAY + timedelta(days=3)):
        with transaction():
            ended = release_late(intake.round, by=intake.manager)
        assigned(intake)

    assert [read.id for read in ended] == [late.id]
    assert late.state is AssignmentState.REASSIGNED
    assert (late.application_id, late.reviewer_id) not in standing(intake)
    assert len(standing(intake)) == 2


def test_a_read_a_week_late_counts_no_more_but_stays(app: Flask) -> None:
    intake = an_intake(applications=1, reviewers=3, reads_each=1, state=RoundState.OPEN)
    late = a_read(intake.round, intake.applications[0], intake.reviewers[0],
                  due_at=MONDAY - timedelta(days=8))  # fmt: skip

    assert assigned(intake) == 1

    assert late.state is AssignmentState.ASSIGNED
    assert len(standing(intake)) == 2


def test_reads_given_late_have_some_days(app: Flask) -> None:
    intake = an_intake(applications=1, reviewers=1, reads_each=1, state=RoundState.OPEN,
                       due_at=MONDAY + timedelta(hours=6))  # fmt: skip

    with transaction():
        read = services.give_read(
            intake.round, intake.applications[0], to=intake.reviewers[0], by=intake.manager
        )

    assert read.due_at > MONDAY + timedelta(days=3)


def test_reads_are_due_on_the_day_that_was_promised(app: Flask) -> None:
    intake = an_intake(applications=1, reviewers=0, reads_each=1)
    reader = a_reviewer()
    promised(intake.round, reader, promised_by=(MONDAY + timedelta(days=9)).date())

    with transaction():
        read = services.give_read(
            intake.round, intake.applications[0], to=reader, by=intake.manager
        )

    assert read.due_at.isoformat() == "2026-12-02T16:59:00+00:00"  # 23:59 WIB
