"""The description again, as chapters for a page that people read."""

import json
import re
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """A field or parameter: its name, kind in words, whether it must be there, and what it is."""

    name: str
    kind: str
    needed: bool
    about: str
    place: str = ""


@dataclass(frozen=True)
class Outcome:
    status: str
    about: str


@dataclass(frozen=True)
class Operation:
    anchor: str
    method: str
    path: str
    summary: str
    about: str
    parameters: list[Row]
    takes: list[Row]
    gives: list[Row]
    outcomes: list[Outcome]
    sample: str


@dataclass(frozen=True)
class Chapter:
    """`slug`: its name in an address."""

    slug: str
    name: str
    about: str
    operations: list[Operation]


def chapters(described: Json) -> list[Chapter]:
    """By tag, in the order of the description."""
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in described["tags"]}
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            made = _operation(method.upper(), path, operation=operation, described=described)
            found[operation["tags"][0]].append(made)
    return [
        Chapter(_slug(tag["name"]), tag["name"], tag["description"], found[tag["name"]])
        for tag in described["tags"]
    ]


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _operation(method: str, path: str, *, operation: Json, described: Json) -> Operation:
    schemas = described["components"]["schemas"]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    success = next(r for s, r in operation["responses"].items() if s.startswith("2"))
    answer = success["content"]["application/json"]["schema"]
    return Operation(
        anchor=operation["operationId"],
        method=method,
        path=path,
        summary=operation["summary"],
        about=operation["description"],
        parameters=[_parameter(each) for each in operation["parameters"]],
        takes=_fields(body.get("schema"), schemas),
        gives=_fields(answer, schemas),
        outcomes=[Outcome(s, r["description"]) for s, r in operation["responses"].items()],
        sample=_sample(method, path, parameters=operation["parameters"],
                       body=_example(body.get("schema"), schemas)),
    )  # fmt: skip


def _parameter(parameter: Json) -> Row:
    about = parameter.get("description", "")
    kind = _kind(parameter["schema"], {})
    return Row(parameter["name"], kind, parameter.get("required", False), about, parameter["in"])


def _fields(schema: Json | None, schemas: Json) -> list[Row]:
    """The fields of an object; of a list's items for a list."""
    whole = _named(schema, schemas)
    if "items" in whole.get("properties", {}) and "next" in whole["properties"]:
        whole = _named(whole["properties"]["items"]["items"], schemas)
    needed = whole.get("required", [])
    return [
        Row(name, _kind(field, schemas), name in needed, _described(field, schemas))
        for name, field in whole.get("properties", {}).items()
    ]


def _described(field: Json, schemas: Json) -> str:
    return str(field.get("description") or _named(field, schemas).get("description", ""))


def _named(schema: Json | None, schemas: Json) -> Json:
    if schema and "$ref" in schema:
        return _named(schemas[schema["$ref"].rsplit("/", 1)[1]], schemas)
    return schema or {}


def _kind(schema: Json, schemas: Json) -> str:
    """A type in words: `uuid`, `integer`, `list of Unit`, `room or hall`, `string or null`."""
    if "$ref" in schema and "enum" not in _named(schema, schemas):
        return str(schema["$ref"]).rsplit("/", 1)[1]
    schema = _named(schema, schemas)
    if "anyOf" in schema:
        return " or ".join(_kind(choice, schemas) for choice in schema["anyOf"])
    if "enum" in schema:
        return " or ".join(str(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}), schemas)}"
    return str(schema.get("format") or schema.get("type", "any"))


def _example(schema: Json | None, schemas: Json) -> Json | None:
    """The example a schema gives of itself."""
    examples = _named(schema, schemas).get("examples")
    return examples[0] if examples else None


def _sample(method: str, path: str, *, parameters: list[Json], body: Json | None) -> str:
    """A command line that may be copied."""
    needed = [p for p in parameters if p["in"] == "query" and p.get("required")]
    search = "&".join(f"{p['name']}={_value(p['schema'])}" for p in needed)
    lines = [f"curl -X {method} '$HUB{path}{'?' + search if search else ''}'"]
    lines[0] = lines[0].replace("'$HUB", '"$HUB').removesuffix("'") + '"'
    lines.append('-H "Authorization: Bearer $TOKEN"')
    if method == "POST":
        lines.append('-H "Idempotency-Key: $(uuidgen)"')
    if body is not None:
        lines.append("-H 'Content-Type: application/json'")
        lines.append(f"-d '{json.dumps(body, ensure_ascii=False)}'")
    return " \\\n  ".join(lines)


def _value(schema: Json) -> str:
    return str(next(iter(schema.get("examples", [])), "…"))
