"""Why, why not, what is missing, what if: data that a sentence can be made of.

Nothing here is private of anybody: steps say who moves where and how many points that is, never how
somebody ranked somebody.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from accelerator.matching.rules.answers import Break
from accelerator.matching.rules.problem import HardReason, Pair


class StepKind(StrEnum):
    TAKES = "takes"  # the startup gets the mentor: + points
    DROPS = "drops"  # the startup loses the mentor: - points


@dataclass(frozen=True)
class Step:
    """One link of the chain that follows when a pair is forced. `change` is in points, the bonus of
    published pairs included (`bonus` says how much of it)."""

    kind: StepKind
    startup_id: str
    mentor_id: str
    change: int
    bonus: int = 0


class Price(NamedTuple):
    """What it costs to force a pair: `points` of total (bonus included), never negative, and
    `unmet` minimum places more. A free alternative costs nothing; a chosen pair neither.

    `certain` is False where the floor for the worst-off binds, in lists of prices: then it costs at
    least so much. `impossible`: what is locked leaves no way.
    """

    pair: Pair
    points: int
    unmet: int = 0
    certain: bool = True
    impossible: bool = False

    @property
    def is_free(self) -> bool:
        return not (self.points or self.unmet or self.impossible)


@dataclass(frozen=True)
class WhyNot:
    """Either a `price` with the chain of `steps` that begins with the pair itself, or what forbids
    it: a hard `reason`, `unknown` (nobody knows the pair), or what is locked and in the way
    (`breaks`; empty where it takes more than one lock to see). Following the steps gives a matching
    that keeps all limits and costs exactly the price."""

    pair: Pair
    price: Price | None = None
    steps: tuple[Step, ...] = ()
    reason: HardReason | None = None
    unknown: bool = False
    breaks: tuple[Break, ...] = ()

    @property
    def is_possible(self) -> bool:
        return self.price is not None and not self.price.impossible


@dataclass(frozen=True)
class Why:
    """Why a startup has this mentor. Ranks count from 1, by fit among possible pairs. `losing` is
    what the best matching without the pair costs (below zero where a lock costs more than that),
    `next_mentor_id` whom the startup would have there instead and `next_startup_id` whom the mentor
    would (None: nobody). The `steps` begin with the pair that is dropped."""

    pair: Pair
    fit: int
    rank_of_mentor: int
    mentors: int
    rank_of_startup: int
    startups: int
    locked: bool
    losing: Price
    next_mentor_id: str | None
    next_startup_id: str | None
    steps: tuple[Step, ...] = ()


class FixKind(StrEnum):
    """Changes that would help, the mildest first."""

    ORGANISATION_PLACE = "organisation_place"
    MENTOR_PLACE = "mentor_place"
    LIMIT = "limit"  # one mentor more of this organisation for this startup
    UNLOCK = "unlock"
    UNBAN = "unban"
    HARD_REASON = "hard_reason"  # the pair, if its reason fell away
    LOWER_MINIMUM = "lower_minimum"


@dataclass(frozen=True)
class Fix:
    """One change that would fill one place more. `ids` as in `Break`. `best_fit` is that of the
    best pair which it would open to those who miss a place (0 where it opens none itself)."""

    kind: FixKind
    ids: tuple[str, ...]
    best_fit: int = 0
    reason: HardReason | None = None


@dataclass(frozen=True)
class Clash:
    """A certificate that minimum places cannot all be filled, as a minimum cut: these startups need
    `need` places, and all that they can get is `supply`: every free place of the `mentors` and
    `organisations` that are full, `limits` (startup, organisation) as far as they go, and one place
    each of `pairs`, startups with mentors who would have room. Count it by hand."""

    startup_ids: tuple[str, ...]
    mentor_ids: tuple[str, ...]
    organisation_ids: tuple[str, ...]
    limits: tuple[Pair, ...]
    pairs: tuple[Pair, ...]
    need: int
    supply: int
    fixes: tuple[Fix, ...]

    @property
    def short(self) -> int:
        return self.need - self.supply


@dataclass(frozen=True)
class OpenPlace:
    """A startup with fewer mentors than it would take. No `fixes`: no single change would fill it.
    `fillable`: nothing is missing, moving others would do, at a loss of total or for nothing."""

    startup_id: str
    open: int
    below_minimum: int
    fillable: bool
    fixes: tuple[Fix, ...]


@dataclass(frozen=True)
class Lock:
    """The pair must be; all others may move."""

    pair: Pair


@dataclass(frozen=True)
class Ban:
    """The pair must not be; all others may move."""

    pair: Pair


@dataclass(frozen=True)
class Release:
    """A lock or ban is lifted; all may move."""

    pair: Pair


@dataclass(frozen=True)
class Move:
    """The startup has another mentor instead; nothing else changes."""

    pair: Pair
    to_mentor_id: str


@dataclass(frozen=True)
class Swap:
    """Two startups exchange these mentors; nothing else changes."""

    one: Pair
    other: Pair


@dataclass(frozen=True)
class Add:
    """The pair is added by hand; nothing else changes."""

    pair: Pair


@dataclass(frozen=True)
class Drop:
    """The pair is taken away by hand; nothing else changes."""

    pair: Pair


Edit = Lock | Ban | Release | Move | Swap | Add | Drop


@dataclass(frozen=True)
class Standing:
    """A matching in numbers. `worst` is the lowest value of a startup (see `Floor`)."""

    total: int
    worst: int | None
    worst_startup_ids: tuple[str, ...]
    unmet: int
    blocking: tuple[Pair, ...]


@dataclass(frozen=True)
class Effect:
    """What an edit would do, before it is saved. With `breaks` it cannot be done, and nothing has
    changed. `certain` is False when time ran out."""

    edit: Edit
    before: Standing
    after: Standing
    added: tuple[Pair, ...] = ()
    removed: tuple[Pair, ...] = ()
    breaks: tuple[Break, ...] = ()
    certain: bool = True

    @property
    def points(self) -> int:
        return self.after.total - self.before.total
