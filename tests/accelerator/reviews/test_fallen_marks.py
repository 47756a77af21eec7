"""Marks of somebody with a conflict: kept on record, told to the managers, in no run since."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.conflicts.models import Conflict, ConflictState
from accelerator.conflicts.services import clear, declare
from accelerator.figures.queries.readers import reader_rows
from accelerator.reviews import invariants
from accelerator.reviews.models import (
    Comparison,
    Preferred,
    RoundEntry,
    RoundKind,
    RoundState,
    ScoreRun,
)
from accelerator.reviews.queries.fallen import fallen_comparisons, fallen_out
from accelerator.reviews.queries.marks import marks_on
from accelerator.reviews.queries.pairwise import standings_in
from accelerator.reviews.queries.ranking import Wanted, inputs_of, outdated, runs_of
from accelerator.reviews.services.scoring import reckon
from accelerator.selection.queries.feedback import founders_notes
from accelerator.vocabulary.terms import ConflictKind
from hub.accounts.models import User
from hub.core.database import transaction
from tests.accelerator.reviews.panels import Panel, a_panel, handed_in
from tests.api import Caller
from tests.counting import asked_for
from tests.factories import MONDAY, kept
from tests.factories.programme import a_conflict, a_programme_manager, a_round
from tests.signing_in import sign_in_as


@pytest.fixture
def panel(app: Flask) -> Panel:
    """Three read two applications; the round is closed, then the first reader's conflict shows."""
    panel = a_panel(readers=3, reads_each=3)
    for application in (0, 1):
        for reader in range(3):
            mark = 5 if reader == 0 else 3 - application
            handed_in(
                panel.read(application, reader),
                {"need": mark, "evidence": mark},
                founders_note=f"From reader {reader}",
            )
    with transaction():
        panel.round.state = RoundState.CLOSED
    return panel


@pytest.fixture
def manager(panel: Panel) -> User:
    return a_programme_manager(panel.cohort.programme)


def the_conflict_shows(panel: Panel) -> Conflict:
    me = panel.readers[0].user
    with transaction():
        return declare(me, panel.applications[0].startup, kind=ConflictKind.INVESTOR, by=me)


def run(panel: Panel, by: User, wanted: Wanted | None = None) -> ScoreRun:
    with transaction():
        return reckon(panel.round, by=by, wanted=wanted)


def marks_in(panel: Panel, manager: User) -> list[tuple[str, str]]:
    found = inputs_of(panel.round, manager).marks
    return [(mark.application, mark.reader) for mark in found]


def test_no_run_made_from_then_on_takes_them(panel: Panel, manager: User) -> None:
    before = run(panel, manager)
    the_conflict_shows(panel)

    after, weighed = run(panel, manager), run(panel, manager, Wanted({"need": 90}, 1))

    gone = (str(panel.applications[0].id), str(panel.readers[0].id))
    assert gone not in marks_in(panel, manager)
    assert len(marks_in(panel, manager)) == 5
    rows = {each["application"]: each["n"] for each in after.result["applications"]}
    assert rows == {str(panel.applications[0].id): 2, str(panel.applications[1].id): 3}
    assert [each["n"] for each in before.result["applications"]] == [3, 3], "it stays as it was"
    assert sum(each["n"] for each in weighed.result["applications"]) == 5


def test_old_runs_are_outdated_and_a_cleared_conflict_makes_a_new_one(
    panel: Panel, manager: User
) -> None:
    first, weighed = run(panel, manager), run(panel, manager, Wanted({"need": 90}, 1))
    conflict = the_conflict_shows(panel)
    second = run(panel, manager)

    def old() -> set[int]:
        return outdated(inputs_of(panel.round, manager), panel.round, runs=runs_of(panel.round, ()))

    assert old() == {first.number, weighed.number}

    with transaction():
        clear(conflict, reason="Sold in May", by=manager)
    assert old() == {second.number}
    third = run(panel, manager)
    assert (third.number, third.inputs_sha256) == (4, first.inputs_sha256)
    assert run(panel, manager).id == third.id, "nothing has changed since"


def test_they_count_nowhere_else_either(panel: Panel, manager: User) -> None:
    application = panel.applications[0]
    the_conflict_shows(panel)

    names = [mark.name for _id, mark in marks_on(panel.round, application.id)]
    notes = founders_notes([application.id])[application.id]
    rows = {row.name: row.done for row in reader_rows(panel.cohort, manager)}

    assert panel.readers[0].user.name not in names
    assert {note["text"] for note in notes} == {"From reader 1", "From reader 2"}
    assert rows[panel.readers[0].user.name] == 1


def test_the_managers_are_told_which_fell_out_and_what_is_short_now(
    client: FlaskClient, panel: Panel, manager: User
) -> None:
    the_conflict_shows(panel)

    found = fallen_out(panel.round, manager)
    [row] = found.fallen
    assert (row.reference, row.name) == (
        panel.applications[0].reference, panel.readers[0].user.name)  # fmt: skip
    assert (row.left, row.wanted, row.missing, found.short) == (2, 3, 1, 1)
    assert found.doubted == ()

    run(panel, manager)
    sign_in_as(client, manager)
    base = f"/admin/rounds/{panel.round.id}"
    for path in ("coverage", "ranking", "ranking?seats=1"):
        page = client.get(f"{base}/{path}").text
        assert "One review no longer counts" in page
        assert f"read by {row.name}" in page
        assert "2 of 3 reads" in page
    why = client.get(f"{base}/ranking/{row.application_id}").text
    assert why.index("On record, not counted") < why.index(f"{row.name} <span")


