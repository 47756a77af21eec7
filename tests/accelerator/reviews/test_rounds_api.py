"""A round by API, from its making to what is missing in it."""

from datetime import timedelta

import pytest
from flask import Flask

from accelerator.applications.models import ApplicationState
from accelerator.reviews.models import Assignment, AssignmentState
from hub.accounts.models import TokenScope
from hub.core.database import db
from tests.accelerator.reviews.intakes import an_intake
from tests.api import Caller
from tests.factories import MONDAY, a_person
from tests.factories.programme import (
    a_cohort,
    a_conflict,
    a_programme_manager,
    a_read,
    a_reviewer,
    an_application,
)


def test_a_round_is_played_through(app: Flask) -> None:
    cohort = a_cohort()
    applications = [an_application(cohort, state=ApplicationState.ELIGIBLE) for _ in range(4)]
    readers = [a_reviewer() for _ in range(3)]
    api = Caller(app, a_programme_manager(cohort.programme))
    due = (MONDAY + timedelta(days=20)).isoformat()

    made = api.post(
        f"/cohorts/{cohort.id}/rounds",
        {"name": {"en": "First"}, "due_at": due, "reads_each": 2, "preset": "four-criteria"},
    )
    assert made.status_code == 201, made.text
    base = made.headers["Location"].removeprefix("/api/v1")
    assert [each["share"] for each in made.json["rubric"]] == [25, 25, 20, 30]
    assert api.post(f"{base}/applications", {}).json == {"count": 4}
    asked = api.post(f"{base}/commitments", {"reviewers": [str(each.id) for each in readers]})
    assert asked.json == {"count": 3}
    before = api.get(f"{base}/commitments").json
    assert (before["need"], before["promised"], before["short"]) == (8, 0, 8)
    for reader in readers:
        theirs = Caller(app, reader.user, TokenScope.READ, TokenScope.REVIEWS_WRITE)
        (question,) = theirs.get("/commitments").json["items"]
        answer = theirs.patch(f"/commitments/{question['id']}", {"most": 4})
        assert answer.json["state"] == "accepted", answer.text
    plan = api.post(f"{base}/plans", {"seed": 3})
    assert plan.status_code == 201, plan.text
    assert plan.json["possible"] and plan.json["holds"]
    assert len(plan.json["reads"]) == 8
    again = plan.headers["Location"].removeprefix("/api/v1")
    assert api.get(again).json["reads"] == plan.json["reads"]
    assert api.post(f"{again}/apply").json == {"count": 8}
    assert api.post(f"{again}/apply").json["code"] == "plan-outdated"
    assert api.post(f"{base}/open").json["state"] == "open"
    board = api.get(f"{base}/coverage").json
    assert (board["wanted"], board["assigned"], board["missing"]) == (8, 8, 0)
    assert {row["reference"] for row in board["applications"]} == {
        each.reference for each in applications
    }
    (listed,) = api.get(f"/cohorts/{cohort.id}/rounds").json["items"]
    assert listed["counts"] == {"applications": 4, "wanted": 8, "assigned": 8, "submitted": 0}


def test_what_is_missing_comes_as_numbers_and_sentences(app: Flask) -> None:
    intake = an_intake(applications=6, reviewers=2)
    api = Caller(app, intake.manager)

    answer = api.post(f"/rounds/{intake.round.id}/plans", {"most": 5}).json

    assert answer["possible"] is False
    assert (answer["missing"]["need"], answer["missing"]["short"]) == (12, 2)
    assert "2 stay without a reader" in answer["missing"]["sentences"][0]


def test_changes_heed_the_version_that_was_seen(app: Flask) -> None:
    intake = an_intake()
    api, path = Caller(app, intake.manager), f"/rounds/{intake.round.id}"
    tag = api.get(path).headers["ETag"]

    first = api.patch(path, {"most": 9}, headers={"If-Match": tag})
    second = api.patch(path, {"most": 8}, headers={"If-Match": tag})
    rubric = api.call("PUT", f"{path}/rubric", json={"preset": "pilot-call"})
    wrong = api.call("PUT", f"{path}/rubric", json={"preset": "none"})

    assert (first.status_code, second.status_code) == (200, 412)
    assert [each["key"] for each in rubric.json["rubric"]] == ["city", "evidence", "team"]
    assert wrong.status_code == 422


