"""A question and its answer as plain JSON, kept with the proposal and made whole again."""

import hashlib
import json
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import TypeAdapter

from accelerator.matching.rules.answers import Matching as Answer
from accelerator.matching.rules.problem import Problem

_PROBLEM = TypeAdapter(Problem)
_ANSWER = TypeAdapter(Answer)


def frozen(problem: Problem) -> dict[str, Any]:
    plain: dict[str, Any] = _PROBLEM.dump_python(problem, mode="json")
    for name in ("locks", "bans", "published"):
        plain[name] = sorted(plain[name])
    return plain


def thawed(plain: dict[str, Any]) -> Problem:
    return _PROBLEM.validate_python(plain)


def frozen_answer(answer: Answer) -> dict[str, Any]:
    plain: dict[str, Any] = _ANSWER.dump_python(answer, mode="json")
    return plain


def thawed_answer(plain: dict[str, Any]) -> Answer:
    return _ANSWER.validate_python(plain)


def fingerprint(*known: object) -> str:
    """SHA-256 of what a question is made of, by which it is told whether anything has changed
    since. In which order things were read is no part of it."""
    text = json.dumps(_plain(known), sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(thing: Any) -> Any:
    if is_dataclass(thing) and not isinstance(thing, type):
        return {each.name: _plain(getattr(thing, each.name)) for each in fields(thing)}
    if isinstance(thing, Mapping):
        return {str(key): _plain(value) for key, value in thing.items()}
    if isinstance(thing, Set):
        return sorted(map(_plain, thing))
    if isinstance(thing, tuple | list):
        return [_plain(each) for each in thing]
    return thing
