"""Whether everybody can get what they ask for, and if not, who stands in whose way.

Askers each want so many different givers; each giver gives so often, to an asker at most once.
A maximum flow by shortest augmenting paths; what the last search reaches is a minimum cut, that is,
the proof that no more can be had (Hall; Ford and Fulkerson).
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Filling:
    """`given[asker]` are its givers. `short` is how many wishes stay open in the best filling;
    `stuck_askers` compete for `stuck_givers`, all of whom give all they can."""

    given: Mapping[str, frozenset[str]]
    short: int
    stuck_askers: frozenset[str]
    stuck_givers: frozenset[str]


def fill(
    wanted: Mapping[str, int],
    room: Mapping[str, int],
    *,
    choices: Mapping[str, Sequence[str]],
) -> Filling:
    """The best filling. Whoever is not in `room` gives nothing."""
    work = _Work(wanted, room, choices=choices)
    work.start_greedily()
    while work.improve():
        pass
    return Filling(
        given={asker: frozenset(givers) for asker, givers in work.given.items()},
        short=sum(wanted[asker] - len(givers) for asker, givers in work.given.items()),
        stuck_askers=frozenset(work.askers_reached),
        stuck_givers=frozenset(work.givers_reached),
    )


class _Work:
    def __init__(
        self,
        wanted: Mapping[str, int],
        room: Mapping[str, int],
        *,
        choices: Mapping[str, Sequence[str]],
    ) -> None:
        self.wanted = wanted
        self.left = dict(room)
        self.choices = {
            asker: [giver for giver in choices.get(asker, ()) if giver in room] for asker in wanted
        }
        self.given: dict[str, set[str]] = {asker: set() for asker in wanted}
        self.taken: dict[str, set[str]] = {giver: set() for giver in room}
        self.askers_reached: dict[str, str | None] = {}  # by which giver
        self.givers_reached: dict[str, str] = {}  # by which asker

    def start_greedily(self) -> None:
        """Those with the least choice first, from whoever has most left: little remains to do."""
        for asker in sorted(self.wanted, key=lambda each: (len(self.choices[each]), each)):
            by_room = sorted(self.choices[asker], key=lambda giver: -self.left[giver])
            for giver in by_room[: self.wanted[asker]]:
                if self.left[giver] > 0:
                    self._give(giver, asker)

    def improve(self) -> bool:
        """Fill one more wish, moving others about if need be; False when nothing helps."""
        hungry = [a for a, wish in self.wanted.items() if len(self.given[a]) < wish]
        self.askers_reached = dict.fromkeys(hungry)
        self.givers_reached = {}
        queue = deque(hungry)
        while queue:
            asker = queue.popleft()
            for giver in self.choices[asker]:
                if giver in self.givers_reached or giver in self.given[asker]:
                    continue
                self.givers_reached[giver] = asker
                if self.left[giver] > 0:
                    self._pass_on(giver)
                    return True
                for other in self.taken[giver]:
                    if other not in self.askers_reached:
                        self.askers_reached[other] = giver
                        queue.append(other)
        return False

    def _pass_on(self, giver: str) -> None:
        asker = self.givers_reached[giver]
        self._give(giver, asker)
        while (before := self.askers_reached[asker]) is not None:
            self.given[asker].remove(before)
            self.taken[before].remove(asker)
            self.left[before] += 1
            asker = self.givers_reached[before]
            self._give(before, asker)

    def _give(self, giver: str, asker: str) -> None:
        self.given[asker].add(giver)
        self.taken[giver].add(asker)
        self.left[giver] -= 1
