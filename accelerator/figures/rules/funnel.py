"""How many came how far, in all and by group; and what of it may be told in public.

A group of fewer than five could point at somebody, so it is not told. When only one group would be
left out, its number follows from the total: then the next smallest is left out as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

SMALLEST_TOLD = 5
#: Those who said nothing, whatever was asked.
NOT_SAID = ""


class Step(StrEnum):
    """In the order of the way. Each includes all that come after it."""

    BEGUN = "begun"
    HANDED_IN = "handed-in"
    ELIGIBLE = "eligible"
    READ = "read"
    OFFERED = "offered"
    CONFIRMED = "confirmed"


class Split(StrEnum):
    """What a funnel can be split by: terms of an application, and what founders say."""

    SECTOR = "sector"
    DIMENSION = "dimension"
    STAGE = "stage"
    CITY = "city"
    FOUNDER_GENDER = "founder_gender"


@dataclass(frozen=True)
class Case:
    """One application: the furthest step it reached, and what it said, by the question."""

    step: Step
    said: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """A group with how many of it reached each step; None is too small to be told."""

    group: str
    counts: dict[Step, int | None]


@dataclass(frozen=True)
class Funnel:
    total: Row
    rows: tuple[Row, ...]


def funnel(cases: Iterable[Case], by: str | None = None) -> Funnel:
    """By the answers to one question, or (None) in all alone; the largest group first."""
    known = list(cases)
    groups: dict[str, list[Case]] = {}
    for case in known:
        if by is not None:
            groups.setdefault(case.said.get(by, NOT_SAID), []).append(case)
    rows = [Row(group, _counts(members)) for group, members in groups.items()]
    rows.sort(key=lambda row: (row.group == NOT_SAID, -(row.counts[Step.BEGUN] or 0), row.group))
    return Funnel(Row("", _counts(known)), tuple(rows))


def told_in_public(whole: Funnel) -> Funnel:
    """With small numbers left out, so that none can be reckoned from the rest.

    Zero is told: it points at nobody. The total is told only when it is large enough itself.
    """
    hidden: dict[Step, set[int]] = {}
    for step in Step:
        counts = [row.counts[step] or 0 for row in whole.rows]
        small = {n for n, count in enumerate(counts) if 0 < count < SMALLEST_TOLD}
        if len(small) == 1:
            others = [n for n, count in enumerate(counts) if count and n not in small]
            small |= set(sorted(others, key=lambda n: (counts[n], n))[:1])
        hidden[step] = small
    rows = tuple(
        Row(row.group, {s: None if n in hidden[s] else row.counts[s] for s in Step})
        for n, row in enumerate(whole.rows)
    )
    total = {
        step: None if 0 < (count or 0) < SMALLEST_TOLD else count
        for step, count in whole.total.counts.items()
    }
    return Funnel(Row("", total), rows)


def _counts(cases: Iterable[Case]) -> dict[Step, int | None]:
    order = list(Step)
    reached = [order.index(case.step) for case in cases]
    return {step: sum(at >= n for at in reached) for n, step in enumerate(order)}
