"""The API can do what the pages can."""

import base64
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from accelerator.applications.models import Application, TeamRole
from accelerator.applications.queries import answers_of
from hub.accounts.models import TokenScope
from hub.core.clock import frozen_at
from hub.core.database import db
from tests.accelerator.applications.stories import (
    HEADLINE,
    PASSED,
    PROBLEM,
    a_closing_cohort,
    a_teammate,
    begun,
    complete,
    handed_in,
    written,
)
from tests.accelerator.applications.test_pages import WITH_A_DECK
from tests.api import Caller
from tests.factories import a_person
from tests.factories.programme import a_cohort, a_live_form, a_programme, a_startup
from tests.hub.files.papers import a_pdf


@pytest.fixture
def caller(app: Flask) -> Caller:
    return Caller(app, a_person(name="Ani"))


def test_a_whole_application_by_a_program(caller: Caller) -> None:
    startup, cohort = a_startup(caller.person), a_cohort()
    answers: dict[str, Any] = {**PASSED, "headline": HEADLINE}

    made = caller.post(
        f"/cohorts/{cohort.id}/applications", {"startup": str(startup.id), "answers": answers}
    )
    assert made.status_code == 201, made.text
    told = made.json
    assert told is not None
    assert (told["reference"], told["state"], told["revision"]) == ("A-0001", "draft", 0)
    assert [each["question"] for each in told["missing"]] == ["problem"]
    at = f"/applications/{told['id']}"
    saved = caller.patch(at, {"answers": {"problem": {"value": PROBLEM, "version": 0}}})
    sent = caller.post(f"{at}/submit")
    again = caller.post(f"{at}/submit")

    assert saved.json is not None
    assert saved.json["answers"]["problem"]["version"] == 1
    assert (sent.status_code, sent.json) == (200, again.json)
    assert sent.json is not None
    assert (sent.json["number"], sent.json["timing"]) == (1, "on-time")
    listed = caller.get("/applications").json
    assert listed is not None
    assert [each["state"] for each in listed["items"]] == ["received"]


def test_a_new_startup_by_name(caller: Caller) -> None:
    body = {"startup_name": "Rute Lab", "answers": PASSED}

    made = caller.post(f"/cohorts/{a_cohort().id}/applications", body)

    assert made.json is not None
    assert made.json["startup_name"] == "Rute Lab"


def test_the_gate_refuses_here_too(caller: Caller) -> None:
    body = {"startup_name": "Rute Lab", "answers": {"works-here": "no"}}

    refused = caller.post(f"/cohorts/{a_cohort().id}/applications", body)

    assert refused.status_code == 422
    assert refused.json is not None
    assert (refused.json["code"], refused.json["codes"]) == ("not-eligible", ["wrong-place"])
    assert db.session.scalar(select(Application.id)) is None


def test_an_unseen_version_is_409_with_what_stands_there_and_nothing_is_saved(
    caller: Caller,
) -> None:
    application = begun(owner=caller.person)
    written(application, a_teammate(application, name="Budi"), problem="Budi's.")
    answers = {
        "headline": {"value": "Mine", "version": 0},
        "problem": {"value": "Mine", "version": 0},
    }

    refused = caller.patch(f"/applications/{application.id}", {"answers": answers})

    assert refused.status_code == 409
    assert refused.json is not None
    [conflict] = refused.json["conflicts"]
    assert (conflict["key"], conflict["value"], conflict["author"]) == (
        "problem",
        "Budi's.",
        "Budi",
    )
    assert "headline" not in answers_of(application)


def test_bare_values_need_a_version_of_the_whole(caller: Caller) -> None:
    application = begun(owner=caller.person)
    at = f"/applications/{application.id}"
    seen = caller.get(at)
    assert seen.json is not None
    version, etag = seen.json["version"], seen.headers["ETag"]

    without = caller.patch(at, {"answers": {"problem": "One."}})
    first = caller.patch(at, {"answers": {"problem": "One."}, "version": version})
    stale = caller.patch(at, {"answers": {"problem": "Two."}, "version": version})
    matched = caller.patch(at, {"answers": {"problem": "Two."}}, headers={"If-Match": etag})

    assert [a.status_code for a in (without, first, stale, matched)] == [428, 200, 409, 412]
    assert answers_of(application)["problem"].value == "One."


def test_after_the_end_nothing_is_taken(app: Flask) -> None:
    caller, cohort = Caller(app, a_person()), a_closing_cohort()
    application = complete(cohort, caller.person)
    at = f"/applications/{application.id}"
    answers = {"problem": {"value": "Late", "version": 1}}

    with frozen_at(cohort.window.ends_at):
        saved = caller.patch(at, {"answers": answers})
        sent = caller.post(f"{at}/submit")

    assert [a.status_code for a in (saved, sent)] == [409, 409]
    assert saved.json is not None
    assert saved.json["code"] == "call-is-over"


def test_the_team_by_a_program(caller: Caller) -> None:
    application = begun(owner=caller.person)
    a_teammate(application, TeamRole.VIEW, name="Budi")
    at = f"/applications/{application.id}"

    invited = caller.post(f"{at}/invitations", {"email": "c@team.example", "role": "comment"})
    team = caller.get(f"{at}/members").json
    assert team is not None
    budi = next(each for each in team["members"] if each["name"] == "Budi")
    changed = caller.patch(f"{at}/members/{budi['id']}", {"role": "edit"}).json
    removed = caller.delete(f"{at}/members/{budi['id']}").json
    assert invited.json is not None
    taken_back = caller.delete(f"{at}/invitations/{invited.json['id']}").json

    assert invited.status_code == 201
    assert changed and removed and taken_back
    assert [each["role"] for each in changed["members"]] == ["owner", "edit"]
    assert len(removed["members"]) == 1
    assert taken_back["state"] == "taken-back"


def test_comments_by_a_program(caller: Caller) -> None:
    application = begun(owner=caller.person)
    at = f"/applications/{application.id}/comments"

    made = caller.post(at, {"text": "Shorter?", "question": "problem"}).json
    assert made is not None
    settled = caller.post(f"{at}/{made['id']}/settle").json
    assert settled is not None

    assert settled["settled_at"] is not None


def test_a_file_by_a_program(caller: Caller) -> None:
    programme = a_programme()
    cohort = a_cohort(programme=programme, form_version=a_live_form(programme, WITH_A_DECK))
    application = begun(cohort, caller.person)
    body = {"name": "deck.pdf", "content": base64.b64encode(a_pdf()).decode()}

    put = caller.post(f"/applications/{application.id}/files/deck", body)

    assert put.status_code == 200, put.text
    assert answers_of(application)["deck"].value[0]["name"] == "deck.pdf"


def test_withdrawn_by_a_program(caller: Caller) -> None:
    application = handed_in(owner=caller.person)

    gone = caller.post(f"/applications/{application.id}/withdraw", {"reason": "Another one"})

    assert gone.json is not None
    assert gone.json["state"] == "withdrawn"


def test_a_token_for_reading_writes_nothing(app: Flask) -> None:
    reader = Caller(app, a_person(), TokenScope.READ)
    application = begun(owner=reader.person)

    assert reader.get(f"/applications/{application.id}").status_code == 200
    assert reader.post(f"/applications/{application.id}/submit").status_code == 403


def test_thirty_in_a_list_cost_no_more_questions_than_one(caller: Caller) -> None:
    handed_in(owner=caller.person)
    few = caller.asked_for("/applications?limit=50")
    for _ in range(29):
        handed_in(owner=caller.person)

    assert caller.asked_for("/applications?limit=50") == few
