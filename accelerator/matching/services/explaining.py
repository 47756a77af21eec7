"""Why this pair, why not another, what is missing: of one proposal, ready to be shown to staff."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from accelerator.matching.fits import Fits, plain_parts
from accelerator.matching.models import Matching, Mode
from accelerator.matching.names import shown_parts
from accelerator.matching.queries.cast import Cast, cast_of
from accelerator.matching.queries.known import UNBOUND
from accelerator.matching.queries.proposals import answer_of, problem_of
from accelerator.matching.rules.answers import Break, Cap, NotSolvedInTime
from accelerator.matching.rules.explanations import (
    Effect,
    Lock,
    OpenPlace,
    Price,
    Step,
    StepKind,
    WhyNot,
)
from accelerator.matching.rules.pricelist import PriceList
from accelerator.matching.rules.problem import Candidate, HardReason, Pair
from accelerator.matching.rules.shortage import clashes, open_places
from accelerator.matching.rules.why import Explainer
from accelerator.matching.services.trying import tried
from accelerator.matching.wording import broken, chain, clash, fit, fixes, signed, why_not
from hub.core.i18n import gettext as _

#: So many others are told beside a pair: those who fit best, and those who are ruled out.
FITTING, RULED_OUT = 3, 2


@dataclass(frozen=True)
class Other:
    """A mentor whom the startup does not get. `chain`: who would move, link by link."""

    mentor_id: str
    name: str
    fit: str
    why: str
    chain: list[str] = field(default_factory=list)
    price: int | None = None


@dataclass(frozen=True)
class Taken:
    """Places of somebody, and how many this proposal takes."""

    name: str
    taken: int
    of: int


@dataclass(frozen=True)
class Missing:
    """A startup that gets fewer mentors than it would take."""

    startup_id: str
    open: int
    below_minimum: int
    fillable: bool
    fixes: list[str]


@dataclass(frozen=True)
class Shortage:
    sentence: str
    short: int
    fixes: list[str]


class Explained:
    """Of a proposal that is reckoned."""

    def __init__(self, matching: Matching) -> None:
        self.matching = matching
        self.problem, self.answer = problem_of(matching), answer_of(matching)
        self.fits = Fits(matching)

    @cached_property
    def cast(self) -> Cast:
        return cast_of(self.matching)

    @property
    def is_the_engines(self) -> bool:
        """Whether it is what the engine made of its problem, so that prices are those of the best;
        of one that was changed by hand, or chosen by both sides, a change is tried instead."""
        settings = self.matching.settings
        return (
            self.matching.mode is Mode.BEST
            and "by_hand" not in self.matching.result
            and settings.get("allowed_percent") is None
        )

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.problem, self.answer)

    def parts(self, pair: Pair) -> list[dict[str, Any]]:
        known = self.fits.fit(pair)
        return shown_parts(plain_parts(known), to_staff=True) if known else []

    def fit_of(self, pair: Pair) -> int | None:
        return self.fits.total(pair)

    def taken(self, mentor_id: str) -> list[Taken]:
        """The mentor's places, and those of the organisation if it has set any."""
        names, mentors = self.cast.names, {each.id: each for each in self.problem.mentors}
        mentor = mentors[mentor_id]
        counts = Counter(placed.mentor_id for placed in self.answer.pairs)
        found = [Taken(names.mentor(mentor_id), counts[mentor_id], mentor.places)]
        for home in self.problem.organisations:
            if home.id == mentor.organisation_id and home.places <= UNBOUND // 2:
                its = sum(n for id_, n in counts.items() if mentors[id_].organisation_id == home.id)
                found.append(Taken(names.organisation(home.id), its, home.places))
        return found

    def others(self, startup_id: str, *, asked: str = "") -> list[Other]:
        """Mentors it does not get: who was asked about, then those who fit best, then some who are
        ruled out."""
        has = {m for s, m in self.answer.chosen if s == startup_id}
        mine = [
            one for one in self.problem.candidates if one[0] == startup_id and one[1] not in has
        ]
        ordered = sorted(mine, key=lambda one: (-(self.fit_of(one.pair) or 0), one.mentor_id))
        free = [one for one in ordered if not self._is_ruled_out(one)][:FITTING]
        ruled_out = [one for one in ordered if self._is_ruled_out(one)][:RULED_OUT]
        first = [one for one in ordered if one.mentor_id == asked]
        return [
            self.other(one.pair, exactly=one.mentor_id == asked)
            for one in dict.fromkeys([*first, *free, *ruled_out])
        ]

    def _is_ruled_out(self, one: Candidate) -> bool:
        return one.reason is not None or one.pair in self.problem.bans

    def other(self, pair: Pair, *, exactly: bool = True) -> Other:
        names = self.cast.names
        try:
            told = self.why_not(pair, exactly=exactly)
            why = self._said(told)
        except NotSolvedInTime:
            told, why = WhyNot(pair), _("the price was not found in time")
        return Other(
            pair[1],
            names.mentor(pair[1]),
            fit(self.fit_of(pair)),
            why,
            chain(told.steps, names) if len(told.steps) > 1 else [],
            told.price.points if told.price and not told.price.impossible else None,
        )

    @cached_property
    def _at_least(self) -> PriceList:
        return self.explainer.prices()

    def why_not(self, pair: Pair, *, exactly: bool = True) -> WhyNot:
        """Where the floor for the worst-off binds, an exact price takes a match of its own. Raises
        NotSolvedInTime."""
        if self._told_by_rule(pair):
            return self.explainer.why_not(pair)
        if self.is_the_engines:
            if exactly or self.explainer.is_exact:
                return self.explainer.why_not(pair)
            return WhyNot(pair, price=self._at_least[pair])
        if self.matching.mode is Mode.MUTUAL:
            return WhyNot(pair)
        effect, _state = tried(self.matching, Lock(pair))
        return _as_price(effect, pair, fits=self.fits)

    def _told_by_rule(self, pair: Pair) -> bool:
        known = {one.pair: one for one in self.problem.candidates}
        return pair not in known or self._is_ruled_out(known[pair])

    def _said(self, told: WhyNot) -> str:
        has = [placed.fit for placed in self.answer.pairs if placed.startup_id == told.pair[0]]
        mine = self.fit_of(told.pair) or 0
        if self.matching.mode is Mode.MUTUAL and told.price is None and told.reason is None:
            if told.unknown or told.breaks:
                return why_not(told, self.cast.names)
            return _("not both would rather have each other")
        price = told.price
        if price and price.points < 0:
            return _("would add %(points)s in total", points=fit(-price.points))
        if price and has and mine < min(has) and not price.unmet and not price.impossible:
            lower = _("lower fit")
            return lower if price.is_free else f"{lower}, {signed(-price.points)}"
        return why_not(told, self.cast.names)

    @cached_property
    def missing(self) -> dict[str, Missing]:
        """By startup."""
        found = open_places(self.problem, self.answer.chosen)
        return {each.startup_id: self._missing(each) for each in found}

    def _missing(self, each: OpenPlace) -> Missing:
        told = fixes(each.fixes, self.cast.names)
        return Missing(each.startup_id, each.open, each.below_minimum, each.fillable, told)

    def shortages(self) -> list[Shortage]:
        """Why minimum places cannot all be filled, each to be counted by hand."""
        if not self.answer.unmet:
            return []
        try:
            found = clashes(self.problem, self.answer.chosen)
        except NotSolvedInTime:
            return []
        names = self.cast.names
        return [
            Shortage(clash(each, names), each.short, fixes(each.fixes, names)) for each in found
        ]

    def could(self, startup_id: str) -> tuple[int, int]:
        """How many other mentors may be matched with it, and how many of them have a place left."""
        has = {m for s, m in self.answer.chosen if s == startup_id}
        may = [
            one.mentor_id
            for one in self.problem.candidates
            if one.startup_id == startup_id
            and not self._is_ruled_out(one)
            and one.mentor_id not in has
        ]
        return len(may), sum(all(t.taken < t.of for t in self.taken(id_)) for id_ in may)


