"""The rubric: what may be marked, and what the marks come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """One criterion: a scale from `low` to `high`. Of weight 0: asked and shown, counts nothing."""

    key: str
    weight: int
    low: int = 1
    high: int = 5
    required: bool = True


def shares(lines: Sequence[Line]) -> dict[str, int]:
    """Each weight in per cent of all; whole numbers that make 100 together (largest remainder)."""
    whole = sum(line.weight for line in lines)
    if not whole:
        return {line.key: 0 for line in lines}
    exact = {line.key: line.weight * 100 / whole for line in lines}
    floors = {key: int(share) for key, share in exact.items()}
    spare = 100 - sum(floors.values())
    by_rest = sorted(exact, key=lambda key: floors[key] - exact[key])  # sorting keeps ties in order
    return {key: floors[key] + (key in by_rest[:spare]) for key in floors}


def total(lines: Sequence[Line], scores: Mapping[str, int]) -> float | None:
    """The weighted mean of what is marked so far, on the scale of the first line that counts;
    marks on other scales are stretched to it. None before the first mark that counts."""
    counting = [line for line in lines if line.weight]
    marked = [line for line in counting if line.key in scores]
    if not marked:
        return None
    low, high = counting[0].low, counting[0].high
    parts = (
        line.weight * (low + (high - low) * (scores[line.key] - line.low) / (line.high - line.low))
        for line in marked
    )
    return sum(parts) / sum(line.weight for line in marked)


def unmarked(lines: Sequence[Line], scores: Mapping[str, int]) -> list[str]:
    """The keys that must be marked before the review is handed in, and are not."""
    return [line.key for line in lines if line.required and line.key not in scores]


def off_scale(lines: Sequence[Line], scores: Mapping[str, Any]) -> list[str]:
    """The keys whose mark is no whole number of the scale, and those that name no criterion."""
    scales = {line.key: range(line.low, line.high + 1) for line in lines}
    return [
        key
        for key, mark in scores.items()
        if isinstance(mark, bool) or not isinstance(mark, int) or mark not in scales.get(key, ())
    ]
