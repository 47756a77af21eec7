"""Runs of the scores: reckoned anew, kept with what they rest on, never deciding."""

import pytest
from flask import Flask

from accelerator.reviews.models import AssignmentState, RoundKind, ScoreRun
from accelerator.reviews.queries.ranking import Wanted, inputs_of, left_out_for, runs_of
from accelerator.reviews.rules.comparing import from_json
from accelerator.reviews.services.scoring import reckon
from hub.accounts.models import User
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.models import Entry
from tests.accelerator.reviews.panels import Panel, a_panel, handed_in
from tests.factories import a_person
from tests.factories.programme import a_conflict, a_programme_manager


def a_marked_panel(applications: int = 4, readers: int = 3) -> Panel:
    """The first application is the best; the last reader marks one lower than the others."""
    panel = a_panel(applications=applications, readers=readers)
    for number in range(applications):
        for reader in range(readers):
            mark = max(1, 5 - number - (reader == readers - 1))
            handed_in(panel.read(number, reader), {"need": mark, "evidence": mark})
    return panel


@pytest.fixture
def panel(app: Flask) -> Panel:
    return a_marked_panel()


@pytest.fixture
def manager(panel: Panel) -> User:
    return a_programme_manager(panel.cohort.programme)


def run(panel: Panel, by: User, wanted: Wanted | None = None) -> ScoreRun:
    with transaction():
        return reckon(panel.round, by=by, wanted=wanted)


def test_a_run_keeps_everything_it_rests_on(panel: Panel, manager: User) -> None:
    kept = run(panel, manager)

    scores = from_json(kept.result)
    assert (kept.number, kept.seats, kept.weights) == (1, 3, {"need": 50, "evidence": 50})
    assert scores.applications[0].application == str(panel.applications[0].id)
    assert [each.n for each in scores.applications] == [3, 3, 3, 3]
    strict = next(s for s in scores.readers if s.reader == str(panel.readers[2].id))
    assert strict.offset is not None
    assert strict.offset < -0.4
    entry = db.session.query(Entry).filter_by(action="round.scored").one()
    assert entry.after["run"] == 1


def test_the_same_marks_are_the_same_run(panel: Panel, manager: User) -> None:
    assert run(panel, manager).id == run(panel, manager).id


def test_a_changed_mark_is_another_run_and_the_old_one_stays(panel: Panel, manager: User) -> None:
    first = run(panel, manager)
    with transaction():
        review = panel.read(3, 0).review
        assert review is not None
        review.scores = {"need": 5, "evidence": 5}

    second = run(panel, manager)

    assert (first.number, second.number) == (1, 2)
    assert first.inputs_sha256 != second.inputs_sha256
    assert [each.number for each in runs_of(panel.round, ())] == [2, 1]


def test_other_weights_and_seats_are_another_run(panel: Panel, manager: User) -> None:
    run(panel, manager)

    weighed = run(panel, manager, Wanted({"need": 80}, 2))

    assert (weighed.weights, weighed.seats) == ({"need": 80, "evidence": 50}, 2)


def test_drafts_and_what_was_given_back_count_nothing(panel: Panel, manager: User) -> None:
    with transaction():
        gone, open_ = panel.read(0, 0), panel.read(0, 1)
        gone.state, gone.ended_at = AssignmentState.REASSIGNED, gone.assigned_at
        open_.state = AssignmentState.ASSIGNED

    marks = inputs_of(panel.round, manager).marks

    assert len(marks) == 10


@pytest.mark.parametrize(
    "wanted",
    [Wanted({"size": 3}), Wanted({"need": -1}), Wanted({}, 0), Wanted({"need": 0, "evidence": 0})],
)
def test_nonsense_is_refused(panel: Panel, manager: User, wanted: Wanted) -> None:
    with pytest.raises(Invalid):
        run(panel, manager, wanted)


def test_only_those_who_run_the_round_reckon(panel: Panel) -> None:
    for person in (a_person(), panel.readers[0].user, a_programme_manager(panel_of_another())):
        with pytest.raises(NotAllowed):
            run(panel, person)


def panel_of_another():  # type: ignore[no-untyped-def]
    return a_panel(applications=1, readers=1).cohort.programme


def test_a_manager_with_a_conflict_has_runs_without_it(panel: Panel, manager: User) -> None:
    bound = a_programme_manager(panel.cohort.programme)
    a_conflict(bound, panel.applications[0].startup)
    whole = run(panel, manager)

    theirs = run(panel, bound)

    ids = [each.application for each in from_json(theirs.result).applications]
    assert str(panel.applications[0].id) not in ids
    assert theirs.left_out == [str(panel.applications[0].id)]
    assert [each.id for each in runs_of(panel.round, left_out_for(panel.round, bound))] == [
        theirs.id
    ]
    assert [each.id for each in runs_of(panel.round, left_out_for(panel.round, manager))] == [
        whole.id
    ]


def test_what_falls_apart_gets_no_joint_ranking(app: Flask) -> None:
    panel = a_panel(applications=2, readers=2)
    for number in (0, 1):
        handed_in(panel.read(number, number), {"need": 4, "evidence": 4})
    manager = a_programme_manager(panel.cohort.programme)

    scores = from_json(run(panel, manager).result)

    assert scores.refusal is not None
    assert len(scores.refusal.groups) == 2
    assert all(each.rank is None for each in scores.applications)
    assert len(scores.refusal.joining) == 1


def test_a_round_of_pairs_has_no_marks(panel: Panel, manager: User) -> None:
    with transaction():
        panel.round.kind = RoundKind.PAIRWISE

    with pytest.raises(Invalid):
        run(panel, manager)
