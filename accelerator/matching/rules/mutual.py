"""Mutual choice: both sides rank, and no startup and mentor would both rather have each other.

Startups ask in their order, organisations hold the best they were asked for (Gale and Shapley 1962,
with many places on both sides Roth 1984). An organisation has one strict order of its pairs, and
each of its mentors' orders is a part of it: then what it would choose of any pairs is the greedy
choice under chained caps, which never regrets, and the outcome is stable. It is also the best of
all stable ones for the startups. It does not know minimum places, floors and totals.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from accelerator.matching.rules.answers import Placed, Refused, Unmet
from accelerator.matching.rules.network import NONE, Network, network_of
from accelerator.matching.rules.problem import Pair, Problem
from accelerator.matching.rules.standings import broken, unmet_of


class InconsistentOrders(ValueError):
    """An organisation's order of its pairs says otherwise than its mentor's own order."""

    def __init__(self, mentor_id: str) -> None:
        super().__init__(f"the order of {mentor_id} is not part of the organisation's order")
        self.mentor_id = mentor_id


@dataclass(frozen=True)
class Market:
    """Who would rather have whom.

    Args:
        problem: caps, limits, locks and bans count; minimum places, floor and bonus do not.
        startup_orders: mentors by startup, the most wanted first. Whom it does not name, it will
            not have. A startup that is missing here goes by fit.
        organisation_orders: (startup, mentor) by organisation, likewise.
        mentor_orders: startups by mentor, the most wanted first; of others they think by fit. If
            their organisation has no order, one is made of its mentors' orders.
    """

    problem: Problem
    startup_orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    organisation_orders: Mapping[str, tuple[Pair, ...]] = field(default_factory=dict)
    mentor_orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class MutualChoice:
    """A stable matching. `proposals`: how often somebody was asked."""

    pairs: tuple[Placed, ...]
    total: int
    unmet: tuple[Unmet, ...]
    proposals: int

    @property
    def chosen(self) -> frozenset[Pair]:
        return frozenset(placed.pair for placed in self.pairs)


def choose(market: Market) -> MutualChoice | Refused:
    """Stable and the best for startups, or the caps that the locks break. Raises
    InconsistentOrders."""
    breaks = broken(market.problem, market.problem.locks)
    if breaks:
        return Refused(breaks)
    network = network_of(market.problem)
    asking = _Asking(network, startup_lists(network, market), ranks_of(network, market))
    proposals = asking.run()
    chosen = network.locked.copy()
    chosen[sorted(asking.held)] = True
    return MutualChoice(
        pairs=tuple(
            Placed(
                *network.pair(at),
                fit=int(network.fit[at]),
                locked=bool(network.locked[at]),
                published=bool(network.published[at]),
            )
            for at in np.flatnonzero(chosen).tolist()
        ),
        total=int(network.fit[chosen].sum()),
        unmet=unmet_of(network, chosen),
        proposals=proposals,
    )


def startup_lists(network: Network, market: Market) -> list[list[int]]:
    """Of each startup the positions of pairs that it wants, the most wanted first."""
    lists: list[list[int]] = [[] for _id in network.startup_ids]
    owner = network.startup.tolist()
    for at in _by_fit(network):
        lists[owner[at]].append(at)
    mentor_ids, mentor = network.mentor_ids, network.mentor.tolist()
    for s, id_ in enumerate(network.startup_ids):
        if id_ in market.startup_orders:
            its = {mentor_ids[mentor[at]]: at for at in lists[s]}
            lists[s] = [its[name] for name in market.startup_orders[id_] if name in its]
    return lists


def ranks_of(network: Network, market: Market) -> list[int]:
    """Of each pair its place in the organisation's order, the lower the better, NONE if it would
    not have it. Raises InconsistentOrders."""
    by_fit = _by_fit(network)
    ranks = [0] * network.size
    for rank, at in enumerate(by_fit):
        ranks[at] = rank
    for home, its in _with_opinions(network, market, by_fit=by_fit):
        named = market.organisation_orders.get(home)
        order = (
            _merged(network, market, its=its)
            if named is None
            else _named(network, its, named=named)
        )
        if named is not None:
            _check(market, order=[network.pair(at) for at in order])
        for at in its:
            ranks[at] = NONE
        for rank, at in enumerate(order):
            ranks[at] = rank
    return ranks


def _with_opinions(
    network: Network, market: Market, *, by_fit: list[int]
) -> Iterable[tuple[str, list[int]]]:
    """Organisations, and mentors without one, that do not go by fit alone, and their pairs."""
    homes = [
        network.organisation_ids[home] if home != NONE else "" for home in network.home.tolist()
    ]
    ranking = [id_ in market.mentor_orders for id_ in network.mentor_ids]
    loud = {home for home, ranks in zip(homes, ranking, strict=True) if ranks and home}
    loud |= market.organisation_orders.keys()
    pairs: dict[tuple[str, int], list[int]] = defaultdict(list)
    mentor = network.mentor.tolist()
    for at in by_fit:
        m = mentor[at]
        if homes[m] in loud or (ranking[m] and not homes[m]):
            pairs[homes[m], NONE if homes[m] else m].append(at)
    for (home, _mentor), its in pairs.items():
        yield home, its


def _named(network: Network, its: Sequence[int], *, named: Sequence[Pair]) -> list[int]:
    if len(set(named)) != len(named):
        raise ValueError("an order that is not strict")
    positions = {network.pair(at): at for at in its}
    return [positions[pair] for pair in named if pair in positions]


def _merged(network: Network, market: Market, *, its: Sequence[int]) -> list[int]:
    """Mentors' orders in one: always the better fit of those that are next in somebody's order."""
    better = {at: n for n, at in enumerate(its)}
    queues: dict[str, list[int]] = defaultdict(list)
    place = _places(market)
    pairs = {at: network.pair(at) for at in its}
    for at in its:
        queues[pairs[at][1]].append(at)
    for queue in queues.values():
        queue.sort(key=lambda at: (place.get(pairs[at], len(place)), better[at]), reverse=True)
    heads = [(better[queue[-1]], mentor_id) for mentor_id, queue in queues.items()]
    heapq.heapify(heads)
    order = []
    while heads:
        _fit, mentor_id = heapq.heappop(heads)
        order.append(queues[mentor_id].pop())
        if queues[mentor_id]:
            heapq.heappush(heads, (better[queues[mentor_id][-1]], mentor_id))
    return order


def _check(market: Market, *, order: Sequence[Pair]) -> None:
    place, last = _places(market), dict.fromkeys(market.mentor_orders, -1)
    for pair in order:
        mentor_id = pair[1]
        if mentor_id in last:
            its = place.get(pair, len(order) + len(place))
            if its < last[mentor_id]:
                raise InconsistentOrders(mentor_id)
            last[mentor_id] = its


def _places(market: Market) -> dict[Pair, int]:
    """Where a startup stands in a mentor's order."""
    return {
        (startup_id, mentor_id): n
        for mentor_id, order in market.mentor_orders.items()
        for n, startup_id in enumerate(order)
    }


