"""Forms by API: what the builder's pages can do, under the same permission."""

from typing import Any

from flask import Flask

from tests.accelerator.forms.forms import a_definition, a_form, a_question
from tests.api import Caller
from tests.factories import a_person
from tests.factories.programme import a_programme, a_programme_manager

SMALL = a_definition(a_question(key="headline")).to_json()


def a_caller(app: Flask) -> tuple[Caller, dict[str, Any]]:
    """Somebody who manages a programme, and a form of theirs that they began."""
    programme = a_programme()
    caller = Caller(app, a_programme_manager(programme))
    body = {"name": "Intake", "owner": str(programme.id), "template": "pilot_call"}
    answer = caller.post("/forms", body)
    assert answer.status_code == 201
    return caller, answer.get_json()


def test_a_form_is_begun_changed_and_published(app: Flask) -> None:
    caller, form = a_caller(app)
    at = f"/forms/{form['id']}/versions/1"
    read = caller.get(at)
    assert read.headers["ETag"] == '"1"'
    assert read.get_json()["definition"]["sections"][0]["key"] == "proposal"

    assert caller.call("PUT", at, json={"definition": SMALL}).status_code == 428
    seen = {"If-Match": '"1"'}
    changed = caller.call("PUT", at, json={"definition": SMALL}, headers=seen)
    again = caller.call("PUT", at, json={"definition": SMALL}, headers=seen)
    live = caller.post(f"{at}/publish")

    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert changed.get_json()["untranslated"][0] == {
        "path": "sections/all/title", "languages": ["id", "de"],
    }  # fmt: skip
    assert (again.status_code, again.get_json()["code"]) == (412, "changed-meanwhile")
    assert live.get_json()["state"] == "live"
    assert (
        caller.call("PUT", at, json={"definition": SMALL}, headers={"If-Match": "*"}).get_json()[
            "code"
        ]
        == "not-a-draft"
    )
    assert [v["state"] for v in caller.get("/forms").get_json()["items"][0]["versions"]] == ["live"]


def test_what_a_new_version_would_do_is_told(app: Flask) -> None:
    caller, form = a_caller(app)
    at = f"/forms/{form['id']}"
    caller.post(f"{at}/versions/1/publish")
    draft = caller.post(f"{at}/drafts", {})
    assert (draft.status_code, draft.get_json()["number"]) == (201, 2)
    assert caller.post(f"{at}/drafts", {}).get_json()["code"] == "draft-there"
    caller.call("PUT", f"{at}/versions/2", json={"definition": SMALL}, headers={"If-Match": "*"})

    told = caller.get(f"{at}/versions/2/changes?since=1").get_json()

    assert told["drafts"] == 0
    assert told["changes"][0] == {
        "effect": "removed", "question": "running", "asks_something": True, "answered": 0,
        "said": "Taken out; answers are kept but hidden",
    }  # fmt: skip
    assert caller.delete(f"{at}/versions/2").status_code == 200
    assert caller.get(f"{at}/versions/2").status_code == 404
    assert caller.post(f"{at}/drafts", {"like": 1}).get_json()["number"] == 2
    assert caller.patch(at, {"name": "Other"}).get_json()["name"] == "Other"


def test_a_definition_that_cannot_be_says_where(app: Flask) -> None:
    caller, form = a_caller(app)
    bad = {"sections": [{"key": "a", "questions": [{"key": "b", "kind": "poem"}]}]}

    answer = caller.call(
        "PUT", f"/forms/{form['id']}/versions/1", json={"definition": bad},
        headers={"If-Match": "*"},
    )  # fmt: skip

    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")
    assert list(answer.get_json()["errors"]) == ["sections/0/questions/0/kind"]


def test_a_form_that_is_not_ready_is_not_published(app: Flask) -> None:
    caller, form = a_caller(app)
    at = f"/forms/{form['id']}/versions/1"
    caller.call("PUT", at, json={"definition": {}}, headers={"If-Match": "*"})

    answer = caller.post(f"{at}/publish")

    assert (answer.status_code, answer.get_json()["code"]) == (422, "form-not-ready")


def test_forms_of_others_are_not_there(app: Flask) -> None:
    form, _draft, _by = a_form()
    stranger = Caller(app, a_programme_manager(a_programme()))

    assert stranger.get("/forms").get_json()["items"] == []
    assert stranger.get(f"/forms/{form.id}").status_code == 404
    assert stranger.post(f"/forms/{form.id}/versions/1/publish").status_code == 404
    body = {"name": "Mine", "owner": str(form.owner_id)}
    assert stranger.post("/forms", body).status_code == 403
    assert Caller(app, a_person()).get("/form-templates").status_code == 403
    assert len(stranger.get("/form-templates").get_json()["items"]) == 2


def test_the_list_takes_as_many_statements_for_one_as_for_many(app: Flask) -> None:
    by = a_programme_manager()
    caller = Caller(app, by)
    a_form(by=by, template="blank")
    few = caller.asked_for("/forms?limit=100")
    for _n in range(29):
        a_form(by=by, template="blank")

    assert caller.asked_for("/forms?limit=100") == few
