"""The OpenAPI 3.1 description of the endpoints, built from the same declarations that run them."""

import json
import re
from collections.abc import Iterable
from typing import Any

from pydantic.json_schema import models_json_schema

from hub.core.errors import (
    Busy,
    HubError,
    Invalid,
    Malformed,
    NotSignedIn,
    TooLarge,
    TooMany,
)
from hub.web.access import Audience
from hub.web.api.declarations import Endpoint, Endpoints, View
from hub.web.api.dispatch import PREFIX
from hub.web.api.idempotency import HEADER, LONGEST_KEY, InProgress, KeyReused
from hub.web.api.problems import HEADERS, MEANINGS, PROBLEM_SCHEMA
from hub.web.api.reading import WrongType
from hub.web.api.scopes import ScopeMissing
from hub.web.api.versions import ChangedMeanwhile
from hub.web.errors import PROBLEM

Json = dict[str, Any]
Row = tuple[Endpoints, Endpoint, View]

_TWO_OF_A_NAME = re.compile(
    r"\b(?:hub__learning|hub|accelerator|booking)__([a-z_]+?)__\w*?([A-Z]\w*)"
)
_PLAINLY = ((r"\bListShown_(\w+?)(?:Shown)?_(?!\w)", r"\1List"), (r"\b(\w+)Shown\b", r"\1"))
_PART = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
_REF = "#/components/schemas/{model}"
_KINDS: dict[str, Json] = {
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer", "minimum": 0},
}


def document(
    rows: list[Row], *, title: str, about: str, version: str, always: tuple[type[HubError], ...]
) -> Json:
    """A whole OpenAPI document, of plain JSON values.

    Args:
        always: refusals of the door, which every endpoint may answer.
    """
    references, schemas = _schemas(rows)
    paths: Json = {}
    for group, endpoint, view in rows:
        operation = _operation(group, endpoint, name=view.__name__, references=references)
        operation["responses"] |= _refusals(
            (*_common_refusals(endpoint), *endpoint.refuses, *always)
        )
        path = PREFIX + _PART.sub(r"{\2}", endpoint.path)
        paths.setdefault(path, {})[endpoint.method.lower()] = operation
    groups = {group.topic: group for group, *_ in rows}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "description": about, "version": version},
        "servers": [{"url": "/"}],
        "tags": [{"name": g.topic, "description": g.about} for g in groups.values()],
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Problem": PROBLEM_SCHEMA},
            "headers": HEADERS,
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token, in the header `Authorization: Bearer …` and nowhere "
                    "else. It acts as its person, within the scopes it was made with.",
                }
            },
        },
    }


def _schemas(rows: list[Row]) -> tuple[dict[Any, Json], Json]:
    """References by (model, way), and the components they point at."""
    wanted: list[Any] = []
    for _group, endpoint, _view in rows:
        models = ((endpoint.answers, "serialization"), (endpoint.body, "validation"))
        wanted += [(model, way) for model, way in models if model is not None]
    unique = list(dict.fromkeys(wanted))
    references, definitions = models_json_schema(unique, ref_template=_REF)
    defined = definitions.get("$defs", {})
    schemas = _called_plainly(defined)
    if len(schemas) != len(defined):
        raise ValueError(f"two models would be called alike: {sorted(defined)}")
    for schema in schemas.values():
        for field in schema.get("properties", {}).values():
            field.pop("title", None)
    return {key: _called_plainly(each) for key, each in references.items()}, schemas


def _called_plainly(schemas: Any) -> Any:
    """Readers meet a Space and a SpaceList, not our classes' names; where two capabilities have a
    Part each, a CoursesPart and a MatchingPart."""
    text = _TWO_OF_A_NAME.sub(
        lambda found: found[1].title().replace("_", "") + found[2], json.dumps(schemas)
    )
    for pattern, name in _PLAINLY:
        text = re.sub(pattern, name, text)
    return json.loads(text)


def _operation(
    group: Endpoints, endpoint: Endpoint, *, name: str, references: dict[Any, Json]
) -> Json:
    needs = "Needs a token" if _needs_token(endpoint) else "Needs no token; one that is sent is one"
    scope = f"{needs} with the scope `{endpoint.scope}`."
    staff = f"For staff with the permission `{endpoint.permission}`." if endpoint.permission else ""
    operation: Json = {
        "operationId": name,
        "tags": [group.topic],
        "summary": endpoint.summary,
        "description": " ".join(part for part in (endpoint.note, staff, scope) if part),
        "parameters": [*_path_parts(endpoint), *_queries(endpoint), *_headers(endpoint)],
        "responses": _responses(endpoint, references),
    }
    if endpoint.body is not None:
        needed = any(field.is_required() for field in endpoint.body.model_fields.values())
        schema = references[(endpoint.body, "validation")]
        operation["requestBody"] = {
            "required": needed,
            "content": {"application/json": {"schema": schema}},
        }
    if not _needs_token(endpoint):
        operation["security"] = [{}, {"bearer": []}]
    return operation


