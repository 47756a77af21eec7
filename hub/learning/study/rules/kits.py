"""What a kit sends back: a text that a person can carry on a stick or paste into a page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: Of a whole text; the answers to sixty questions fit many times over.
LONGEST_RETURN = 200_000
MOST_LESSONS = 200


@dataclass(frozen=True)
class Returned:
    """`lessons` are keys of those that were read; `quiz` is empty where only they are told."""

    token: str
    quiz: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    lessons: tuple[str, ...] = ()
    language: str = "en"


class NotReadable(ValueError):
    """This is no text from a kit."""


def read_return(text: str) -> Returned:
    """Raises: NotReadable."""
    if len(text) > LONGEST_RETURN:
        raise NotReadable
    try:
        found = json.loads(text.strip().removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise NotReadable from error
    if not isinstance(found, dict) or not isinstance(found.get("kit"), str):
        raise NotReadable
    answers = found.get("answers")
    return Returned(
        token=found["kit"],
        quiz=_text(found.get("quiz")),
        answers=answers if isinstance(answers, dict) else {},
        lessons=_texts(found.get("lessons")),
        language=_text(found.get("language")) or "en",
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(each for each in value[:MOST_LESSONS] if isinstance(each, str))
