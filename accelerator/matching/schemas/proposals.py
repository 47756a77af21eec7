"""Proposals in JSON. Fits are of 10,000."""

from typing import Any
from uuid import UUID

from pydantic import Field

from accelerator.matching import wording
from accelerator.matching.models import Matching, MatchingState, Mode, PairRule, RuleKind
from accelerator.matching.rules.answers import Placed
from accelerator.matching.rules.explanations import Effect, Standing
from accelerator.matching.services.explaining import Explained, Missing, Other, Shortage
from hub.web.api import Instant, Shown


class PartShown(Shown):
    """A part of a fit. What both said themselves (rankings, feedback) is one part."""

    part: str
    label: str = Field(description="In the caller's language.")
    weight: int = Field(description="Of 1000, over what is known.")
    value: int | None = Field(description="0 to 10,000; null: not known.")
    points: int

    @classmethod
    def of(cls, part: dict[str, Any]) -> "PartShown":
        own = ("part", "weight", "value", "points")
        return cls(label=str(part["label"]), **{name: part[name] for name in own})


class ProposedPairShown(Shown):
    startup: UUID
    startup_name: str
    mentor: UUID
    mentor_name: str
    organisation: UUID | None
    fit: int
    parts: list[PartShown] = Field(description="They sum to the fit.")
    common_minutes: int | None = Field(description="A week; null: not known.")
    locked: bool

    @classmethod
    def of(cls, placed: Placed, explained: Explained) -> "ProposedPairShown":
        names = explained.cast.names
        homes = {mentor.id: mentor.organisation_id for mentor in explained.problem.mentors}
        home = homes[placed.mentor_id]
        return cls(
            startup=UUID(placed.startup_id),
            startup_name=names.startup(placed.startup_id),
            mentor=UUID(placed.mentor_id),
            mentor_name=names.mentor(placed.mentor_id),
            organisation=UUID(home) if home else None,
            fit=placed.fit,
            parts=[PartShown.of(part) for part in explained.parts(placed.pair)],
            common_minutes=explained.fits.minutes(placed.pair),
            locked=placed.locked,
        )


class UnmatchedShown(Shown):
    """A startup with fewer mentors than it would take."""

    startup: UUID
    startup_name: str
    open: int
    below_minimum: int
    fillable: bool = Field(description="Nothing is missing; others would have to move.")
    fixes: list[str] = Field(description="Changes that would fill a place, the mildest first.")

    @classmethod
    def of(cls, missing: Missing, explained: Explained) -> "UnmatchedShown":
        own = ("open", "below_minimum", "fillable", "fixes")
        return cls(
            startup=UUID(missing.startup_id),
            startup_name=explained.cast.names.startup(missing.startup_id),
            **{name: getattr(missing, name) for name in own},
        )


class ShortageShown(Shown):
    """Why minimum places cannot all be filled; can be counted by hand."""

    sentence: str
    short: int
    fixes: list[str]

    @classmethod
    def of(cls, shortage: Shortage) -> "ShortageShown":
        return cls(**vars(shortage))


class PairIds(Shown):
    startup: UUID
    mentor: UUID

    @classmethod
    def of(cls, pair: tuple[str, str]) -> "PairIds":
        return cls(startup=UUID(pair[0]), mentor=UUID(pair[1]))


class MatchingBriefShown(Shown):
    """A proposal in numbers; they are null until it is worked out."""

    id: UUID
    cohort: UUID
    number: int
    name: str
    mode: Mode
    state: MatchingState
    progress: int
    made_at: Instant
    published_at: Instant | None
    places: int | None
    wanted: int | None
    total: int | None
    bound: int | None = Field(description="The best total that there can be.")
    share: float | None = Field(description="Of the best total, 0 to 1.")
    worst: int | None = Field(description="The value of the worst-off startup.")
    worst_reachable: int | None
    unmet: int | None = Field(description="Minimum places that stay empty.")
    blocking: int | None = Field(description="Pairs that both would rather have.")
    proved: bool | None
    gap: int | None = Field(description="Not proved: it may be short of the best by so much.")
    version: int

    @classmethod
    def of(cls, matching: Matching) -> "MatchingBriefShown":
        return cls(**brief(matching))


