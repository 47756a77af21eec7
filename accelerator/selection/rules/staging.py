"""What a release rests on, and what stands in its way."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accelerator.selection.rules.choices import SEATED, Decided


@dataclass(frozen=True)
class Staged:
    """One decision as it stands. Ids as text; `sequence` counts what the team is told: 1 is the
    first word, more are corrections, which have a reason."""

    application: str
    number: int
    choice: Decided
    version: int
    sequence: int = 1
    rank: int | None = None
    has_reasons: bool = True
    has_condition: bool = False
    has_feedback: bool = False
    correction: str = ""
    #: Holds a live place already, or frees one when it is told; for corrections.
    holds_seat: bool = False


def fingerprint(staged: Iterable[Staged]) -> str:
    """The same decisions, in whatever order, have the same; any change gives another."""
    parts = sorted(
        [each.application, each.choice, each.version, each.sequence, each.rank] for each in staged
    )
    return hashlib.sha256(json.dumps(parts, separators=(",", ":")).encode()).hexdigest()


def seats_wanted(staged: Sequence[Staged]) -> int:
    """How many more seats it takes; a correction may give some back."""
    newly = sum(each.choice in SEATED and not each.holds_seat for each in staged)
    given_back = sum(each.choice not in SEATED and each.holds_seat for each in staged)
    return newly - given_back


def counted(staged: Iterable[Staged]) -> dict[Decided, int]:
    """How many of each choice, in their order, zeros too."""
    found = Counter(each.choice for each in staged)
    return {choice: found[choice] for choice in Decided}


def without_reasons(staged: Iterable[Staged]) -> list[Staged]:
    """Whose decision does not say what it rests on."""
    return [
        each
        for each in staged
        if (each.choice is Decided.REJECT and not each.has_reasons)
        or (each.choice is Decided.CONDITIONAL and not each.has_condition)
        or (each.sequence > 1 and not each.correction.strip())
    ]


def without_feedback(staged: Iterable[Staged]) -> list[Staged]:
    return [each for each in staged if each.choice is Decided.REJECT and not each.has_feedback]


def in_turn(staged: Iterable[Staged]) -> list[Staged]:
    """The order in which places are given: offers first, then the line by its ranks."""
    return sorted(
        staged,
        key=lambda each: (each.choice not in SEATED, each.rank or 0, each.number),
    )
