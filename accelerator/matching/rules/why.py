"""Why this mentor, why not that one: with prices, and with the chain that a change would set off.

For the best matching prices are exact and come all at once (`prices`), and the chain is the
cheapest there is (`paths`). Where the floor binds, the pairs are no corner of a network: there one
pair is solved anew when it is asked for, and lists say how much it costs at least.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

import numpy as np

from accelerator.matching.rules.answers import Matching, Placed, Refused
from accelerator.matching.rules.explanations import Price, Step, StepKind, Why, WhyNot
from accelerator.matching.rules.floors import FloorModel
from accelerator.matching.rules.match import counting_of, match
from accelerator.matching.rules.network import Network, network_of
from accelerator.matching.rules.paths import Paths
from accelerator.matching.rules.pricelist import PriceList
from accelerator.matching.rules.prices import Prices
from accelerator.matching.rules.problem import Candidate, HardReason, Pair, Problem
from accelerator.matching.rules.solver import penalty_of
from accelerator.matching.rules.standings import broken
from accelerator.matching.rules.ways import NO_WAY


class Explainer:
    """Of a matching that `match` made of this problem."""

    def __init__(self, problem: Problem, matching: Matching) -> None:
        self.problem = problem
        self.matching = matching
        self.is_exact = not matching.floor.binding and matching.proved
        self._heavy = 4 * penalty_of(self.network)

    @cached_property
    def network(self) -> Network:
        return network_of(self.problem)

    def prices(self) -> PriceList:
        """Of all possible pairs; what is chosen costs nothing. Raises NotSolvedInTime where the
        floor binds."""
        if not self.is_exact:
            return self._least_prices()
        prices = Prices(self.network, self._chosen, heavy=self._heavy)
        total = prices.of_all()
        none = total == NO_WAY
        points, unmet = prices.split(np.where(none, 0, total))
        return PriceList(self.network, points, unmet, np.ones_like(none), none)

    def why_not(self, pair: Pair) -> WhyNot:
        """Raises NotSolvedInTime where the floor binds and it is not told in time."""
        candidate = self._candidates.get(pair)
        if candidate is None:
            return WhyNot(pair, unknown=True)
        if candidate.reason is not None or pair in self.problem.bans:
            return WhyNot(pair, reason=candidate.reason or HardReason.BANNED)
        if pair in self.matching.chosen:
            return WhyNot(pair, price=Price(pair, 0))
        breaks = broken(self.problem, self.problem.locks | {pair})
        if breaks:
            return WhyNot(pair, breaks=breaks)
        if not self.is_exact:
            price, steps = self._solved(
                pair, replace(self.problem, locks=self.problem.locks | {pair})
            )
            return WhyNot(pair, price=price, steps=steps)
        price, steps = self._forced(pair, dropped=False)
        return WhyNot(pair, price=price, steps=steps)

    def why(self, pair: Pair) -> Why:
        """Raises KeyError when the pair was not chosen, NotSolvedInTime as `why_not`."""
        placed = {one.pair: one for one in self.matching.pairs}[pair]
        if self.is_exact:
            losing, steps = self._forced(pair, dropped=True)
        else:
            without = replace(
                self.problem, bans=self.problem.bans | {pair}, locks=self.problem.locks - {pair}
            )
            losing, steps = self._solved(pair, without)
        taken = [step for step in steps if step.kind is StepKind.TAKES]
        return Why(
            pair=pair,
            fit=placed.fit,
            **self._ranks(placed),
            locked=placed.locked,
            losing=losing,
            next_mentor_id=_first(s.mentor_id for s in taken if s.startup_id == pair[0]),
            next_startup_id=_first(s.startup_id for s in taken if s.mentor_id == pair[1]),
            steps=steps,
        )

    @cached_property
    def _chosen(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return self.network.where(self.matching.chosen)

    @cached_property
    def _paths(self) -> Paths:
        return Paths(self.network, self._chosen, heavy=self._heavy)

    @cached_property
    def _candidates(self) -> dict[Pair, Candidate]:
        return {(one[0], one[1]): one for one in self.problem.candidates}

    def _forced(self, pair: Pair, *, dropped: bool) -> tuple[Price, tuple[Step, ...]]:
        position = self._at(pair)
        found = self._paths.around(position, dropped=dropped)
        if found is None:
            return Price(pair, 0, impossible=True), ()
        gain = int(self.network.gain[position])
        total = found[0] + (gain if dropped else -gain)
        unmet = (total + self._heavy // 2) // self._heavy
        steps = tuple(self._step(each) for each in (position, *found[1]))
        return Price(pair, total - unmet * self._heavy, unmet), steps

    def _at(self, pair: Pair) -> int:
        return self.network.position(pair)

    def _step(self, position: int) -> Step:
        network = self.network
        drops = bool(self._chosen[position])
        sign = -1 if drops else 1
        gain, fit = int(network.gain[position]), int(network.fit[position])
        return Step(
            StepKind.DROPS if drops else StepKind.TAKES,
            *network.pair(position),
            change=sign * gain,
            bonus=sign * (gain - fit),
        )

    def _solved(self, pair: Pair, problem: Problem) -> tuple[Price, tuple[Step, ...]]:
        """By solving anew; the floor stays where it is."""
        other = match(problem)
        if isinstance(other, Refused):
            return Price(pair, 0, impossible=True), ()
        ours, theirs = self.matching, other
        points = ours.total + ours.bonus - theirs.total - theirs.bonus
        steps = tuple(
            self._step(at) for at in map(self._at, _chained(pair, ours.chosen ^ theirs.chosen))
        )
        return Price(pair, points, theirs.short - ours.short, certain=theirs.proved), steps

    def _least_prices(self) -> PriceList:
        """No forced pair leaves more than the best in fractions of mentors, less its own price."""
        network, gain, chosen = self.network, self.network.gain, self._chosen
        model = FloorModel(
            network,
            counting=counting_of(network, chosen),
            unmet=self.matching.short,
            seconds=self.problem.seconds,
        )
        relaxed = model.in_fractions(self.matching.floor.asked, gain)
        total = int(gain[chosen].sum())
        least = np.zeros(network.size)
        if relaxed is not None:
            least = np.maximum(0, total - relaxed.bound + np.abs(np.minimum(relaxed.prices, 0)))
        points = np.where(chosen, 0, np.ceil(least - 1e-6).astype(np.int64))
        none = np.zeros_like(chosen)
        return PriceList(network, points, none.astype(np.int64), certain=chosen, impossible=none)

    def _ranks(self, placed: Placed) -> dict[str, int]:
        network = self.network
        position = self._at(placed.pair)
        of_startup = network.fit[network.startup == network.startup[position]]
        of_mentor = network.fit[network.mentor == network.mentor[position]]
        return {
            "rank_of_mentor": 1 + int((of_startup > placed.fit).sum()),
            "mentors": len(of_startup),
            "rank_of_startup": 1 + int((of_mentor > placed.fit).sum()),
            "startups": len(of_mentor),
        }


def _first(ids: Iterable[str]) -> str | None:
    return next(iter(ids), None)


def _chained(first: Pair, changed: Iterable[Pair]) -> list[Pair]:
    """What follows from what: each link shares a startup or a mentor with one before, if any do."""
    left = sorted(set(changed) - {first})
    chain = [first]
    while left:
        startups, mentors = {s for s, _m in chain}, {m for _s, m in chain}
        near = [pair for pair in left if pair[0] in startups or pair[1] in mentors]
        chain.append(near[0] if near else left[0])
        left.remove(chain[-1])
    return chain
