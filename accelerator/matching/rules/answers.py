"""What comes out of matching: the words of the answer. Fits, totals and prices are whole points."""

from dataclasses import dataclass, field
from enum import StrEnum

from accelerator.matching.rules.problem import HardReason, Pair


class NotSolvedInTime(Exception):
    """Time ran out before there was any answer; the last good draft is still the best known."""


@dataclass(frozen=True, order=True)
class Placed:
    """One startup with one mentor."""

    startup_id: str
    mentor_id: str
    fit: int
    locked: bool = False
    published: bool = False

    @property
    def pair(self) -> Pair:
        return self.startup_id, self.mentor_id


@dataclass(frozen=True, order=True)
class Unmet:
    """A startup that gets fewer mentors than its minimum."""

    startup_id: str
    wanted: int
    has: int

    @property
    def short(self) -> int:
        return self.wanted - self.has


@dataclass(frozen=True)
class Floor:
    """How the worst-off startup fares. A startup's value is the sum of its fits by its upper number
    of mentors, in whole points; whom a shortage leaves below their minimum (`shortage`) does not
    count, and neither does who wants no mentor.

    `asked` is what everybody gets at least: the wanted share of `reachable`, the highest value that
    all could have at once. `reachable` is an upper bound, the best known, `certain` if a matching
    was found that reaches it; None where no floor was asked for. `binding`: without it the total
    would be higher. `held` is False only when time ran out.
    """

    worst: int | None
    startup_ids: tuple[str, ...]
    reachable: int | None
    certain: bool
    asked: int
    binding: bool = False
    held: bool = True


@dataclass(frozen=True)
class Profile:
    """Of `of` startups with a ranking of their own, so many got their first, second, third."""

    of: int
    first: int
    second: int
    third: int


@dataclass(frozen=True)
class Matching:
    """The best proposal, or one that is `gap` points short of it at most (`proved` is False).

    Args:
        pairs: sorted by startup and mentor; no pair twice.
        total: the sum of fits. best_total: the highest without floor and bonus, under the same
            limits, locks and minimum places.
        bonus: points for published pairs that stay; total + bonus is what was made as high as can
            be.
        unmet: the fewest possible.
        blocking: pairs that both would rather have, by fit: the startup has a place free or a
            mentor who fits it less (of the same organisation, where its limit is reached), and the
            mentor and their organisation have a place free or a startup that fits less. Locked
            pairs make no room.
        canonical: the tie-break was carried through; False only when time ran out.
        cpu_seconds: of this process; not compared.
    """

    pairs: tuple[Placed, ...]
    total: int
    best_total: int
    bonus: int
    floor: Floor
    unmet: tuple[Unmet, ...]
    blocking: tuple[Pair, ...]
    profile: Profile
    proved: bool = True
    gap: int = 0
    canonical: bool = True
    cpu_seconds: float = field(default=0.0, compare=False)

    @property
    def share(self) -> float:
        """Of the best possible total, 0 to 1."""
        return self.total / self.best_total if self.best_total else 1.0

    @property
    def chosen(self) -> frozenset[Pair]:
        return frozenset(placed.pair for placed in self.pairs)

    @property
    def short(self) -> int:
        """Minimum places that stay empty."""
        return sum(unmet.short for unmet in self.unmet)


class Cap(StrEnum):
    """What a lock, or a change by hand, may break."""

    STARTUP = "startup"  # its upper number of mentors
    MENTOR = "mentor"
    ORGANISATION = "organisation"
    LIMIT = "limit"  # mentors of one organisation for one startup
    HARD = "hard"  # a hard reason, or nobody knows the pair
    BANNED = "banned"
    LOCKED = "locked"  # a locked pair cannot be taken away


@dataclass(frozen=True)
class Break:
    """`pairs` together need more than `allowed` at `cap`. `ids` names whose cap it is: (startup,),
    (mentor,), (organisation,), (startup, organisation), or the pair."""

    cap: Cap
    ids: tuple[str, ...]
    allowed: int
    pairs: tuple[Pair, ...]
    reason: HardReason | None = None


@dataclass(frozen=True)
class Refused:
    """The locks cannot all be; nothing was matched."""

    breaks: tuple[Break, ...]
