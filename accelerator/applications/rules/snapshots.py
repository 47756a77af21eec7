"""What is handed in: the visible answers, and a fingerprint that anybody can compute again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from accelerator.forms.rules import (
    AnswerRefused,
    Definition,
    choice_of,
    clean,
    is_blank,
    visible_questions,
)
from accelerator.vocabulary.terms import Dimension, Sector, Stage

T = TypeVar("T", bound=StrEnum)
Answers = Mapping[str, Any]
LONGEST_HEADLINE, LONGEST_CITY = 200, 80


def snapshot(definition: Definition, answers: Answers) -> dict[str, Any]:
    """The answers to the visible questions, as they are when they are right; blank ones left
    out."""
    kept = {}
    for question in visible_questions(definition, answers):
        value = answers.get(question.key)
        if is_blank(value):
            continue
        try:
            kept[question.key] = clean(question, value)
        except AnswerRefused:
            kept[question.key] = value
    return kept


def canonical(value: Any) -> str:
    """JSON in one spelling only: keys sorted, no spaces, no escapes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(form_version: str, answers: Answers) -> str:
    """SHA-256, in hex, of the canonical JSON of `{"answers": …, "form_version": …}`."""
    text = canonical({"form_version": form_version, "answers": dict(answers)})
    return hashlib.sha256(text.encode()).hexdigest()


def mark(value: Any) -> str:
    """Short and for comparing only: whether an answer is still what a page showed."""
    return hashlib.sha256(_settled(value).encode()).hexdigest()[:16]


def is_same(one: Any, other: Any) -> bool:
    return _settled(one) == _settled(other)


def _settled(value: Any) -> str:
    """An empty field sends nothing, or nothing in one of several shapes."""
    return "null" if value is None or value is False or value in ("", [], {}) else canonical(value)


@dataclass(frozen=True)
class Copied:
    """What lists and figures need of the answers."""

    headline: str = ""
    sector: Sector | None = None
    stage: Stage | None = None
    dimension: Dimension | None = None
    city: str = ""
    country: str = ""


def copied(answers: Answers) -> Copied:
    """From the answers to the well-known questions; an answer that is no such term is none."""
    return Copied(
        headline=_line(answers.get("headline"), LONGEST_HEADLINE),
        sector=_term(Sector, answers.get("sector")),
        stage=_term(Stage, answers.get("stage")),
        dimension=_term(Dimension, answers.get("dimension")),
        city=_line(answers.get("city"), LONGEST_CITY),
        country=_line(answers.get("country"), 2),
    )


def _line(value: Any, most: int) -> str:
    return " ".join(value.split())[:most] if isinstance(value, str) else ""


def _term(kind: type[T], value: Any) -> T | None:
    """Of several, the first is the one that counts."""
    first = next(iter(value), None) if isinstance(value, list) else value
    chosen = choice_of(first)
    return kind(chosen) if chosen in set(kind) else None