def _as_price(effect: Effect, pair: Pair, *, fits: Fits) -> WhyNot:
    """What locking it would change, as a price and a chain."""
    if effect.breaks:
        return WhyNot(pair, breaks=effect.breaks)
    unmet = effect.after.unmet - effect.before.unmet
    price = Price(pair, -effect.points, unmet, certain=effect.certain)

    def steps(pairs: Iterable[Pair], kind: StepKind, *, sign: int) -> list[Step]:
        return [Step(kind, *each, change=sign * (fits.total(each) or 0)) for each in pairs]

    taken = steps(sorted(effect.added, key=lambda each: each != pair), StepKind.TAKES, sign=1)
    return WhyNot(pair, price, (*taken, *steps(effect.removed, StepKind.DROPS, sign=-1)))


def trouble_of(matching: Matching) -> str:
    """What stopped a proposal, in words with names: limits that the locks break, or whose order
    contradicts that of their organisation."""
    result = matching.result
    if not matching.problem:
        return ""
    names = cast_of(matching).names
    if "mentor_id" in result:
        return names.mentor(result["mentor_id"])
    breaks = [
        Break(
            Cap(each["cap"]),
            tuple(each["ids"]),
            each["allowed"],
            tuple((pair[0], pair[1]) for pair in each["pairs"]),
            HardReason(each["reason"]) if each["reason"] else None,
        )
        for each in result.get("breaks", ())
    ]
    return broken(breaks, names) if breaks else ""


def changed(one: Iterable[Pair], other: Iterable[Pair]) -> int:
    """How many pairs are new or gone, the larger number."""
    first, second = set(one), set(other)
    return max(len(first - second), len(second - first))
