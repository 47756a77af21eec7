"""What a change by hand would do, before it is saved.

A lock or a ban matches everything else anew around it: the program of `match` stays alive and
changes one bound. A move or a swap leaves everything else as it is. Undoing gives back exactly what
was there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from accelerator.matching.rules.answers import Break, Cap, Matching, Refused
from accelerator.matching.rules.explanations import (
    Add,
    Ban,
    Drop,
    Edit,
    Effect,
    Lock,
    Move,
    Release,
    Standing,
    Swap,
)
from accelerator.matching.rules.live import Live
from accelerator.matching.rules.match import counting_of, match
from accelerator.matching.rules.network import Bools, Network, network_of
from accelerator.matching.rules.problem import Pair, Problem
from accelerator.matching.rules.standings import Limits, standing_of, values_of


@dataclass(frozen=True)
class State:
    """A proposal while somebody works on it. What was locked or banned by hand is in `problem`."""

    problem: Problem
    pairs: frozenset[Pair]
    standing: Standing


class WhatIf:
    """`problem` and `matching` as they are now, or `pairs` instead of the matching's where they
    were changed by hand. `floor`: what the worst-off startup is to keep, in whole points."""

    def __init__(
        self, problem: Problem, matching: Matching, *, pairs: Iterable[Pair] | None = None
    ) -> None:
        self._network = network_of(replace(problem, locks=frozenset(), bans=frozenset()))
        chosen = self._network.where(matching.chosen if pairs is None else pairs)
        self._limits = Limits(problem)
        self._counting = counting_of(self._network, chosen)
        self._asked = matching.floor.asked
        self._live = Live(self._network, chosen, seconds=problem.seconds)
        self._states = [self._state(problem, chosen)]
        self._mark(problem.locks, low=1, high=1)
        self._mark(problem.bans, low=0, high=0)
        self._live.best()

    @property
    def state(self) -> State:
        return self._states[-1]

    def effect(self, edit: Edit) -> Effect:
        """What it would do; nothing has changed after it. Raises NotSolvedInTime."""
        effect, after = self._tried(edit)
        if after is not None:
            self._bring(after.problem, self.state.problem)
        return effect

    def apply(self, edit: Edit) -> Effect:
        """Do it; with `breaks` nothing has changed. Raises NotSolvedInTime."""
        effect, after = self._tried(edit)
        if after is not None:
            self._states.append(after)
        return effect

    def undo(self) -> State:
        """Take the last edit back. Raises IndexError when there is none."""
        if len(self._states) == 1:
            raise IndexError("nothing to undo")
        gone = self._states.pop()
        self._bring(gone.problem, self.state.problem)
        return self.state

    def _tried(self, edit: Edit) -> tuple[Effect, State | None]:
        """The live program is left with the edit in it, if there is a state."""
        now = self.state
        if isinstance(edit, Lock | Ban | Release):
            problem = _marked(now.problem, edit)
            breaks = self._limits.broken(problem.locks, bans=problem.bans)
            pairs, certain = (now.pairs, True) if breaks else self._around(problem)
        else:
            problem, pairs, certain = now.problem, _changed(now.pairs, edit), True
            breaks = self._breaks(edit, pairs)
        if breaks:
            return Effect(edit, now.standing, now.standing, breaks=breaks), None
        after = self._state(problem, self._network.where(pairs))
        return (
            Effect(
                edit,
                before=now.standing,
                after=after.standing,
                added=tuple(sorted(after.pairs - now.pairs)),
                removed=tuple(sorted(now.pairs - after.pairs)),
                certain=certain,
            ),
            after,
        )

    def _around(self, problem: Problem) -> tuple[frozenset[Pair], bool]:
        """All others matched anew; with whole mentors above the floor only where it binds."""
        self._bring(self.state.problem, problem)
        chosen = self._live.best()
        values = values_of(self._network, chosen)[self._counting]
        if not len(values) or int(values.min()) >= self._asked:
            return self._pairs(chosen), True
        other = match(problem)
        if isinstance(other, Refused):
            raise AssertionError("locks that keep all caps were refused")
        return other.chosen, other.proved

    def _state(self, problem: Problem, chosen: Bools) -> State:
        network, pairs = self._network, self._pairs(chosen)
        if problem.locks:
            network = replace(network, locked=network.where(problem.locks))
        if problem.bans:
            network = _without(network, problem.bans)
            chosen = network.where(pairs)
        return State(problem, pairs, standing_of(network, chosen, counting=self._counting))

    def _pairs(self, chosen: Bools) -> frozenset[Pair]:
        return frozenset(self._network.pair(int(position)) for position in np.flatnonzero(chosen))

    def _bring(self, before: Problem, after: Problem) -> None:
        """The live program from the marks of one to the marks of the other."""
        self._mark(before.locks - after.locks, low=0, high=1)
        self._mark(before.bans - after.bans, low=0, high=1)
        self._mark(after.locks - before.locks, low=1, high=1)
        self._mark(after.bans - before.bans, low=0, high=0)

    def _mark(self, pairs: Iterable[Pair], *, low: int, high: int) -> None:
        for position in self._network.positions(pairs).tolist():
            self._live.bound(position, low=low, high=high)

    def _breaks(self, edit: Edit, pairs: frozenset[Pair]) -> tuple[Break, ...]:
        now = self.state
        gone = sorted(now.pairs - pairs)
        locked = [Break(Cap.LOCKED, pair, 1, (pair,)) for pair in gone if pair in now.problem.locks]
        missing = [pair for pair in _given_up(edit) if pair not in now.pairs]
        if missing or len(pairs) != _expected(now.pairs, edit):
            raise ValueError(f"pairs that are not there, or are there already: {edit}")
        return (*locked, *self._limits.broken(pairs, bans=now.problem.bans))


def _marked(problem: Problem, edit: Lock | Ban | Release) -> Problem:
    this = frozenset({edit.pair})
    locks, bans = problem.locks - this, problem.bans - this
    if isinstance(edit, Lock):
        locks |= this
    elif isinstance(edit, Ban):
        bans |= this
    return replace(problem, locks=locks, bans=bans)


def _changed(pairs: frozenset[Pair], edit: Edit) -> frozenset[Pair]:
    return (pairs - frozenset(_given_up(edit))) | frozenset(_taken(edit))


def _given_up(edit: Edit) -> tuple[Pair, ...]:
    match edit:
        case Move(pair=pair) | Drop(pair=pair):
            return (pair,)
        case Swap(one=one, other=other):
            return one, other
    return ()


def _taken(edit: Edit) -> tuple[Pair, ...]:
    match edit:
        case Move(pair=(startup_id, _mentor_id), to_mentor_id=mentor_id):
            return ((startup_id, mentor_id),)
        case Swap(one=(s, m), other=(t, n)):
            return (s, n), (t, m)
        case Add(pair=pair):
            return (pair,)
    return ()


def _expected(pairs: frozenset[Pair], edit: Edit) -> int:
    return len(pairs) - len(_given_up(edit)) + len(_taken(edit))


def _without(network: Network, bans: frozenset[Pair]) -> Network:
    """What is banned is no possible pair, so that it cannot block either."""
    banned = network.where(bans)
    if not banned.any():
        return network
    columns = ("startup", "mentor", "organisation", "group", "fit", "locked", "published")
    return replace(network, **{name: getattr(network, name)[~banned] for name in columns})
