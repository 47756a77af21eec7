"""Who reads what: exactly, evenly enough, and so that all can be compared.

In this order: every rule is kept, the least fitting new read fits as well as it can, and the sum of
affinities is the highest there is (`optima`). All applications hang together by their readers, or
there is no plan. Before anything is written, what is missing is said (`shortfalls`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from accelerator.reviews.rules.affinities import affinity
from accelerator.reviews.rules.exchanges import exchanged
from accelerator.reviews.rules.graphs import Group, Pair, Roots, components
from accelerator.reviews.rules.linear import Undecided
from accelerator.reviews.rules.openings import Openings, openings
from accelerator.reviews.rules.optima import Choice, best_choice, joined_choice
from accelerator.reviews.rules.papers import (
    OnlyFew,
    Paper,
    Plan,
    Problem,
    Read,
    Reader,
    Shortfall,
    Squeeze,
    TooIdle,
    Weights,
)
from accelerator.reviews.rules.shortfalls import apart, too_little

__all__ = [
    "OnlyFew",
    "Pair",
    "Paper",
    "Plan",
    "Problem",
    "Read",
    "Reader",
    "Shortfall",
    "Squeeze",
    "TooIdle",
    "Weights",
    "assign",
    "rebalance",
]


def assign(problem: Problem) -> Plan | Shortfall:
    """The plan, kept reads included, or what is missing.

    Raises Undecided when there was not enough time to tell. That takes readers with hardly two
    reads each; where only the best plan takes too long, a good one comes back, not `proven`.
    """
    opened = openings(problem)
    missing = too_little(problem, opened)
    if missing is not None:
        return missing
    levels = sorted(set(opened.worth.values()))
    highest = _highest(levels, lambda level: opened.above(level).can_be_met) if levels else 0
    plain = best_choice(opened.above(highest), seed=problem.seed)
    if plain is None:
        raise AssertionError("a flow was found where the solver finds none")
    if len(plain.groups) <= 1 or not problem.connected:
        return _plan(problem, plain, opened=opened, before=plain.groups)
    try:
        choice = _joined(problem, opened, levels=[level for level in levels if level <= highest])
    except Undecided:
        choice = exchanged(opened, plain)
        if choice is None:
            raise
    if choice is None:
        walled_off = _walled_off(opened)
        groups = walled_off if len(walled_off) > 1 else plain.groups
        return apart(problem, opened, groups=groups)
    return _plan(problem, choice, opened=opened, before=plain.groups)


def rebalance(
    problem: Problem, *, kept: Iterable[Pair], late: Mapping[Pair, float] | None = None
) -> Plan | Shortfall:
    """Assign what is open while a round runs. `kept` are all reads that stand, none of which moves;
    for every whole read that has faded among the `late` ones (days by pair) an application gets
    one reader more. Who was late keeps the read, and may still hand it in."""
    return assign(replace(problem, kept=frozenset(kept), late=dict(late or {})))


def _joined(problem: Problem, opened: Openings, *, levels: Sequence[int]) -> Choice | None:
    """The connected choice with the highest floor among the levels."""
    if len(_walled_off(opened)) > 1 or _are_too_few_to_join(opened):
        return None
    cuts: list[Sequence[Group]] = []
    choices: dict[int, Choice | None] = {}

    def works(level: int) -> bool:
        choices[level] = joined_choice(opened.above(level), seed=problem.seed, cuts=cuts)
        return choices[level] is not None

    if works(levels[-1]):  # nearly always: equals abound
        return choices[levels[-1]]
    if len(levels) == 1 or not works(levels[0]):
        return None
    return choices[_highest(levels[:-1], works)]


def _walled_off(opened: Openings) -> tuple[Group, ...]:
    """The groups that no possible read joins; one, as a rule."""
    groups = components(opened.wanted, pairs=opened.all_pairs)
    return tuple(group for group in groups if group.applications)


def _are_too_few_to_join(opened: Openings) -> bool:
    """A tree over so many nodes has more edges than there are reads."""
    nodes = len(opened.wanted) + opened.fewest_readers
    return opened.need + len(opened.joined) < nodes - 1


def _highest(levels: Sequence[int], works: Callable[[int], bool]) -> int:
    """The highest level that works; the lowest does, and below one that works all do."""
    low, high = 0, len(levels) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if works(levels[middle]):
            low = middle
        else:
            high = middle - 1
    return levels[low]


def _plan(problem: Problem, choice: Choice, *, opened: Openings, before: Sequence[Group]) -> Plan:
    if problem.connected and len(choice.groups) > 1:
        raise AssertionError("a plan must hang together")
    papers = {paper.id: paper for paper in problem.applications}
    readers = {reader.id: reader for reader in problem.readers}
    bridges = _bridges(choice.pairs, before) if len(choice.groups) <= 1 else frozenset()
    reads = [Read(*pair, opened.worth[pair], bridge=pair in bridges) for pair in choice.pairs]
    for application, reader in problem.kept | problem.late.keys():
        if application in papers:
            known = readers.get(reader)
            fit = affinity(papers[application], known, weights=problem.weights) if known else 0
            reads.append(Read(application, reader, fit, kept=True))
    worth = [opened.worth[pair] for pair in choice.pairs]
    return Plan(
        reads=tuple(sorted(reads)),
        floor=min(worth, default=None),
        total=sum(worth),
        groups=len(before),
        proven=choice.proven,
    )


def _bridges(pairs: Iterable[Pair], before: Sequence[Group]) -> frozenset[Pair]:
    """The reads by which the groups that were apart became one, one fewer than there were."""
    home = {("a", a): str(n) for n, group in enumerate(before) for a in group.applications}
    home |= {("r", r): str(n) for n, group in enumerate(before) for r in group.readers}
    roots, bridges = Roots(), set()
    for application, reader in sorted(pairs):
        here = home["a", application]
        there = home.setdefault(("r", reader), here)  # who had nothing to read joins whom they read
        if roots.join(("", here), ("", there)):
            bridges.add((application, reader))
    return frozenset(bridges)