def _needs_token(endpoint: Endpoint) -> bool:
    return endpoint.audience is not Audience.EVERYONE


def _heeds_version(endpoint: Endpoint) -> bool:
    """Changes something that is there already, and knows its versions."""
    makes = endpoint.status == 201
    return endpoint.versioned and endpoint.writes and not (makes or endpoint.location)


def _path_parts(endpoint: Endpoint) -> Iterable[Json]:
    for kind, name in _PART.findall(endpoint.path):
        schema = _KINDS.get(kind, {"type": "string", "pattern": "^[^/]+$"})
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _queries(endpoint: Endpoint) -> Iterable[Json]:
    if endpoint.query is None:
        return
    schema = endpoint.query.model_json_schema(ref_template=_REF)
    inner = schema.pop("$defs", {})
    needed = schema.get("required", [])
    for name, field in schema["properties"].items():
        field = _without_null(_resolved(field, inner))
        field.pop("title", None)
        described = {"description": field.pop("description")} if "description" in field else {}
        yield {
            "name": name,
            "in": "query",
            "required": name in needed,
            **described,
            "schema": field,
        }


def _without_null(field: Json) -> Json:
    """A parameter that may be left away is simply not there; it is never null."""
    field = {k: v for k, v in field.items() if not (k == "default" and v is None)}
    choices = [c for c in field.get("anyOf", []) if c.get("type") != "null"]
    if len(choices) == 1:
        del field["anyOf"]
        return {**choices[0], **field}
    return field


def _resolved(value: Any, inner: Json) -> Any:
    """Small definitions are written where they are used."""
    if isinstance(value, dict):
        if "$ref" in value:
            return _resolved(inner[value["$ref"].rsplit("/", 1)[1]], inner)
        return {key: _resolved(each, inner) for key, each in value.items()}
    return [_resolved(each, inner) for each in value] if isinstance(value, list) else value


def _headers(endpoint: Endpoint) -> Iterable[Json]:
    if endpoint.method == "POST":
        yield {
            "name": HEADER,
            "in": "header",
            "description": "A name of your own for this request. Sent again with the same body "
            "within 48 hours, it acts once and gives the same answer.",
            "schema": {
                "type": "string",
                "minLength": 1,
                "maxLength": LONGEST_KEY,
                "pattern": "^[!-~][ -~]*$",
            },
        }
    if _heeds_version(endpoint):
        yield {
            "name": "If-Match",
            "in": "header",
            "description": "The ETag of the version you saw; another version answers 412.",
            "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
        }


def _responses(endpoint: Endpoint, references: dict[Any, Json]) -> Json:
    statuses = (endpoint.status, *([202] if endpoint.later else []))
    return {str(each): _success(endpoint, each, references=references) for each in statuses}


def _success(endpoint: Endpoint, status: int, *, references: dict[Any, Json]) -> Json:
    schema = references[(endpoint.answers, "serialization")]
    located = bool(endpoint.later if status == 202 else endpoint.location)
    return {
        "description": MEANINGS[status],
        "headers": _refer(_success_headers(endpoint, located=located)),
        "content": {"application/json": {"schema": schema}},
    }


def _refusals(refusals: Iterable[type[HubError]]) -> Json:
    by_status: dict[int, set[str]] = {}
    for refusal in refusals:
        by_status.setdefault(refusal.status, set()).add(refusal.code)
    return {str(s): _refusal(s, by_status[s]) for s in sorted(by_status)}


def _success_headers(endpoint: Endpoint, *, located: bool) -> list[str]:
    names = {
        "X-Request-Id": True,
        "ETag": endpoint.versioned,
        "Location": located,
        "Idempotency-Replayed": endpoint.method == "POST",
    }
    return [name for name, there in names.items() if there]


def _common_refusals(endpoint: Endpoint) -> Iterable[type[HubError]]:
    """What every endpoint of its kind may answer."""
    yield from (Malformed, NotSignedIn, ScopeMissing, Invalid, TooLarge, TooMany, Busy)
    if endpoint.body is not None:
        yield WrongType
    if endpoint.method == "POST":
        yield from (KeyReused, InProgress)
    if _heeds_version(endpoint):
        yield ChangedMeanwhile


def _refusal(status: int, codes: set[str]) -> Json:
    extra = {401: ["WWW-Authenticate"], 409: [], 429: ["Retry-After"], 503: ["Retry-After"]}
    listed = ", ".join(f"`{code}`" for code in sorted(codes))
    return {
        "description": f"{MEANINGS[status]} Codes: {listed}.",
        "headers": _refer(["X-Request-Id", *extra.get(status, [])]),
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _refer(names: list[str]) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
