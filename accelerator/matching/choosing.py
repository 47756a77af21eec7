"""Mutual choice from private orders: who would rather have whom, made strict for everybody.

A startup wants the mentors that it has ranked, then all others by fit. A support organisation has
one strict order of all its pairs: by the place that its mentor gave the startup, then by fit, then
by lot; so each mentor's own order is a part of it. Nothing of the orders leaves the answer.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from accelerator.matching.rules.answers import Floor, Refused
from accelerator.matching.rules.answers import Matching as Answer
from accelerator.matching.rules.match import counting_of, match
from accelerator.matching.rules.mutual import Market, choose, ranks_of, startup_lists
from accelerator.matching.rules.network import NONE, Network, network_of
from accelerator.matching.rules.problem import Pair, Problem
from accelerator.matching.rules.standings import profile_of, worst_of
from hub.core.waiting import TO_THE_END, Watch

#: "startups" and "mentors": each one's order of the other side, the most wanted first.
Orders = Mapping[str, Mapping[str, Sequence[str]]]


def chosen_by_both(
    problem: Problem, orders: Orders, *, watch: Watch = TO_THE_END
) -> Answer | Refused:
    """Stable, and the best of all stable ones for the startups. Its total is measured by the best
    possible, which cares for no order. Raises NotSolvedInTime, InconsistentOrders, GivenUp."""
    market = market_of(problem, orders)
    found = choose(market)
    if isinstance(found, Refused):
        return found
    best = match(replace(problem, published=frozenset()), watch=watch)
    if isinstance(best, Refused):
        return best
    network = network_of(problem)
    chosen = network.where(found.chosen)
    worst, its = worst_of(network, chosen, counting=counting_of(network, chosen))
    return Answer(
        pairs=found.pairs,
        total=found.total,
        best_total=max(best.best_total, found.total),
        bonus=0,
        floor=Floor(worst, its, best.floor.reachable, certain=best.floor.certain, asked=0),
        unmet=found.unmet,
        blocking=blocking(market, found.chosen),
        profile=profile_of(problem, found.chosen),
        cpu_seconds=best.cpu_seconds,
    )


def market_of(problem: Problem, orders: Orders) -> Market:
    fits = {one.pair: one.fit for one in problem.candidates if one.reason is None}
    network = network_of(problem)
    lots = dict(zip(map(network.pair, range(network.size)), network.lots().tolist(), strict=True))
    by_startup: dict[str, list[Pair]] = defaultdict(list)
    by_home: dict[str, list[Pair]] = defaultdict(list)
    homes = {mentor.id: mentor.organisation_id for mentor in problem.mentors}
    for pair in sorted(lots, key=lambda pair: (-fits[pair], lots[pair])):
        by_startup[pair[0]].append(pair)
        if home := homes[pair[1]]:
            by_home[home].append(pair)
    places = {
        (startup, mentor): place
        for mentor, order in orders.get("mentors", {}).items()
        for place, startup in enumerate(order)
    }
    loud = {homes.get(mentor) for mentor in orders.get("mentors", {})}
    return Market(
        problem,
        startup_orders={
            startup: _then_by_fit(order, by_startup[startup])
            for startup, order in orders.get("startups", {}).items()
        },
        organisation_orders={
            home: tuple(sorted(pairs, key=lambda pair: places.get(pair, len(places))))
            for home, pairs in by_home.items()
            if home in loud
        },
        mentor_orders={mentor: tuple(order) for mentor, order in orders.get("mentors", {}).items()},
    )


def blocking(market: Market, chosen: frozenset[Pair]) -> tuple[Pair, ...]:
    """Pairs that both would rather have, by their own orders; found without asking how the choice
    was made."""
    return _Rather(market, chosen).pairs()


@dataclass(frozen=True, eq=False)
class _Held:
    """What somebody has: whether there is room for more, and the place of the least wanted."""

    full: bool
    last: int

    def takes(self, place: int) -> bool:
        return not self.full or place < self.last


class _Rather:
    def __init__(self, market: Market, chosen: frozenset[Pair]) -> None:
        self.network = network = network_of(market.problem)
        self.chosen = network.where(chosen)
        self.theirs = ranks_of(network, market)
        self.mine = [NONE] * network.size
        for order in startup_lists(network, market):
            for place, at in enumerate(order):
                self.mine[at] = place
        self._by_startup = self._held(
            network.startup.tolist(), network.upper.tolist(), places=self.mine
        )
        self._by_group = self._held(
            network.group.tolist(), network.limit.tolist(), places=self.mine
        )
        self._by_mentor = self._held(
            network.mentor.tolist(), network.places.tolist(), places=self.theirs
        )
        homes, room = network.organisation.tolist(), network.room.tolist()
        self._by_home = self._held(homes, room, places=self.theirs)

    def pairs(self) -> tuple[Pair, ...]:
        network = self.network
        return tuple(
            network.pair(at)
            for at in range(network.size)
            if not self.chosen[at] and self._startup_would(at) and self._mentor_would(at)
        )

    def _startup_would(self, at: int) -> bool:
        place, group = self.mine[at], int(self.network.group[at])
        if place == NONE:
            return False
        if group != NONE and self._by_group[group].full:
            return self._by_group[group].takes(place)
        return self._by_startup[int(self.network.startup[at])].takes(place)

    def _mentor_would(self, at: int) -> bool:
        place, home = self.theirs[at], int(self.network.organisation[at])
        if place == NONE:
            return False
        mentor = self._by_mentor[int(self.network.mentor[at])]
        if mentor.full or home == NONE:
            return mentor.takes(place)
        return self._by_home[home].takes(place)

    def _held(self, owners: list[int], most: list[int], *, places: list[int]) -> list[_Held]:
        network: Network = self.network
        counts, last = [0] * len(most), [NONE] * len(most)
        for at in self.chosen.nonzero()[0].tolist():
            owner = owners[at]
            if owner == NONE:
                continue
            counts[owner] += 1
            if not network.locked[at]:
                last[owner] = max(last[owner], places[at])
        return [_Held(n >= top, worst) for n, top, worst in zip(counts, most, last, strict=True)]


def _then_by_fit(order: Sequence[str], pairs: Sequence[Pair]) -> tuple[str, ...]:
    ranked = dict.fromkeys(order)
    return (*ranked, *(mentor for _startup, mentor in pairs if mentor not in ranked))
