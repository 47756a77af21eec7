"""The kinds of questions and what can be set on each; amounts of money are in whole units here
(1500000 IDR), only answers count in minor units."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from accelerator.forms.rules import parsing
from accelerator.forms.rules.parsing import BadDefinition
from accelerator.vocabulary.words import in_words
from hub.core.i18n import gettext as _


class Kind(StrEnum):
    SHORT_TEXT = "short-text"
    LONG_TEXT = "long-text"
    SINGLE_CHOICE = "single-choice"
    MULTIPLE_CHOICE = "multiple-choice"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    COUNTRY = "country"
    CITY = "city"
    URL = "url"
    VIDEO = "video"
    FILE = "file"
    TEAM = "team"
    MATRIX = "matrix"
    RANKING = "ranking"
    STATEMENT = "statement"


#: Their answers lead away from the hub.
LINKS = frozenset({Kind.URL, Kind.VIDEO})


class ColumnKind(StrEnum):
    """What a column of a table of rows holds."""

    TEXT = "text"
    EMAIL = "email"
    LINK = "link"
    NUMBER = "number"
    YES_NO = "yes-no"
    CHOICE = "choice"
    COUNTRY = "country"


class FileKind(StrEnum):
    """What a file question takes; `accelerator.applications` looks at the contents."""

    PDF = "pdf"
    SLIDES = "slides"
    DOCUMENT = "document"
    SHEET = "sheet"
    PICTURE = "picture"
    VIDEO = "video"


MOST_OPTIONS, MOST_ROWS, MOST_COLUMNS = 200, 30, 12
LONGEST_TEXT = 20_000
MOST_MB = 100
CURRENCIES = ("IDR", "EUR", "USD", "SGD", "THB", "MYR", "GBP")
#: Terms of `accelerator.vocabulary` that a choice may offer instead of options of its own.
TERMS = ("sector", "stage", "dimension", "expertise")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)

Settings = dict[str, Any]
Read = Callable[[Any, str], Any]


def settings_from(given: Any, path: str, *, kind: Kind) -> Settings:
    """Raises BadDefinition; what is not set is left out."""
    known = SETTINGS[kind]
    got: Mapping[str, Any] = parsing.mapping(given, path, known=frozenset(known))
    read = {name: known[name](got[name], f"{path}/{name}") for name in known if name in got}
    kept = {name: value for name, value in read.items() if value not in (None, "", [], {}, False)}
    for least, most in (("min_words", "max_words"), ("at_least", "at_most"),
                        ("minimum", "maximum"), ("earliest", "latest"),
                        ("min_rows", "max_rows")):  # fmt: skip
        if least in kept and most in kept and _order(kept[least]) > _order(kept[most]):
            raise BadDefinition(f"{path}/{most}", _("The most is less than the least."))
    return kept


def _order(bound: Any) -> Any:
    """Numbers as numbers; days as text, which orders them."""
    return Decimal(bound) if isinstance(bound, str) and _NUMBER.fullmatch(bound) else bound


def _whole(least: int, most: int) -> Read:
    def read(given: Any, path: str) -> int | None:
        return None if given is None else parsing.whole(given, path, least=least, most=most)

    return read


def _words(most: int) -> Read:
    return lambda given, path: parsing.words(given, path, most=most)


def _number(given: Any, path: str) -> str | None:
    """As text, so that nothing is rounded."""
    if given in (None, ""):
        return None
    written = str(given) if isinstance(given, int | str) and not isinstance(given, bool) else ""
    if not _NUMBER.fullmatch(written):
        raise BadDefinition(path, _("This must be a number, such as 12.5."))
    return written


def _day(given: Any, path: str) -> str | None:
    if given in (None, ""):
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except (TypeError, ValueError) as odd:
        raise BadDefinition(path, _("This must be a day, such as 2026-11-26.")) from odd


def _options(given: Any, path: str) -> list[dict[str, Any]]:
    return _keyed(given, path, most=MOST_OPTIONS)


def _lines(given: Any, path: str) -> list[dict[str, Any]]:
    return _keyed(given, path, most=MOST_ROWS)


def _keyed(given: Any, path: str, *, most: int) -> list[dict[str, Any]]:
    kept = []
    for n, each in enumerate(parsing.items(given, path, most=most)):
        got = parsing.mapping(each, f"{path}/{n}", known=frozenset({"key", "label"}))
        key = parsing.key(got.get("key"), f"{path}/{n}/key", pattern=parsing.OPTION_KEY)
        label = parsing.words(got.get("label", {}), f"{path}/{n}/label", most=400)
        kept.append({"key": key, "label": label})
    _no_key_twice(kept, path)
    return kept


def _team_columns(given: Any, path: str) -> list[dict[str, Any]]:
    parts = frozenset({"key", "label", "kind", "required", "options"})
    kept = []
    for n, each in enumerate(parsing.items(given, path, most=MOST_COLUMNS)):
        here = f"{path}/{n}"
        got = parsing.mapping(each, here, known=parts)
        kind = parsing.one_of(got.get("kind", "text"), f"{here}/kind", kind=ColumnKind)
        column: dict[str, Any] = {
            "key": parsing.key(got.get("key"), f"{here}/key"),
            "label": parsing.words(got.get("label", {}), f"{here}/label", most=200),
            "kind": kind.value,
            "required": parsing.truth(got.get("required", False), f"{here}/required"),
        }
        if kind is ColumnKind.CHOICE:
            column["options"] = _options(got.get("options", []), f"{here}/options")
        kept.append(column)
    _no_key_twice(kept, path)
    return kept


def _no_key_twice(kept: list[dict[str, Any]], path: str) -> None:
    keys = [each["key"] for each in kept]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise BadDefinition(path, _("The key %(key)s stands there twice.", key=twice))


def _chosen(known: tuple[str, ...]) -> Read:
    def read(given: Any, path: str) -> list[str]:
        found = parsing.items(given, path, most=len(known))
        for each in found:
            if each not in known:
                raise BadDefinition(path, _("This must be one of: %(these)s.",
                                            these=", ".join(known)))  # fmt: skip
        return [each for each in known if each in found] if known is not CURRENCIES else found

    return read


def _term(given: Any, path: str) -> str | None:
    if given in (None, ""):
        return None
    if given not in TERMS:
        raise BadDefinition(path, _("This must be one of: %(these)s.", these=", ".join(TERMS)))
    return str(given)


#: A link leads to a page with a name on it, so blind readers get it only when the builder says so.
_LINK: dict[str, Read] = {"shown_when_blind": parsing.truth}
_CHOICE: dict[str, Read] = {"options": _options, "terms": _term, "other": parsing.truth}
SETTINGS: dict[Kind, dict[str, Read]] = {
    Kind.SHORT_TEXT: {
        "min_words": _whole(0, 3000),
        "max_words": _whole(1, 3000),
        "max_characters": _whole(1, 500),
    },
    Kind.LONG_TEXT: {"min_words": _whole(0, 3000), "max_words": _whole(1, 3000)},
    Kind.SINGLE_CHOICE: _CHOICE,
    Kind.MULTIPLE_CHOICE: {
        **_CHOICE,
        "at_least": _whole(0, MOST_OPTIONS),
        "at_most": _whole(1, MOST_OPTIONS),
    },
    Kind.NUMBER: {
        "unit": _words(60),
        "minimum": _number,
        "maximum": _number,
        "decimals": _whole(0, 6),
    },
    Kind.MONEY: {"currencies": _chosen(CURRENCIES), "minimum": _number, "maximum": _number},
    Kind.DATE: {"earliest": _day, "latest": _day},
    Kind.COUNTRY: {},
    Kind.CITY: {},
    Kind.URL: _LINK,
    Kind.VIDEO: _LINK,
    Kind.FILE: {
        "kinds": _chosen(tuple(FileKind)),
        "max_mb": _whole(1, MOST_MB),
        "at_most": _whole(1, 10),
    },
    Kind.TEAM: {
        "columns": _team_columns,
        "min_rows": _whole(0, MOST_ROWS),
        "max_rows": _whole(1, MOST_ROWS),
    },
    Kind.MATRIX: {"rows": _lines, "columns": _lines},
    Kind.RANKING: {"options": _options, "places": _whole(1, MOST_ROWS)},
    Kind.STATEMENT: {"statement": _words(10_000)},
}


@dataclass(frozen=True)
class Option:
    """Something that can be chosen, in the reader's language."""

    key: str
    label: str


def options_in(kept: list[dict[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option(each["key"], in_words(each["label"]) or each["key"]) for each in kept)
