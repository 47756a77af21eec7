"""Figures for staff in full, for the public without small groups, and tables to keep."""

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.applications.models import Application, ApplicationState, Outcome
from accelerator.programmes.models import Cohort, Phase
from accelerator.vocabulary.terms import Sector
from hub.accounts.models import User
from tests.counting import asked_for
from tests.factories import MONDAY
from tests.factories.programme import (
    GOOD_ANSWERS,
    a_cohort,
    a_conflict,
    a_programme_manager,
    a_read,
    a_reviewer,
    a_round,
    a_startup,
    an_application,
)
from tests.signing_in import sign_in_as

ELIGIBLE = ApplicationState.ELIGIBLE


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    return a_cohort(phase=Phase.ANNOUNCED)


@pytest.fixture
def manager(cohort: Cohort) -> User:
    return a_programme_manager(cohort.programme)


@pytest.fixture
def staff(app: Flask, manager: User) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, manager)
    return client


def some(cohort: Cohort, count: int, sector: Sector, **more: object) -> list[Application]:
    return [an_application(cohort, state=ELIGIBLE, sector=sector, **more) for _ in range(count)]


def figures(cohort: Cohort) -> str:
    return f"/admin/cohorts/{cohort.id}/figures"


def test_staff_see_every_number_the_public_no_small_one(
    app: Flask, staff: FlaskClient, cohort: Cohort
) -> None:
    some(cohort, 12, Sector.WATER, outcome=Outcome.REJECTED, told_at=MONDAY)
    some(cohort, 7, Sector.WASTE)
    some(cohort, 2, Sector.ENERGY)

    inside, outside = (
        staff.get(figures(cohort)).text,
        app.test_client().get(f"/calls/{cohort.slug}/figures").text,
    )

    assert "&lt; 5" not in inside
    assert "&lt; 5" in outside
    assert "Energy" in outside


def test_before_the_teams_are_told_the_public_is_told_nothing(app: Flask) -> None:
    cohort = a_cohort(phase=Phase.SELECTION)

    assert app.test_client().get(f"/calls/{cohort.slug}/figures").status_code == 404


def test_a_conflict_leaves_it_out_of_numbers_and_tables(
    staff: FlaskClient, cohort: Cohort, manager: User
) -> None:
    startup = a_startup(name="Banyu Kota")
    an_application(cohort, startup=startup, state=ELIGIBLE, sector=Sector.WATER)
    assert "Banyu Kota" in staff.get(f"{figures(cohort)}/applications.csv").text

    a_conflict(manager, startup)

    assert "Banyu Kota" not in staff.get(f"{figures(cohort)}/applications.csv").text
    assert "Water" not in staff.get(figures(cohort)).text.split("<table")[1]


def test_the_table_has_the_answers_and_no_formulas(staff: FlaskClient, cohort: Cohort) -> None:
    hostile = GOOD_ANSWERS | {"problem": "=HYPERLINK(1)"}
    an_application(cohort, state=ELIGIBLE, answers=hostile)
    draft = an_application(cohort, answers=GOOD_ANSWERS | {"problem": "Nobody's business"})

    answer = staff.get(f"{figures(cohort)}/applications.csv")

    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert "What problem do you solve, and for whom?" in rows[0]
    assert "'=HYPERLINK(1)" in rows[1]
    assert rows[2][0] == draft.reference
    assert "Nobody's business" not in answer.text


@pytest.mark.parametrize("format", ["xlsx", "json"])
def test_it_comes_in_other_forms_too(staff: FlaskClient, cohort: Cohort, format: str) -> None:
    an_application(cohort, state=ELIGIBLE)

    assert staff.get(f"{figures(cohort)}/applications.{format}").status_code == 200
    assert staff.get(f"{figures(cohort)}/applications.exe").status_code == 404


def test_readers_with_what_they_were_given(staff: FlaskClient, cohort: Cohort) -> None:
    reviewer = a_reviewer()
    a_read(a_round(cohort), some(cohort, 1, Sector.WATER)[0], reviewer)

    assert reviewer.user.name in staff.get(figures(cohort)).text


def test_thirty_cost_no_more_questions_than_one(staff: FlaskClient, cohort: Cohort) -> None:
    some(cohort, 1, Sector.WATER)
    one, _page = asked_for(staff, figures(cohort))
    some(cohort, 29, Sector.WASTE)

    thirty, _page = asked_for(staff, figures(cohort))

    assert thirty == one
