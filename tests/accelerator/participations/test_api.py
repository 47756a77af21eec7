"""A startup in its cohort by API: what its page does, for the same people."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from accelerator.participations.models import (
    CheckIn,
    FollowUp,
    OnboardingTask,
    Participation,
    Perk,
)
from accelerator.participations.services.checking_in import plan_check_ins
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.organisations.models import MemberRole
from tests.accelerator.participations.stories import FEBRUARY, a_running_cohort, in_cohort
from tests.api import Caller
from tests.factories import MONDAY, a_member, a_person, kept
from tests.factories.programme import a_conflict, a_programme, a_programme_manager

MILLION = {"amount_minor": 100_000_000, "currency": "IDR"}


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    return a_running_cohort()


@pytest.fixture
def founder(app: Flask) -> User:
    return a_person()


@pytest.fixture
def participation(cohort: Cohort, founder: User) -> Participation:
    return in_cohort(cohort, founder)


@pytest.fixture
def hers(app: Flask, founder: User, participation: Participation) -> Caller:
    return Caller(app, founder)


@pytest.fixture
def staff(app: Flask, cohort: Cohort) -> Caller:
    return Caller(app, a_programme_manager(cohort.programme))


def at(participation: Participation, more: str = "") -> str:
    return f"/participations/{participation.id}{more}"


def put(caller: Caller, path: str, body: Any) -> TestResponse:
    return caller.call("PUT", path, json=body)


def months(hers: Caller, participation: Participation) -> list[dict[str, Any]]:
    """That have opened, the oldest first."""
    with transaction():
        plan_check_ins(participation.cohort)
    shown: list[dict[str, Any]] = hers.get(at(participation)).json["check_ins"]
    return shown[::-1]


def test_the_agreement_is_accepted_in_the_wording_that_was_read(
    app: Flask, hers: Caller, cohort: Cohort, participation: Participation
) -> None:
    kept(OnboardingTask(cohort_id=cohort.id, position=1, title={"en": "Agree"}, is_agreement=True))
    read = hers.get(at(participation)).json["agreement"]
    assert (read["text"], read["version"]) == ({"en": "We come to every session."}, 1)

    old = put(hers, at(participation, "/agreement"), {"version": 0})
    assert (old.status_code, old.json["code"]) == (409, "not-now")
    assert put(hers, at(participation, "/agreement"), {"version": 1}).json["accepted_at"]

    shown = hers.get(at(participation)).json
    assert (shown["agreed"], shown["tasks"][0]["done"]) == (True, True)


def test_only_who_leads_the_startup_signs(app: Flask, participation: Participation) -> None:
    member = a_member(participation.startup.organisation, role=MemberRole.MEMBER).user
    caller = Caller(app, member)

    answer = put(caller, at(participation, "/agreement"), {"version": 1})

    assert answer.status_code == 403
    assert caller.get(at(participation)).json["you_are"] == "member"


def test_tasks_milestones_and_a_perk(
    hers: Caller, staff: Caller, cohort: Cohort, participation: Participation
) -> None:
    task = kept(OnboardingTask(cohort_id=cohort.id, position=1, title={"en": "Visit"}))
    perk = kept(Perk(cohort_id=cohort.id, provider="Awan", name={"en": "Cloud"}, how={"en": "X"}))
    assert put(hers, at(participation, f"/tasks/{task.id}"), {"done": True}).json["done"]
    assert not put(staff, at(participation, f"/tasks/{task.id}"), {"done": False}).json["done"]
    assert hers.get(at(participation)).json["perks"][0]["how"] is None
    claimed = hers.post(at(participation, f"/perks/{perk.id}/claim")).json
    assert (claimed["how"], bool(claimed["claimed_at"])) == ({"en": "X"}, True)
    made = hers.post(
        at(participation, "/milestones"), {"title": "First meter", "due_on": "2027-03-01"}
    )
    assert made.status_code == 201
    one = at(participation, f"/milestones/{made.json['id']}")

    early = staff.post(f"{one}/confirm")
    reached = hers.post(f"{one}/reached")
    confirmed = staff.post(f"{one}/confirm")

    assert (early.status_code, early.json["code"]) == (409, "not-now")
    assert reached.json["reached_at"] and not reached.json["verified_at"]
    assert confirmed.json["verified_at"]
    assert hers.post(f"{one}/confirm").status_code == 403


def test_a_goal_is_changed_over_the_version_that_was_seen(
    hers: Caller, participation: Participation
) -> None:
    result = {"name": "Meters", "target": 100, "current": 20.5}
    made = hers.post(
        at(participation, "/goals"), {"objective": "Sell", "key_results": [result]}
    ).json
    assert made["key_results"][0]["share"] == 0.205
    goal = at(participation, f"/goals/{made['id']}")
    more = {"key_results": [result | {"current": 40}], "version": made["version"]}

    assert put(hers, goal, more).json["key_results"][0]["current"] == 40
    late = put(hers, goal, {"key_results": [result], "version": made["version"]})

    assert (late.status_code, late.json["code"]) == (409, "changed-meanwhile")
    assert hers.get(at(participation)).json["goals"][0]["key_results"][0]["current"] == 40


@pytest.mark.parametrize("target", [0, "many", 1e18])
def test_a_target_that_is_none_is_refused(
    hers: Caller, participation: Participation, target: object
) -> None:
    goal = {"objective": "Sell", "key_results": [{"name": "Meters", "target": target}]}

    assert hers.post(at(participation, "/goals"), goal).status_code == 422


def test_a_month_is_handed_in_read_and_then_stands(
    app: Flask, founder: User, staff: Caller, participation: Participation
) -> None:
    with transaction():
        participation.baseline = {"customers": 3}
    with frozen_at(FEBRUARY):
        hers, manager = Caller(app, founder), Caller(app, staff.person)
        [month] = months(hers, participation)
        assert (month["month"], month["state"]) == ("2027-01-01", "open")
        door = at(participation, f"/check-ins/{month['id']}")
        body = {"numbers": {"revenue": MILLION, "customers": 5}, "highlights": "Good", "version": 1}

        told = put(hers, door, body)
        again = put(hers, door, body)
        read = manager.post(f"{door}/read")
        late = put(hers, door, body | {"version": told.json["version"] + 1})

        assert told.json["numbers"] == {"revenue": MILLION, "customers": 5}
        assert (told.json["baseline"], told.json["state"]) == ({"customers": 3}, "submitted")
        assert (again.status_code, again.json["code"]) == (409, "changed-meanwhile")
        assert read.json["state"] == "read"
        assert (late.status_code, late.json["code"]) == (409, "not-now")
        series = {each["metric"]: each for each in manager.get(at(participation)).json["numbers"]}
        assert series["customers"]["months"] == [{"month": "2027-01-01", "value": 5}]
        assert series["revenue"]["months"][0]["value"] == MILLION
        assert series["customers"]["baseline"] == 3


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        ({"revenue": 5}, "numbers.revenue"),
        ({"revenue": {"amount_minor": 5, "currency": "EUR"}}, "numbers.revenue"),
        ({"customers": MILLION}, "numbers.customers"),
        ({"shoe-size": 43}, "numbers.shoe-size"),
    ],
)
def test_numbers_that_cannot_be_are_refused_by_name(
    app: Flask, founder: User, participation: Participation, numbers: object, field: str
) -> None:
    with frozen_at(FEBRUARY):
        hers = Caller(app, founder)
        [month] = months(hers, participation)

        door = at(participation, f"/check-ins/{month['id']}")
        answer = put(hers, door, {"numbers": numbers, "version": 1})

    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_a_slip_is_asked_about_once(
    app: Flask, founder: User, participation: Participation
) -> None:
    with frozen_at(FEBRUARY.replace(month=3)):
        hers = Caller(app, founder)
        january, february = months(hers, participation)
        said = {"numbers": {"customers": 100}, "version": 1}
        put(hers, at(participation, f"/check-ins/{january['id']}"), said)
        door, ten_times = at(participation, f"/check-ins/{february['id']}"), {"customers": 1000}

        asked = put(hers, door, said | {"numbers": ten_times})
        meant = put(hers, door, said | {"numbers": ten_times, "meant": True})

    assert (asked.status_code, asked.json["code"]) == (422, "looks-like-a-slip")
    assert list(asked.json["errors"]) == ["numbers.customers"]
    assert meant.json["before"] == {"customers": 100}


def test_a_month_that_is_not_over_waits(hers: Caller, participation: Participation) -> None:
    with transaction():
        plan_check_ins(participation.cohort)
    month = db.session.scalars(select(CheckIn.id).order_by(CheckIn.month)).first()

    answer = put(hers, at(participation, f"/check-ins/{month}"), {"numbers": {}, "version": 1})

    assert (answer.status_code, answer.json["code"]) == (409, "not-now")


def test_alumni_say_what_became_of_them(hers: Caller, participation: Participation) -> None:
    named = {"participation_id": participation.id}
    due = kept(FollowUp(months=6, due_on=MONDAY.date(), **named))
    later = kept(FollowUp(months=24, due_on=MONDAY.date().replace(year=2028), **named))
    said = {"disposition": "acquired", "numbers": {"customers": 9}, "note": "By a utility"}

    told = put(hers, at(participation, f"/follow-ups/{due.id}"), said)
    wrong = put(hers, at(participation, f"/follow-ups/{due.id}"), said | {"numbers": {"x": 1}})
    early = put(hers, at(participation, f"/follow-ups/{later.id}"), said)

    assert (told.json["disposition"], told.json["numbers"]) == ("acquired", {"customers": 9})
    assert (wrong.status_code, list(wrong.json["errors"])) == (422, ["numbers.x"])
    assert (early.status_code, early.json["code"]) == (409, "not-now")
    assert hers.get(at(participation, f"/follow-ups/{due.id}")).json == told.json


def test_both_sides_write_to_each_other(
    hers: Caller, staff: Caller, participation: Participation
) -> None:
    hers.post(at(participation, "/comments"), {"text": "May we bring a guest?"})
    staff.post(at(participation, "/comments"), {"text": "Gladly."})

    said = hers.get(at(participation, "/comments")).json["items"]

    assert [each["text"] for each in said] == ["Gladly.", "May we bring a guest?"]
    actions = [each["action"] for each in hers.get(at(participation, "/history")).json["items"]]
    assert actions == ["participation.commented"] * 2


def test_staff_move_a_startup_over_the_version_that_they_saw(
    staff: Caller, participation: Participation
) -> None:
    seen = staff.get(at(participation)).headers["ETag"]
    door, here = at(participation, "/move"), {"If-Match": seen}

    moved = staff.post(door, {"to": "active"}, headers=here)
    late = staff.post(door, {"to": "removed"}, headers=here)
    nowhere = staff.post(door, {"to": "onboarding"})

    assert moved.json["state"] == "active"
    assert (late.status_code, late.json["code"]) == (412, "changed-meanwhile")
    assert (nowhere.status_code, nowhere.json["code"]) == (409, "not-now")


def test_whoever_it_is_none_of_their_business_learns_nothing(
    app: Flask, staff: Caller, founder: User, participation: Participation
) -> None:
    former = a_member(participation.startup.organisation, left_at=MONDAY).user
    a_conflict(staff.person, participation.startup)
    others = (a_person(), former, a_programme_manager(a_programme()), staff.person)

    for caller in (Caller(app, person) for person in others):
        none = caller.get(f"/participations/{UUID(int=8)}")
        for answer in (
            caller.get(at(participation)),
            caller.get(at(participation, "/comments")),
            caller.get(at(participation, "/history")),
            put(caller, at(participation, "/demo-line"), {"demo_line": "Mine"}),
            caller.post(at(participation, "/comments"), {"text": "Mine"}),
        ):
            assert (answer.status_code, answer.json["title"]) == (404, none.json["title"])
        assert caller.get("/participations").json["items"] == []


def test_what_is_another_startups_is_not_there(
    app: Flask, hers: Caller, cohort: Cohort, participation: Participation
) -> None:
    other = in_cohort(cohort, a_person(), name="Angkot Pintar")
    theirs = kept(FollowUp(participation_id=other.id, months=6, due_on=MONDAY.date()))

    assert hers.get(at(participation, f"/follow-ups/{theirs.id}")).status_code == 404
    assert hers.get(at(other, f"/follow-ups/{theirs.id}")).status_code == 404


def test_a_post_that_is_sent_twice_acts_once(hers: Caller, participation: Participation) -> None:
    body = {"title": "First meter", "due_on": "2027-03-01"}
    key = {"Idempotency-Key": "meter-1"}

    one = hers.post(at(participation, "/milestones"), body, headers=key)
    two = hers.post(at(participation, "/milestones"), body, headers=key)

    assert one.json == two.json
    assert len(hers.get(at(participation)).json["milestones"]) == 1


def test_thirty_cost_no_more_questions_than_one(
    hers: Caller, founder: User, participation: Participation
) -> None:
    def said(count: int) -> None:
        for _ in range(count):
            hers.post(at(participation, "/comments"), {"text": "Hello"})

    said(1)
    doors = ["/participations?limit=100", at(participation, "/comments?limit=100")]
    one = [hers.asked_for(door) for door in doors]
    db.session.add_all([participation, founder])
    said(29)
    for number in range(29):
        in_cohort(a_running_cohort(), founder, name=f"Team {number}")

    assert [hers.asked_for(door) for door in doors] == one
    first = hers.get("/participations").json
    rest = hers.get(f"/participations?cursor={first['next']}").json
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (20, 10, None)
