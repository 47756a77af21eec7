"""What has changed in a text, word by word (longest common runs, after Ratcliff and Obershelp)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

#: Longer texts are not compared word by word.
MOST_WORDS = 1500
#: Below this share of common words a text was written anew: a patchwork helps nobody.
LEAST_COMMON = 0.35
#: So many words are left around a change.
AROUND = 6


class Did(StrEnum):
    KEPT = "kept"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Piece:
    did: Did
    text: str


def changes(before: str, after: str) -> tuple[Piece, ...] | None:
    """What was taken out and put in, with a few words around each; nothing when they say the same.
    None: written anew, there is nothing to set beside each other."""
    old, new = re.findall(r"\S+", before), re.findall(r"\S+", after)
    if old == new:
        return ()
    if not old or not new or max(len(old), len(new)) > MOST_WORDS:
        return None
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if max(len(old), len(new)) > AROUND and matcher.ratio() < LEAST_COMMON:
        return None
    return tuple(_pieces(matcher, old, new=new))


def _pieces(
    matcher: "SequenceMatcher[str]", old: Sequence[str], *, new: Sequence[str]
) -> Iterator[Piece]:
    runs = matcher.get_opcodes()
    for place, (tag, i1, i2, j1, j2) in enumerate(runs):
        if tag == "equal":
            words = old[i1:i2]
            yield Piece(Did.KEPT, _short(words, first=place == 0, last=place == len(runs) - 1))
            continue
        if i1 < i2:
            yield Piece(Did.OUT, " ".join(old[i1:i2]))
        if j1 < j2:
            yield Piece(Did.IN, " ".join(new[j1:j2]))


def _short(words: Sequence[str], *, first: bool, last: bool) -> str:
    """Only what stands beside a change."""
    head = [] if first else list(words[:AROUND])
    tail = [] if last else list(words[-AROUND:])
    if len(head) + len(tail) + 2 >= len(words):  # a dot for one word saves nothing
        return " ".join(words)
    return " ".join((*head, "…", *tail))