class MatchingShown(MatchingBriefShown):
    """With its pairs, what is not matched and why, and the blocking pairs."""

    stopped: str | None = Field(description="no-time, locks, orders or by-hand.")
    pairs: list[ProposedPairShown]
    unmatched: list[UnmatchedShown]
    shortages: list[ShortageShown]
    blocking_pairs: list[PairIds]

    @classmethod
    def in_full(cls, matching: Matching) -> "MatchingShown":
        told: dict[str, Any] = {
            "stopped": matching.result.get("stopped"),
            "pairs": [],
            "unmatched": [],
            "shortages": [],
            "blocking_pairs": [],
        }
        if "answer" in matching.result:
            found = Explained(matching)
            told["pairs"] = [ProposedPairShown.of(p, found) for p in found.answer.pairs]
            told["unmatched"] = [UnmatchedShown.of(m, found) for m in found.missing.values()]
            told["shortages"] = [ShortageShown.of(each) for each in found.shortages()]
            told["blocking_pairs"] = [PairIds.of(pair) for pair in found.answer.blocking]
        return cls(**brief(matching), **told)


class PairWhyShown(Shown):
    """Why a pair is proposed, or why not, and what it would cost whom."""

    startup: UUID
    mentor: UUID
    proposed: bool
    fit: int | None
    parts: list[PartShown]
    why_not: str | None = Field(description="In words; null where it is proposed.")
    price: int | None = Field(description="Points of total that it would cost.")
    chain: list[str] = Field(description="Who would move, link by link.")

    @classmethod
    def of(
        cls, pair: tuple[str, str], explained: Explained, *, other: Other | None
    ) -> "PairWhyShown":
        return cls(
            startup=UUID(pair[0]),
            mentor=UUID(pair[1]),
            proposed=other is None,
            fit=explained.fit_of(pair),
            parts=[PartShown.of(part) for part in explained.parts(pair)],
            why_not=other.why if other else None,
            price=other.price if other else None,
            chain=other.chain if other else [],
        )


class MatchingStandingShown(Shown):
    total: int
    worst: int | None
    unmet: int
    blocking: int

    @classmethod
    def of(cls, standing: Standing) -> "MatchingStandingShown":
        own = {name: getattr(standing, name) for name in ("total", "worst", "unmet")}
        return cls(**own, blocking=len(standing.blocking))


class HandEffectShown(Shown):
    """What a change would do; nothing is kept. With `breaks` it cannot be."""

    before: MatchingStandingShown
    after: MatchingStandingShown
    added: list[PairIds]
    removed: list[PairIds]
    breaks: str | None
    certain: bool

    @classmethod
    def of(cls, effect: Effect, names: wording.Names) -> "HandEffectShown":
        return cls(
            before=MatchingStandingShown.of(effect.before),
            after=MatchingStandingShown.of(effect.after),
            added=[PairIds.of(pair) for pair in effect.added],
            removed=[PairIds.of(pair) for pair in effect.removed],
            breaks=wording.broken(effect.breaks, names) if effect.breaks else None,
            certain=effect.certain,
        )


class RuleShown(Shown):
    id: UUID
    kind: RuleKind
    startup: UUID
    startup_name: str
    mentor: UUID
    mentor_name: str
    reason: str

    @classmethod
    def of(cls, rule: PairRule) -> "RuleShown":
        return cls(
            id=rule.id,
            kind=rule.kind,
            startup=rule.startup_id,
            startup_name=rule.startup.name,
            mentor=rule.mentor_id,
            mentor_name=rule.mentor.name,
            reason=rule.reason,
        )


def brief(matching: Matching) -> dict[str, Any]:
    numbers = matching.numbers
    own = (
        "id",
        "number",
        "name",
        "mode",
        "state",
        "progress",
        "made_at",
        "published_at",
        "version",
    )
    counted = ("places", "wanted", "total", "share", "worst", "unmet", "blocking", "proved", "gap")
    return (
        {name: getattr(matching, name) for name in own}
        | {name: numbers.get(name) for name in counted}
        | {
            "cohort": matching.cohort_id,
            "published_at": matching.published_at,
            "bound": numbers.get("best_total"),
            "worst_reachable": numbers.get("reachable"),
        }
    )