def test_reads_by_hand_bans_and_late_ones(app: Flask) -> None:
    intake = an_intake()
    api, base = Caller(app, intake.manager), f"/rounds/{intake.round.id}"
    application, (one, other, third) = intake.applications[0], intake.reviewers

    given = api.post(f"{base}/reads", {"application": str(application.id), "reviewer": str(one.id)})
    assert given.status_code == 201, given.text
    moved = api.post(f"{base}/reads/{given.json['id']}/hand-on", {"reviewer": str(other.id)})
    ban = api.post(f"{base}/bans", {"application": str(application.id), "reviewer": str(third.id)})
    refused = api.post(
        f"{base}/reads", {"application": str(application.id), "reviewer": str(third.id)}
    )
    lifted = api.delete(f"{base}/bans/{ban.json['id']}")
    taken = api.delete(f"{base}/reads/{moved.json['id']}")

    assert moved.json["reviewer"] == str(other.id)
    assert refused.json["code"] == "cannot-read"
    assert lifted.json == {"count": 1}
    assert taken.json["state"] == "reassigned"
    states = {read.state for read in db.session.query(Assignment)}
    assert states == {AssignmentState.REASSIGNED}


def test_the_pool_and_ones_own_profile(app: Flask) -> None:
    intake = an_intake(reviewers=1)
    api = Caller(app, intake.manager)
    reviewer = intake.reviewers[0]
    own = Caller(app, reviewer.user)

    invited = api.post(
        "/reviewers",
        {"email": "rini@reads.example", "programme": str(intake.cohort.programme_id),
         "languages": ["id"], "round": str(intake.round.id)},
    )  # fmt: skip
    changed = own.patch("/me/reviewer", {"capacity": 4, "expertise": ["legal"]})
    listed = api.get("/reviewers?expertise=legal").json["items"]
    paused = api.patch(f"/reviewers/{reviewer.id}", {"paused": True})

    assert invited.status_code == 201, invited.text
    assert changed.json["capacity"] == 4
    assert [each["id"] for each in listed] == [str(reviewer.id)]
    assert paused.json["paused"] and paused.json["capacity"] == 4
    assert Caller(app, a_person()).get("/me/reviewer").status_code == 404


@pytest.mark.parametrize("path", ["", "/applications", "/commitments", "/coverage", "/bans"])
def test_another_programmes_manager_finds_no_such_round(app: Flask, path: str) -> None:
    intake = an_intake()
    stranger = Caller(app, a_programme_manager(a_cohort().programme))

    assert stranger.get(f"/rounds/{intake.round.id}{path}").status_code == 404


def test_a_conflicted_manager_gets_no_trace_of_it(app: Flask) -> None:
    intake = an_intake()
    hidden = intake.applications[0]
    read = a_read(intake.round, hidden, intake.reviewers[0])
    a_conflict(intake.manager, hidden.startup)
    api, base = Caller(app, intake.manager), f"/rounds/{intake.round.id}"

    plan = api.post(f"{base}/plans", {})
    told = [api.get(f"{base}{path}").text for path in ("", "/applications", "/coverage", "/bans")]
    taken = api.delete(f"{base}/reads/{read.id}")
    banned = api.post(
        f"{base}/bans",
        {"application": str(hidden.id), "reviewer": str(intake.reviewers[0].id)},
    )

    for text in (plan.text, *told):
        assert str(hidden.id) not in text
        assert hidden.reference not in text
    assert (taken.status_code, banned.status_code) == (404, 404)


def test_lists_do_not_ask_by_the_row(app: Flask) -> None:
    counts = []
    for size in (1, 30):
        intake = an_intake(applications=size, reviewers=size)
        api, base = Caller(app, intake.manager), f"/rounds/{intake.round.id}"
        counts.append([api.asked_for(f"{base}{path}") for path in ("/applications", "/commitments",
                                                                   "/coverage")])  # fmt: skip

    assert counts[0] == counts[1]
