"""What is to be read, who reads, and what comes out of it: the words of assignment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from accelerator.reviews.rules.graphs import Group, Pair


@dataclass(frozen=True)
class Paper:
    """An application as assignment sees it. What is empty is unknown."""

    id: str
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    track: str | None = None


@dataclass(frozen=True)
class Reader:
    """`least` and `most` count all reads of the round, also those already done. No expertise or
    languages: unknown. No tracks: all of them."""

    id: str
    most: int
    least: int = 0
    expertise: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    tracks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Weights:
    """How much each part of a fit counts, relative to the other. Whole numbers."""

    expertise: int = 700
    language: int = 300


@dataclass(frozen=True)
class Problem:
    """What is to be assigned. Pairs are (application, reader).

    Args:
        reads_each: how many different readers each application gets.
        conflicts: pairs that must never be, because of a conflict of interest.
        banned: pairs that must not be, because somebody said so.
        kept: reads that exist and stay, whoever they are of. They count towards `reads_each` and
            the reader's load.
        late: days by which kept reads are late. They stay, but fade: see `coverage.decay`.
        connected: whether all applications must hang together by their readers.
        seed: decides between plans that are equally good.
    """

    applications: tuple[Paper, ...]
    readers: tuple[Reader, ...]
    reads_each: int
    conflicts: frozenset[Pair] = frozenset()
    banned: frozenset[Pair] = frozenset()
    kept: frozenset[Pair] = frozenset()
    late: Mapping[Pair, float] = field(default_factory=dict)
    connected: bool = True
    seed: int = 1
    weights: Weights = Weights()

    def __post_init__(self) -> None:
        papers = [paper.id for paper in self.applications]
        readers = [reader.id for reader in self.readers]
        for ids in (papers, readers):
            if len(set(ids)) != len(ids):
                raise ValueError("the same id twice")
        if self.reads_each < 1:
            raise ValueError("each application needs at least one reader")
        swapped = {(a, r) for r in papers for a in readers}
        for pairs in (self.conflicts, self.banned, self.kept, self.late.keys()):
            if not swapped.isdisjoint(pairs):
                raise ValueError("pairs are (application, reader), not the other way round")


@dataclass(frozen=True, order=True)
class Read:
    """One reader reads one application. `affinity` is from 0 to 1000. A `bridge` was chosen to join
    groups that would have stayed apart; a `kept` read existed before."""

    application: str
    reader: str
    affinity: int
    bridge: bool = False
    kept: bool = False


@dataclass(frozen=True)
class Plan:
    """Every read of the round, by application and reader.

    `floor` is the lowest affinity among the new reads (None without new ones), `total` their sum.
    `groups` is how many groups the best plan without bridges would have had. `proven` is False when
    time ran out: the plan keeps every rule, but a better one may exist.
    """

    reads: tuple[Read, ...]
    floor: int | None
    total: int
    groups: int
    proven: bool

    @property
    def new(self) -> tuple[Read, ...]:
        return tuple(read for read in self.reads if not read.kept)

    @property
    def bridges(self) -> tuple[Read, ...]:
        return tuple(read for read in self.reads if read.bridge)

    @property
    def pairs(self) -> frozenset[Pair]:
        return frozenset((read.application, read.reader) for read in self.reads)

    @property
    def loads(self) -> dict[str, int]:
        """Reads by reader, for those who have any."""
        loads: dict[str, int] = {}
        for read in self.reads:
            loads[read.reader] = loads.get(read.reader, 0) + 1
        return dict(sorted(loads.items()))


@dataclass(frozen=True)
class OnlyFew:
    """This application can get `possible` of the `wanted` readers, whatever the others get."""

    application: str
    wanted: int
    possible: int


@dataclass(frozen=True)
class Squeeze:
    """These applications need `need` further reads, but may only be given `room`: the named readers
    (who are full) and a few single pairs are all there is for them."""

    applications: tuple[str, ...]
    readers: tuple[str, ...]
    need: int
    room: int

    @property
    def short(self) -> int:
        return self.need - self.room


@dataclass(frozen=True)
class TooIdle:
    """These readers were promised `promised` further reads together; `possible` can be given."""

    readers: tuple[str, ...]
    promised: int
    possible: int


@dataclass(frozen=True)
class Shortfall:
    """Why there is no plan. At least one of the lists is not empty.

    `need` are the reads of the round (kept ones included), `capacity` what the readers take.
    `short` is how many reads stay without a reader even in the best attempt: at least need -
    capacity, more when conflicts, languages or tracks are in the way; the sum over `squeezed`.
    `groups` cannot be joined; `joining` are further reads (beyond those that each application gets)
    that would join them, as far as anybody may give them.
    """

    need: int
    capacity: int
    short: int
    few: tuple[OnlyFew, ...] = ()
    squeezed: tuple[Squeeze, ...] = ()
    idle: tuple[TooIdle, ...] = ()
    groups: tuple[Group, ...] = ()
    joining: tuple[Pair, ...] = ()
