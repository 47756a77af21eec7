"""Make a proposal: freeze what is known, reckon outside of any transaction, keep what came out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from accelerator.conflicts.services import detect
from accelerator.matching.errors import NotNow
from accelerator.matching.freezing import fingerprint, frozen, frozen_answer
from accelerator.matching.models import Matching, MatchingState, Mode, ProposedPair
from accelerator.matching.queries.gathering import Gathered, gather
from accelerator.matching.queries.judging import candidates_in
from accelerator.matching.queries.proposals import question_of
from accelerator.matching.rules.answers import Matching as Answer
from accelerator.matching.rules.answers import Refused
from accelerator.matching.rules.fit import Fit
from accelerator.matching.rules.problem import Pair, Problem
from accelerator.matching.rules.rematch import Rematch
from accelerator.matching.rules.standings import broken
from accelerator.matching.services.reckoning import Inconsistent, Outcome
from accelerator.mentors.models import Mentoring
from accelerator.mentors.permissions import can_manage_mentoring
from accelerator.mentors.queries.mentors import get_mentoring
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

#: Up to so many pairs are reckoned while the person waits; more go to a job (measured: 150 x 250
#: stays under two seconds).
IN_THE_REQUEST = 150 * 250


@dataclass(frozen=True)
class Asked:
    """What kind of proposal, and what it is called.

    Args:
        again: with as few changes to what is published as can be, where `allowed_percent` of the
            best total may be lost by it. Without one, each published pair has the terms' bonus.
        keep_standing: all pairs that stand stay, also those that are still to be answered; only
            what is open is filled.
    """

    mode: Mode = Mode.BEST
    name: str = ""
    base_id: UUID | None = None
    again: bool = False
    allowed_percent: float | None = None
    keep_standing: bool = False


def propose(cohort: Cohort, asked: Asked, *, by: User) -> Matching:
    """Freeze what is known now as a numbered proposal, not reckoned yet (`reckoned`, `keep`).
    Conflicts of interest between the mentors and the startups are looked for before.

    Raises:
        NotAllowed: not staff of the programme.
        NotFound: the cohort has no mentoring yet.
        NotNow: there is nobody to match.
    """
    if not can_manage_mentoring(by, cohort):
        raise NotAllowed(_("Only staff of the programme do this."))
    mentoring = get_mentoring(cohort)
    lock(mentoring)
    detect(*candidates_in(cohort))
    gathered = gather(cohort, mentoring, by=by)
    if not gathered.startups or not gathered.places:
        raise NotNow(_("There must be startups and mentors before they can be matched."))
    question = question_of(cohort, gathered.problem, mode=asked.mode)
    problem = _standing(gathered.problem) if asked.keep_standing else gathered.problem
    made = Matching(
        cohort=cohort,
        number=next_number(cohort),
        name=" ".join(asked.name.split())[:80],
        mode=asked.mode,
        base_id=asked.base_id,
        settings=_settings(mentoring, asked) | question.orders,
        problem=frozen(problem),
        result={"fits": _fits(gathered)},
        fingerprint=fingerprint(question.plain),
        made_by_id=by.id,
    )
    db.session.add(made)
    db.session.flush()
    record("matching.proposed", made, after={"number": made.number, "mode": made.mode})
    return made


def _settings(mentoring: Mentoring, asked: Asked) -> dict[str, Any]:
    return {
        "weights": mentoring.weights,
        "floor": mentoring.floor_percent,
        "bonus": mentoring.kept_bonus,
        "again": asked.again,
        "allowed_percent": asked.allowed_percent,
        "keep_standing": asked.keep_standing,
    }


def _standing(problem: Problem) -> Problem:
    """With all published pairs locked that can still be."""
    locks = problem.locks
    for pair in sorted(problem.published - locks):
        if not broken(problem, locks | {pair}):
            locks |= {pair}
    return replace(problem, locks=locks)


def is_quick(matching: Matching) -> bool:
    """Whether it is reckoned while the person waits."""
    problem = matching.problem
    return len(problem["startups"]) * len(problem["mentors"]) <= IN_THE_REQUEST


def begin(matching: Matching, *, also_running: bool = False) -> bool:
    """Claim one that waits; False when somebody else has, or it was stopped.

    Args:
        also_running: one that somebody has begun, too, because they are gone.
    """
    lock(matching)
    claimable = {MatchingState.QUEUED} | ({MatchingState.RUNNING} if also_running else set())
    if matching.state not in claimable:
        return False
    matching.state, matching.progress = MatchingState.RUNNING, 10
    db.session.flush()
    return True


def keep(matching: Matching, outcome: Outcome) -> None:
    """Write down what came out. A proposal that was stopped meanwhile stays stopped."""
    lock(matching)
    if matching.state not in (MatchingState.QUEUED, MatchingState.RUNNING):
        return
    matching.reckoned_at, matching.progress = now(), 100
    if isinstance(outcome, Rematch):
        matching.result = {**matching.result, "again": _again(outcome)}
        outcome = outcome.matching
    if isinstance(outcome, Answer):
        matching.state = MatchingState.PROPOSED
        set_answer(matching, outcome)
    else:
        matching.state = MatchingState.STOPPED
        matching.result = {**matching.result, **_refusal(outcome)}
    matching.version += 1
    db.session.flush()
    record("matching.reckoned", matching, after={"state": matching.state})


def set_answer(matching: Matching, answer: Answer) -> None:
    """The answer, what lists show of it, and its pairs."""
    matching.result = {**matching.result, "answer": frozen_answer(answer)}
    matching.numbers = numbers_of(matching.problem, answer)
    add_pairs(matching, [placed.pair for placed in answer.pairs])


def numbers_of(problem: dict[str, Any], answer: Answer) -> dict[str, Any]:
    """Places filled of those wanted, and how good it is; points are of 10,000."""
    return {
        "places": len(answer.pairs),
        "wanted": sum(each["upper"] for each in problem["startups"]),
        "startups": len(problem["startups"]),
        "mentors": len(problem["mentors"]),
        "total": answer.total,
        "best_total": answer.best_total,
        "share": answer.share,
        "worst": answer.floor.worst,
        "reachable": answer.floor.reachable,
        "blocking": len(answer.blocking),
        "unmet": answer.short,
        "proved": answer.proved,
        "gap": answer.gap,
        "seconds": answer.cpu_seconds,
    }


def _again(outcome: Rematch) -> dict[str, Any]:
    pairs = {name: [list(pair) for pair in getattr(outcome, name)]
             for name in ("kept", "gone", "let_go", "new")}  # fmt: skip
    return pairs | {"loss": outcome.loss, "allowed_loss": outcome.allowed_loss}


def stop(matching: Matching, *, by: User) -> None:
    """Give up on one that is still being worked out. Raises: NotAllowed."""
    if not can_manage_mentoring(by, matching.cohort):
        raise NotAllowed(_("Only staff of the programme do this."))
    lock(matching)
    if matching.state in (MatchingState.QUEUED, MatchingState.RUNNING):
        matching.state, matching.stop_asked_at = MatchingState.STOPPED, now()
        matching.result = {**matching.result, "stopped": "by-hand"}
        matching.version += 1
        db.session.flush()
        record("matching.stopped", matching)


def rename(matching: Matching, name: str, *, by: User) -> None:
    """Raises: NotAllowed."""
    if not can_manage_mentoring(by, matching.cohort):
        raise NotAllowed(_("Only staff of the programme do this."))
    clean = " ".join(name.split())[:80]
    if clean != matching.name:
        before, matching.name = matching.name, clean
        db.session.flush()
        record("matching.renamed", matching, before={"name": before}, after={"name": clean})


def add_pairs(matching: Matching, pairs: Iterable[Pair]) -> None:
    """Rows of a proposal's pairs, with the fits that were frozen with it."""
    fits = matching.result["fits"]
    homes = {each["id"]: each["organisation_id"] for each in matching.problem["mentors"]}
    for startup_id, mentor_id in pairs:
        known, home = fits[f"{startup_id} {mentor_id}"], homes[mentor_id]
        matching.pairs.append(
            ProposedPair(
                startup_id=UUID(startup_id),
                mentor_id=UUID(mentor_id),
                organisation_id=UUID(home) if home else None,
                fit=known["fit"],
                parts=known["parts"],
                common_minutes=known["minutes"],
            )
        )


