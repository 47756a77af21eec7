"""How well a reader fits an application, in whole numbers, and whether it may be at all."""

import hashlib
from enum import StrEnum

from accelerator.reviews.rules.papers import Paper, Problem, Reader, Weights

FULL = 1000
#: Where nothing is known about either side: neither good nor bad.
UNKNOWN = FULL // 2


class Barrier(StrEnum):
    CONFLICT = "conflict"
    BANNED = "banned"
    TRACK = "track"
    LANGUAGE = "language"


def affinity(paper: Paper, reader: Reader, *, weights: Weights | None = None) -> int:
    """From 0 to 1000: the weighted mean of what is known. An unknown part is left out; it never
    counts as nothing, or whoever leaves their profile empty would never read."""
    weights = weights or Weights()
    known = [
        (weight, fit)
        for weight, fit in (
            (weights.expertise, expertise_fit(paper, reader)),
            (weights.language, language_fit(paper, reader)),
        )
        if fit is not None and weight > 0
    ]
    if not known:
        return UNKNOWN
    whole = sum(weight for weight, _fit in known)
    return (sum(weight * fit for weight, fit in known) + whole // 2) // whole


def expertise_fit(paper: Paper, reader: Reader) -> int | None:
    """The share of the application's topics that the reader knows, of 1000; None: unknown."""
    return _share(paper.topics, reader.expertise)


def language_fit(paper: Paper, reader: Reader) -> int | None:
    """The share of the application's languages that the reader reads, of 1000; None: unknown."""
    return _share(paper.languages, reader.languages)


def barrier(problem: Problem, paper: Paper, *, reader: Reader) -> Barrier | None:
    """What forbids this pair, the weightiest first."""
    pair = paper.id, reader.id
    if pair in problem.conflicts:
        return Barrier.CONFLICT
    if pair in problem.banned:
        return Barrier.BANNED
    if paper.track is not None and reader.tracks and paper.track not in reader.tracks:
        return Barrier.TRACK
    if language_fit(paper, reader) == 0:
        return Barrier.LANGUAGE
    return None


def lot(seed: int, *ids: str) -> int:
    """A number below 2^30 that seed and ids decide alone: draws lots among equals."""
    text = "\x1f".join((str(seed), *ids)).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=4).digest()) >> 2


def _share(asked: frozenset[str], offered: frozenset[str]) -> int | None:
    if not asked or not offered:
        return None
    return FULL * len(asked & offered) // len(asked)
