"""What staff arrange for a cohort by API, and the demo day that everybody sees."""

from uuid import UUID

import pytest
from flask import Flask

from accelerator.participations.models import Participation
from accelerator.participations.services.checking_in import plan_check_ins
from accelerator.programmes.models import Cohort, Phase
from hub.accounts.models import User
from hub.core.database import db, transaction
from tests.accelerator.participations.stories import a_running_cohort, in_cohort
from tests.api import Caller
from tests.factories import a_person
from tests.factories.programme import a_conflict, a_programme, a_programme_manager


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    return a_running_cohort()


@pytest.fixture
def participation(cohort: Cohort) -> Participation:
    return in_cohort(cohort, a_person())


@pytest.fixture
def staff(app: Flask, cohort: Cohort) -> Caller:
    return Caller(app, a_programme_manager(cohort.programme))


@pytest.fixture
def here(cohort: Cohort) -> str:
    return f"/cohorts/{cohort.id}"


def test_tasks_numbers_and_perks_are_arranged(
    app: Flask, staff: Caller, here: str, participation: Participation
) -> None:
    task = staff.post(f"{here}/tasks", {"title": {"en": "Visit the water company"}})
    metric = staff.post(f"{here}/metrics", {"name": {"en": "Jobs made"}, "unit": "count"})
    perk = staff.post(f"{here}/perks", {"provider": "Awan", "name": {"en": "Cloud"}, "most": 5})

    assert [each.status_code for each in (task, metric, perk)] == [201, 201, 201]
    assert metric.json["key"] == "jobs-made"
    assert [t["id"] for t in staff.get(f"{here}/tasks").json["items"]] == [task.json["id"]]
    keys = [each["key"] for each in staff.get(f"{here}/metrics").json["items"]]
    assert keys == ["revenue", "customers", "jobs-made"]
    ended = staff.delete(f"{here}/metrics/{metric.json['id']}")
    assert ended.json["ended_at"]
    assert len(staff.get(f"{here}/metrics").json["items"]) == 2
    assert staff.delete(f"{here}/perks/{perk.json['id']}").json["ended_at"]
    assert staff.get(f"{here}/perks").json["items"][0]["ended_at"]


@pytest.mark.parametrize(
    ("what", "sent", "field"),
    [
        ("tasks", {"title": {}}, "title"),
        ("tasks", {"title": {"en": "x" * 161}}, "title"),
        ("metrics", {"name": {"en": "Revenue"}, "unit": "money"}, "name"),
        (
            "metrics",
            {"name": {"en": "Jobs"}, "unit": "count", "baseline_key": "no-such"},
            "baseline_key",
        ),
        ("metrics", {"name": {"en": "Jobs"}, "unit": "kilo"}, "unit"),
        ("perks", {"provider": "Awan", "name": {"fr": "Nuage"}}, "name"),
        ("perks", {"provider": "Awan", "name": {"en": "Cloud"}, "most": 0}, "most"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    staff: Caller, here: str, what: str, sent: dict[str, object], field: str
) -> None:
    answer = staff.post(f"{here}/{what}", sent)

    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_months_are_planned_once_and_listed_as_they_are_due(
    staff: Caller, here: str, participation: Participation
) -> None:
    assert staff.post(f"{here}/check-ins/plan").json == {"planned": 6}
    assert staff.post(f"{here}/check-ins/plan").json == {"planned": 0}

    listed = staff.get(f"{here}/check-ins").json["items"]

    assert [each["month"] for each in listed][:2] == ["2027-01-01", "2027-02-01"]
    assert {(each["startup_name"], each["state"]) for each in listed} == {("Banyu Kota", "later")}


def test_a_conflict_leaves_a_startup_out_of_every_list(
    staff: Caller, here: str, cohort: Cohort, participation: Participation
) -> None:
    with transaction():
        plan_check_ins(cohort)
    lists = [f"{here}/participations", f"{here}/check-ins"]
    assert all("Banyu Kota" in staff.get(each).text for each in lists)

    a_conflict(staff.person, participation.startup)

    assert [staff.get(each).json["items"] for each in lists] == [[], []]


def test_others_arrange_nothing_here(app: Flask, here: str, participation: Participation) -> None:
    task = {"title": {"en": "Theirs"}}
    founder = db.session.get_one(User, participation.application.made_by_id)
    for person, status in (
        (a_programme_manager(a_programme()), 404),
        (a_person(), 403),
        (founder, 403),
    ):
        caller = Caller(app, person)
        assert caller.post(f"{here}/tasks", task).status_code == status
        for each in ("tasks", "metrics", "perks", "participations", "check-ins"):
            assert caller.get(f"{here}/{each}").status_code == status


def test_what_is_another_cohorts_is_not_ended_here(app: Flask, staff: Caller, here: str) -> None:
    other = a_running_cohort()
    theirs = Caller(app, a_programme_manager(other.programme))
    perk = theirs.post(f"/cohorts/{other.id}/perks", {"provider": "X", "name": {"en": "Y"}}).json

    assert staff.delete(f"{here}/perks/{perk['id']}").status_code == 404
    assert staff.delete(f"{here}/metrics/{UUID(int=8)}").status_code == 404


def test_the_demo_day_is_for_everybody_in_its_order(
    app: Flask, staff: Caller, here: str, cohort: Cohort, participation: Participation
) -> None:
    second = in_cohort(cohort, a_person(), name="Angkot Pintar")
    order = {"participations": [str(second.id), str(UUID(int=8))]}
    assert staff.call("PUT", f"{here}/demo-day/order", json=order).status_code == 200

    told = Caller(app, a_person()).get(f"{here}/demo-day").json

    assert [each["startup_name"] for each in told["speakers"]] == ["Angkot Pintar", "Banyu Kota"]


@pytest.mark.parametrize("phase", [Phase.SELECTION, Phase.ANNOUNCED])
def test_before_the_cohort_runs_nobody_learns_who_is_in(
    app: Flask, here: str, cohort: Cohort, participation: Participation, phase: Phase
) -> None:
    with transaction():
        cohort.phase = phase

    assert Caller(app, a_person()).get(f"{here}/demo-day").status_code == 404
    assert app.test_client().get(f"/calls/{cohort.slug}/demo-day").status_code == 404


def test_thirty_startups_cost_no_more_questions_than_one(
    staff: Caller, here: str, cohort: Cohort, participation: Participation
) -> None:
    doors = [f"{here}/{each}" for each in ("participations", "check-ins", "demo-day")]
    with transaction():
        plan_check_ins(cohort)
    one = [staff.asked_for(door) for door in doors]
    db.session.add(cohort)
    for number in range(29):
        in_cohort(cohort, a_person(), name=f"Team {number}")
    with transaction():
        plan_check_ins(cohort)

    assert [staff.asked_for(door) for door in doors] == one
    first = staff.get(doors[0]).json
    rest = staff.get(f"{doors[0]}?cursor={first['next']}").json
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (20, 10, None)
