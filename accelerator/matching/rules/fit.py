"""How well a startup and a mentor fit: a sum of named parts, each of which can be shown.

What is not known is left out, and the other parts count for more; as a zero it would punish an
empty profile. Everything is whole numbers, so that the parts add up to the fit to the point.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from accelerator.matching.rules import parts
from accelerator.matching.rules.problem import FULL, HardReason

#: What all weights sum to.
WHOLE = 1000
#: Of a pair of whom nothing at all is known.
NEUTRAL = FULL // 2


class Part(StrEnum):
    EXPERTISE = "expertise"
    SECTOR = "sector"
    STAGE = "stage"
    DIMENSION = "dimension"
    LANGUAGE = "language"
    HOURS = "hours"
    FEEDBACK = "feedback"
    STARTUP_RANKING = "startup_ranking"
    MENTOR_RANKING = "mentor_ranking"
    NOTHING_KNOWN = "nothing_known"


#: Parts that tell how somebody ranked or rated somebody, and are not for everybody's eyes.
PRIVATE = frozenset({Part.FEEDBACK, Part.STARTUP_RANKING, Part.MENTOR_RANKING})


#: What each part is worth by itself, 0 to 10,000; None where it is not known.
Values = Mapping[Part, int | None]


@dataclass(frozen=True)
class Weights:
    """How much each part counts; whole numbers that sum to 1000. Nought leaves a part out."""

    expertise: int = 300
    sector: int = 100
    stage: int = 80
    dimension: int = 80
    language: int = 80
    hours: int = 100
    feedback: int = 100
    startup_ranking: int = 80
    mentor_ranking: int = 80

    def __post_init__(self) -> None:
        if min(self.by_part.values()) < 0 or sum(self.by_part.values()) != WHOLE:
            raise ValueError(f"weights are not negative and sum to {WHOLE}")

    @cached_property
    def by_part(self) -> dict[Part, int]:
        return {Part(one.name): getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True)
class Scale:
    """What parts are measured by.

    Args:
        parents: of each tag of the vocabulary the wider one.
        hours_target: minutes a week in common from which on more is no better.
        hours_least: fewer minutes than this rule the pair out.
        working: the lowest level of a language in which one can work; fluent: from which on it is
            no matter. Levels are whole numbers, the higher the better.
        mean: of all ratings there are, 1 to 5.
    """

    parents: Mapping[str, str] = field(default_factory=dict)
    hours_target: int = 240
    hours_least: int = 60
    working: int = 2
    fluent: int = 3
    mean: float = 3.5


@dataclass(frozen=True)
class StartupSide:
    """A startup as its fit sees it. What is empty or None is unknown. `needs`: tags, the most
    urgent first. `ranking`: mentors, the most wanted first. `languages`: level by code."""

    id: str
    needs: tuple[str, ...] = ()
    sectors: frozenset[str] = frozenset()
    stage: str | None = None
    dimensions: frozenset[str] = frozenset()
    languages: Mapping[str, int] = field(default_factory=dict)
    ranking: tuple[str, ...] = ()
    vetoes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MentorSide:
    """A mentor as their fit sees them. `expertise`: how well they know each tag, 0 to 100."""

    id: str
    expertise: Mapping[str, int] = field(default_factory=dict)
    sectors: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    dimensions: frozenset[str] = frozenset()
    languages: Mapping[str, int] = field(default_factory=dict)
    ranking: tuple[str, ...] = ()
    vetoes: frozenset[str] = frozenset()
    cleared: bool = True


@dataclass(frozen=True)
class Together:
    """What is known of the two together: `minutes` free in common each week (None: not known),
    `ratings` from 1 to 5 that they gave each other, and whether a conflict stands between them."""

    minutes: int | None = None
    ratings: tuple[int, ...] = ()
    conflict: bool = False


class FitPart(NamedTuple):
    """`weight` is of 1000 over what is known, `value` from 0 to 10 000; `contribution` in points.
    What is not known has neither value nor weight, and contributes nothing."""

    part: Part
    weight: int
    value: int | None
    contribution: int


class Fit(NamedTuple):
    """`total` is the sum of the contributions, exactly."""

    total: int
    parts: tuple[FitPart, ...]

    @property
    def known(self) -> tuple[FitPart, ...]:
        return tuple(part for part in self.parts if part.value is not None)

    @property
    def unknown(self) -> tuple[Part, ...]:
        return tuple(part.part for part in self.parts if part.value is None)


def fit_of(
    startup: StartupSide,
    mentor: MentorSide,
    *,
    together: Together = Together(),
    weights: Weights = Weights(),
    scale: Scale = Scale(),
) -> Fit:
    return weighed(values_of(startup, mentor, together=together, scale=scale), weights=weights)


def values_of(
    startup: StartupSide, mentor: MentorSide, *, together: Together, scale: Scale
) -> Values:
    return {
        Part.EXPERTISE: parts.expertise(startup.needs, mentor.expertise, parents=scale.parents),
        Part.SECTOR: parts.overlap(startup.sectors, mentor.sectors),
        Part.STAGE: parts.among(startup.stage, mentor.stages),
        Part.DIMENSION: parts.overlap(startup.dimensions, mentor.dimensions),
        Part.LANGUAGE: parts.language(
            startup.languages, mentor.languages, fluent=scale.fluent, working=scale.working
        ),
        Part.HOURS: parts.hours(together.minutes, target=scale.hours_target),
        Part.FEEDBACK: parts.feedback(together.ratings, mean=scale.mean),
        Part.STARTUP_RANKING: parts.ranking(startup.ranking, mentor.id),
        Part.MENTOR_RANKING: parts.ranking(mentor.ranking, startup.id),
    }


def weighed(values: Values, *, weights: Weights) -> Fit:
    """The sum of values by their weights, over what is known and weighs anything."""
    by_part = weights.by_part
    known = {p: v for p, v in values.items() if v is not None and by_part[p]}
    if not known:
        neutral = FitPart(Part.NOTHING_KNOWN, WHOLE, NEUTRAL, NEUTRAL)
        rest = [FitPart(part, 0, None, 0) for part in values if by_part[part]]
        return Fit(NEUTRAL, (neutral, *rest))
    sizes = _shares(tuple(by_part[part] for part in known))
    products = [size * value for size, value in zip(sizes, known.values(), strict=True)]
    total = sum(products) // WHOLE
    points = shared(total, products)
    told = dict(zip(known, zip(sizes, known.values(), points, strict=True), strict=True))
    nothing = 0, None, 0
    return Fit(
        total, tuple(FitPart(part, *told.get(part, nothing)) for part in values if by_part[part])
    )


@lru_cache(maxsize=1024)
def _shares(weights: tuple[int, ...]) -> list[int]:
    """Of a thousand: pairs have their parts known in few ways, and there are many pairs."""
    return shared(WHOLE, weights)


def shared(whole: int, sizes: Sequence[int]) -> list[int]:
    """The whole in whole parts, in proportion; what is left over goes to the largest remainders,
    among equals to the first (Hamilton's method)."""
    of = sum(sizes)
    if of == 0:
        return [0 for _size in sizes]
    given = [whole * size // of for size in sizes]
    by_remainder = sorted(range(len(sizes)), key=lambda n: (-(whole * sizes[n] % of), n))
    for n in by_remainder[: whole - sum(given)]:
        given[n] += 1
    return given


def barrier(
    startup: StartupSide,
    mentor: MentorSide,
    *,
    together: Together = Together(),
    scale: Scale = Scale(),
) -> HardReason | None:
    """What rules the pair out, the gravest first; what is not known rules nobody out."""
    if together.conflict:
        return HardReason.CONFLICT
    if not mentor.cleared:
        return HardReason.NOT_CLEARED
    if mentor.id in startup.vetoes:
        return HardReason.VETO_STARTUP
    if startup.id in mentor.vetoes:
        return HardReason.VETO_MENTOR
    value = parts.language(
        startup.languages, mentor.languages, fluent=scale.fluent, working=scale.working
    )
    if value == 0:
        return HardReason.NO_LANGUAGE
    if together.minutes is not None and together.minutes < scale.hours_least:
        return HardReason.FEW_HOURS
    return None
