"""Where chains of changes cross each other: what is full, and the outside.

A chain goes from a mentor with one startup too many to one of its startups, which lets go, to
another mentor, and so on. It need only be followed where there is a choice: at the outside (where
free places are, and seats that nobody must have), at organisations that are full, and at mentors
who are. A mentor with room is as good as what is above them; one who can drop a single startup, as
that startup is then. All other startups are passed through.
"""

from dataclasses import dataclass

import numpy as np

from accelerator.matching.rules.network import NONE, Ints, Network
from accelerator.matching.rules.residual import Residual
from accelerator.matching.rules.ways import Costs

#: The number of the outside.
OUTSIDE = 0


@dataclass(frozen=True, eq=False)
class Exits:
    """From junctions to startups, which then have one mentor too few."""

    junction: Ints
    startup: Ints
    cost: Costs

    def sorted_by(self, numbers: Ints) -> "Exits":
        order = np.argsort(numbers, kind="stable")
        return Exits(self.junction[order], self.startup[order], self.cost[order])


class Junctions:
    """`at`: for each mentor the junction they are, or lead to; NONE where they can take nobody,
    whoever moves. `toll`: what it costs until there. Numbers go from the outside to organisations,
    mentors, startups."""

    def __init__(self, network: Network, residual: Residual, *, gain: Costs) -> None:
        organisations = np.flatnonzero(~residual.organisation_has_room)
        self._full = np.flatnonzero(~residual.mentor_has_room & residual.mentor_can_drop)
        only, self._others = _single_drops(network, residual)
        led = network.mentor[only]
        mentors = np.setdiff1d(self._full, led)
        self._startups, its = np.unique(network.startup[only], return_inverse=True)
        ends = np.cumsum([1, len(organisations), len(mentors), len(self._startups)])
        _first, self._first_mentor, self._first_startup, self.size = ends.tolist()
        above = np.full(len(network.organisation_ids) + 1, OUTSIDE)  # the last: of no organisation
        above[organisations] = np.arange(1, self._first_mentor)
        self._above: Ints = above[network.home]
        self.at: Ints = np.where(residual.mentor_has_room, self._above, NONE)
        self.at[mentors] = np.arange(self._first_mentor, self._first_startup)
        self.at[led] = self._first_startup + its
        self.toll = np.zeros(len(network.mentor_ids), dtype=gain.dtype)
        self.toll[led] = gain[only]
        self._network, self._gain = network, gain

    def exits(self, wants: Ints, more: Costs) -> Exits:
        """A mentor drops a startup; from outside, a startup wants one more, at that cost."""
        network, others = self._network, self._others
        startups = np.arange(self._first_startup, self.size)
        at = (self.at[network.mentor[others]], np.full(len(wants), OUTSIDE), startups)
        to = (network.startup[others], wants, self._startups)
        nothing = np.zeros(len(startups), dtype=self.toll.dtype)
        cost = np.concatenate([self._gain[others], more, nothing])
        return Exits(np.concatenate(at), np.concatenate(to), cost)

    def links(self, way: Costs) -> None:
        """An organisation may give up a place of its own, and with it a place outside: that is one
        startup too many at any of its mentors who can drop it."""
        way[OUTSIDE, : self._first_mentor] = 0
        np.fill_diagonal(way, 0)
        full = self._full
        np.minimum.at(way, (self._above[full], self.at[full]), self.toll[full])


def _single_drops(network: Network, residual: Residual) -> tuple[Ints, Ints]:
    """Pairs that may be dropped: those of full mentors who can drop nothing else, without a way to
    exchange it for another of the organisation; and the rest."""
    drops = np.flatnonzero(residual.movable)
    mentors = network.mentor[drops]
    single = np.bincount(mentors, minlength=len(network.mentor_ids)) == 1
    loose = np.append(residual.group_has_room, True)[network.group[drops]]
    alone = loose & (single & ~residual.mentor_has_room)[mentors]
    return drops[alone], drops[~alone]
