"""What it costs to force a pair, exactly and for all pairs at once.

A forced pair sends one unit round the residual network of an optimal matching; the cheapest way
round is its price (a shortest path, no cycle being negative). Three nested ways: inside an
organisation between its mentors, between startups through all organisations, and from a mentor to
whoever ends the chain; each is a closure in the min-plus algebra (Floyd 1962, Warshall 1962).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accelerator.matching.rules.network import NONE, Bools, Ints, Network
from accelerator.matching.rules.residual import Residual

#: No way. Twice as much still fits, and ways that are added stay no ways.
NO_WAY = 1 << 50
#: The same in half as many bits, with which ways are compared at several times the speed.
NARROW = (1 << 30) - 1


@dataclass(frozen=True, eq=False)
class _House:
    """The mentors of one organisation. `within[m, n]`: with one startup too many at m, what it
    costs until there is one too many at n instead. `taking[s, m]`: a startup more for m."""

    mentors: Ints
    within: Ints
    taking: Ints
    leaves: Bools
    tight: bool


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
        self._gain = network.gain
        self._startups = len(network.startup_ids)
        self._tight = np.append(~self.residual.group_has_room, False)[network.group]
        self._dense = self._dense_costs()
        self._holders = self._all_holders()
        # Of a way without a circle: a free place outside once, pairs given up and pairs taken.
        most_gain = int(np.abs(self._gain).max(initial=0))
        self._most = 2 * heavy + 2 * (int(chosen.sum()) + 1) * most_gain
        self._by_group = np.argsort(network.group, kind="stable")
        self._begins = np.searchsorted(
            network.group[self._by_group], np.arange(len(network.limit) + 1)
        )

    def of_all(self) -> Ints:
        """By position; chosen pairs cost nothing, impossible ones at least NO_WAY / 2."""
        houses = [self._house(mentors) for mentors in self._houses()]
        between = self._between(houses)
        price = np.zeros((self._startups, len(self.network.mentor_ids)), dtype=np.int64)
        for house in houses:
            onward = self._onward(house, between)
            price[:, house.mentors] = onward[:, : self._startups].T
            if house.tight:
                self._through_the_same_house(house, onward, price=price)
        network = self.network
        prices = price[network.startup, network.mentor] - self._gain
        return np.where(self.chosen, 0, prices)

    def split(self, price: Ints) -> tuple[Ints, Ints]:
        """Points, and minimum places that stay empty besides."""
        unmet = (price + self.heavy // 2) // self.heavy
        return price - unmet * self.heavy, unmet

    def seat_costs(self) -> tuple[Ints, Ints]:
        """What it costs each startup to have one mentor more, and one fewer."""
        network = self.network
        has = network.counted(self.chosen)[0]
        more = np.where(has < network.lower, -self.heavy, 0)
        fewer = np.where(has <= network.lower, self.heavy, 0)
        return np.where(self.wants_more, more, NO_WAY), fewer

    @property
    def wants_more(self) -> Bools:
        wants: Bools = self.network.counted(self.chosen)[0] < self.network.upper
        return wants

    def _houses(self) -> list[Ints]:
        """Mentors by organisation; who has none is a house of their own, all in one list."""
        home = self.network.home
        order = np.argsort(home, kind="stable")
        begins = np.flatnonzero(np.diff(home[order], prepend=NONE - 1))
        return np.split(order, begins[1:]) if len(order) else []

    def _dense_costs(self) -> Ints:
        """Startup × mentor: what taking costs, where it takes nothing else at that organisation."""
        network = self.network
        dense = np.full((self._startups, len(network.mentor_ids)), NO_WAY, dtype=np.int64)
        free = ~self.chosen & ~self._tight
        dense[network.startup[free], network.mentor[free]] = -self._gain[free]
        return dense

    def _all_holders(self) -> list[list[int]]:
        """Of each mentor the positions of pairs that may be dropped."""
        holders: list[list[int]] = [[] for _mentor in self.network.mentor_ids]
        for position in np.flatnonzero(self.residual.movable).tolist():
            holders[self.network.mentor[position]].append(position)
        return holders

    def _house(self, mentors: Ints) -> _House:
        residual, network = self.residual, self.network
        home = int(network.home[mentors[0]])
        room = residual.mentor_has_room[mentors]
        within = np.full((len(mentors), len(mentors)), NO_WAY, dtype=np.int64)
        tight = False
        if home == NONE:
            leaves = room
        else:
            within[np.ix_(room, residual.mentor_can_drop[mentors])] = 0
            tight = self._exchanges(mentors, within)
            leaves = room & residual.organisation_has_room[home]
        np.fill_diagonal(within, 0)
        if home != NONE:
            _close(within, most=self._most)
        taking = self._dense[:, mentors]
        if home != NONE:
            taking = _product(taking, within)
        return _House(mentors, within, taking, leaves, tight)

    def _exchanges(self, mentors: Ints, within: Ints) -> bool:
        """Startups at their limit for the organisation may exchange one of its mentors."""
        at = {mentor: number for number, mentor in enumerate(mentors.tolist())}
        groups = self._tight_groups(mentors)
        for group in groups:
            dropped, taken = self._exchanged(group)
            if len(dropped) and len(taken):
                ours = [at[mentor] for mentor in self.network.mentor[dropped].tolist()]
                theirs = [at[mentor] for mentor in self.network.mentor[taken].tolist()]
                cost = self._gain[dropped][:, None] - self._gain[taken][None, :]
                ways = np.ix_(ours, theirs)
                within[ways] = np.minimum(within[ways], cost)
        return bool(groups)

    def _tight_groups(self, mentors: Ints) -> list[int]:
        network = self.network
        home = int(network.home[mentors[0]])
        its = (network.group_organisation == home) & ~self.residual.group_has_room
        return [int(group) for group in np.flatnonzero(its)]

    def _exchanged(self, group: int) -> tuple[Ints, Ints]:
        """Positions of the pairs of a group that may be dropped, and that may be taken."""
        its = self._by_group[self._begins[group] : self._begins[group + 1]]
        return its[self.residual.movable[its]], its[~self.chosen[its]]

    def _between(self, houses: list[_House]) -> Ints:
        """From each startup with one mentor too many (the last: a free place outside) to each."""
        outside = self._startups
        way = np.full((outside + 1, outside + 1), NO_WAY, dtype=np.int64)
        way[outside, :outside], way[:outside, outside] = self.seat_costs()
        for house in houses:
            entering = np.concatenate([house.taking, self._given_up(house)[None, :]])
            for number, mentor in enumerate(house.mentors.tolist()):
                column = entering[:, number]
                for dropped in self._holders[mentor]:
                    s = self.network.startup[dropped]
                    np.minimum(way[:, s], column + self._gain[dropped], out=way[:, s])
            if house.leaves.any():
                leaving = entering[:, house.leaves].min(axis=1)
                np.minimum(way[:, outside], leaving, out=way[:, outside])
        np.fill_diagonal(way, 0)
        _close(way, most=self._most)
        return way

    def _given_up(self, house: _House) -> Ints:
        """From outside: the organisation gives up a place, until one mentor has to drop."""
        can = self.residual.mentor_can_drop[house.mentors]
        if not can.any():
            return np.full(len(house.mentors), NO_WAY, dtype=np.int64)
        if self.network.home[house.mentors[0]] == NONE:
            return np.where(can, 0, NO_WAY).astype(np.int64)
        least: Ints = house.within[can].min(axis=0)
        return least

    def _onward(self, house: _House, between: Ints) -> Ints:
        """From each mentor with one startup too many to each startup, and outside."""
        onward = np.full((len(house.mentors), len(between)), NO_WAY, dtype=np.int64)
        for number, mentor in enumerate(house.mentors.tolist()):
            for dropped in self._holders[mentor]:
                way = between[self.network.startup[dropped]] + self._gain[dropped]
                np.minimum(onward[number], way, out=onward[number])
        onward[house.leaves] = np.minimum(onward[house.leaves], between[-1])
        if self.network.home[house.mentors[0]] == NONE:
            return onward
        return _product(house.within, onward)

    def _through_the_same_house(self, house: _House, onward: Ints, *, price: Ints) -> None:
        """Who is at the limit for the organisation must drop one of its mentors for another."""
        network = self.network
        entering = np.concatenate([house.taking, self._given_up(house)[None, :]])
        around = np.minimum(house.within, _product(onward, entering))
        at = {mentor: number for number, mentor in enumerate(house.mentors.tolist())}
        for group in self._tight_groups(house.mentors):
            best = np.full(len(house.mentors), NO_WAY, dtype=np.int64)
            for dropped in self._exchanged(group)[0].tolist():
                way = around[:, at[int(network.mentor[dropped])]] + self._gain[dropped]
                np.minimum(best, way, out=best)
            price[network.group_startup[group], house.mentors] = best


def _close(way: Ints, *, most: int) -> None:
    """Shortest ways between all, in place. `most`: what no way costs more than, of either sign."""
    if 3 * most >= NARROW:
        _shorten(way)
        return
    narrow = np.minimum(way, NARROW).astype(np.int32)
    _shorten(narrow)  # two ways added to no way leave it longer than any
    way[...] = narrow
    way[way > most] = NO_WAY


def _shorten(way: NDArray[np.signedinteger[Any]]) -> None:
    through = np.empty_like(way)
    for middle in range(len(way)):
        np.add(way[:, middle, None], way[None, middle, :], out=through)
        np.minimum(way, through, out=way)


def _product(left: Ints, right: Ints) -> Ints:
    """The cheapest way through any middle."""
    best: Ints
    if left.shape[1] <= max(left.shape[0], right.shape[1]):
        best = np.full((left.shape[0], right.shape[1]), NO_WAY, dtype=np.int64)
        for middle in range(left.shape[1]):
            np.minimum(best, left[:, middle, None] + right[None, middle, :], out=best)
        return best
    turned = np.ascontiguousarray(right.T)
    best = np.stack([(left + row[None, :]).min(axis=1) for row in turned], axis=1)
    return best
