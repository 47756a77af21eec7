"""Reasons, prices, chains and shortages as sentences. Names go in, nothing private comes out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from babel import Locale, lists, numbers

from accelerator.matching.names import REASONS
from accelerator.matching.rules.answers import Break, Cap
from accelerator.matching.rules.explanations import (
    Clash,
    Effect,
    Fix,
    FixKind,
    Step,
    StepKind,
    WhyNot,
)
from accelerator.matching.rules.problem import FULL, HardReason, Pair
from hub.core.i18n import gettext as _
from hub.core.i18n import locale, ngettext

#: What staff cannot change, or must not know more of.
NOT_TO_FIX = {HardReason.CONFLICT, HardReason.VETO_STARTUP, HardReason.VETO_MENTOR}
UNKNOWN = "?"


@dataclass(frozen=True)
class Names:
    """Of everybody in a proposal, by id."""

    startups: Mapping[str, str] = field(default_factory=dict)
    mentors: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)

    def startup(self, id_: str) -> str:
        return self.startups.get(id_, UNKNOWN)

    def mentor(self, id_: str) -> str:
        return self.mentors.get(id_, UNKNOWN)

    def organisation(self, id_: str | None) -> str:
        return self.organisations.get(id_ or "", UNKNOWN)

    def pair(self, pair: Sequence[str]) -> str:
        return f"{self.startup(pair[0])} × {self.mentor(pair[1])}"


def fit(points: int | None) -> str:
    """0.91 · 0,91"""
    if points is None:
        return "–"
    return numbers.format_decimal(points / FULL, format="0.00", locale=locale())


def signed(points: int) -> str:
    """+0.05 · −0.21"""
    sign = "+" if points > 0 else "−" if points < 0 else "±"
    return f"{sign}{fit(abs(points))}"


def share(part: float) -> str:
    """98.6 %; a hundred only where nothing at all is missing."""
    shown = min(part, 0.999) if part < 1 else 1.0
    pattern = "0.0 %" if shown < 1 else "0 %"
    return numbers.format_percent(shown, format=pattern, locale=locale())


def hours(minutes: int | None) -> str:
    if minutes is None:
        return _("not known")
    told = numbers.format_decimal(minutes / 60, format="0.#", locale=locale())
    return _("%(hours)s h / week", hours=told)


def listed(words: Iterable[str]) -> str:
    return lists.format_list(list(words), locale=locale())


def spoken(codes: Iterable[str]) -> str:
    names = Locale.parse(locale()).languages
    return listed(names.get(code, code) for code in codes)


def reason(why: HardReason | None) -> str:
    return str(REASONS[why]) if why is not None else _("nothing is known of this pair")


def why_not(told: WhyNot, names: Names) -> str:
    """In a few words: what it would cost whom, or what forbids it."""
    if told.unknown or told.reason is not None:
        return reason(told.reason)
    if told.breaks:
        return broken(told.breaks, names)
    price = told.price
    if price is None or price.impossible:
        return _("what is locked leaves no way")
    if price.is_free:
        return _("just as good in total")
    if price.unmet:
        return ngettext(
            "would leave %(num)s minimum place empty",
            "would leave %(num)s minimum places empty",
            price.unmet,
        )
    if not price.certain:
        return _("would cost at least %(points)s in total", points=fit(price.points))
    return _loser(told.steps, told.pair[0], names=names) or _(
        "would cost %(points)s in total", points=fit(price.points)
    )


def _loser(steps: Iterable[Step], own: str, *, names: Names) -> str:
    """Who else loses by it, and how much of their fit."""
    change: dict[str, int] = defaultdict(int)
    for step in steps:
        change[step.startup_id] += step.change - step.bonus
    others = sorted((points, id_) for id_, points in change.items() if id_ != own and points < 0)
    if not others:
        return ""
    told = [f"{names.startup(id_)} {fit(-points)}" for points, id_ in others]
    return _("would cost %(losers)s", losers=listed(told))


def chain(steps: Iterable[Step], names: Names) -> list[str]:
    """Who moves where, link by link."""
    told = []
    for step in steps:
        values = {
            "startup": names.startup(step.startup_id),
            "mentor": names.mentor(step.mentor_id),
            "points": signed(step.change - step.bonus),
        }
        if step.kind is StepKind.TAKES:
            told.append(_("%(startup)s gets %(mentor)s (%(points)s)", **values))
        else:
            told.append(_("%(startup)s gives up %(mentor)s (%(points)s)", **values))
    return told


def broken(breaks: Iterable[Break], names: Names) -> str:
    return listed(dict.fromkeys(_broken(each, names) for each in breaks))


def _broken(each: Break, names: Names) -> str:
    ids, most = each.ids, each.allowed
    if each.cap is Cap.HARD:
        return f"{names.pair(ids)}: {reason(each.reason)}"
    if each.cap is Cap.BANNED:
        return _("%(pair)s is banned by staff", pair=names.pair(ids))
    if each.cap is Cap.LOCKED:
        return _("%(pair)s is locked", pair=names.pair(ids))
    if each.cap is Cap.STARTUP:
        return ngettext(
            "%(name)s wants %(num)s mentor at most",
            "%(name)s wants %(num)s mentors at most",
            most,
            name=names.startup(ids[0]),
        )
    if each.cap in (Cap.MENTOR, Cap.ORGANISATION):
        named = names.mentor if each.cap is Cap.MENTOR else names.organisation
        return ngettext(
            "%(name)s has %(num)s place", "%(name)s has %(num)s places", most, name=named(ids[0])
        )
    return ngettext(
        "%(startup)s may have %(num)s mentor of %(organisation)s",
        "%(startup)s may have %(num)s mentors of %(organisation)s",
        most,
        startup=names.startup(ids[0]),
        organisation=names.organisation(ids[1]),
    )


def fixes(all_of_them: Iterable[Fix], names: Names, *, most: int = 3) -> list[str]:
    """The mildest changes that would fill a place, without those that are not staff's to make."""
    can = [each for each in all_of_them if each.reason not in NOT_TO_FIX]
    return [fix(each, names) for each in can[:most]]


