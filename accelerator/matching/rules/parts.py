"""The parts of a fit. Each is a whole number from 0 to 10 000, or None where it is not known."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from accelerator.matching.rules.problem import FULL

#: Ratings are from 1 to 5; so many imagined average ones keep a single rating from deciding.
IMAGINED = 5
RATINGS = (1, 5)
#: Shorter lists are a way to be given a place, not a wish (a list of one name jumps the queue).
FEWEST_RANKED = 3


def expertise(
    needs: Sequence[str], known: Mapping[str, int] | None, *, parents: Mapping[str, str]
) -> int | None:
    """How well the mentor's expertise covers the ranked needs.

    Args:
        needs: tags, the most urgent first; the first counts as much as there are needs, the last
            once.
        known: the mentor's tags, and how well they know each: 0 to 100.
        parents: of each tag the wider one. Who knows the wider or a narrower one covers half.
    """
    if not needs or not known:
        return None
    wider = {parents[tag]: level for tag, level in sorted(known.items()) if tag in parents}
    for tag, level in known.items():
        if tag in parents:
            wider[parents[tag]] = max(wider[parents[tag]], level)
    covered = 0
    for urgency, tag in zip(range(len(needs), 0, -1), needs, strict=True):
        near = max(known.get(parents.get(tag, ""), 0), wider.get(tag, 0))
        covered += urgency * max(2 * known.get(tag, 0), near)
    return covered * FULL // (len(needs) * (len(needs) + 1) // 2 * 200)


def overlap(one: frozenset[str], other: frozenset[str]) -> int | None:
    """What both have of what either has (Jaccard 1901)."""
    if not one or not other:
        return None
    return FULL * len(one & other) // len(one | other)


def among(one: str | None, others: frozenset[str]) -> int | None:
    """Whether the mentor works with startups of this stage."""
    return None if one is None or not others else FULL * (one in others)


def language(
    one: Mapping[str, int], other: Mapping[str, int], *, fluent: int, working: int
) -> int | None:
    """The best language of both, by who speaks it worse: fluent is full, working level half."""
    if not one or not other:
        return None
    best = max((min(one[code], other[code]) for code in one.keys() & other.keys()), default=0)
    if best >= fluent:
        return FULL
    if best < working:
        return 0
    return FULL // 2 + FULL // 2 * (best - working) // (fluent - working)


def hours(minutes: int | None, *, target: int) -> int | None:
    """Saturates at the target (minutes a week), so that nobody gains by being idle."""
    if minutes is None:
        return None
    return FULL * min(minutes, target) // target if target > 0 else FULL


def feedback(ratings: Sequence[int], *, mean: float) -> int | None:
    """Ratings of this pair, 1 to 5, drawn towards the mean of all."""
    if not ratings:
        return None
    lowest, highest = RATINGS
    average = (sum(ratings) + IMAGINED * Fraction(mean)) / (len(ratings) + IMAGINED)
    return round(FULL * (average - lowest) / (highest - lowest))


def ranking(names: Sequence[str], name: str) -> int | None:
    """Where the name stands in somebody's list, the first being worth most; 0 if it is not there,
    for then they would rather have any of those. Short lists say nothing."""
    if len(names) < FEWEST_RANKED:
        return None
    if name not in names:
        return 0
    return FULL * (len(names) - names.index(name)) // len(names)
