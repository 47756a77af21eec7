"""What is still to be given: demand, room and the possible pairs of a problem, in one order.

Everything is put in an order that the seed and the ids decide, so that the order in which things
were handed over cannot matter, nor the alphabet favour anybody.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from accelerator.reviews.rules.affinities import affinity, barrier, lot
from accelerator.reviews.rules.coverage import decay, wanted_reads
from accelerator.reviews.rules.flows import Filling, fill
from accelerator.reviews.rules.graphs import Pair
from accelerator.reviews.rules.papers import Problem


@dataclass(frozen=True)
class Openings:
    """`wanted` further reads by application; `room` and `promised` (at least so many) by reader;
    `worth` the affinity of each possible pair; `joined` are the kept reads still counted on."""

    wanted: Mapping[str, int]
    room: Mapping[str, int]
    promised: Mapping[str, int]
    worth: Mapping[Pair, int]
    joined: frozenset[Pair]

    @property
    def need(self) -> int:
        return sum(self.wanted.values())

    @property
    def all_pairs(self) -> frozenset[Pair]:
        """Every read that there is or may be."""
        return self.joined | self.worth.keys()

    @property
    def busy(self) -> frozenset[str]:
        """Readers who have something to read in every plan."""
        promised = (reader for reader, least in self.promised.items() if least)
        return frozenset(reader for _application, reader in self.joined) | frozenset(promised)

    @property
    def fewest_readers(self) -> int:
        """Fewer than these cannot have anything to read."""
        busy = self.busy
        left = self.need - sum(self.room.get(reader, 0) for reader in busy)
        more = 0
        for room in sorted((self.room[r] for r in self.room.keys() - busy), reverse=True):
            if left <= 0:
                break
            left -= room
            more += 1
        return len(busy) + more

    def above(self, floor: int) -> "Openings":
        """Without the pairs that fit less well."""
        worth = {pair: worth for pair, worth in self.worth.items() if worth >= floor}
        return replace(self, worth=worth)

    def filling(self) -> Filling:
        """As many applications' wishes as can be met."""
        choices: dict[str, list[str]] = defaultdict(list)
        for application, reader in self.worth:
            choices[application].append(reader)
        return fill(self.wanted, self.room, choices=choices)

    def promise_filling(self) -> Filling:
        """As many of the reads promised to readers as can be given."""
        choices: dict[str, list[str]] = defaultdict(list)
        for application, reader in self.worth:
            choices[reader].append(application)
        return fill(self.promised, self.wanted, choices=choices)

    @property
    def can_be_met(self) -> bool:
        """Whether a plan exists, connected or not. When wishes can be met within the room, and
        promises within the wishes, both can be at once (Mendelsohn and Dulmage)."""
        return self.filling().short == 0 and self.promise_filling().short == 0


def openings(problem: Problem) -> Openings:
    """Kept reads take room and fill wishes, whatever else is true of them."""
    kept = problem.kept | problem.late.keys()
    load = Counter(reader for _application, reader in kept)
    papers = sorted(problem.applications, key=lambda paper: (lot(problem.seed, paper.id), paper.id))
    readers = sorted(problem.readers, key=lambda each: (lot(problem.seed, each.id), each.id))
    wanted = wanted_reads(problem)
    room = {reader.id: max(0, reader.most - load[reader.id]) for reader in readers}
    return Openings(
        wanted={paper.id: wanted[paper.id] for paper in papers},
        room=room,
        promised={reader.id: max(0, reader.least - load[reader.id]) for reader in readers},
        worth={
            (paper.id, reader.id): affinity(paper, reader, weights=problem.weights)
            for paper in papers
            if wanted[paper.id]
            for reader in readers
            if room[reader.id]
            and (paper.id, reader.id) not in kept
            and barrier(problem, paper, reader=reader) is None
        },
        joined=frozenset(
            pair for pair in kept if pair[0] in wanted and decay(problem.late.get(pair, 0)) > 0
        ),
    )
