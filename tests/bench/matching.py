"""What it takes to match, beside the bare solver: HiGHS on the same pairs and limits, from the
moment it has them until it has solved them. CPU time of this process; no database.
"""

import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from accelerator.matching.rules.answers import Matching
from accelerator.matching.rules.explanations import Ban, Lock
from accelerator.matching.rules.match import match
from accelerator.matching.rules.mutual import Market, choose
from accelerator.matching.rules.network import network_of
from accelerator.matching.rules.problem import Problem
from accelerator.matching.rules.rematch import rematch
from accelerator.matching.rules.shortage import clashes
from accelerator.matching.rules.solver import Solver
from accelerator.matching.rules.whatif import WhatIf
from accelerator.matching.rules.why import Explainer
from tests.accelerator.matching.rules.problems import cohort
from tests.bench.measures import Result, Work

#: How often something that takes milliseconds is done in a row.
EDITS = 10


@dataclass(frozen=True)
class Size:
    name: str
    problem: Problem


SIZES = (
    Size("20x30", cohort(20, 30)),
    Size("84x120 loose", cohort(84, 120, organisations=15)),
    Size("84x120 tight", cohort(84, 120, organisations=15, share=0.45)),
    Size("500x800 loose", cohort(500, 800, organisations=60, each=50)),
    Size("500x800 tight", cohort(500, 800, organisations=60, share=0.45, each=50)),
)


def matching_results(*, rounds: int) -> Iterator[Result]:
    for size in SIZES:
        few = max(3, rounds // 6) if size.name.startswith("500") else rounds
        yield from _results(size, rounds=few)
    yield _memory()


def _results(size: Size, *, rounds: int) -> Iterator[Result]:
    problem, matching = size.problem, _matched(size.problem)
    bare, whole = _bare(problem), "match {} / bare solver"
    yield _compared(whole.format(size.name), bare, lambda: match(problem), rounds=rounds)
    what_if = WhatIf(problem, matching)
    for what, edits in (("lock", _locks(problem, matching)), ("ban", _bans(matching))):
        yield _compared(
            f"what if, {what}: warm {size.name} / bare solver",
            bare,
            lambda edits=edits: [what_if.effect(edit) for edit in edits],  # type: ignore[misc]
            rounds=rounds,
            times=EDITS,
        )
    explainer = Explainer(problem, matching)
    what = f"why not, all prices {size.name} / bare solver"
    yield _compared(what, bare, lambda: list(explainer.prices()), rounds=rounds)
    what = f"mutual choice {size.name} / bare solver"
    yield _compared(what, bare, lambda: choose(Market(problem)), rounds=rounds)
    short = _short(problem)
    missing = match(short)
    assert isinstance(missing, Matching)
    what = f"certificate of a shortage {size.name} / bare solver"
    yield _compared(what, bare, lambda: clashes(short, missing.chosen), rounds=rounds)
    again = _departed(problem, matching)
    fresh = replace(again, published=frozenset())
    what = f"match with published pairs {size.name} / match anew"
    yield _compared(what, lambda: match(fresh), lambda: match(again), rounds=rounds)
    if not size.name.startswith("500"):
        fair = replace(problem, floor=0.9)
        what = f"match with the floor {size.name} / bare solver"
        yield _compared(what, bare, lambda: match(fair), rounds=max(3, rounds // 6))
        what = f"fewest changes for a loss {size.name} / bare solver"
        fewest = lambda: rematch(again, allowed_loss=2_000)  # noqa: E731
        yield _compared(what, bare, fewest, rounds=max(3, rounds // 6))


def _compared(what: str, *works: Work, rounds: int, times: int = 1) -> Result:
    """The two in turn; lower quartiles of CPU milliseconds. A work that is the solver says itself
    how long that took. `times`: the second does so many at once."""
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for work, its in zip(works, took, strict=True):
            started = time.process_time()
            own = work()
            seconds = own if isinstance(own, float) else time.process_time() - started
            if number:  # the first time warms up
                its.append(seconds * 1000)
    baseline, measured = (statistics.quantiles(its, n=4)[0] for its in took)
    return Result(what, baseline, measured / times)


def _bare(problem: Problem) -> Work:
    """Nothing but the linear program's own time."""
    network = network_of(problem)

    def work() -> float:
        solver = Solver(network, seconds=60)
        solver.cost(network.gain)
        started = time.process_time()
        solver.highs.run()
        return time.process_time() - started

    return work


def _matched(problem: Problem) -> Matching:
    matching = match(problem)
    assert isinstance(matching, Matching)
    return matching


def _locks(problem: Problem, matching: Matching) -> list[Lock]:
    free = sorted(
        c.pair for c in problem.candidates if c.reason is None and c.pair not in matching.chosen
    )
    return [Lock(pair) for pair in free[:: len(free) // EDITS][:EDITS]]


def _bans(matching: Matching) -> list[Ban]:
    return [Ban(one.pair) for one in matching.pairs[:: len(matching.pairs) // EDITS][:EDITS]]


def _short(problem: Problem) -> Problem:
    """Half the places, and two mentors each at least."""
    startups = tuple(replace(s, lower=2) for s in problem.startups)
    houses = tuple(replace(o, places=o.places // 3 + 1) for o in problem.organisations)
    return replace(problem, startups=startups, organisations=houses)


def _departed(problem: Problem, matching: Matching) -> Problem:
    """One mentor in twenty-four has left since the pairs were published."""
    gone = {mentor.id for mentor in problem.mentors[::24]}
    return replace(
        problem,
        mentors=tuple(m for m in problem.mentors if m.id not in gone),
        candidates=tuple(c for c in problem.candidates if c.mentor_id not in gone),
        published=matching.chosen,
    )


def _memory() -> Result:
    """Megabytes, not milliseconds: what 500 x 800 adds to a process that has it loaded, in a new
    process each; the baseline is the goal."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        [rise] = pool.map(_rise, [SIZES[-2].name])
    return Result("MB for 500x800, match and all prices / goal", 60, rise)


def _rise(name: str) -> float:
    [size] = [size for size in SIZES if size.name == name]
    match(SIZES[0].problem)  # whatever is loaded by the first one
    idle = _highest()
    Explainer(size.problem, _matched(size.problem)).prices()
    return _highest() - idle


def _highest() -> float:
    """Megabytes of memory that this process has had at once."""
    [line] = [it for it in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in it]
    return int(line.split()[1]) / 1024
