"""What a proposal asks the engine: all that is known now, frozen with it."""

from dataclasses import dataclass, replace
from typing import Any

from accelerator.matching.errors import NotNow
from accelerator.matching.fits import frozen_fits
from accelerator.matching.freezing import fingerprint, frozen
from accelerator.matching.models import Matching
from accelerator.matching.queries.gathering import gather
from accelerator.matching.queries.proposals import orders_of
from accelerator.matching.rules.problem import Problem
from accelerator.matching.rules.standings import broken
from accelerator.mentors.queries.mentors import get_mentoring
from hub.core.database import db
from hub.core.i18n import gettext as _


@dataclass(frozen=True)
class Question:
    """Plain, as the proposal keeps it."""

    problem: dict[str, Any]
    fits: dict[str, Any]
    orders: dict[str, Any]
    fingerprint: str


def question_of(matching: Matching) -> Question:
    """What is known now, seen by whoever made the proposal. Changes nothing. Raises: NotNow."""
    cohort = matching.cohort
    gathered = gather(cohort, get_mentoring(cohort), by=matching.made_by)
    problem, its = gathered.problem, gathered.known
    if not its.startups or not its.mentors:
        raise NotNow(_("There must be startups and mentors before they can be matched."))
    orders = orders_of(cohort, its, mode=matching.mode)
    if matching.settings["keep_standing"]:
        problem = _standing(problem)
    mark = fingerprint(fingerprint(its), orders)
    return Question(frozen(problem), frozen_fits(gathered), orders, mark)


def freeze(matching: Matching, question: Question) -> None:
    matching.problem, matching.fingerprint = question.problem, question.fingerprint
    matching.settings = matching.settings | question.orders
    matching.result = {**matching.result, "fits": question.fits}
    db.session.flush()


def _standing(problem: Problem) -> Problem:
    """With all published pairs locked that can still be."""
    locks = problem.locks
    for pair in sorted(problem.published - locks):
        if not broken(problem, locks | {pair}):
            locks |= {pair}
    return replace(problem, locks=locks)
