"""Courses by API: the same as on the pages, under the same permissions."""

import base64
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hub.accounts.models import TokenScope, User
from hub.core.database import transaction
from hub.learning.courses import services
from tests.api import a_token, bearing
from tests.counting import statements
from tests.factories import a_person
from tests.factories.learning import a_class_manager, a_course, a_lesson
from tests.factories.programme import a_programme, a_programme_manager
from tests.hub.learning.courses.stories import a_document, a_picture, make_course, written


@pytest.fixture
def manager(app: Flask) -> User:
    return a_class_manager()


@pytest.fixture
def headers(manager: User) -> dict[str, str]:
    return bearing(a_token(manager, TokenScope.READ, TokenScope.LEARNING_WRITE))


def of(person: User) -> dict[str, str]:
    return bearing(a_token(person, TokenScope.READ, TokenScope.LEARNING_WRITE))


def test_a_course_goes_from_a_document_to_the_public(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    new = {"slug": "open-data", "title": {"en": "Open data"}, "hours": 6, "topics": ["open-data"]}

    made = client.post("/api/v1/courses", json=new, headers=headers)
    assert made.status_code == 201, made.text
    at = f"/api/v1/courses/{made.json['id']}"
    assert made.location == at
    put = client.put(f"{at}/document", json={"document": a_document()}, headers=headers)
    assert put.status_code == 200, put.text
    early = client.post(f"{at}/publish", headers=headers)
    done = client.post(f"{at}/versions/1/publish", headers=headers)
    shown = client.post(f"{at}/publish", headers=headers)

    assert (early.status_code, early.json["code"]) == (409, "not-ready")
    assert done.json["minutes"] == 24
    assert shown.json["state"] == "published"
    read = client.get(at, headers=of(a_person())).json
    assert [line["key"] for line in read["syllabus"]["outline"]] == [
        "what-a-city-counts", "check-1", "open-licences", "data-sheet",
    ]  # fmt: skip
    assert "questions" not in str(read), "the right answers are told to nobody"


def test_a_document_says_all_that_is_wrong_and_keeps_what_was(
    client: FlaskClient, headers: dict[str, str], manager: User
) -> None:
    course = make_course(by=manager)
    written(course, by=manager)
    wrong = a_document(items=[{"kind": "lesson"}, {"kind": "exam"}, 7])

    answer = client.put(
        f"/api/v1/courses/{course.id}/document", json={"document": wrong}, headers=headers
    )

    assert answer.status_code == 422
    assert {"items.0.title", "items.1.kind", "items.2"} <= answer.json["errors"].keys()
    assert len(course.versions[0].lessons) == 2


def test_a_document_is_taken_from_one_course_to_another(
    client: FlaskClient, headers: dict[str, str], manager: User
) -> None:
    here, there = make_course(by=manager), make_course(by=manager, slug="there")
    written(here, by=manager)
    at = "/api/v1/courses"

    whole = client.get(f"{at}/{here.id}/versions/1/document?content=true", headers=headers).json
    put = client.put(
        f"{at}/{there.id}/document", json={"document": whole["document"]}, headers=headers
    )
    lean = client.get(f"{at}/{here.id}/versions/1/document", headers=headers).json
    refused = client.put(
        f"{at}/{there.id}/document", json={"document": lean["document"]},
        headers=headers | {"If-Match": '"1"'},
    )  # fmt: skip

    assert put.status_code == 200, put.text
    assert "content" in whole["document"]["items"][0]["files"][0]
    assert "content" not in lean["document"]["items"][0]["files"][0]
    assert refused.status_code == 412


def test_parts_are_written_moved_and_removed_one_by_one(
    client: FlaskClient, headers: dict[str, str], manager: User
) -> None:
    course = make_course(by=manager)
    written(course, by=manager)
    at = f"/api/v1/courses/{course.id}/versions/1/parts"

    part = client.get(f"{at}/check-1", headers=headers).json["part"]
    changed = client.put(
        f"{at}/check-1", json={"part": part | {"pass_percent": 50}}, headers=headers
    )
    added = client.put(
        f"{at}/extra", json={"part": {"kind": "lesson", "title": {"en": "Extra"}}}, headers=headers
    )
    moved = client.post(f"{at}/extra/move", json={"steps": -9}, headers=headers)
    removed = client.delete(f"{at}/data-sheet", headers=headers)
    none = client.get(f"{at}/data-sheet", headers=headers)

    assert changed.json["part"]["pass_percent"] == 50
    assert added.json["part"]["minutes"] == 10
    assert moved.json["outline"][0]["key"] == "extra"
    assert [line["key"] for line in removed.json["outline"]][-1] == "open-licences"
    assert none.status_code == 404


def test_a_lesson_gets_a_picture(
    client: FlaskClient, headers: dict[str, str], manager: User
) -> None:
    course = make_course(by=manager)
    written(course, by=manager)
    at = f"/api/v1/courses/{course.id}/versions/1/parts/open-licences/files"
    sent = {"name": "cc.png", "content": base64.b64encode(a_picture()).decode()}

    added = client.post(at, json=sent, headers=headers)
    odd = client.post(at, json=sent | {"name": "../cc.png"}, headers=headers)
    broken = client.post(at, json=sent | {"content": "???"}, headers=headers)
    gone = client.delete(f"{at}?name=cc.png", headers=headers)

    assert [each["name"] for each in added.json["files"]] == ["cc.png"]
    assert added.json["files"][0]["content_type"] == "image/webp"
    assert (odd.status_code, broken.status_code) == (422, 422)
    assert gone.json["files"] == []


def test_drafts_are_there_for_those_who_keep_them_alone(
    client: FlaskClient, headers: dict[str, str], manager: User
) -> None:
    course = a_course(title={"en": "Shown"})
    with transaction():
        services.new_version(course, by=manager)
    hidden = make_course(by=manager, slug="hidden")
    at = f"/api/v1/courses/{course.id}/versions"
    stranger = of(a_person())

    assert [v["number"] for v in client.get(at, headers=headers).json["items"]] == [2, 1]
    assert [v["number"] for v in client.get(at, headers=stranger).json["items"]] == [1]
    assert client.get(f"{at}/2", headers=stranger).status_code == 404
    assert client.get(f"/api/v1/courses/{hidden.id}", headers=stranger).status_code == 404
    assert client.get(f"{at}/1/document", headers=stranger).status_code in (403, 404)


def test_a_manager_of_one_programme_changes_its_courses_alone(client: FlaskClient) -> None:
    ours, theirs = a_programme(slug="ours"), a_programme(slug="theirs")
    mine, other = a_course(programme_id=ours.id), a_course(programme_id=theirs.id)
    headers = of(a_programme_manager(ours))
    at = "/api/v1/courses"

    assert client.patch(f"{at}/{mine.id}", json={"hours": 9}, headers=headers).json["hours"] == 9
    assert client.patch(f"{at}/{other.id}", json={"hours": 9}, headers=headers).status_code == 404
    away = {"programme": str(theirs.id)}
    assert client.patch(f"{at}/{mine.id}", json=away, headers=headers).status_code == 403


def test_what_comes_before_is_set_and_circles_are_refused(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    first, second = a_course(), a_course()

    def put(course: Any, *before: Any) -> Any:
        body = {"courses": [str(each.id) for each in before]}
        return client.put(f"/api/v1/courses/{course.id}/prerequisites", json=body, headers=headers)

    assert put(second, first).json["prerequisites"] == [str(first.id)]
    assert put(first, second).status_code == 422


def test_the_list_is_searched_and_asks_as_much_for_thirty_as_for_one(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    course = a_course(title={"en": "Maps of floods"}, topics=["maps"])
    a_lesson(course.versions[0])
    found = client.get("/api/v1/courses?topic=maps&q=FLOOD", headers=headers).json
    assert [each["id"] for each in found["items"]] == [str(course.id)]
    with statements() as one:
        client.get("/api/v1/courses?limit=50", headers=headers)
    for _ in range(29):
        a_course()

    with statements() as many:
        items = client.get("/api/v1/courses?limit=50", headers=headers).json["items"]

    assert len(items) == 30
    assert len(many) <= len(one)
