"""A good first guess: the solver gets from there to the best in half the time."""

import numpy as np

from accelerator.matching.rules.network import NONE, Bools, Network


def first_guess(network: Network) -> Bools:
    """Whatever still has room everywhere: locked pairs, published ones, then by fit."""
    order = np.lexsort((-network.fit, ~network.published, ~network.locked))
    wanted, places = network.upper.tolist(), network.places.tolist()
    room, limit = [*network.room.tolist(), network.size], [*network.limit.tolist(), network.size]
    columns = (network.startup, network.mentor, network.organisation, network.group)
    taken = []
    for position, s, m, o, g in zip(
        order.tolist(), *(column[order].tolist() for column in columns), strict=True
    ):
        if wanted[s] and places[m] and room[o] and limit[g]:
            wanted[s] -= 1
            places[m] -= 1
            room[o] -= o != NONE
            limit[g] -= g != NONE
            taken.append(position)
    guess = np.zeros(network.size, dtype=bool)
    guess[taken] = True
    return guess
