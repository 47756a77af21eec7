"""How a quiz is marked.

- **single**: right or wrong.
- **multiple**: all points for exactly the right options. Else a share: one for each right option
  ticked, less one for each wrong one, of as many as there are right ones, never below nothing, in
  whole points rounded down. A question of one point is therefore all or nothing; give it as many
  points as it has right options to credit each. Ticking everything earns nothing extra.
- **numeric**: within the tolerance, both ends included, in decimals. 0,25 and 0.25 are
  read as the learner's language writes them, see `read_number`.
- **text**: as one of the accepted answers; space around and between, and capital letters, do not
  count. Accents do: "café" is not "cafe".
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from accelerator.forms.rules.numbers import read_number
from hub.core.i18n import speaking
from hub.learning.courses.rules.questions import (
    CHOICES,
    Question,
    QuestionKind,
    problems,
    read_question,
    read_questions,
)

#: A longer answer is none.
LONGEST_ANSWER = 400


class Verdict(StrEnum):
    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    #: Nothing was answered.
    EMPTY = "empty"


@dataclass(frozen=True)
class QuestionMarked:
    id: str
    verdict: Verdict
    points: int
    possible: int


@dataclass(frozen=True)
class Marked:
    """What the answers to a whole quiz come to, in whole points."""

    points: int
    possible: int
    questions: tuple[QuestionMarked, ...]

    @property
    def percent(self) -> int:
        """Rounded down, so that nobody reads 70 % and has not passed."""
        return self.points * 100 // self.possible if self.possible else 0

    def passes(self, pass_percent: int) -> bool:
        return self.points * 100 >= pass_percent * self.possible

    def of(self, question_id: str) -> QuestionMarked | None:
        return next((each for each in self.questions if each.id == question_id), None)


def mark(
    questions: Sequence[Question], answers: Mapping[str, Any], *, language: str = "en"
) -> Marked:
    """Mark what somebody answered. Whatever it is, it is marked: nonsense is wrong.

    Args:
        questions: as they are kept in a quiz.
        answers: by the question's id: an option's id (single), a list of them (multiple), or text
            as it was typed (numeric, text).
        language: in which the numbers were typed.
    """
    marked = tuple(_marked(each, answers.get(each["id"]), language=language) for each in questions)
    return Marked(
        points=sum(each.points for each in marked),
        possible=sum(each.possible for each in marked),
        questions=marked,
    )


def is_empty(answer: Any) -> bool:
    return answer is None or answer == [] or (isinstance(answer, str) and not answer.strip())


def _marked(question: Question, answer: Any, *, language: str) -> QuestionMarked:
    possible = int(question["points"])
    if is_empty(answer):
        return QuestionMarked(question["id"], Verdict.EMPTY, 0, possible)
    right, of = _share(question, answer, language=language)
    verdict = Verdict.RIGHT if right == of else Verdict.PARTLY if right else Verdict.WRONG
    return QuestionMarked(question["id"], verdict, possible * right // of, possible)


def _share(question: Question, answer: Any, *, language: str) -> tuple[int, int]:
    """How much of it is right, of how much."""
    kind = QuestionKind(question["kind"])
    if kind is QuestionKind.MULTIPLE:
        return _share_of_several(question, answer)
    if not isinstance(answer, str) or len(answer) > LONGEST_ANSWER:
        return 0, 1
    if kind is QuestionKind.SINGLE:
        return int(answer in right_options(question)), 1
    if kind is QuestionKind.NUMERIC:
        return int(_is_near(question, answer, language=language)), 1
    return int(folded(answer) in map(folded, question["accepted"])), 1


def right_options(question: Question) -> list[str]:
    """The ids of those that are right; none for a kind without options."""
    return [option["id"] for option in question.get("options", ()) if option["correct"]]


def _share_of_several(question: Question, answer: Any) -> tuple[int, int]:
    given = [answer] if isinstance(answer, str) else answer
    if not isinstance(given, list):
        return 0, 1
    ticked = {each for each in given if isinstance(each, str)}
    ticked &= {option["id"] for option in question["options"]}
    right = set(right_options(question))
    return max(0, len(ticked & right) - len(ticked - right)), len(right)


def _is_near(question: Question, answer: str, *, language: str) -> bool:
    with speaking(language):
        number = read_number(answer)
    if number is None:
        return False
    distance = abs(Decimal(number) - Decimal(question["answer"]))
    return distance <= Decimal(question.get("tolerance") or 0)


def folded(text: str) -> str:
    """A text as answers are compared: composed (NFC), one space between words, no capitals."""
    composed = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", " ".join(composed.split()).casefold())


__all__ = [
    "CHOICES",
    "Marked",
    "Question",
    "QuestionKind",
    "QuestionMarked",
    "Verdict",
    "folded",
    "is_empty",
    "mark",
    "problems",
    "read_question",
    "read_questions",
    "right_options",
]
