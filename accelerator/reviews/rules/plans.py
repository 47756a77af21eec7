"""A plan as it is kept to be looked at, and whether it still holds when it is to be written."""

from collections import Counter
from dataclasses import asdict
from typing import Any

from accelerator.reviews.rules.affinities import barrier, lot
from accelerator.reviews.rules.graphs import Group, Pair
from accelerator.reviews.rules.papers import (
    OnlyFew,
    Plan,
    Problem,
    Read,
    Shortfall,
    Squeeze,
    TooIdle,
)


def to_json(outcome: Plan | Shortfall) -> dict[str, Any]:
    kind = "plan" if isinstance(outcome, Plan) else "shortfall"
    return {"kind": kind} | asdict(outcome)


def from_json(kept: dict[str, Any]) -> Plan | Shortfall:
    """What `to_json` made, also after a database has turned tuples into lists."""
    told = {name: value for name, value in kept.items() if name != "kind"}
    if kept["kind"] == "plan":
        return Plan(**told | {"reads": tuple(Read(**each) for each in told["reads"])})
    return Shortfall(
        need=told["need"],
        capacity=told["capacity"],
        short=told["short"],
        few=tuple(OnlyFew(**each) for each in told["few"]),
        squeezed=tuple(Squeeze(**_tuples(each)) for each in told["squeezed"]),
        idle=tuple(TooIdle(**_tuples(each)) for each in told["idle"]),
        groups=tuple(Group(**_tuples(each)) for each in told["groups"]),
        joining=tuple((application, reader) for application, reader in told["joining"]),
    )


def still_holds(problem: Problem, plan: Plan) -> bool:
    """Whether the plan's new reads may be given as things stand now: the reads it kept are the ones
    that stand, nothing forbids a new one, and nobody gets more than they take."""
    standing = problem.kept | problem.late.keys()
    if {(read.application, read.reader) for read in plan.reads if read.kept} != standing:
        return False
    papers = {paper.id: paper for paper in problem.applications}
    readers = {reader.id: reader for reader in problem.readers}
    new = [(read.application, read.reader) for read in plan.new]
    load = Counter(reader for _application, reader in (*standing, *new))
    return all(
        application in papers
        and reader in readers
        and (application, reader) not in standing
        and barrier(problem, papers[application], reader=readers[reader]) is None
        and load[reader] <= readers[reader].most
        for application, reader in new
    )


def in_own_order(pairs: list[Pair], *, seed: int) -> list[Pair]:
    """Shuffled for each reader, so that nobody's first application is everybody's first."""
    return sorted(pairs, key=lambda pair: (pair[1], lot(seed, *pair), pair))


def _tuples(told: dict[str, Any]) -> dict[str, Any]:
    return {n: tuple(v) if isinstance(v, list) else v for n, v in told.items()}
