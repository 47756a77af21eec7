"""The description of the API is valid, complete, and true of the running app."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from hub.openapi import ENDPOINTS, description
from hub.web.access import Audience
from hub.web.api.declarations import Endpoint, Endpoints, no_endpoint_twice
from hub.web.api.schemas import Shown

#: The description is made of the code alone.
pytestmark = pytest.mark.once


def test_the_description_is_valid_openapi_3_1(client: FlaskClient) -> None:
    answer = client.get("/api/v1/openapi.json")

    assert answer.mimetype == "application/json"
    assert answer.get_json()["openapi"] == "3.1.0"
    validate(answer.get_json())


def test_every_route_of_the_api_is_described_and_nothing_else(app: Flask) -> None:
    running = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {
        (path, method.upper())
        for path, operations in description()["paths"].items()
        for method in operations
    }

    assert running == described


def operations() -> list[Any]:
    return [
        pytest.param(operation, id=operation["operationId"])
        for methods in description()["paths"].values()
        for operation in methods.values()
    ]


@pytest.mark.parametrize("operation", operations())
def test_every_operation_says_what_it_refuses_and_how(operation: dict[str, Any]) -> None:
    responses = operation["responses"]

    assert {"400", "401", "403", "413", "422", "429", "503"} <= set(responses)
    assert "Retry-After" in responses["429"]["headers"]
    assert "WWW-Authenticate" in responses["401"]["headers"]
    refusals = [each for status, each in responses.items() if status >= "400"]
    assert all(list(each["content"]) == ["application/problem+json"] for each in refusals)


@pytest.mark.parametrize("operation", operations())
def test_every_operation_is_for_somebody_and_tells_it(
    operation: dict[str, Any], app: Flask
) -> None:
    view = app.view_functions[f"api.{operation['operationId']}"]

    assert isinstance(view.audience, Audience)  # type: ignore[attr-defined]
    assert operation["summary"]
    assert "scope" in operation["description"]


def test_no_class_name_of_ours_is_met_by_readers() -> None:
    names = description()["components"]["schemas"]

    assert [name for name in names if "Shown" in name or "__" in name] == []


def test_two_endpoints_at_one_address_are_a_mistake() -> None:
    group = Endpoints("Twice", "")
    for name in ("one", "two"):
        view = type(name, (), {"__name__": name})()
        group.serves(Endpoint("GET", "/twice", "Twice", answers=Shown))(view)

    with pytest.raises(ValueError, match="declared twice"):
        no_endpoint_twice((*ENDPOINTS, group))


def test_an_endpoint_that_writes_names_its_scope() -> None:
    with pytest.raises(ValueError, match="name its scope"):
        Endpoint("POST", "/things", "Make a thing", answers=Shown)


@pytest.mark.parametrize("language", ["en", "id", "de"])
def test_the_page_for_people_shows_every_operation(client: FlaskClient, language: str) -> None:
    contents = client.get(f"/api/docs?lang={language}")
    chapters = re.findall(r'href="(/api/docs/[a-z-]+)"', contents.text)
    pages = {path: client.get(f"{path}?lang={language}") for path in chapters}

    assert {page.status_code for page in (contents, *pages.values())} == {200}
    for operation in operations():
        [path] = re.findall(rf'href="(/api/docs/[a-z-]+)#{operation.id}"', contents.text)
        assert f'id="{operation.id}"' in pages[path].text
    for page in (contents, *pages.values()):
        assert "style=" not in page.text.replace("stylesheet", "")


def test_a_chapter_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert client.get("/api/docs/nothing").status_code == 404


def test_a_problem_s_type_leads_to_its_explanation(client: FlaskClient) -> None:
    answer = client.get("/problems/slot-taken")

    assert answer.headers["Location"] == "/api/docs#problems"


def test_another_version_of_the_api_is_not_found(client: FlaskClient) -> None:
    answer = client.get("/api/v2/me")

    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