def _fits(gathered: Gathered) -> dict[str, Any]:
    """Of every pair, so that a change by hand needs no new question."""
    return {
        f"{startup} {mentor}": {
            "fit": fit.total,
            "parts": _parts(fit),
            "minutes": gathered.minutes.get((startup, mentor)),
        }
        for (startup, mentor), fit in gathered.fits.items()
    }


def _parts(fit: Fit) -> list[dict[str, Any]]:
    return [
        {"part": p.part, "weight": p.weight, "value": p.value, "points": p.contribution}
        for p in fit.parts
    ]


def _refusal(answer: Refused | Inconsistent | None) -> dict[str, Any]:
    if answer is None:
        return {"stopped": "no-time"}
    if isinstance(answer, Inconsistent):
        return {"stopped": "orders", "mentor_id": answer.mentor_id}
    breaks = [
        {
            "cap": b.cap,
            "ids": list(b.ids),
            "allowed": b.allowed,
            "pairs": [list(pair) for pair in b.pairs],
            "reason": b.reason,
        }
        for b in answer.breaks
    ]
    return {"stopped": "locks", "breaks": breaks}


def next_number(cohort: Cohort) -> int:
    """Of the cohort's next proposal; the caller holds the mentoring's row."""
    query = select(func.max(Matching.number)).where(Matching.cohort_id == cohort.id)
    return (db.session.scalar(query) or 0) + 1
