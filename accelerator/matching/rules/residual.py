"""What can be rearranged: the residual network of pairs that are used.

From a startup one place more can be taken at a group of its (startup and organisation) that has not
reached its limit, from there at a mentor it does not have, from a full mentor at whoever has them,
who must find something else, and so on, until a place is free. Locked pairs never move.
"""

from dataclasses import dataclass

import numpy as np

from accelerator.matching.rules.network import NONE, Bools, Ints, Network


@dataclass(frozen=True, eq=False)
class Reach:
    """Startups, groups, mentors, organisations; `free`: a free place is among what is reached."""

    startups: Bools
    groups: Bools
    mentors: Bools
    organisations: Bools
    free: bool

    @property
    def size(self) -> int:
        sets = (self.startups, self.groups, self.mentors, self.organisations)
        return sum(int(each.sum()) for each in sets)


class Residual:
    """`used`: pairs that take a place now, all locked ones among them."""

    def __init__(self, network: Network, used: Bools) -> None:
        self.network = network
        self.used = used
        self.movable = used & ~network.locked
        _startups, mentors, organisations, groups = network.counted(used)
        self.mentor_has_room = mentors < network.places
        self.organisation_has_room = organisations < network.room
        self.group_has_room = groups < network.limit
        _startups, mentors, _organisations, groups = network.counted(self.movable)
        self.mentor_can_drop = mentors > 0
        self.group_can_drop = groups > 0
        self._grouped = network.group != NONE
        self._homed = network.home != NONE
        self._home = network.home[self._homed]

    def reached_from(self, startups: Bools) -> Reach:
        """Where one of these startups can take a place, with whoever has to move for it."""
        network, now = self.network, self._nothing(startups)
        while True:
            s, g, m, o = now.startups, now.groups, now.mentors, now.organisations
            g = g | (s[network.group_startup] & self.group_has_room)
            at = np.where(self._grouped, _at(g, network.group), s[network.startup])
            m = m | _marked(network.mentor[at & ~self.used], len(m))
            m[self._homed] |= o[self._home] & self.mentor_can_drop[self._homed]
            dropped = self.movable & m[network.mentor]
            g = g | _marked(network.group[dropped & self._grouped], len(g))
            s = s | _marked(network.startup[dropped & ~self._grouped], len(s))
            s = s | _marked(network.group_startup[g & self.group_can_drop], len(s))
            o = o | _marked(self._home[(m & self.mentor_has_room)[self._homed]], len(o))
            free = bool(np.any(o & self.organisation_has_room)) or bool(
                np.any(m & self.mentor_has_room & ~self._homed)
            )
            after = Reach(s, g, m, o, free)
            if after.size == now.size:
                return after
            now = after

    def leading_to_free(self) -> Reach:
        """From where a free place can be reached."""
        network = self.network
        now = self._nothing(np.zeros(len(network.startup_ids), dtype=bool))
        while True:
            s, g, m, o = now.startups, now.groups, now.mentors, now.organisations
            o = o | self.organisation_has_room
            o = o | _marked(self._home[(m & self.mentor_can_drop)[self._homed]], len(o))
            free = self.mentor_has_room.copy()
            free[self._homed] &= o[self._home]
            m = m | free
            holders = np.where(self._grouped, _at(g, network.group), s[network.startup])
            m = m | _marked(network.mentor[self.movable & holders], len(m))
            could = ~self.used & m[network.mentor]
            g = g | _marked(network.group[could & self._grouped], len(g))
            g = g | (s[network.group_startup] & self.group_can_drop)
            s = s | _marked(network.startup[could & ~self._grouped], len(s))
            s = s | _marked(network.group_startup[g & self.group_has_room], len(s))
            after = Reach(s, g, m, o, free=True)
            if after.size == now.size:
                return after
            now = after

    def _nothing(self, startups: Bools) -> Reach:
        network = self.network
        return Reach(
            startups,
            np.zeros(len(network.limit), dtype=bool),
            np.zeros(len(network.mentor_ids), dtype=bool),
            np.zeros(len(network.organisation_ids), dtype=bool),
            free=False,
        )


def within_minimum(network: Network, chosen: Bools) -> Bools:
    """Of the chosen pairs those that fill minimum places, and all locked ones."""
    rank = np.zeros(network.size, dtype=np.int64)
    positions = np.flatnonzero(chosen)
    order = positions[np.lexsort((~network.locked[positions], network.startup[positions]))]
    begins = np.searchsorted(network.startup[order], np.arange(len(network.startup_ids)))
    rank[order] = np.arange(len(order)) - begins[network.startup[order]]
    return chosen & (network.locked | (rank < network.lower[network.startup]))


def stuck(network: Network, chosen: Bools) -> Reach:
    """Who competes for too few places: the source side of a minimum cut, if the chosen pairs leave
    as few minimum places empty as can be (else a free place is reached)."""
    has = network.counted(chosen)[0]
    return Residual(network, within_minimum(network, chosen)).reached_from(has < network.lower)


def _at(marks: Bools, positions: Ints) -> Bools:
    """Marks at positions; NONE is never marked."""
    return np.append(marks, False)[positions]


def _marked(positions: Ints, size: int) -> Bools:
    marks = np.zeros(size, dtype=bool)
    marks[positions] = True
    return marks
