"""What a survey may tell those who teach: figures and words, never whose they are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hub.learning.study.rules.windows import FEWEST_ANSWERS

SCALE = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Marks:
    """Of one question: how many gave 1, 2, … 5, and the mean of them."""

    counts: tuple[int, ...]
    mean: float


@dataclass(frozen=True)
class Survey:
    """`marks` by the question's name, `words` likewise; both empty while too few have answered.
    The words of each question are sorted by themselves, so that no two can be put together."""

    answers: int
    asked: int
    marks: dict[str, Marks] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_told(self) -> bool:
        return self.answers >= FEWEST_ANSWERS


def marks_of(given: Sequence[int]) -> Marks:
    """Raises: ZeroDivisionError for none at all."""
    counted = Counter(given)
    return Marks(tuple(counted[each] for each in SCALE), sum(given) / len(given))


def words_of(given: Sequence[str]) -> list[str]:
    """In the order of the alphabet, which says nothing about who was when."""
    return sorted((text.strip() for text in given if text.strip()), key=str.casefold)
