"""How readers agree with the panel, and who may have been too fast: signals for people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean, median

from accelerator.reviews.rules.rubric import Line
from accelerator.reviews.rules.scoring import Mark, totals_of

#: Fewer shared applications than this tell nothing about going along with the others.
FEWEST_SHARED = 3
#: Nobody reads an application and marks it well in less, and hardly in a quarter of what is usual.
LEAST_SECONDS = 60
SHARE_OF_USUAL = 0.25
FEWEST_TIMES = 5


@dataclass(frozen=True)
class Agreement:
    """A reader beside the others who marked the same applications; `shared` counts those.

    `own` and `panel` are the means on them, `distance` the mean of how far each mark is from the
    others' mean, `correlation` how the marks go up and down with theirs: 1 alike, 0 unrelated, None
    when there are too few or one side never changes.
    """

    reader: str
    n: int
    shared: int
    own: float | None = None
    panel: float | None = None
    distance: float | None = None
    correlation: float | None = None


def agreement(marks: Iterable[Mark], lines: Sequence[Line]) -> tuple[Agreement, ...]:
    """By reader."""
    totals = totals_of(marks, lines)
    on: dict[str, dict[str, float]] = defaultdict(dict)
    for (application, reader), value in totals.items():
        on[application][reader] = value
    of: dict[str, list[tuple[float, float]]] = {reader: [] for _application, reader in totals}
    for its in on.values():
        for reader, value in its.items():
            others = [other for by, other in its.items() if by != reader]
            if others:
                of[reader].append((value, fmean(others)))
    counts: dict[str, int] = defaultdict(int)
    for _application, reader in totals:
        counts[reader] += 1
    return tuple(_agreement(reader, of[reader], n=counts[reader]) for reader in sorted(of))


def too_fast(seconds: Mapping[str, float | None]) -> frozenset[str]:
    """Which reviews (seconds by id, None unknown) took less than a minute, or less than a quarter
    of what is usual in the round once five times are known."""
    known = {id_: time for id_, time in seconds.items() if time is not None}
    usual = median(known.values()) if len(known) >= FEWEST_TIMES else 0
    least = max(LEAST_SECONDS, SHARE_OF_USUAL * usual)
    return frozenset(id_ for id_, time in known.items() if time < least)


def _agreement(reader: str, both: Sequence[tuple[float, float]], *, n: int) -> Agreement:
    if not both:
        return Agreement(reader, n=n, shared=0)
    own, panel = [mine for mine, _theirs in both], [theirs for _mine, theirs in both]
    return Agreement(
        reader=reader,
        n=n,
        shared=len(both),
        own=fmean(own),
        panel=fmean(panel),
        distance=fmean(abs(mine - theirs) for mine, theirs in both),
        correlation=_correlation(own, panel),
    )


def _correlation(own: Sequence[float], panel: Sequence[float]) -> float | None:
    if len(own) < FEWEST_SHARED:
        return None
    try:
        return correlation(own, panel)
    except StatisticsError:  # one of them is always the same
        return None
