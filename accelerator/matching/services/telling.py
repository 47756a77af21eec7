"""What a startup is told of the published proposal: why these mentors, why not another, what is
missing.

No ranking, no number and no name of another startup is in it. Whether somebody has ruled a pair out
(the mentor, staff, a conflict of interest) cannot be told from the answer: what it would change is
tried as if nobody had.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from accelerator.matching.fits import Fits
from accelerator.matching.models import Matching, Mode
from accelerator.matching.queries.cast import cast_of
from accelerator.matching.queries.known import UNBOUND
from accelerator.matching.queries.pairings import live_of
from accelerator.matching.queries.proposals import answer_of, problem_of, published_matching
from accelerator.matching.rules.answers import NotSolvedInTime
from accelerator.matching.rules.explanations import Effect, Fix, FixKind, Lock
from accelerator.matching.rules.fit import Part
from accelerator.matching.rules.problem import Candidate, HardReason, Pair, Problem
from accelerator.matching.rules.shortage import open_places
from accelerator.matching.rules.whatif import WhatIf
from accelerator.matching.wording import Names, listed
from accelerator.mentors.models import Mentor, Sight
from accelerator.mentors.permissions import can_wish
from accelerator.mentors.queries.mentors import mentoring_of, words_of
from accelerator.mentors.queries.wishes import mentors_to_rank
from accelerator.mentors.rules.sight import is_shown
from accelerator.participations.models import Participation
from hub.accounts.models import User
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext

#: Seconds of the solver for one question.
SECONDS = 2.0


@dataclass(frozen=True)
class Missing:
    """Places that stay open, why, and what would fill one."""

    open: int
    suit: int
    sentences: list[str]


def told_of(participation: Participation, *, by: User) -> "Told | None":
    """None while nothing was published in its cohort. Which mentors it has ruled out is for those
    who lead it."""
    cohort, startup = participation.cohort, participation.startup
    matching, mentoring = published_matching(cohort), mentoring_of(cohort)
    if matching is None or mentoring is None:
        return None
    words = words_of(cohort, startup=startup) if can_wish(by, cohort, startup=startup) else []
    vetoes = frozenset(str(word.mentor_id) for word in words if word.is_veto)
    least = mentoring.least_minutes
    return Told(matching, str(startup.id), least_minutes=least, vetoes=vetoes)


def asked_about(participation: Participation) -> dict[str, str]:
    """Names of mentors a startup can ask about, by id: whom it can wish for, and does not have."""
    cohort, startup = participation.cohort, participation.startup
    has = {each.mentor_id for each in live_of(cohort.id, startup_id=startup.id)}
    return {
        str(each.id): each.shown.name
        for each in mentors_to_rank(cohort, startup)
        if each.id not in has
    }


class Told:
    """Of one startup. `least_minutes`: fewer in common a week rule a pair out; `vetoes`: the
    mentors whom it has ruled out itself, where the reader is one of those who may know."""

    def __init__(
        self, matching: Matching, startup_id: str, *, least_minutes: int, vetoes: frozenset[str]
    ) -> None:
        self.matching, self.startup_id, self.vetoes = matching, startup_id, vetoes
        self.least_minutes = least_minutes
        self.problem, self.answer = problem_of(matching), answer_of(matching)
        self.fits = Fits(matching)

    @property
    def is_known(self) -> bool:
        """Whether it took part already when the proposal was made."""
        return any(each.id == self.startup_id for each in self.problem.startups)

    @cached_property
    def names(self) -> Names:
        return cast_of(self.matching).names

    @cached_property
    def missing(self) -> Missing | None:
        """None where it has as many mentors as it wants."""
        chosen = self.answer.chosen
        [*found] = open_places(self.problem, chosen, startup_ids=[self.startup_id])
        if not found:
            return None
        [place] = found
        suits = [m for m in self._others() if not any(self._of_both(m))]
        if place.fillable:
            told = [_("Nothing is missing: others would have to change mentors for it, and all"
                      " together would fit less well.")]  # fmt: skip
        else:
            told = self._fixes(place.fixes)
        return Missing(place.open, len(suits), told)

    def why_not(self, mentor: Mentor) -> list[str]:
        """In sentences."""
        mentor_id = str(mentor.id)
        if not self.is_known or not any(each.id == mentor_id for each in self.problem.mentors):
            return [_("One of you was not there yet when the pairs were found.")]
        if mentor_id in self.vetoes:
            return [_("You have ruled this out yourselves.")]
        if found := list(self._of_both(mentor_id, mentor)):
            return found
        if self.matching.mode is Mode.MUTUAL:
            both = _("In a mutual choice the wishes of both sides decide, and they stay private.")
            return [*self._taken(mentor_id), both]
        return [*self._taken(mentor_id), *self._change(mentor_id)]

    def _others(self) -> list[str]:
        has = {m for s, m in self.answer.chosen if s == self.startup_id}
        return [each.id for each in self.problem.mentors if each.id not in has]

    def _of_both(self, mentor_id: str, mentor: Mentor | None = None) -> Iterator[str]:
        """What both know of each other anyway, and nobody has said in private."""
        pair = self.startup_id, mentor_id
        fit, minutes = self.fits.fit(pair), self.fits.minutes(pair)
        spoken = {part.part: part.value for part in fit.parts} if fit else {}
        name = self.names.mentor(mentor_id)
        if spoken.get(Part.LANGUAGE) == 0 and _shows(mentor, "languages"):
            yield _("You and %(mentor)s have no language in common.", mentor=name)
        few = minutes is not None and minutes < self.least_minutes
        if few and _shows(mentor, "availability"):
            yield _("You and %(mentor)s have too few hours in common.", mentor=name)

    def _taken(self, mentor_id: str) -> Iterator[str]:
        counts = Counter(m for _s, m in self.answer.chosen)
        mentors = {each.id: each for each in self.problem.mentors}
        home = mentors[mentor_id].organisation_id
        if counts[mentor_id] >= mentors[mentor_id].places:
            name = self.names.mentor(mentor_id)
            yield _("All places of %(name)s are taken.", name=name)
        its = sum(n for id_, n in counts.items() if mentors[id_].organisation_id == home)
        room = {each.id: each.places for each in self.problem.organisations}
        if its >= room.get(home or "", UNBOUND):
            yield _("All places of %(name)s are taken.", name=self.names.organisation(home))

    def _change(self, mentor_id: str) -> Iterator[str]:
        """What it would change for whom."""
        pair = self.startup_id, mentor_id
        try:
            effect = WhatIf(self._as_if_possible(pair), self.answer).effect(Lock(pair))
        except NotSolvedInTime:
            yield _("What it would change was not found out in time. Please try again.")
            return
        if effect.breaks:
            yield _("Pairs that are settled already stand against it.")
            return
        yield from self._who_changes(effect)
        if effect.after.unmet > effect.before.unmet:
            yield _("Somebody would be left without a mentor that they need.")
        elif effect.points < 0:
            yield _("All together would fit less well than now.")
        else:
            yield _("For all together it would be as good. The programme's team can tell you more.")

    def _who_changes(self, effect: Effect) -> Iterator[str]:
        lost = [m for s, m in effect.removed if s == self.startup_id]
        others = {s for s, _m in (*effect.added, *effect.removed)} - {self.startup_id}
        if lost:
            names = listed(map(self.names.mentor, lost))
            yield _("For it you would give up %(mentors)s.", mentors=names)
        if others:
            yield ngettext(
                "%(num)s other startup would have to change its mentors.",
                "%(num)s other startups would have to change their mentors.",
                len(others),
            )

    def _as_if_possible(self, pair: Pair) -> Problem:
        fit = self.fits.total(pair) or 0
        candidates = tuple(
            Candidate(*pair, fit) if one.pair == pair else one for one in self.problem.candidates
        )
        return replace(
            self.problem,
            candidates=candidates,
            bans=self.problem.bans - {pair},
            seconds=SECONDS,
        )

    def _fixes(self, found: tuple[Fix, ...]) -> list[str]:
        """Of all that would help what does not tell of others; the mildest first."""
        told = [said for each in found if (said := self._fix(each))]
        ask = _("The programme's team can tell you what would help.")
        return [*dict.fromkeys(told)][:2] or [ask]

    def _fix(self, fix: Fix) -> str:
        organisation = self.names.organisation
        if fix.kind is FixKind.ORGANISATION_PLACE:
            return _("One more place at %(name)s would help.", name=organisation(fix.ids[0]))
        if fix.kind is FixKind.MENTOR_PLACE:
            return _("One more place with a mentor who suits you would help.")
        if fix.ids[0] != self.startup_id:
            return ""
        if fix.kind is FixKind.LIMIT:
            name = organisation(fix.ids[1])
            return _("One more mentor of %(name)s than is allowed for each startup.", name=name)
        if fix.reason is HardReason.NO_LANGUAGE:
            return _("One more language that you can work in would help.")
        if fix.reason is HardReason.FEW_HOURS:
            return _("More hours in which you have time would help.")
        return ""


def _shows(mentor: Mentor | None, field: str) -> bool:
    """Whether the mentor lets people of the network know it."""
    return mentor is None or is_shown(field, mentor.shown, to=Sight.NETWORK)
