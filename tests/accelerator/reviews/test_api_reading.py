"""Reviews by API: the same as by page, under the same permission."""

import pytest
from flask import Flask

from accelerator.reviews.models import AssignmentState, RoundState
from hub.accounts.models import TokenScope
from hub.core.database import db, transaction
from tests.accelerator.reviews.panels import Panel, a_panel, handed_in
from tests.accelerator.reviews.test_marking import newer
from tests.api import Caller
from tests.factories.programme import a_conflict

GOOD = {"need": 4, "evidence": 3}


@pytest.fixture
def panel(app: Flask) -> Panel:
    return a_panel()


@pytest.fixture
def caller(app: Flask, panel: Panel) -> Caller:
    return Caller(app, panel.readers[0].user)


def test_the_list_and_one_of_it(caller: Caller, panel: Panel) -> None:
    items = caller.get("/reviews").json["items"]
    one = caller.get(f"/reviews/{items[0]['id']}").json

    assert [item["reference"] for item in items] == ["A-0001", "A-0002"]
    assert items[0]["state"] == "assigned"
    assert items[0]["startup"] is None
    assert [line["key"] for line in one["rubric"]] == ["need", "evidence"]
    assert [line["share"] for line in one["rubric"]] == [50, 50]
    assert (one["version"], one["revision"], one["others"]) == (0, 1, [])
    company = next(a for a in one["application"]["answers"] if a["key"] == "company")
    assert (company["value"], company["hidden"]) == (None, True)


def test_marks_are_kept_then_handed_in(caller: Caller, panel: Panel) -> None:
    path = f"/reviews/{panel.read().id}"

    draft = caller.call("PUT", path, json={"scores": {"need": 4}})
    done = caller.call("PUT", path, json={"scores": GOOD, "confidence": 5, "submit": True})

    assert (draft.status_code, draft.json["state"], draft.json["version"]) == (200, "assigned", 1)
    assert (done.status_code, done.json["state"], done.json["total"]) == (200, "submitted", 3.5)
    assert done.headers["ETag"] == '"2"'


def test_what_is_missing_is_named_by_field(caller: Caller, panel: Panel) -> None:
    answer = caller.call("PUT", f"/reviews/{panel.read().id}", json={"submit": True})

    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"need", "evidence"}


def test_an_old_version_is_refused(caller: Caller, panel: Panel) -> None:
    path = f"/reviews/{panel.read().id}"
    caller.call("PUT", path, json={"scores": {"need": 4}})

    answer = caller.call("PUT", path, json={"scores": {"need": 1}}, headers={"If-Match": '"0"'})

    assert answer.status_code == 412
    assert caller.get(path).json["scores"] == {"need": 4}


def test_others_come_after_ones_own(caller: Caller, panel: Panel) -> None:
    handed_in(panel.read(0, 1), {"need": 1, "evidence": 1}, panel_note="Too early")
    path = f"/reviews/{panel.read(0, 0).id}"

    before = caller.get(path)
    caller.call("PUT", path, json={"scores": GOOD, "submit": True})

    assert before.json["others"] == []
    [other] = caller.get(path).json["others"]
    assert (other["total"], other["panel_note"]) == (1.0, "Too early")


def test_an_amendment_can_be_dropped_and_a_newer_version_taken_over(
    caller: Caller, panel: Panel
) -> None:
    path = f"/reviews/{panel.read().id}"
    caller.call("PUT", path, json={"scores": GOOD, "submit": True})

    amending = caller.call("PUT", path, json={"scores": {"need": 1}})
    dropped = caller.post(f"{path}/drop-amendment")
    newer(panel.applications[0])
    outdated = caller.get(path).json
    taken = caller.post(f"{path}/take-over")

    assert amending.json["amending"] is True
    assert (dropped.json["amending"], dropped.json["scores"]) == (False, GOOD)
    assert (outdated["revision"], outdated["newest_revision"]) == (1, 2)
    assert taken.json["revision"] == 2


def test_a_conflict_ends_it(caller: Caller, panel: Panel) -> None:
    path = f"/reviews/{panel.read().id}"

    answer = caller.post(f"{path}/conflict", {"kind": "equity", "note": "2 %"})

    assert (answer.status_code, answer.json["state"]) == (200, "conflicted")
    assert caller.get(path).status_code == 404
    assert len(caller.get("/reviews").json["items"]) == 1


def test_a_question_is_answered(caller: Caller, panel: Panel) -> None:
    me = panel.readers[0].user
    a_conflict(me, panel.applications[0].startup, state="suspected", evidence="address")
    path = f"/reviews/{panel.read().id}"

    listed = caller.get("/reviews").json["items"][0]
    closed = caller.get(path)
    answer = caller.post(f"{path}/question", {"is_conflict": False})

    assert listed["headline"] == ""
    assert "address of yours" in listed["question"]["evidence"]
    assert closed.status_code == 404
    assert (answer.json["state"], caller.get(path).status_code) == ("assigned", 200)


def test_abstaining(caller: Caller, panel: Panel) -> None:
    answer = caller.post(f"/reviews/{panel.read().id}/abstain", {"reason": "Not my field"})

    assert answer.json["state"] == "abstained"
    db.session.rollback()
    assert panel.read().state is AssignmentState.ABSTAINED


def test_the_panel_talks(caller: Caller, panel: Panel) -> None:
    handed_in(panel.read(), GOOD)
    with transaction():
        panel.round.state = RoundState.DISCUSSION
    path = f"/reviews/{panel.read().id}/notes"

    made = caller.post(path, {"text": "I would take them."})

    assert made.status_code == 201
    assert [note["text"] for note in caller.get(path).json["items"]] == ["I would take them."]


def test_closed_rounds_are_asked_for(caller: Caller, panel: Panel) -> None:
    with transaction():
        panel.round.state = RoundState.CLOSED

    assert caller.get("/reviews").json["items"] == []
    assert len(caller.get("/reviews?closed=true").json["items"]) == 2
    assert len(caller.get(f"/reviews?round={panel.round.id}").json["items"]) == 2


def test_a_token_that_only_reads_writes_no_review(app: Flask, panel: Panel) -> None:
    lesser = Caller(app, panel.readers[0].user, TokenScope.READ)

    answer = lesser.call("PUT", f"/reviews/{panel.read().id}", json={"scores": GOOD})

    assert (answer.status_code, answer.json["code"]) == (403, "scope-missing")
    assert "reviews:write" in answer.text


def test_a_long_list_asks_no_more_than_a_short_one(app: Flask) -> None:
    counts = []
    for size in (1, 30):
        panel = a_panel(applications=size, readers=1)
        counts.append(Caller(app, panel.readers[0].user).asked_for("/reviews"))

    assert counts[0] == counts[1]
