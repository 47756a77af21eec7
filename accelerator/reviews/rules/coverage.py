"""How far a round is: who is read by how many, who is late, who has how much to do."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accelerator.reviews.rules.graphs import Group, Pair, components
from accelerator.reviews.rules.papers import Paper, Problem, Reader

#: After so many days beyond its date nobody counts on a read any more.
FADES_IN_DAYS = 7.0


@dataclass(frozen=True)
class Standing:
    """One read as it stands. `days_late` is how long it has been due; 0 before that."""

    application: str
    reader: str
    submitted: bool = False
    days_late: float = 0.0

    @property
    def is_late(self) -> bool:
        return not self.submitted and self.days_late > 0


@dataclass(frozen=True)
class Covered:
    """An application. `expected` adds up what has been submitted and what is still counted on;
    `missing` is how many readers it lacks by that."""

    application: str
    wanted: int
    assigned: int
    submitted: int
    late: int
    expected: float
    missing: int


@dataclass(frozen=True)
class Load:
    """A reader. `left` is what they would still take."""

    reader: str
    least: int
    most: int
    assigned: int
    submitted: int
    late: int
    left: int


@dataclass(frozen=True)
class Coverage:
    """By id. `groups` are those of the submitted reads: more than one cannot be ranked together
    yet, and an application that nobody has read yet is a group alone."""

    applications: tuple[Covered, ...]
    readers: tuple[Load, ...]
    wanted: int
    assigned: int
    submitted: int
    late: int
    capacity: int
    groups: tuple[Group, ...]


def decay(days_late: float) -> float:
    """How much a late read still counts: 1 until it is due, 0 a week later, evenly in between
    (MassChallenge's allocator)."""
    return min(1.0, max(0.0, 1.0 - days_late / FADES_IN_DAYS))


def faded(late: Mapping[Pair, float]) -> dict[str, int]:
    """By application: how many whole reads have faded away, so many further readers it needs."""
    lost: dict[str, float] = defaultdict(float)
    for (application, _reader), days in sorted(late.items()):
        lost[application] += 1 - decay(days)
    return {application: math.floor(share + 1e-9) for application, share in lost.items()}


def wanted_reads(problem: Problem) -> dict[str, int]:
    """How many further readers each application needs."""
    kept = Counter(application for application, _reader in problem.kept | problem.late.keys())
    more = faded(problem.late)
    return {
        paper.id: max(0, problem.reads_each + more.get(paper.id, 0) - kept[paper.id])
        for paper in problem.applications
    }


def coverage(
    applications: Iterable[Paper],
    readers: Iterable[Reader],
    *,
    reads_each: int,
    reads: Iterable[Standing],
) -> Coverage:
    """The board. Reads of applications or by readers that are not listed count only for the side
    that is."""
    by_application: dict[str, list[Standing]] = defaultdict(list)
    by_reader: dict[str, list[Standing]] = defaultdict(list)
    for read in sorted(reads, key=lambda read: (read.application, read.reader)):
        by_application[read.application].append(read)
        by_reader[read.reader].append(read)
    ids = sorted(paper.id for paper in applications)
    covered = tuple(_covered(id_, by_application[id_], wanted=reads_each) for id_ in ids)
    loads = tuple(
        _load(reader, by_reader[reader.id]) for reader in sorted(readers, key=lambda r: r.id)
    )
    submitted = [
        (r.application, r.reader) for id_ in ids for r in by_application[id_] if r.submitted
    ]
    return Coverage(
        applications=covered,
        readers=loads,
        wanted=reads_each * len(ids),
        assigned=sum(each.assigned for each in covered),
        submitted=sum(each.submitted for each in covered),
        late=sum(each.late for each in covered),
        capacity=sum(each.most for each in loads),
        groups=components(ids, pairs=submitted),
    )


def _covered(application: str, reads: Sequence[Standing], *, wanted: int) -> Covered:
    late = {(r.application, r.reader): r.days_late for r in reads if r.is_late}
    expected = len(reads) - sum(1 - decay(days) for days in late.values())
    return Covered(
        application=application,
        wanted=wanted,
        assigned=len(reads),
        submitted=sum(read.submitted for read in reads),
        late=len(late),
        expected=expected,
        missing=max(0, wanted + faded(late).get(application, 0) - len(reads)),
    )


def _load(reader: Reader, reads: Sequence[Standing]) -> Load:
    return Load(
        reader=reader.id,
        least=reader.least,
        most=reader.most,
        assigned=len(reads),
        submitted=sum(read.submitted for read in reads),
        late=sum(read.is_late for read in reads),
        left=max(0, reader.most - len(reads)),
    )
