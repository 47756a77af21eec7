"""What may go from readers to founders, and what of it is theirs alone."""

import re
from collections.abc import Iterable, Mapping
from statistics import fmean

#: Shorter parts of a name are ordinary words too often.
SHORTEST_PART = 4


def names_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of these people the text seems to name: the whole name, or a part of four letters and
    more, as a word of its own and with its capitals."""
    return [name for name in names if any(_stands(part, text) for part in _parts(name))]


def _parts(name: str) -> list[str]:
    parts = [part for part in name.split() if len(part) >= SHORTEST_PART]
    return [name, *parts] if name.strip() else []


def _stands(part: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) is not None


def quarter(value: float, all_values: Iterable[float]) -> int:
    """1 is the best quarter of all values, 4 the last. Equal values are in the same quarter: the
    better one of those they span."""
    values = list(all_values)
    better = sum(other > value for other in values)
    return 1 + min(3, 4 * better // max(1, len(values)))


def quarters(means: Mapping[str, Mapping[str, float]], application: str) -> dict[str, int]:
    """Criterion to quarter, for one application. `means`: application → criterion → mean mark."""
    return {
        criterion: quarter(
            mean, [theirs[criterion] for theirs in means.values() if criterion in theirs]
        )
        for criterion, mean in means.get(application, {}).items()
    }


def means_of(marks: Iterable[tuple[str, Mapping[str, int]]]) -> dict[str, dict[str, float]]:
    """(application, marks by criterion) of many reviews → application → criterion → mean."""
    gathered: dict[str, dict[str, list[int]]] = {}
    for application, scores in marks:
        for criterion, mark in scores.items():
            if mark is not None:
                gathered.setdefault(application, {}).setdefault(criterion, []).append(mark)
    return {
        application: {criterion: fmean(found) for criterion, found in by_criterion.items()}
        for application, by_criterion in gathered.items()
    }
