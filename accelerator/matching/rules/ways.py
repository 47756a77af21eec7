"""All shortest ways of a network at once, where most of them go through one place."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Whole numbers of either width.
Costs = NDArray[np.signedinteger[Any]]

#: No way. Twice as much still fits, and what is added or taken leaves it longer than any way.
NO_WAY = 1 << 50
#: The same in half as many bits, with which ways are compared at twice the speed.
NARROW = (1 << 30) - 1


def shorten(way: Costs) -> None:
    """From each to each, in place (Floyd 1962, Warshall 1962); nothing is longer than no way.

    First come the ways to and from number 0. Where i has no shorter way to k than by 0, going on
    from k to j leads nowhere sooner than by 0 either, so that only the others are tried: exact
    whatever the network, and fast where few ways avoid 0. Raises ValueError where a circle that is
    reached from 0, or leads there, costs less than nothing.
    """
    onward, back = _from_first(way), _from_first(way.T)
    np.minimum(way, back[:, None] + onward, out=way)
    for middle in range(1, len(way)):
        starts = np.flatnonzero(way[:, middle] < back + onward[middle])
        if len(starts):
            through = way[starts, middle, None] + way[middle]
            way[starts] = np.minimum(way[starts], through)


def _from_first(way: Costs) -> Costs:
    """From number 0 to each, one step more at a time (Bellman 1958)."""
    least: Costs = way[0].copy()
    changed = np.arange(len(way))
    for _step in range(len(way)):
        further = np.minimum(least, (least[changed, None] + way[changed]).min(axis=0))
        changed = np.flatnonzero(further < least)
        if not len(changed):
            return least
        least = further
    raise ValueError("a circle that costs less than nothing")
