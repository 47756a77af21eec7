"""A question and its answer as plain JSON, kept with the proposal and made whole again."""

import hashlib
import json
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


def fingerprint(plain: dict[str, Any]) -> str:
    """SHA-256 of the question, by which it is known whether anything has changed since. The time
    that the solver had is no part of it."""
    asked = {name: value for name, value in plain.items() if name != "seconds"}
    text = json.dumps(asked, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