def fix(change: Fix, names: Names) -> str:
    ids = change.ids
    if change.kind is FixKind.ORGANISATION_PLACE:
        return _("one more place at %(name)s", name=names.organisation(ids[0]))
    if change.kind is FixKind.MENTOR_PLACE:
        return _("one more place with %(name)s", name=names.mentor(ids[0]))
    if change.kind is FixKind.LIMIT:
        organisation, startup = names.organisation(ids[1]), names.startup(ids[0])
        return _("one more mentor of %(organisation)s for %(startup)s",
                 organisation=organisation, startup=startup)  # fmt: skip
    if change.kind is FixKind.UNLOCK:
        return _("unlock %(pair)s", pair=names.pair(ids))
    if change.kind is FixKind.UNBAN:
        return _("allow %(pair)s again", pair=names.pair(ids))
    if change.kind is FixKind.LOWER_MINIMUM:
        return _("one mentor fewer as the minimum of %(name)s", name=names.startup(ids[0]))
    return _("%(pair)s, if this were settled: %(reason)s",
             pair=names.pair(ids), reason=reason(change.reason))  # fmt: skip


def clash(found: Clash, names: Names) -> str:
    """Who competes for what: can be counted by hand."""
    who = listed(map(names.startup, found.startup_ids))
    need = ngettext(
        "%(who)s need %(num)s place together.", "%(who)s need %(num)s places together.",
        found.need, who=who,
    )  # fmt: skip
    where = [
        *map(names.organisation, found.organisation_ids),
        *map(names.mentor, found.mentor_ids),
        *(f"{names.organisation(o)} ({names.startup(s)})" for s, o in found.limits),
        *map(names.pair, found.pairs),
    ]
    if not where:
        return f"{need} {_('There is none that they could have.')}"
    supply = ngettext(
        "All that they can get is %(num)s: %(where)s.",
        "All that they can get are %(num)s: %(where)s.",
        found.supply, where=listed(where),
    )  # fmt: skip
    return f"{need} {supply}"


def moved(effect: Effect, names: Names) -> tuple[list[str], list[str]]:
    """Pairs that come and pairs that go."""

    def told(pairs: Iterable[Pair]) -> list[str]:
        return sorted(names.pair(pair) for pair in pairs)

    return told(effect.added), told(effect.removed)
