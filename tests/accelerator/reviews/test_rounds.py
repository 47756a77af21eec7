"""Rounds and rubrics, as services."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from accelerator.applications.models import ApplicationState, Revision
from accelerator.reviews.errors import RoundChanged, RoundStands, RubricInUse
from accelerator.reviews.models import (
    AssignmentState,
    Review,
    ReviewState,
    RoundEntry,
    RoundKind,
    RoundState,
)
from accelerator.reviews.queries.entries import entries_of
from accelerator.reviews.queries.rounds import counts_of, get_round
from accelerator.reviews.queries.rubrics import presets, rubric_of, shares_of, what_it_does
from accelerator.reviews.rules.drafting import CriterionDraft
from accelerator.reviews.services import rounds as services
from accelerator.reviews.services.entries import put_in, take_out
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import LANGUAGES
from hub.history.queries import history_of
from hub.outbox.models import Message
from tests.accelerator.reviews.intakes import Intake, an_intake, assigned
from tests.factories import MONDAY, kept
from tests.factories.programme import (
    a_cohort,
    a_conflict,
    a_programme_manager,
    a_read,
    a_round,
    an_application,
)


@pytest.fixture
def intake(app: Flask) -> Iterator[Intake]:
    yield an_intake()


DRAFT = services.RoundDraft(name={"en": "First reading"}, due_at=MONDAY + timedelta(days=20))


def a_mark(intake: Intake, state: ReviewState = ReviewState.DRAFT) -> Review:
    application = intake.applications[0]
    read = a_read(intake.round, application, intake.reviewers[0])
    revision = db.session.query(Revision).filter_by(application_id=application.id).one()
    done = {"submitted_at": MONDAY} if state is ReviewState.SUBMITTED else {}
    return kept(Review(assignment_id=read.id, revision_id=revision.id, state=state, **done))


def test_rounds_of_a_cohort_are_numbered(app: Flask) -> None:
    cohort = a_cohort()
    manager = a_programme_manager(cohort.programme)

    with transaction():
        first = services.make_round(cohort, DRAFT, by=manager)
        second = services.make_round(cohort, DRAFT, by=manager)

    assert (first.number, second.number) == (1, 2)
    assert first.state is RoundState.DRAFT
    assert [e.action for e in history_of(first).items] == ["round.made"]


def test_another_programmes_manager_makes_none_and_finds_none(intake: Intake) -> None:
    stranger = a_programme_manager(a_cohort().programme)

    with pytest.raises(NotAllowed), transaction():
        services.make_round(intake.cohort, DRAFT, by=stranger)
    with pytest.raises(NotFound):
        get_round(intake.round.id, by=stranger)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", {"name": {}}),
        ("least", {"least": 9, "most": 8}),
        ("reads_each", {"reads_each": 11}),
        ("due_at", {"opens_at": MONDAY + timedelta(days=20)}),
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field(
    intake: Intake, field: str, wrong: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as refused, transaction():
        services.make_round(intake.cohort, replace(DRAFT, **wrong), by=intake.manager)

    assert list(refused.value.errors) == [field]


def test_who_saves_over_somebody_elses_change_is_told(intake: Intake) -> None:
    seen = intake.round.version
    with transaction():
        services.change_round(intake.round, DRAFT, expected=seen, by=intake.manager)

    with pytest.raises(RoundChanged), transaction():
        services.change_round(
            intake.round, replace(DRAFT, most=7), expected=seen, by=intake.manager
        )


def test_reads_move_with_the_rounds_date_but_not_with_their_readers_own(intake: Intake) -> None:
    theirs = MONDAY + timedelta(days=5)
    moved = a_read(intake.round, intake.applications[0], intake.reviewers[0])
    stays = a_read(intake.round, intake.applications[1], intake.reviewers[0], due_at=theirs)
    later = replace(DRAFT, due_at=MONDAY + timedelta(days=40))

    with transaction():
        services.change_round(intake.round, later, expected=intake.round.version, by=intake.manager)

    db.session.expire_all()
    assert moved.due_at == later.due_at
    assert stays.due_at == theirs


def test_a_round_that_is_read_stays_blind(intake: Intake) -> None:
    with transaction():
        services.open_round(intake.round, by=intake.manager)

    seen = replace(DRAFT, blind=False)
    with pytest.raises(RoundStands), transaction():
        services.change_round(intake.round, seen, expected=intake.round.version, by=intake.manager)


def test_a_round_without_weights_or_applications_or_time_does_not_open(app: Flask) -> None:
    empty = an_intake(applications=0)
    weightless = an_intake()
    over = an_intake(due_at=MONDAY - timedelta(minutes=1))
    with transaction():
        services.set_rubric(weightless.round, [], by=weightless.manager)

    for each in (empty, weightless, over):
        with pytest.raises(Invalid), transaction():
            services.open_round(each.round, by=each.manager)


def test_a_round_goes_on_step_by_step_and_back_with_a_reason(intake: Intake) -> None:
    round_, manager = intake.round, intake.manager
    with transaction():
        services.open_round(round_, by=manager)
    with pytest.raises(Invalid, match="nothing to talk about"), transaction():
        services.begin_discussion(round_, by=manager)
    a_read(round_, intake.applications[0], intake.reviewers[0], state=AssignmentState.SUBMITTED)

    with transaction():
        services.begin_discussion(round_, by=manager)
    with transaction():
        services.close_round(round_, by=manager)
    with pytest.raises(Invalid), transaction():
        services.reopen_round(round_, by=manager, reason=" ")
    with transaction():
        services.reopen_round(round_, by=manager, reason="A juror was ill.")

    assert round_.state is RoundState.DISCUSSION
    told = history_of(round_).items[0]
    assert (told.action, told.reason) == ("round.reopened", "A juror was ill.")


def test_opening_writes_to_each_reviewer_once(intake: Intake) -> None:
    assigned(intake, most=3)
    assert db.session.query(Message).count() == 0

    with transaction():
        services.open_round(intake.round, by=intake.manager)

    written = db.session.query(Message).filter_by(template="reviews/reads_given").all()
    assert len(written) == 3
    assert "applications to read" in written[0].subject


def test_ready_made_rubrics_have_words_for_every_mark_in_every_language(app: Flask) -> None:
    assert {"four-criteria", "jury-day", "pilot-call"} <= presets().keys()
    for name, criteria in presets().values():
        assert set(name) == set(LANGUAGES)
        assert sum(each.weight for each in criteria) == 100
        for each in criteria:
            assert set(each.anchors) == {str(mark) for mark in each.scale}
            assert all(set(words) == set(LANGUAGES) for words in each.anchors.values())


def test_the_four_criteria_weigh_as_told(intake: Intake) -> None:
    with transaction():
        services.set_rubric(intake.round, presets()["four-criteria"][1], by=intake.manager)

    assert shares_of(intake.round) == {"need": 25, "evidence": 25, "team": 20, "city": 30}
    assert [each.key for each in rubric_of(intake.round)] == ["need", "evidence", "team", "city"]


def test_once_marks_stand_criteria_stay_and_weights_say_what_they_do(intake: Intake) -> None:
    a_mark(intake, ReviewState.SUBMITTED)
    was = rubric_of(intake.round)
    heavier = [replace(was[0], weight=90), was[1]]

    for broken in (was[:1], [*was, CriterionDraft({"en": "Team"}, 10)],
                   [replace(was[0], high=7), was[1]]):  # fmt: skip
        with pytest.raises(RubricInUse), transaction():
            services.set_rubric(intake.round, broken, by=intake.manager)
    effects = what_it_does(intake.round, heavier)
    with transaction():
        services.set_rubric(intake.round, heavier, by=intake.manager)

    assert len(effects) == 1
    assert "one review that is in counts differently" in effects[0]
    assert shares_of(intake.round) == {"need": 64, "evidence": 36}


def test_a_closed_rounds_rubric_stays(intake: Intake) -> None:
    with transaction():
        services.open_round(intake.round, by=intake.manager)
        services.close_round(intake.round, by=intake.manager)

    with pytest.raises(RoundStands), transaction():
        services.set_rubric(intake.round, [], by=intake.manager)


def test_only_eligible_applications_of_the_cohort_are_put_in(intake: Intake) -> None:
    ready = an_application(intake.cohort, state=ApplicationState.ELIGIBLE)
    waiting = an_application(intake.cohort, state=ApplicationState.SUBMITTED)
    elsewhere = an_application(a_cohort(), state=ApplicationState.ELIGIBLE)

    with transaction():
        assert put_in(intake.round, by=intake.manager) == [ready]
    for other in (waiting, elsewhere):
        with pytest.raises(Invalid), transaction():
            put_in(intake.round, [other.id], by=intake.manager)

    assert len(entries_of(intake.round, intake.manager)) == 5


def test_what_is_read_already_is_not_taken_out(intake: Intake) -> None:
    a_read(intake.round, intake.applications[0], intake.reviewers[0])
    entry = db.session.query(RoundEntry).filter_by(application_id=intake.applications[0].id).one()

    with pytest.raises(RoundStands), transaction():
        take_out(entry, round_=intake.round, by=intake.manager)


def test_a_manager_with_a_conflict_sees_nothing_of_it_nor_its_numbers(intake: Intake) -> None:
    hidden = intake.applications[0]
    a_read(intake.round, hidden, intake.reviewers[0])
    a_conflict(intake.manager, hidden.startup)
    colleague = a_programme_manager(intake.cohort.programme)

    seen = entries_of(intake.round, intake.manager)
    mine = counts_of([intake.round], intake.manager)[intake.round.id]
    theirs = counts_of([intake.round], colleague)[intake.round.id]

    assert hidden.reference not in {each.application.reference for each in seen}
    assert (mine.applications, mine.assigned) == (3, 0)
    assert (theirs.applications, theirs.assigned) == (4, 1)


def test_finals_two_at_a_time_need_no_rubric(app: Flask) -> None:
    finals = an_intake(kind=RoundKind.PAIRWISE)
    with transaction():
        services.set_rubric(finals.round, [], by=finals.manager)
        services.open_round(finals.round, by=finals.manager)

    assert finals.round.state is RoundState.OPEN


def test_a_round_copies_anothers_rubric(intake: Intake) -> None:
    other = a_round(intake.cohort, state=RoundState.DRAFT)
    with transaction():
        services.set_rubric(other, presets()["pilot-call"][1], by=intake.manager)
        services.set_rubric(intake.round, rubric_of(other), by=intake.manager)

    assert rubric_of(intake.round) == rubric_of(other)
