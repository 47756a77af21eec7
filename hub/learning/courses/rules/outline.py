"""The outline of a version: one list of lessons, quizzes and assignments."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Protocol, TypeVar

from accelerator.vocabulary.words import Words
from hub.core.i18n import LANGUAGES

LONGEST_KEY = 40
LONGEST_SLUG = 60
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Kind(StrEnum):
    """What stands in an outline."""

    LESSON = "lesson"
    QUIZ = "quiz"
    ASSIGNMENT = "assignment"


class Placed(Protocol):
    """What has a place in the list."""

    key: str
    position: int


P = TypeVar("P", bound=Placed)


def is_key(key: str) -> bool:
    return len(key) <= LONGEST_KEY and _KEY.fullmatch(key) is not None


def is_slug(slug: str) -> bool:
    """Whether it can be the end of a course's address."""
    return len(slug) <= LONGEST_SLUG and _KEY.fullmatch(slug) is not None


def key_for(title: Words, taken: Iterable[str], *, kind: Kind) -> str:
    """A key that says what it is, made of the title: `what-a-city-counts`, `…-2` if that is taken.
    A title without Latin letters gives its kind."""
    words = next((title[code] for code in LANGUAGES if title.get(code)), "")
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain)) or kind.value
    used = set(taken)
    stem = stem[: LONGEST_KEY - 4].rstrip("-")
    key, n = stem, 1
    while key in used:
        n += 1
        key = f"{stem}-{n}"
    return key


def in_order(items: Iterable[P]) -> list[P]:
    """By position; two with the same one by their key, so that everybody sees the same list."""
    return sorted(items, key=lambda each: (each.position, each.key))


def moved(keys: Sequence[str], key: str, *, by: int) -> list[str]:
    """The list with one of them so many places further down (or up, with a negative number). It
    stops at either end.

    Raises:
        ValueError: it is not in the list.
    """
    now = keys.index(key)
    rest = [each for each in keys if each != key]
    to = max(0, min(len(rest), now + by))
    return [*rest[:to], key, *rest[to:]]


def quiz_minutes(questions: int, time_limit: int | None) -> int:
    """How long a quiz takes: its time limit, else a minute a question (a rule of the house)."""
    return time_limit or questions


def total_minutes(lessons: Iterable[int], quizzes: Iterable[tuple[int, int | None]]) -> int:
    """Of reading, films included, and of quizzes. Work that is handed in has no fixed time: it is
    part of the course's hours.

    Args:
        quizzes: how many questions, and the time limit in minutes, of each.
    """
    return sum(lessons) + sum(quiz_minutes(count, limit) for count, limit in quizzes)


def written_in(texts: Iterable[Words]) -> list[str]:
    """The languages in which all of the texts are there (those that say nothing at all aside)."""
    said = [words for words in texts if any(text.strip() for text in words.values())]
    return [
        code for code in LANGUAGES if said and all(words.get(code, "").strip() for words in said)
    ]
