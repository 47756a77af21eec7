"""What somebody else changed meanwhile is not overwritten: hours, holidays, plans, quotas, members,
introductions, sites and spaces, each by the version that its reader saw."""

from typing import Any

import pytest
from flask import Flask

from booking.spaces.models import Space
from hub.accounts.models import Role
from tests.api import Caller
from tests.factories import a_person, a_person_who_is, a_site, a_space

MORNING = {"opening": [{"weekday": 0, "opens": "08:00", "closes": "12:00"}]}
EVENING = {"opening": [{"weekday": 0, "opens": "16:00", "closes": "20:00"}]}


@pytest.fixture
def space(app: Flask) -> Space:
    return a_space(site=a_site(code="jkt"))


@pytest.fixture
def keeper(app: Flask, space: Space) -> Caller:
    return Caller(app, a_person_who_is(Role.ADMIN))


def _twice(
    keeper: Caller, at: str, *, seen: str, method: str, bodies: tuple[Any, Any]
) -> list[int]:
    """Of two who saw the same, the first and the second."""
    return [
        keeper.call(method, at, json=body, headers={"If-Match": seen}).status_code
        for body in bodies
    ]


def test_the_second_of_two_who_saw_the_same_is_refused(keeper: Caller, space: Space) -> None:
    plan = keeper.post("/sites/jkt/plans", {"name": "Night owls"})
    plan_at = f"/plans/{plan.get_json()['id']}"
    quota = keeper.post("/sites/jkt/quotas", {"period": "week", "most_bookings": 4})
    holiday = keeper.post("/sites/jkt/holidays", {"day": "2027-03-02", "name": "Founders"})
    who = {"person": a_person(email="ayu@people.example").email, "starts_on": "2026-11-01"}
    member = keeper.post(f"{plan_at}/members", who)
    cases = [
        (plan_at, plan, "PATCH", {"name": "Early birds"}, {"about": "Before nine."}),
        (f"/quotas/{quota.get_json()['id']}", quota, "PUT",
         {"period": "week", "most_bookings": 5}, {"period": "week", "most_bookings": 6}),
        (f"/sites/jkt/holidays/{holiday.get_json()['id']}", holiday, "PATCH",
         {"name": "Founders' day"}, {"closed": False}),
        (f"{plan_at}/members/{member.get_json()['id']}", member, "PATCH",
         {"ends_on": "2027-01-31"}, {"ends_on": "2027-02-28"}),
        ("/sites/jkt", None, "PATCH", {"name": "Hub"}, {"holiday_calendar": "DE"}),
        ("/sites/jkt/opening", None, "PUT", MORNING, EVENING),
        (f"/spaces/{space.id}/opening", None, "PUT", MORNING, EVENING),
        (f"/spaces/{space.id}", None, "PATCH", {"needs_induction": True}, {"position": 4}),
    ]  # fmt: skip

    for at, seen, method, first, second in cases:
        tag = (seen or keeper.get(at)).headers["ETag"]
        answers = _twice(keeper, at, seen=tag, method=method, bodies=(first, second))
        assert answers == [200, 412], at


def test_nothing_is_removed_that_looks_otherwise_by_now(keeper: Caller, space: Space) -> None:
    quota = keeper.post("/sites/jkt/quotas", {"period": "week", "most_bookings": 4}).get_json()
    holiday = keeper.post(
        "/sites/jkt/holidays", {"day": "2027-03-02", "name": "Founders"}
    ).get_json()
    training = keeper.post("/sites/jkt/other-hours", {"day": "2027-03-03", "reason": "Training"})
    [other] = training.get_json()["items"]
    who = {"person": a_person(email="ayu@people.example").email}
    shown = keeper.post(f"/spaces/{space.id}/introductions", who).get_json()
    things = {
        f"/quotas/{quota['id']}": quota,
        f"/sites/jkt/holidays/{holiday['id']}": holiday,
        f"/sites/jkt/other-hours/{other['id']}": other,
        f"/spaces/{space.id}/introductions/{shown['id']}": shown,
    }

    for at, thing in things.items():
        stale = keeper.delete(at, headers={"If-Match": f'"{thing["version"] + 1}"'})
        right = keeper.delete(at, headers={"If-Match": f'"{thing["version"]}"'})
        assert (stale.status_code, right.status_code) == (412, 200), at


def test_without_a_version_the_last_word_counts_as_before(keeper: Caller) -> None:
    at = f"/plans/{keeper.post('/sites/jkt/plans', {'name': 'Night owls'}).get_json()['id']}"

    assert keeper.patch(at, {"name": "Early birds"}).status_code == 200
    assert keeper.patch(at, {"about": "Before nine."}).status_code == 200
    assert keeper.patch(at, {"about": "X"}, headers={"If-Match": "*"}).status_code == 200


def test_the_same_thing_has_the_same_version_wherever_it_is_read(keeper: Caller) -> None:
    made = keeper.post("/sites/jkt/plans", {"name": "Night owls"})
    listed = keeper.get("/sites/jkt/plans").get_json()["items"][0]["version"]
    one = keeper.get(f"/plans/{made.get_json()['id']}")
    years = {keeper.get(f"/sites/jkt?year={year}").headers["ETag"] for year in (2026, 2027)}
    sites = keeper.get("/sites").get_json()["items"][0]["version"]

    assert made.headers["ETag"] == one.headers["ETag"] == f'"{listed}"'
    assert years == {f'"{sites}"'}