def _by_fit(network: Network) -> list[int]:
    """Strictly: lots decide between equals, the same for both sides."""
    order: list[int] = np.lexsort((network.lots(), -network.fit)).tolist()
    return order


class _Asking:
    """Startups ask, organisations hold; who is let go asks the next."""

    def __init__(self, network: Network, lists: list[list[int]], ranks: list[int]) -> None:
        self.held: set[int] = set()
        self._ranks = ranks
        self._lists = lists
        s, m, o, g = network.counted(network.locked)
        self._seats = (network.upper - s).tolist()
        self._places = (network.places - m).tolist()
        self._room = (network.room - o).tolist()
        self._limit = (network.limit - g).tolist()
        self._locked = network.locked.tolist()
        self._mentor, self._home = network.mentor.tolist(), network.organisation.tolist()
        self._startup, self._group = network.startup.tolist(), network.group.tolist()
        self._of_mentor: list[list[int]] = [[] for _id in network.mentor_ids]
        self._of_home: list[list[int]] = [[] for _id in network.organisation_ids]
        self._next = [0] * len(lists)
        #: Wanted pairs that the startup's limit for the organisation kept it from asking for.
        self._waiting: dict[int, list[tuple[int, int]]] = defaultdict(list)

    def run(self) -> int:
        proposals = 0
        free = [s for s, seats in enumerate(self._seats) for _seat in range(seats)]
        let_go: dict[int, int] = {}
        while free:
            startup = free.pop()
            at = self._wanted(startup, let_go.pop(startup, NONE))
            if at == NONE:
                continue
            proposals += 1
            loser = self._asked(at)
            if loser != NONE:
                group = self._group[loser]
                if group != NONE:
                    self._limit[group] += 1
                free.append(self._startup[loser])
                let_go[self._startup[loser]] = group
        return proposals

    def _wanted(self, startup: int, group: int) -> int:
        """The most wanted pair that it has not asked for: it may have waited for its limit."""
        waiting = self._waiting[group] if group != NONE else []
        wishes = self._lists[startup]
        while self._next[startup] < len(wishes):
            place = self._next[startup]
            at = wishes[place]
            its = self._group[at]
            if self._locked[at] or self._ranks[at] == NONE:
                self._next[startup] += 1
                continue
            if its != NONE and self._limit[its] == 0:
                heapq.heappush(self._waiting[its], (place, at))
                self._next[startup] += 1
                continue
            break
        if waiting and self._limit[group] and waiting[0][0] < self._next[startup]:
            at = heapq.heappop(waiting)[1]
        elif self._next[startup] < len(wishes):
            at = wishes[self._next[startup]]
            self._next[startup] += 1
        else:
            return NONE
        if self._group[at] != NONE:
            self._limit[self._group[at]] -= 1
        return at

    def _asked(self, at: int) -> int:
        """The pair that is let go for this one, perhaps itself; NONE while there is room."""
        mentor, home = self._mentor[at], self._home[at]
        its, everyone = self._of_mentor[mentor], self._of_home[home] if home != NONE else []
        its.append(at)
        everyone.append(at)
        self.held.add(at)
        if len(its) > self._places[mentor]:
            crowd = its
        elif home != NONE and len(everyone) > self._room[home]:
            crowd = everyone
        else:
            return NONE
        loser: int = max(crowd, key=self._ranks.__getitem__)
        self._of_mentor[self._mentor[loser]].remove(loser)
        if home != NONE:
            everyone.remove(loser)
        self.held.discard(loser)
        return loser
