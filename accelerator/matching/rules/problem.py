"""What is to be matched: the words of the question. Ids are public, opaque strings.

Fits are whole points, 0 to 10 000 (`fit`). Nothing here is private of anybody but `rankings`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

#: (startup, mentor)
Pair = tuple[str, str]

#: Points of a perfect fit.
FULL = 10_000


class HardReason(StrEnum):
    """Why a startup and a mentor can never be matched, the gravest first."""

    CONFLICT = "conflict"
    NOT_CLEARED = "not_cleared"
    VETO_STARTUP = "veto_startup"
    VETO_MENTOR = "veto_mentor"
    BANNED = "banned"
    NO_LANGUAGE = "no_language"
    FEW_HOURS = "few_hours"


@dataclass(frozen=True)
class Startup:
    """Wants at least `lower` and at most `upper` mentors."""

    id: str
    lower: int
    upper: int


@dataclass(frozen=True)
class Mentor:
    """Has `places` for startups. Without an organisation nothing else limits them."""

    id: str
    places: int
    organisation_id: str | None = None


@dataclass(frozen=True)
class Organisation:
    """Has `places` for all its mentors together."""

    id: str
    places: int


class Candidate(NamedTuple):
    """A pair that may be matched with this fit, or may not be for a hard `reason` (whose fit counts
    for nothing). A pair without a candidate may not be matched either: nobody knows it."""

    startup_id: str
    mentor_id: str
    fit: int = 0
    reason: HardReason | None = None

    @property
    def pair(self) -> Pair:
        return self.startup_id, self.mentor_id


@dataclass(frozen=True)
class Problem:
    """All that is known before matching. The order in which things are listed does not matter.

    Args:
        limit: at most so many mentors of one organisation for one startup; None for any number.
        limits: the same for one (startup, organisation), where it differs.
        locks: pairs that must be. bans: pairs that must not be, because a manager said so.
        published: pairs that people have been told of; each is worth `bonus` points more.
        floor: the worst-off startup gets at least this share, 0 to 1, of the best it could get
            (`Floor`); 0 does without.
        rankings: each startup's own order of mentors, the most wanted first; for `profile` only.
        seconds: after so long the solver stops and the answer says what is not proved.

    Raises ValueError when it makes no sense.
    """

    startups: tuple[Startup, ...]
    mentors: tuple[Mentor, ...]
    organisations: tuple[Organisation, ...]
    candidates: tuple[Candidate, ...]
    limit: int | None = None
    limits: Mapping[Pair, int] = field(default_factory=dict)
    locks: frozenset[Pair] = frozenset()
    bans: frozenset[Pair] = frozenset()
    published: frozenset[Pair] = frozenset()
    bonus: int = 700
    floor: float = 0.9
    rankings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seconds: float = 20.0

    def __post_init__(self) -> None:
        _different(startup.id for startup in self.startups)
        _different(mentor.id for mentor in self.mentors)
        _different(organisation.id for organisation in self.organisations)
        known = {organisation.id for organisation in self.organisations}
        if any(m.organisation_id not in known for m in self.mentors if m.organisation_id):
            raise ValueError("a mentor of an unknown organisation")
        if any(not 0 <= startup.lower <= startup.upper for startup in self.startups):
            raise ValueError("a startup wants between lower and upper mentors")
        places = [mentor.places for mentor in self.mentors]
        room = [organisation.places for organisation in self.organisations]
        if min((*places, *room, self.limit or 0, *self.limits.values(), self.bonus), default=0) < 0:
            raise ValueError("places, limits and the bonus are not negative")
        if not 0 <= self.floor <= 1:
            raise ValueError("the floor is a share from 0 to 1")


def _different(ids: Iterable[str]) -> None:
    seen = list(ids)
    if len(set(seen)) != len(seen):
        raise ValueError("the same id twice")
