"""Figures by API: in full for staff, without small groups for everybody."""

from uuid import UUID

import pytest
from flask import Flask

from accelerator.applications.models import Application, ApplicationState, Outcome
from accelerator.programmes.models import Cohort, Phase
from accelerator.vocabulary.terms import Sector
from hub.accounts.models import User
from hub.core.database import db
from tests.api import Caller
from tests.factories import MONDAY, a_person
from tests.factories.programme import (
    GOOD_ANSWERS,
    a_cohort,
    a_conflict,
    a_programme,
    a_programme_manager,
    a_read,
    a_reviewer,
    a_round,
    a_startup,
    an_application,
)

ELIGIBLE = ApplicationState.ELIGIBLE


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    return a_cohort(phase=Phase.ANNOUNCED)


@pytest.fixture
def manager(cohort: Cohort) -> User:
    return a_programme_manager(cohort.programme)


@pytest.fixture
def staff(app: Flask, manager: User) -> Caller:
    return Caller(app, manager)


def some(cohort: Cohort, count: int, sector: Sector, **more: object) -> list[Application]:
    return [an_application(cohort, state=ELIGIBLE, sector=sector, **more) for _ in range(count)]


def at(cohort: Cohort, more: str = "") -> str:
    return f"/cohorts/{cohort.id}/figures{more}"


def test_staff_see_every_number_the_public_no_small_one(
    app: Flask, staff: Caller, cohort: Cohort
) -> None:
    some(cohort, 12, Sector.WATER, outcome=Outcome.REJECTED, told_at=MONDAY)
    some(cohort, 7, Sector.WASTE)
    some(cohort, 2, Sector.ENERGY)

    inside = staff.get(at(cohort)).json
    outside = Caller(app, a_person()).get(at(cohort, "/public")).json

    counts = {row["group"]: row["counts"]["begun"] for row in inside["rows"]}
    assert counts == {"water": 12, "waste": 7, "energy": 2}
    told = {row["group"]: row["counts"]["begun"] for row in outside["rows"]}
    assert told == {"water": 12, "waste": None, "energy": None}
    assert inside["total"]["begun"] == outside["total"]["begun"] == 21


def test_it_is_split_by_what_is_asked_for(staff: Caller, cohort: Cohort) -> None:
    answers = GOOD_ANSWERS | {"founder_gender": "women"}
    an_application(cohort, state=ELIGIBLE, answers=answers)

    split = staff.get(at(cohort, "?by=founder_gender")).json

    assert [(row["group"], row["name"]) for row in split["rows"]] == [("women", "Women")]
    assert staff.get(at(cohort, "?by=shoe-size")).status_code == 422


def test_before_the_teams_are_told_the_public_is_told_nothing(app: Flask) -> None:
    early = a_cohort(phase=Phase.SELECTION)

    assert Caller(app, a_person()).get(at(early, "/public")).status_code == 404


def test_others_find_no_figures_behind_the_public_ones(app: Flask, cohort: Cohort) -> None:
    another, stranger = a_programme_manager(a_programme()), a_person()

    for more in ("", "/readers", "/applications"):
        assert Caller(app, another).get(at(cohort, more)).status_code == 404
        assert Caller(app, stranger).get(at(cohort, more)).status_code == 403


def test_a_cohort_that_is_not_there(staff: Caller) -> None:
    for more in ("", "/public", "/readers", "/applications"):
        assert staff.get(f"/cohorts/{UUID(int=8)}/figures{more}").status_code == 404


def test_a_conflict_leaves_it_out_of_numbers_and_tables(
    staff: Caller, cohort: Cohort, manager: User
) -> None:
    startup = a_startup(name="Banyu Kota")
    read = an_application(cohort, startup=startup, state=ELIGIBLE, sector=Sector.WATER)
    a_read(a_round(cohort), read, a_reviewer())
    assert "Banyu Kota" in staff.get(at(cohort, "/applications")).text
    assert staff.get(at(cohort, "/readers")).json["items"][0]["given"] == 1

    a_conflict(manager, startup)

    assert staff.get(at(cohort, "/applications")).json["items"] == []
    assert staff.get(at(cohort, "/readers")).json["items"] == []
    assert staff.get(at(cohort)).json["total"]["begun"] == 0


def test_the_table_has_the_answers_that_were_handed_in(staff: Caller, cohort: Cohort) -> None:
    an_application(cohort, state=ELIGIBLE)
    an_application(cohort, answers=GOOD_ANSWERS | {"problem": "Nobody's business"})

    sheet = staff.get(at(cohort, "/applications")).json

    assert sheet["columns"]["answer.problem"] == "What problem do you solve, and for whom?"
    handed_in, draft = sheet["items"]
    assert handed_in["cells"]["answer.problem"] == GOOD_ANSWERS["problem"]
    assert handed_in["submitted_at"].endswith("Z")
    assert (draft["submitted_at"], draft["cells"]["answer.problem"]) == (None, "")


def test_thirty_cost_no_more_questions_than_one(staff: Caller, cohort: Cohort) -> None:
    doors = [at(cohort), at(cohort, "/public"), at(cohort, "/applications?limit=100")]
    some(cohort, 1, Sector.WATER)
    one = [staff.asked_for(door) for door in doors]
    db.session.add(cohort)
    some(cohort, 29, Sector.WASTE)

    assert [staff.asked_for(door) for door in doors] == one
    db.session.add(cohort)
    first = staff.get(at(cohort, "/applications")).json
    rest = staff.get(at(cohort, f"/applications?cursor={first['next']}")).json
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (20, 10, None)


def test_thirty_readers_cost_no_more_questions_than_one(staff: Caller, cohort: Cohort) -> None:
    round_, application = a_round(cohort), some(cohort, 1, Sector.WATER)[0]
    a_read(round_, application, a_reviewer())
    one = staff.asked_for(at(cohort, "/readers"))
    db.session.add_all([cohort, round_, application])
    for _ in range(29):
        a_read(round_, application, a_reviewer())

    assert staff.asked_for(at(cohort, "/readers")) == one
