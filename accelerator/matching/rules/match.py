"""The best proposal, phase by phase, each fixing the one before (docs/decisions/0016).

Locks are kept or it is said what they break; the fewest minimum places stay empty; the worst-off
startup does not fall below the floor; the total, with the bonus for what has been published, is
the highest there is; among equals lots are drawn from the ids.
"""

import math
import time
from dataclasses import dataclass, replace

import numpy as np

from accelerator.matching.rules.answers import Floor, Matching, NotSolvedInTime, Placed, Refused
from accelerator.matching.rules.floors import Above, FloorModel
from accelerator.matching.rules.greedy import first_guess
from accelerator.matching.rules.network import Bools, Network, network_of
from accelerator.matching.rules.phases import Phase
from accelerator.matching.rules.problem import Problem
from accelerator.matching.rules.residual import stuck
from accelerator.matching.rules.solver import Found, Solver
from accelerator.matching.rules.standings import (
    blocking_of,
    broken,
    profile_of,
    unmet_of,
    values_of,
    worst_of,
)
from hub.core.waiting import TO_THE_END, Watch


def match(problem: Problem, *, watch: Watch = TO_THE_END) -> Matching | Refused:
    """The best matching, or the caps that the locks break.

    Raises NotSolvedInTime when not even the program without a floor was solved; where only the
    floor took too long, the best without it or the best so far comes back, not `proved`. Raises
    GivenUp when `watch` says that nobody waits any more.
    """
    began = time.process_time()
    breaks = broken(problem, problem.locks)
    if breaks:
        return Refused(breaks)
    network = network_of(problem)
    watch.begins(Phase.TOTAL)
    solver = Solver(network, seconds=problem.seconds, watch=watch)
    draft = _without_floor(network, solver)
    left = problem.seconds - solver.seconds_used
    floored = _with_floor(network, draft, seconds=left, watch=watch)
    matching = matching_of(network, floored)
    return replace(matching, cpu_seconds=time.process_time() - began)


@dataclass(frozen=True, eq=False)
class Draft:
    """What has been chosen so far, and what is known of it."""

    chosen: Bools
    best_total: int
    counting: Bools
    floor: Floor | None = None
    gap: int = 0
    proved: bool = True
    canonical: bool = True


def _without_floor(network: Network, solver: Solver) -> Draft:
    solver.begin_at(first_guess(network))
    best = solver.solve(network.gain)
    found, canonical = _drawn(network, solver, best=best)
    if network.problem.bonus and network.published.any():
        best = solver.solve(network.fit)
    best_total = int(network.fit[best.chosen].sum())
    counting = counting_of(network, found.chosen)
    return Draft(found.chosen, best_total, counting, canonical=canonical)


def _drawn(network: Network, solver: Solver, *, best: Found) -> tuple[Found, bool]:
    try:
        return solver.canonical(best, network.lots()), True
    except NotSolvedInTime:
        return best, False


def counting_of(network: Network, chosen: Bools) -> Bools:
    """Whom the floor is for: who wants mentors and is not among those who compete for too few."""
    wants = network.upper > 0
    if np.any(network.counted(chosen)[0] < network.lower):
        wants &= ~stuck(network, chosen).startups
    return wants


def _with_floor(network: Network, draft: Draft, *, seconds: float, watch: Watch) -> Draft:
    """The draft itself where it reaches the floor."""
    share = network.problem.floor
    if not share or not draft.counting.any():
        return draft
    worst, _whose = worst_of(network, draft.chosen, counting=draft.counting)
    unmet = sum(one.short for one in unmet_of(network, draft.chosen))
    watch.begins(Phase.HEIGHT)
    model = FloorModel(network, counting=draft.counting, unmet=unmet, seconds=seconds, watch=watch)
    search = _Search(lowest=worst or 0, highest=FULL_HEIGHT)
    try:
        search.highest = max(model.reachable(), search.lowest)
        watch.begins(Phase.LIFTING)
        above = _above(network, draft, model=model, search=search, share=share)
    except NotSolvedInTime:
        floor = _floor(network, draft, search=search, share=share)
        return replace(draft, floor=replace(floor, held=False), proved=False)
    if above is None:
        return replace(draft, floor=_floor(network, draft, search=search, share=share))
    lifted = replace(draft, chosen=above.chosen, gap=above.gap, proved=above.gap == 0)
    floor = _floor(network, lifted, search=search, share=share)
    binding = int(network.gain[above.chosen].sum()) < int(network.gain[draft.chosen].sum())
    return replace(lifted, floor=replace(floor, binding=binding))


#: Higher than any floor.
FULL_HEIGHT = 1 << 30


@dataclass
class _Search:
    """The best reachable value lies between these two."""

    lowest: int
    highest: int

    def asked(self, share: float) -> int:
        return math.ceil(share * self.highest - 1e-9)


def _above(
    network: Network, draft: Draft, *, model: FloorModel, search: _Search, share: float
) -> Above | None:
    """The best matching above the share of the highest floor; None if the draft is. `search` ends
    with what was learnt of the highest."""
    values = values_of(network, draft.chosen)[draft.counting]
    while True:
        asked = search.asked(share)
        if int(values.min()) >= asked:
            return None
        above = model.best_above(asked, network.gain)
        if above is not None:
            return above
        search.highest = asked - 1
        while search.asked(share) > search.lowest:  # what is reachable is not known well enough
            middle = (search.lowest + search.highest + 1) // 2
            tried = model.best_above(middle, network.gain)
            if tried is None:
                search.highest = middle - 1
            else:
                found = values_of(network, tried.chosen)[draft.counting]
                search.lowest = max(middle, int(found.min()))


def _floor(network: Network, draft: Draft, *, search: _Search, share: float) -> Floor:
    worst, its = worst_of(network, draft.chosen, counting=draft.counting)
    lowest = max(search.lowest, worst or 0)
    return Floor(
        worst=worst,
        startup_ids=its,
        reachable=search.highest,
        certain=lowest >= search.highest,
        asked=search.asked(share),
    )


def floor_of(network: Network, draft: Draft, *, like: Floor) -> Floor:
    """How the worst-off fares in this draft, below the same floor."""
    worst, its = worst_of(network, draft.chosen, counting=draft.counting)
    return replace(like, worst=worst, startup_ids=its)


def matching_of(network: Network, draft: Draft) -> Matching:
    chosen = np.flatnonzero(draft.chosen)
    pairs = tuple(
        Placed(
            *network.pair(int(position)),
            fit=int(network.fit[position]),
            locked=bool(network.locked[position]),
            published=bool(network.published[position]),
        )
        for position in chosen
    )
    worst, its = worst_of(network, draft.chosen, counting=draft.counting)
    return Matching(
        pairs=pairs,
        total=int(network.fit[chosen].sum()),
        best_total=draft.best_total,
        bonus=int((network.gain - network.fit)[chosen].sum()),
        floor=draft.floor or Floor(worst, its, reachable=None, certain=False, asked=0),
        unmet=unmet_of(network, draft.chosen),
        blocking=blocking_of(network, draft.chosen),
        profile=profile_of(network.problem, (placed.pair for placed in pairs)),
        proved=draft.proved,
        gap=draft.gap,
        canonical=draft.canonical,
    )
