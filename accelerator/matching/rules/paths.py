"""The cheapest chain of changes between two places of the residual network, link by link.

`Prices` knows what all chains cost; this finds one of them, to be told.
"""

from collections import deque
from collections.abc import Iterable

import numpy as np

from accelerator.matching.rules.network import NONE, Bools, Network
from accelerator.matching.rules.prices import Prices

#: To which node, at what cost, by which pair (NONE: by none).
Arc = tuple[int, int, int]

#: Costs are multiplied by this and each change of a pair adds one: of equal chains, the shortest.
LINKS = 1 << 12


class Paths:
    """Nodes are numbered: startups, groups, mentors, organisations, and the outside."""

    def __init__(self, network: Network, chosen: Bools, *, heavy: int) -> None:
        self.network = network
        self._groups = len(network.startup_ids)
        self._mentors = self._groups + len(network.limit)
        self._organisations = self._mentors + len(network.mentor_ids)
        self._outside = self._organisations + len(network.organisation_ids)
        self._arcs: list[list[Arc]] = [[] for _node in range(self._outside + 1)]
        prices = Prices(network, chosen, heavy=heavy)
        self._link_pairs(chosen, prices)
        self._link_places(prices)

    def around(self, position: int, *, dropped: bool) -> tuple[int, list[int]] | None:
        """What it costs besides to force a pair, or to drop it, and the pairs that change for it,
        in order; None where there is no way."""
        network = self.network
        mentor = self._mentors + int(network.mentor[position])
        other = self._side(position)
        if not dropped:
            return self._cheapest(mentor, other)
        home = int(network.organisation[position])
        above = self._outside if home == NONE else self._organisations + home
        loose = [(other, int(network.startup[position])), (above, mentor)]
        if not network.locked[position]:
            return self._cheapest(other, mentor)
        for start, end in loose:  # let go, a locked pair makes way as others do
            self._link(start, end, there=True)
        try:
            return self._cheapest(other, mentor)
        finally:
            for start, _end in loose:
                self._arcs[start].pop()

    def _cheapest(self, start: int, end: int) -> tuple[int, list[int]] | None:
        """Bellman and Ford, with a queue; there are no negative cycles in the best matching."""
        cost: list[int | None] = [None] * len(self._arcs)
        came: list[tuple[int, int]] = [(NONE, NONE)] * len(self._arcs)
        tries = [0] * len(self._arcs)
        cost[start] = 0
        queue, queued = deque([start]), {start}
        while queue:
            node = queue.popleft()
            queued.discard(node)
            tries[node] += 1
            if tries[node] > len(self._arcs):
                raise ValueError("prices are those of the best matching, and this is another")
            so_far = cost[node] or 0
            for to, step, position in self._arcs[node]:
                known = cost[to]
                if to != start and (known is None or so_far + step < known):
                    cost[to], came[to] = so_far + step, (node, position)
                    if to not in queued:
                        queue.append(to)
                        queued.add(to)
        total = cost[end]
        return None if total is None else (total // LINKS, list(_walked(came, start, end=end)))

    def _side(self, position: int) -> int:
        """The startup's side of a pair: its group, or itself where the mentor has no home."""
        group = int(self.network.group[position])
        return int(self.network.startup[position]) if group == NONE else self._groups + group

    def _link_pairs(self, chosen: Bools, prices: Prices) -> None:
        network, movable = self.network, prices.residual.movable.tolist()
        gain, mentors = network.gain.tolist(), network.mentor.tolist()
        for position, taken in enumerate(chosen.tolist()):
            side, mentor = self._side(position), self._mentors + mentors[position]
            if not taken:
                self._arcs[side].append((mentor, 1 - LINKS * gain[position], position))
            elif movable[position]:
                self._arcs[mentor].append((side, 1 + LINKS * gain[position], position))

    def _link_places(self, prices: Prices) -> None:
        network, residual = self.network, prices.residual
        more, fewer = prices.seat_costs()
        wants = prices.wants_more
        for startup in range(self._groups):
            self._arcs[startup].append((self._outside, LINKS * int(fewer[startup]), NONE))
            if wants[startup]:
                self._arcs[self._outside].append((startup, LINKS * int(more[startup]), NONE))
        for group, startup in enumerate(network.group_startup.tolist()):
            self._link(startup, self._groups + group, there=residual.group_has_room[group])
            self._link(self._groups + group, startup, there=residual.group_can_drop[group])
        for mentor, home in enumerate(network.home.tolist()):
            up = self._outside if home == NONE else self._organisations + home
            self._link(self._mentors + mentor, up, there=residual.mentor_has_room[mentor])
            self._link(up, self._mentors + mentor, there=residual.mentor_can_drop[mentor])
        for organisation in range(len(network.organisation_ids)):
            node = self._organisations + organisation
            self._link(node, self._outside, there=residual.organisation_has_room[organisation])
            self._link(self._outside, node, there=True)

    def _link(self, start: int, end: int, *, there: bool | np.bool_) -> None:
        if there:
            self._arcs[start].append((end, 0, NONE))


def _walked(came: list[tuple[int, int]], start: int, *, end: int) -> Iterable[int]:
    back = []
    node = end
    while node != start:
        node, position = came[node]
        if position != NONE:
            back.append(position)
    return reversed(back)
