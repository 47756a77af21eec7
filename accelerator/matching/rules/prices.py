"""What it costs to force a pair, exactly and for all pairs at once.

A forced pair sends one unit round the residual network of an optimal matching; the cheapest way
round is its price (a shortest path, no cycle being negative). All ways are found between junctions
and then led on to the startups.
"""

from functools import cached_property

import numpy as np

from accelerator.matching.rules.junctions import OUTSIDE, Exits, Junctions
from accelerator.matching.rules.network import NONE, Bools, Ints, Network
from accelerator.matching.rules.residual import Residual
from accelerator.matching.rules.ways import NARROW, NO_WAY, Costs, shorten


class Prices:
    """Of the pairs of a network, given a matching that is the best for `network.gain`.

    An empty minimum place counts `heavy` points, more than all pairs together: `split` tells them
    apart again.
    """

    def __init__(self, network: Network, chosen: Bools, *, heavy: int) -> None:
        self.network = network
        self.chosen = chosen
        self.heavy = heavy
        self.residual = Residual(network, chosen)

    def of_all(self) -> Ints:
        """By position; chosen pairs cost nothing, impossible ones NO_WAY."""
        network = self.network
        way = self._between_junctions()
        exits = self._exits.sorted_by(self._exits.startup)
        onward = self._none(len(network.startup_ids), self._junctions.size)
        back = np.ascontiguousarray(way.T)
        _lower(onward, back[exits.junction] + exits.cost[:, None], numbers=exits.startup)
        around = onward[network.startup, self._at]
        self._through_the_same_group(way, around)
        none = (around > self._most) | (self._at == NONE)
        price = np.where(none, NO_WAY, around + self._toll - network.gain)
        return np.where(self.chosen, 0, price)

    def split(self, price: Ints) -> tuple[Ints, Ints]:
        """Points, and minimum places that stay empty besides."""
        unmet = (price + self.heavy // 2) // self.heavy
        return price - unmet * self.heavy, unmet

    def seat_costs(self) -> tuple[Ints, Ints]:
        """What it costs each startup to have one mentor more, and one fewer."""
        lower = self.network.lower
        more = np.where(self._has < lower, -self.heavy, 0)
        fewer = np.where(self._has <= lower, self.heavy, 0)
        return np.where(self.wants_more, more, NO_WAY), fewer

    @property
    def wants_more(self) -> Bools:
        wants: Bools = self._has < self.network.upper
        return wants

    @cached_property
    def _has(self) -> Ints:
        return self.network.counted(self.chosen)[0]

    @cached_property
    def _junctions(self) -> Junctions:
        return Junctions(self.network, self.residual, gain=self._gain)

    @cached_property
    def _at(self) -> Ints:
        """Of each pair the junction that its mentor leads to."""
        return self._junctions.at[self.network.mentor]

    @cached_property
    def _toll(self) -> Costs:
        """What it costs until there."""
        return self._junctions.toll[self.network.mentor]

    @cached_property
    def _most(self) -> int:
        """Of a way without a circle, of either sign: a free place outside once, pairs given up and
        pairs taken."""
        most_gain = int(np.abs(self.network.gain).max(initial=0))
        return 2 * self.heavy + 2 * (int(self.chosen.sum()) + 1) * most_gain

    @cached_property
    def _gain(self) -> Costs:
        return self.network.gain.astype(np.int32 if 3 * self._most < NARROW else np.int64)

    def _none(self, *shape: int) -> Costs:
        """No ways."""
        kind = self._gain.dtype
        return np.full(shape, NARROW if kind == np.int32 else NO_WAY, dtype=kind)

    @cached_property
    def _tight(self) -> Bools:
        """Pairs of a startup that is at its limit for the organisation."""
        return np.append(~self.residual.group_has_room, False)[self.network.group]

    @cached_property
    def _exits(self) -> Exits:
        wants = np.flatnonzero(self.wants_more)
        return self._junctions.exits(wants, self.seat_costs()[0][wants].astype(self._gain.dtype))

    @cached_property
    def _exchanges(self) -> tuple[Ints, Ints]:
        """Who is at the limit for an organisation may exchange one of its mentors for another: the
        positions of the pairs dropped, and those of the pairs taken."""
        network, tight = self.network, self._tight
        dropped = np.flatnonzero(tight & self.residual.movable)
        dropped = dropped[np.argsort(network.group[dropped], kind="stable")]
        taken = np.flatnonzero(tight & ~self.chosen & (self._at != NONE))
        its, wanted = network.group[dropped], network.group[taken]
        begins = np.searchsorted(its, wanted)
        numbers = np.searchsorted(its, wanted, side="right") - begins
        skipped = np.repeat(begins - np.cumsum(numbers) + numbers, numbers)
        return dropped[skipped + np.arange(len(skipped))], np.repeat(taken, numbers)

    def _between_junctions(self) -> Costs:
        at, exits = self._at, self._exits.sorted_by(self._exits.junction)
        way = self._none(self._junctions.size, self._junctions.size)
        self._junctions.links(way)
        entering = self._entering()[exits.startup]
        _lower(way, entering + exits.cost[:, None], numbers=exits.junction)
        dropped, taken = self._exchanges
        cost = self._gain[dropped] - self._gain[taken] + self._toll[taken]
        np.minimum.at(way, (at[dropped], at[taken]), cost)
        shorten(way)
        way[way > self._most] = self._none()
        return way

    def _entering(self) -> Costs:
        """From startups with one mentor too few: they take another, or keep one fewer."""
        network = self.network
        entering = self._none(len(network.startup_ids), self._junctions.size)
        free = np.flatnonzero(~self.chosen & ~self._tight & (self._at != NONE))
        to = network.startup[free] * self._junctions.size + self._at[free]  # flat: much faster
        np.minimum.at(entering.reshape(-1), to, self._toll[free] - self._gain[free])
        fewer = self.seat_costs()[1].astype(entering.dtype)
        entering[:, OUTSIDE] = np.minimum(entering[:, OUTSIDE], fewer)
        return entering

    def _through_the_same_group(self, way: Costs, around: Costs) -> None:
        """Who is at the limit for the organisation must drop one of its mentors for another."""
        dropped, taken = self._exchanges
        around[self._tight] = self._none()
        ways = way[self._at[taken], self._at[dropped]] + self._gain[dropped]
        np.minimum.at(around, taken, ways)


def _lower(to: Costs, rows: Costs, *, numbers: Ints) -> None:
    """Each row of `to` to the least of the rows of its number; numbers are sorted."""
    begins = np.flatnonzero(np.diff(numbers, prepend=NONE))
    if len(begins):
        its = numbers[begins]
        to[its] = np.minimum(to[its], np.minimum.reduceat(rows, begins, axis=0))
