"""Everything that is known as a question to the engine: each startup with each mentor."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from accelerator.matching.queries.known import Known, known
from accelerator.matching.rules.fit import (
    Fit,
    MentorSide,
    StartupSide,
    Together,
    Values,
    barrier,
    values_of,
    weighed,
)
from accelerator.matching.rules.problem import Candidate, HardReason, Pair, Problem
from accelerator.mentors.models import Mentoring
from accelerator.mentors.queries.availability import common_minutes
from accelerator.programmes.models import Cohort
from hub.accounts.models import User


@dataclass(frozen=True)
class Gathered:
    """A problem, and what its fits are made of: the values of their parts, and the minutes a week
    in common (None: not known)."""

    problem: Problem
    known: Known
    values: dict[Pair, Values]
    minutes: dict[Pair, int | None]

    def fit(self, pair: Pair) -> Fit:
        return weighed(self.values[pair], weights=self.known.weights)


def gather(cohort: Cohort, mentoring: Mentoring, *, by: User) -> Gathered:
    """The cohort's startups that this manager may see, and all mentors who gave it places."""
    return gathered(cohort, known(cohort, mentoring, by=by))


def gathered(cohort: Cohort, its: Known) -> Gathered:
    together = dict(_together(cohort, its))
    candidates, values = [], {}
    for startup in its.startups:
        for mentor in its.mentors:
            pair = (startup.id, mentor.id)
            between = together[pair]
            found = values_of(startup, mentor, together=between, scale=its.scale)
            reason = _reason(startup, mentor, together=between, its=its)
            fit = 0 if reason else weighed(found, weights=its.weights).total
            candidates.append(Candidate(*pair, fit, reason))
            values[pair] = found
    minutes = {pair: between.minutes for pair, between in together.items()}
    problem = replace(its.outline, candidates=tuple(candidates))
    return Gathered(problem, its, values, minutes)


def _reason(
    startup: StartupSide, mentor: MentorSide, *, together: Together, its: Known
) -> HardReason | None:
    """What both have accepted is not ruled out by a number."""
    pair = (startup.id, mentor.id)
    reason = barrier(startup, mentor, together=together, scale=its.scale) or its.declined.get(pair)
    return None if pair in its.kept and reason is not HardReason.CONFLICT else reason


def _together(cohort: Cohort, its: Known) -> Iterator[tuple[Pair, Together]]:
    startups = {UUID(each.id): each.id for each in its.startups}
    mentors = {UUID(each.id): each.id for each in its.mentors}
    minutes = common_minutes(cohort, startups=startups, mentors=mentors, usual=its.weeks)
    for startup_id, startup in startups.items():
        for mentor_id, mentor in mentors.items():
            pair = (startup, mentor)
            yield (
                pair,
                Together(
                    minutes=minutes.get((startup_id, mentor_id)),
                    ratings=its.ratings.get(pair, ()),
                    conflict=pair in its.conflicts,
                ),
            )