def test_runs_say_that_they_are_outdated(client: FlaskClient, panel: Panel, manager: User) -> None:
    run(panel, manager)
    the_conflict_shows(panel)
    run(panel, manager, Wanted({"need": 70}))
    sign_in_as(client, manager)
    base = f"/admin/rounds/{panel.round.id}/ranking"

    assert client.get(base).text.count(">outdated<") == 1, "in the list only"
    assert client.get(f"{base}?run=1").text.count(">outdated<") == 2
    assert client.get(f"{base}/compare").text.count(">outdated<") == 1


def test_the_api_tells_the_same(app: Flask, panel: Panel, manager: User) -> None:
    run(panel, manager)
    the_conflict_shows(panel)
    caller = Caller(app, manager)

    coverage = caller.get(f"/rounds/{panel.round.id}/coverage").json
    ranking = caller.get(f"/cohorts/{panel.cohort.id}/ranking").json
    runs = caller.get(f"/rounds/{panel.round.id}/score-runs").json

    expected: list[dict[str, Any]] = [
        {
            "application": str(panel.applications[0].id),
            "reference": panel.applications[0].reference,
            "reviewer": str(panel.readers[0].id),
            "name": panel.readers[0].user.name,
            "counts": False,
            "left": 2,
            "missing": 1,
        }
    ]
    assert coverage["fallen_out"] == expected  # type: ignore[index]
    assert (ranking["stale"], ranking["fallen_out"]) == (True, expected)  # type: ignore[index]
    assert [each["outdated"] for each in runs["items"]] == [True]  # type: ignore[index]


def test_a_mere_suspicion_is_told_and_they_count(panel: Panel, manager: User) -> None:
    me = panel.readers[0].user
    a_conflict(me, panel.applications[0].startup, state=ConflictState.SUSPECTED)

    found = fallen_out(panel.round, manager)

    assert found.fallen == ()
    assert [each.name for each in found.doubted] == [me.name]
    assert len(marks_in(panel, manager)) == 6


def test_a_manager_with_a_conflict_is_told_nothing_of_it(
    app: Flask, client: FlaskClient, panel: Panel, manager: User
) -> None:
    the_conflict_shows(panel)
    a_conflict(manager, panel.applications[0].startup)

    assert not fallen_out(panel.round, manager)
    sign_in_as(client, manager)
    base = f"/admin/rounds/{panel.round.id}"
    answers = [client.get(f"{base}/{path}") for path in ("coverage", "ranking")]
    caller = Caller(app, manager)
    answers += [caller.get(f"/rounds/{panel.round.id}/coverage"),
                caller.get(f"/cohorts/{panel.cohort.id}/ranking")]  # fmt: skip
    reference = panel.applications[0].reference
    assert [reference in answer.text for answer in answers] == [False] * 4
    assert "no longer counts" not in answers[0].text + answers[1].text


def test_answers_of_pairs_do_not_count_either(panel: Panel, manager: User) -> None:
    final = a_round(panel.cohort, kind=RoundKind.PAIRWISE)
    first, second = sorted(each.id for each in panel.applications)
    for application in panel.applications:
        kept(RoundEntry(round_id=final.id, application_id=application.id))
    for reader in panel.readers:
        said = Comparison(round_id=final.id, reviewer_id=reader.id, preferred=Preferred.FIRST)
        said.first_id, said.second_id, said.decided_at = first, second, MONDAY
        kept(said)

    def compared() -> list[int]:
        return [row.compared for row in standings_in(final, manager)[0].strengths]

    assert compared() == [3, 3]
    conflict = the_conflict_shows(panel)
    assert compared() == [2, 2]
    assert fallen_comparisons(final, {first, second}) == 1
    with transaction():
        clear(conflict, reason="Sold in May", by=manager)
    assert compared() == [3, 3]


def test_the_doctor_finds_reads_beside_a_conflict(panel: Panel) -> None:
    assert list(invariants.problems()) == []

    a_conflict(panel.readers[0].user, panel.applications[0].startup)

    [problem] = [each for each in invariants.problems() if "conflict" in each]
    assert panel.applications[0].reference in problem


def test_a_list_of_fallen_marks_asks_no_more_often_than_one(
    client: FlaskClient, app: Flask
) -> None:
    def asked(applications: int) -> int:
        panel = a_panel(applications=applications, readers=2)
        manager = a_programme_manager(panel.cohort.programme)
        me = panel.readers[0].user
        for number in range(applications):
            handed_in(panel.read(number, 0), {"need": 3, "evidence": 3})
        with transaction():
            for application in panel.applications:
                declare(me, application.startup, kind=ConflictKind.CLIENT, by=me)
        sign_in_as(client, manager)
        path = f"/admin/rounds/{panel.round.id}/coverage"
        assert client.get(path).text.count(f"read by {me.name}") == applications
        return asked_for(client, path)[0]

    assert asked(30) == asked(1)
