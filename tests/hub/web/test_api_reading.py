"""Whatever is sent, the answer is a problem document in plain words, and never a 500."""

import json

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.api import Caller
from tests.factories import a_person, a_space, slot

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def caller(app: Flask) -> Caller:
    return Caller(app, a_person())


def sent(caller: Caller, raw: bytes | str, **headers: str) -> TestResponse:
    return caller.call("POST", "/bookings", data=raw, headers=JSON | headers)


def test_a_refusal_is_a_problem_document(caller: Caller) -> None:
    answer = sent(caller, "{")

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json()
    assert problem.pop("request_id") == answer.headers["X-Request-Id"]
    assert problem == {
        "type": "/problems/malformed",
        "title": "The body is not JSON that the hub can read.",
        "status": 400,
        "code": "malformed",
    }


@pytest.mark.parametrize(
    "raw",
    [
        "{",
        "",
        "nonsense",
        '{"people": NaN}',
        '{"people": Infinity}',
        '{"people": -Infinity}',
        '{"people": 1, "people": 2}',
        "[" * 10_000 + "]" * 10_000,
        '{"a":' * 10_000 + "1" + "}" * 10_000,
        '{"people": ' + "9" * 5000 + "}",
        b'{"purpose": "\xff\xfe"}',
        b'{"purpose": "\xed\xa0\x80"}',
        b"\x00",
        "\ufeff{}",
        "'single'",
    ],
)
def test_what_is_no_json_is_malformed(caller: Caller, raw: bytes | str) -> None:
    answer = sent(caller, raw)

    assert (answer.status_code, answer.get_json()["code"]) == (400, "malformed")


@pytest.mark.parametrize(
    "raw",
    [
        "null",
        "[]",
        "1",
        '"text"',
        "true",
        "{}",
        '{"people": 1e309}',
        '{"people": ' + "9" * 400 + "}",
        '{"purpose": "a\\u0000b"}',
        '{"purpose": "\\ud800"}',
        '{"\\u0000": 1}',
        '{"\\ud800": 1}',
        '{"purpose": {"deep": [1, {"\\u0000": 2}]}}',
    ],
)
def test_json_of_another_shape_is_a_422(caller: Caller, raw: str) -> None:
    answer = sent(caller, raw)

    assert answer.status_code == 422
    assert answer.get_json()["errors"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("people", value)
        for value in (0, -1, 0.5, 1.0, 10**9, "3", "٣", "1,5", True, None, [], {}, 10**30)
    ]
    + [("purpose", value) for value in (1, None, True, [], "x" * 201, "a\x07b")]
    + [("hold", value) for value in ("true", 1, 0, None, "yes")]
    + [("space", value) for value in (1, "", "not-an-id", None, "0" * 31, "😀" * 36)]
    + [
        ("starts_at", value)
        for value in (
            "2026-11-24",
            "2026-11-24T09:00:00",
            "2026-02-30T09:00:00Z",
            "9999-12-31T23:59:59Z",
            "0001-01-01T00:00:00+14:00",
            "2026-11-24T25:00:00Z",
            "２０２６-11-24T09:00:00Z",
            "tomorrow",
            1_900_000_000,
            None,
            "",
            "2026-11-24T09:00:00+99:99",
        )
    ]
    + [("role", "admin"), ("id", "1"), ("price", 0), ("state", "confirmed"), ("booked_by", "x")],
)
def test_a_wrong_field_is_named_and_nothing_is_done(
    caller: Caller, field: str, value: object
) -> None:
    space, time = a_space(), slot()
    good = {
        "space": str(space.id),
        "starts_at": time.start.isoformat(),
        "ends_at": time.end.isoformat(),
    }

    answer = caller.post("/bookings", good | {field: value})

    assert answer.status_code == 422, answer.text
    # A missing half of the times concerns the whole body.
    assert set(answer.get_json()["errors"]) <= {field, "body"}
    assert caller.get("/bookings").get_json()["items"] == []


def test_another_content_type_is_refused_by_name(caller: Caller) -> None:
    answer = caller.call("POST", "/bookings", data={"space": "1"})

    assert (answer.status_code, answer.get_json()["code"]) == (415, "unsupported-media-type")


def test_a_large_body_is_refused_unread(caller: Caller) -> None:
    answer = sent(caller, b'{"purpose": "' + b"x" * 2_000_000 + b'"}')

    assert answer.status_code == 413
    assert answer.mimetype == "application/problem+json"


def test_a_body_where_none_belongs_is_refused(caller: Caller) -> None:
    answer = caller.call("DELETE", f"/bookings/{a_space().id}", data="{}", headers=JSON)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "search",
    [
        "limit=0",
        "limit=-1",
        "limit=x",
        "limit=1.5",
        "limit=" + "9" * 400,
        "limit=%D9%A3",
        "limit=1_0",
        "limit=1&limit=2",
        "past=maybe",
        "past=",
        "sort=price",
        "password__startswith=a",
        "past=true%00",
        "%00=1",
    ],
)
def test_a_wrong_parameter_is_a_422(caller: Caller, search: str) -> None:
    answer = caller.get(f"/bookings?{search}")

    assert answer.status_code == 422, answer.text
    assert answer.get_json()["errors"]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "e30",
        "%FF%FE",
        "bnVsbA",
        "a" * 900,
        "WyI-Il0",
        "W10",
        "WzEsMl0",
        "IjwiIg",
        "WyI-IiwiMjAyNi0xMS0yNCIsIngiXQ",
        "%ED%A0%80",
        "😀",
        "WyI-IiwiOTk5OS0xMi0zMVQyMzo1OTo1OSIsIjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMCJd",
        "WyI-IiwiMDAwMS0wMS0wMVQwMDowMDowMCsxNDowMCIsIjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMCJd",
    ],
)
def test_a_cursor_that_is_not_ours_is_malformed(caller: Caller, cursor: str) -> None:
    answer = caller.get(f"/bookings?cursor={cursor}")

    assert (answer.status_code, answer.get_json()["code"]) == (400, "malformed")


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/bookings/%00",
        "/bookings/x",
        "/%ff",
        "/bookings/../me",
        "/me/",
        "/ME",
        "/me.json",
        "/me;x=1",
    ],
)
def test_an_odd_path_is_not_found(caller: Caller, path: str) -> None:
    answer = caller.get(path)

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_another_method_is_refused_with_those_that_there_are(caller: Caller) -> None:
    answer = caller.call("PUT", "/me", headers={"X-HTTP-Method-Override": "PATCH"})

    assert answer.status_code == 405
    assert {"GET", "PATCH"} <= {each.strip() for each in answer.headers["Allow"].split(",")}


def test_a_limit_beyond_the_largest_is_the_largest(caller: Caller) -> None:
    assert caller.get("/bookings?limit=1000000000").status_code == 200


def test_each_mistake_that_a_schema_can_find_has_its_sentence(caller: Caller) -> None:
    """Anything else would be said in pydantic's words, or in none."""
    body = {"people": "x", "purpose": 1, "hold": 1, "space": "x", "fold": 3, "zone": 1, "odd": 1}

    answer = caller.post("/bookings", body)

    said = json.dumps(answer.get_json()["errors"])
    assert "The hub cannot use this value." not in said
    assert set(answer.get_json()["errors"]) >= set(body)
