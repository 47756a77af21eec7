"""A question, a section or a rule as a page sends it."""

from collections.abc import Callable
from typing import Any

from accelerator.forms.forms.rows import Sent, columns_in, keyed_rows_in, words_in
from accelerator.forms.rules import LINKS, Kind
from accelerator.forms.rules.numbers import read_number
from accelerator.forms.rules.settings import SETTINGS
from accelerator.vocabulary.words import Words

Json = dict[str, Any]


def question_json_in(sent: Sent, *, kind: Kind, key: str) -> Json:
    """Without its condition, which stands in rows of its own."""
    return {
        "key": key,
        "kind": kind.value,
        "label": words_in(sent, "label"),
        "help": words_in(sent, "help"),
        "required": sent.get("required", "never"),
        "later_stage": sent.get("later_stage") or "interview",
        "for_reviewers": "for_reviewers" in sent,
        "hidden_when_blind": _is_hidden(sent, kind),
        "personal": "personal" in sent,
        "settings": _settings_in(sent, kind),
    }


def _is_hidden(sent: Sent, kind: Kind) -> bool:
    """Of links the page asks the other way round: whether blind readers are to get them."""
    if kind in LINKS:
        return not _tick(sent, "shown_when_blind")
    return "hidden_when_blind" in sent


def section_json_in(sent: Sent, key: str) -> Json:
    return {"key": key, "title": words_in(sent, "title"), "help": words_in(sent, "help")}


def rule_json_in(sent: Sent, key: str) -> Json:
    return {
        "key": key,
        "severity": sent.get("severity", "refuse"),
        "reason": words_in(sent, "reason"),
        "code": sent.get("code", "").strip(),
    }


def _settings_in(sent: Sent, kind: Kind) -> Json:
    found: Json = {}
    for name in SETTINGS[kind]:
        value = READERS.get(name, _whole)(sent, name)
        if name == "columns" and kind is Kind.TEAM:
            value = columns_in(sent, name)
        if value not in (None, "", [], {}):
            found[name] = value
    if found.get("terms"):
        found.pop("options", None)
    return found


def _whole(sent: Sent, name: str) -> int | str | None:
    """A whole number, or what was written instead, to be refused with it."""
    written = sent.get(f"set-{name}", "").strip()
    return int(written) if written.isascii() and written.isdecimal() else written or None


def _number(sent: Sent, name: str) -> str:
    written = sent.get(f"set-{name}", "").strip()
    return read_number(written) or written


def _text(sent: Sent, name: str) -> str:
    return sent.get(f"set-{name}", "").strip()


def _words(sent: Sent, name: str) -> Words:
    return words_in(sent, f"set-{name}")


def _list(sent: Sent, name: str) -> list[str]:
    return sent.getlist(f"set-{name}")


def _tick(sent: Sent, name: str) -> bool:
    return f"set-{name}" in sent


READERS: dict[str, Callable[[Sent, str], Any]] = {
    "options": keyed_rows_in,
    "rows": keyed_rows_in,
    "columns": keyed_rows_in,
    "terms": _text,
    "other": _tick,
    "shown_when_blind": _tick,
    "unit": _words,
    "statement": _words,
    "minimum": _number,
    "maximum": _number,
    "earliest": _text,
    "latest": _text,
    "currencies": _list,
    "kinds": _list,
}
