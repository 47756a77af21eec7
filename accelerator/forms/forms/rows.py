"""Rows of a page's small tables: choices, lines, columns. A row without words is no row."""

import re
from typing import Any

from werkzeug.datastructures import MultiDict

from accelerator.forms.rules.editing import new_key
from accelerator.vocabulary.words import Words
from hub.core.i18n import LANGUAGES

Sent = MultiDict[str, str]
#: Buttons that only draw the page again: more rows, a row further up, a chosen question, a look.
LOOKS = ("more", "up", "look", "add-row", "remove-row")
#: How many empty rows stand below the others.
SPARE = 2


def wants_another_look(sent: Sent) -> bool:
    """Whether the button pressed was not for saving."""
    return any(name in sent for name in LOOKS)


def words_in(sent: Sent, name: str) -> Words:
    return {
        code: written for code in LANGUAGES if (written := sent.get(f"{name}-{code}", "").strip())
    }


def numbers_in(sent: Sent, name: str) -> list[int]:
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,3}})-", re.ASCII)
    return sorted({int(found[1]) for each in sent if (found := pattern.match(each))})


def keyed_rows_in(sent: Sent, name: str) -> list[dict[str, Any]]:
    """Choices or lines, each with its key; new ones get one from their words."""
    rows = [
        {"key": sent.get(f"{name}-{n}-key", ""), "label": words}
        for n in numbers_in(sent, name)
        if (words := words_in(sent, f"{name}-{n}"))
    ]
    return moved_up(with_keys(rows), sent.get("up", ""), name=name)


def with_keys(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    taken = {row["key"] for row in rows}
    for row in rows:
        if not row["key"]:
            row["key"] = new_key(row["label"], taken=taken, otherwise="choice")
            taken.add(row["key"])
    return rows


def moved_up(rows: list[dict[str, Any]], pressed: str, *, name: str) -> list[dict[str, Any]]:
    """`pressed` is `options-3` when the third row shall go up."""
    what, _hyphen, number = pressed.rpartition("-")
    if what == name and number.isdecimal() and 0 < int(number) < len(rows):
        place = int(number)
        rows.insert(place - 1, rows.pop(place))
    return rows


def columns_in(sent: Sent, name: str) -> list[dict[str, Any]]:
    """Columns of a table of rows, with their kind; choices of a column are lines of text."""
    rows: list[dict[str, Any]] = []
    for n in numbers_in(sent, name):
        if words := words_in(sent, f"{name}-{n}"):
            at = f"{name}-{n}"
            row = {
                "key": sent.get(f"{at}-key", ""),
                "label": words,
                "kind": sent.get(f"{at}-kind", "text"),
                "required": f"{at}-required" in sent,
            }
            if row["kind"] == "choice":
                row["options"] = choices_in_lines(sent.get(f"{at}-options", ""))
            rows.append(row)
    return moved_up(with_keys(rows), sent.get("up", ""), name=name)


def choices_in_lines(text: str) -> list[dict[str, Any]]:
    """One choice a line, its languages between bars: `Founder | Pendiri | Gründerin`; a key of its
    own may stand before a colon: `founder: Founder | Pendiri | Gründerin`."""
    rows = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        found = re.fullmatch(r"([a-z0-9][a-z0-9_-]{0,39}):\s*(.+)", line)
        key, rest = (found[1], found[2]) if found else ("", line)
        parts = [part.strip() for part in rest.split("|")]
        words = {code: part for code, part in zip(LANGUAGES, parts, strict=False) if part}
        if words:
            rows.append({"key": key, "label": words})
    return with_keys(rows)


def lines_of_choices(options: list[dict[str, Any]]) -> str:
    """The other way round."""
    lines = []
    for each in options:
        parts = [each["label"].get(code, "") for code in LANGUAGES]
        while parts and not parts[-1]:
            parts.pop()
        lines.append(f"{each['key']}: {' | '.join(parts)}")
    return "\n".join(lines)
