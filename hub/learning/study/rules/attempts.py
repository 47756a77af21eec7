"""Tries at a quiz: how many are left, and until when one can be answered."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from hub.learning.courses.rules.quizzes import LONGEST_ANSWER, Question, QuestionKind, is_empty

Answers = dict[str, Any]


def left(allowed: int | None, used: int) -> int | None:
    """How many more tries there are; None: as many as one likes. Never below nothing, also after
    a later version allows fewer."""
    return None if allowed is None else max(0, allowed - used)


def due_at(started_at: datetime, limit_minutes: int | None) -> datetime | None:
    return started_at + timedelta(minutes=limit_minutes) if limit_minutes else None


def is_over(due: datetime | None, now: datetime) -> bool:
    """From the very instant on. What was saved until then is what is marked."""
    return due is not None and now >= due


def shows_solution(*, passed: bool, tries_left: int | None) -> bool:
    """What is right is told to who has passed, or cannot try again; to others only whether their
    own answers are, and what the course says to it."""
    return passed or tries_left == 0


def cleaned(questions: Sequence[Question], sent: Mapping[str, Any]) -> Answers:
    """Of what was sent: answers to questions that there are, in the shape of their kind. What fits
    no kind is left out, as if nothing was answered."""
    found: Answers = {}
    for question in questions:
        answer = _cleaned(question, sent.get(question["id"]))
        if not is_empty(answer):
            found[question["id"]] = answer
    return found


def _cleaned(question: Question, answer: Any) -> Any:
    kind = QuestionKind(question["kind"])
    if kind is QuestionKind.MULTIPLE:
        given = [answer] if isinstance(answer, str) else answer
        known = [option["id"] for option in question["options"]]
        return [each for each in known if isinstance(given, list) and each in given]
    if not isinstance(answer, str) or len(answer) > LONGEST_ANSWER:
        return None
    if kind is QuestionKind.SINGLE:
        return answer if answer in {option["id"] for option in question["options"]} else None
    return answer.strip()
