"""Matching again with as few changes as can be, when people have been told already."""

from dataclasses import dataclass, replace

import numpy as np

from accelerator.matching.rules.answers import Matching, NotSolvedInTime, Refused
from accelerator.matching.rules.floors import FloorModel
from accelerator.matching.rules.match import Draft, counting_of, floor_of, match, matching_of
from accelerator.matching.rules.network import Ints, Network, network_of
from accelerator.matching.rules.phases import Phase
from accelerator.matching.rules.problem import Pair, Problem
from hub.core.waiting import TO_THE_END, Watch

#: What one change is worth while changes are counted and nothing else.
ONE = 1_000


@dataclass(frozen=True)
class Rematch:
    """`kept`, and of the other published pairs those that are `gone` (no longer possible) and those
    `let_go` for a better matching; `new` ones. `loss`: points short of the best matching that need
    not care for what has been published."""

    matching: Matching
    kept: tuple[Pair, ...]
    gone: tuple[Pair, ...]
    let_go: tuple[Pair, ...]
    new: tuple[Pair, ...]
    loss: int
    allowed_loss: int | None = None


def rematch(
    problem: Problem, *, allowed_loss: int | None = None, watch: Watch = TO_THE_END
) -> Rematch | Refused:
    """With the bonus of the problem for each published pair; or, where a loss is allowed, with the
    fewest published pairs let go that this loss allows, and among those the highest total.

    The first is the second for the loss that it has: no matching with at most that loss lets fewer
    go. Raises NotSolvedInTime, and GivenUp as `match` does.
    """
    fresh = match(replace(problem, published=frozenset()), watch=watch)
    if isinstance(fresh, Refused):
        return fresh
    watch.begins(Phase.FEWEST)
    matching = (
        match(problem, watch=watch)
        if allowed_loss is None
        else _fewest(problem, fresh, allowed_loss=allowed_loss, watch=watch)
    )
    if isinstance(matching, Refused):
        raise AssertionError("locks were kept, and now they are refused")
    return _compared(problem, matching, fresh=fresh, allowed_loss=allowed_loss)


def _fewest(problem: Problem, fresh: Matching, *, allowed_loss: int, watch: Watch) -> Matching:
    """First as many published pairs as the loss allows, then the highest total with so many."""
    network = network_of(replace(problem, bonus=0))
    counting = counting_of(network, network.where(fresh.chosen))
    model = FloorModel(
        network, counting=counting, unmet=fresh.short, seconds=problem.seconds, watch=watch
    )
    model.keep_sum(network.fit, at_least=fresh.total - allowed_loss)
    published = network.published.astype(np.int64)
    most, many_proved = _best(model, fresh, gain=published * ONE)
    model.keep_sum(published, at_least=int(published[most].sum()))
    chosen, proved = _best(model, fresh, gain=network.fit)
    draft = Draft(
        np.isin(np.arange(network.size), chosen),
        best_total=fresh.best_total,
        counting=counting,
        proved=proved and many_proved and fresh.proved,
    )
    floor = floor_of(network, draft, like=fresh.floor)
    return matching_of(network, replace(draft, floor=floor))


def _best(model: FloorModel, fresh: Matching, *, gain: Ints) -> tuple[Ints, bool]:
    above = model.best_above(fresh.floor.asked if fresh.floor.held else 0, gain)
    if above is None:
        raise NotSolvedInTime
    return np.flatnonzero(above.chosen), above.gap == 0


def _compared(
    problem: Problem, matching: Matching, *, fresh: Matching, allowed_loss: int | None
) -> Rematch:
    possible = _possible(network_of(problem))
    published, chosen = problem.published, matching.chosen
    return Rematch(
        matching=matching,
        kept=tuple(sorted(published & chosen)),
        gone=tuple(sorted(published - possible)),
        let_go=tuple(sorted((published & possible) - chosen)),
        new=tuple(sorted(chosen - published)),
        loss=fresh.total - matching.total,
        allowed_loss=allowed_loss,
    )


def _possible(network: Network) -> frozenset[Pair]:
    return frozenset(network.pair(int(at)) for at in np.flatnonzero(network.published))
