"""How long things may get before they must be split."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.checks import CODE, ROOT

FILE, FUNCTION, VIEW, TEMPLATE = 300, 40, 20, 150
PARAMETERS, POSITIONAL = 5, 2

# What may be larger, and why: "path" or "path:function" → reason. An entry that is no longer
# needed is a finding, too.
EXCEPTIONS: dict[str, str] = {
    "hub/core/formats.py:span": "a filter: templates call it by position",
    "hub/web/words.py:process": "WTForms calls it by position",
    "hub/operate/logs.py:readable": "a processor: structlog calls it by position",
    "hub/operate/logs.py:without_addresses": "a processor: structlog calls it by position",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def budgets() -> list[str]:
    found = list(_excesses())
    findings = [f"{place}{problem}" for place, problem in found if place not in EXCEPTIONS]
    unneeded = EXCEPTIONS.keys() - {place for place, _problem in found}
    findings += [f"{place}: fits again; drop its exception" for place in unneeded]
    return sorted(findings)


def _excesses() -> Iterator[tuple[str, str]]:
    """Pairs of a place, as it would stand in EXCEPTIONS, and what is too large there."""
    for top in CODE:
        for path in sorted((ROOT / top).rglob("*.py")):
            yield from _in_code(path)
    for path in sorted((ROOT / "templates").rglob("*.*")):
        lines = len(path.read_text().splitlines())
        if lines > TEMPLATE:
            yield _name(path), f": {lines} lines, {TEMPLATE} are allowed"


def _in_code(path: Path) -> Iterator[tuple[str, str]]:
    text = path.read_text()
    lines = len(text.splitlines())
    if lines > FILE:
        yield _name(path), f": {lines} lines, {FILE} are allowed"
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        yield _name(path), f": {error}"
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            problems = list(_of_function(node, is_view="views" in _name(path)))
            if problems:
                place = f"{_name(path)}:{node.name}"
                yield place, f" (line {node.lineno}): {'; '.join(problems)}"


def _of_function(node: Function, *, is_view: bool) -> Iterator[str]:
    marks = [ast.unparse(mark) for mark in node.decorator_list]
    routed = is_view and any(".route(" in m or ".get(" in m or ".post(" in m for m in marks)
    body = (node.end_lineno or node.lineno) - node.lineno + 1
    allowed = VIEW if routed else FUNCTION
    if body > allowed:
        yield f"{body} lines, {allowed} are allowed" + (" in a view" if routed else "")
    yield from _of_parameters(node, marks)


def _of_parameters(node: Function, marks: list[str]) -> Iterator[str]:
    arguments = node.args
    positional = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
    if positional[:1] in (["self"], ["cls"]):
        positional = positional[1:]
    everything = len(positional) + len(arguments.kwonlyargs)
    if everything > PARAMETERS:
        yield f"{everything} parameters, {PARAMETERS} are allowed"
    # Others call these by position: libraries, and gettext by its own long-known signature.
    called_for_us = (
        node.name.startswith("__")
        or node.name == "ngettext"
        or any("listens_for" in mark or "override" in mark for mark in marks)
    )
    if len(positional) > POSITIONAL and not called_for_us:
        yield f"{len(positional)} positional parameters; keyword-only after {POSITIONAL}"


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
