"""A message of who teaches, and what it may not be."""

from dataclasses import dataclass
from uuid import UUID

LONGEST_TITLE, LONGEST_TEXT = 160, 4000


@dataclass(frozen=True)
class Word:
    """What is written. `once` names this very message: sent twice, it is written once."""

    title: str
    text: str
    once: UUID

    @property
    def trimmed(self) -> "Word":
        return Word(self.title.strip(), self.text.strip(), self.once)
