"""Finals by pairs: of two applications, which is better? Strengths after Bradley and Terry (1952),
fitted by minorisation (Hunter 2004).

Each pair that was compared also counts as half a win for either side, so that nobody who won or
lost everything is infinitely far away. That makes a number of everything that hangs together by
comparisons, but it makes no knowledge: what the comparisons themselves do not say stays unknown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from accelerator.reviews.rules.affinities import lot

Floats = NDArray[np.float64]

METHOD = "bradley-terry-1"
PSEUDO_WINS = 0.5
NEAR = 1e-10
MOST_STEPS = 20_000
HALF_INTERVAL = 1.96


@dataclass(frozen=True)
class Comparison:
    """Somebody put `winner` before `loser`; `even`: neither before the other."""

    winner: str
    loser: str
    judge: str = ""
    even: bool = False


class Relation(StrEnum):
    """What the comparisons say of two applications."""

    ESTIMATED = "estimated"  # chains of wins lead both ways: the difference is an estimate
    ORDERED = "ordered"  # chains lead one way only: it is better, how much is not known
    UNKNOWN = "unknown"  # no chain of wins leads from one to the other


@dataclass(frozen=True)
class Strength:
    """`strength` is on the logit scale, 0 the mean of its `group`, and comparable only within it.
    `rank` counts from 1 within the group. None where it was never compared. The error counts the
    half wins as if they had been seen."""

    application: str
    group: int
    compared: int
    wins: float
    strength: float | None = None
    error: float | None = None
    low: float | None = None
    high: float | None = None
    rank: int | None = None


@dataclass(frozen=True)
class Standings:
    """By group (the largest first), then rank, then id. `reaches[a]`: whom a chain of wins leads to
    from a."""

    method: str
    strengths: tuple[Strength, ...]
    reaches: Mapping[str, frozenset[str]]

    @property
    def groups(self) -> int:
        return len({each.group for each in self.strengths})

    def relation(self, one: str, other: str) -> Relation:
        there, back = other in self.reaches[one], one in self.reaches[other]
        if there and back:
            return Relation.ESTIMATED
        return Relation.ORDERED if there or back else Relation.UNKNOWN

    def chance(self, one: str, other: str) -> float | None:
        """How probable it is that `one` is put before `other`; None when unknown."""
        if self.relation(one, other) is Relation.UNKNOWN:
            return None
        strength = {each.application: each.strength or 0.0 for each in self.strengths}
        return 1 / (1 + float(np.exp(strength[other] - strength[one])))


def standings(applications: Iterable[str], comparisons: Iterable[Comparison]) -> Standings:
    """Who stands where. Comparisons of applications that are not listed are left out.

    Raises ValueError when an application is compared with itself.
    """
    ids = sorted(set(applications))
    wins: Counter[tuple[str, str]] = Counter()
    for each in comparisons:
        if each.winner == each.loser:
            raise ValueError("an application cannot be compared with itself")
        if each.winner in ids and each.loser in ids:
            wins[each.winner, each.loser] += 1 if each.even else 2  # in halves: whole numbers
            wins[each.loser, each.winner] += 1 if each.even else 0
    beaten = {
        id_: frozenset(b for (a, b), half in wins.items() if a == id_ and half) for id_ in ids
    }
    met = {id_: frozenset(b for a, b in wins if a == id_) for id_ in ids}
    groups = sorted(
        {tuple(sorted(_reach(id_, met) | {id_})) for id_ in ids},
        key=lambda group: (-len(group), group),
    )
    return Standings(
        method=METHOD,
        strengths=tuple(
            strength
            for number, group in enumerate(groups, 1)
            for strength in _strengths(group, number=number, wins=wins)
        ),
        reaches={id_: _reach(id_, beaten) for id_ in ids},
    )


def next_pair(
    known: Standings,
    comparisons: Sequence[Comparison],
    *,
    judge: str = "",
    barred: Iterable[str] = (),
    seed: int = 1,
) -> tuple[str, str] | None:
    """What this judge is best asked next; None when they have seen every pair they may.

    First what joins groups, then what makes an unknown order known, then what tells most: likely
    to go either way, between applications whose strength is uncertain; last by lot.

    Args:
        barred: applications that the judge must not see.
    """
    out = set(barred)
    ids = [each for each in known.strengths if each.application not in out]
    seen = {frozenset((c.winner, c.loser)) for c in comparisons if c.judge == judge}
    offers = [
        (_urgency(known, one, other=other), lot(seed, judge, *pair), pair)
        for one in ids
        for other in ids
        if one.application < other.application
        and (pair := (one.application, other.application))
        and frozenset(pair) not in seen
    ]
    return min(offers)[2] if offers else None


def _urgency(known: Standings, one: Strength, *, other: Strength) -> tuple[int, float]:
    """The less, the more urgent."""
    if one.group != other.group:
        return 0, one.compared + other.compared
    relation = known.relation(one.application, other.application)
    doubt = (one.error or 0.0) ** 2 + (other.error or 0.0) ** 2
    chance = 1 / (1 + float(np.exp((other.strength or 0.0) - (one.strength or 0.0))))
    told = round(chance * (1 - chance) * doubt, 9)  # rounding apart, equals are for the lot
    return (1 if relation is Relation.UNKNOWN else 2), -told


def _reach(start: str, edges: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for other in edges[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)


def _strengths(
    group: Sequence[str], *, number: int, wins: Mapping[tuple[str, str], int]
) -> list[Strength]:
    table = np.array([[wins.get((a, b), 0) / 2 for b in group] for a in group])
    games = table + table.T
    if len(group) == 1:
        return [Strength(group[0], group=number, compared=0, wins=0.0)]
    softened = table + PSEUDO_WINS * (games > 0)
    fitted = _fitted(softened)
    errors = _errors(fitted, softened + softened.T)
    ranks = [1 + int((fitted > value + 1e-6).sum()) for value in fitted]
    rows = [
        Strength(
            application=id_,
            group=number,
            compared=int(games[at].sum()),
            wins=float(table[at].sum()),
            strength=float(fitted[at]),
            error=float(errors[at]),
            low=float(fitted[at] - HALF_INTERVAL * errors[at]),
            high=float(fitted[at] + HALF_INTERVAL * errors[at]),
            rank=ranks[at],
        )
        for at, id_ in enumerate(group)
    ]
    return sorted(rows, key=lambda row: (ranks[group.index(row.application)], row.application))


def _fitted(wins: Floats) -> Floats:
    """p_i ← W_i / Σ_j n_ij / (p_i + p_j), until nothing moves; as logits around 0."""
    games, won = wins + wins.T, wins.sum(axis=1)
    worth = np.ones(len(wins))
    for _step in range(MOST_STEPS):
        better = won / (games / (worth[:, None] + worth)).sum(axis=1)
        better /= np.exp(np.log(better).mean())
        still = float(np.abs(np.log(better / worth)).max()) < NEAR
        worth = better
        if still:
            break
    return np.asarray(np.log(worth), dtype=np.float64)


def _errors(fitted: Floats, games: Floats) -> Floats:
    """Of strengths that sum to 0: from the inverse of Fisher's information, which is singular in
    just the direction that the sum fixes."""
    chance = 1 / (1 + np.exp(fitted - fitted[:, None]))
    weight = games * chance * (1 - chance)
    information = np.diag(weight.sum(axis=1)) - weight
    size = len(fitted)
    cover = np.linalg.inv(information + 1.0 / size) - 1.0 / size
    return np.asarray(np.sqrt(np.diag(cover)), dtype=np.float64)
