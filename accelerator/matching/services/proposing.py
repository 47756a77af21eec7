"""Make a proposal: number it, freeze what is known, and keep what the engines (`reckoning`, outside
of any transaction) make of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from accelerator.conflicts.services import detect
from accelerator.matching.fits import Fits, plain_parts
from accelerator.matching.freezing import frozen_answer
from accelerator.matching.models import Matching, MatchingState, Mode, ProposedPair
from accelerator.matching.queries.judging import candidates_in
from accelerator.matching.queries.proposals import published_matching
from accelerator.matching.rules.answers import Matching as Answer
from accelerator.matching.rules.answers import Refused
from accelerator.matching.rules.phases import Phase
from accelerator.matching.rules.problem import Pair
from accelerator.matching.rules.rematch import Rematch
from accelerator.matching.services.effort import is_for_a_job
from accelerator.matching.services.questions import freeze, question_of
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
from hub.core.i18n import speaking
from hub.history.services import record

#: In hundredths: claimed, and each phase as it begins.
BEGUN = 5
PROGRESS = {
    Phase.READING: 10,
    Phase.TOTAL: 35,
    Phase.HEIGHT: 45,
    Phase.LIFTING: 55,
    Phase.FEWEST: 75,
    Phase.WRITING: 90,
}


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
    """A numbered proposal, not reckoned yet (`reckoned`, `keep`). What is known now is frozen with
    it; one that takes too long to be waited for is left as it is, and a job does both.

    Raises:
        NotAllowed: not staff of the programme.
        NotFound: the cohort has no mentoring yet.
        NotNow: there is nobody to match.
    """
    if not can_manage_mentoring(by, cohort):
        raise NotAllowed(_("Only staff of the programme do this."))
    mentoring = get_mentoring(cohort)
    lock(mentoring)
    made = Matching(
        cohort=cohort,
        number=next_number(cohort),
        name=" ".join(asked.name.split())[:80],
        mode=asked.mode,
        base_id=asked.base_id,
        settings=_settings(mentoring, asked),
        made_by=by,
    )
    db.session.add(made)
    db.session.flush()
    people, startups = candidates_in(cohort, seen_by=by)
    if not is_for_a_job(len(startups), len(people), settings=made.settings):
        detect(*candidates_in(cohort))
        freeze(made, question_of(made))
    record("matching.proposed", made, after={"number": made.number, "mode": made.mode})
    return made


def propose_next_best(cohort: Cohort) -> Matching | None:
    """Somebody has declined: the same rules, all pairs that stand stay, and the two are not brought
    together again. For whoever published; None when they do not manage the programme any more."""
    published = published_matching(cohort)
    by = db.session.get(User, published.published_by_id) if published else None
    if by is None or not can_manage_mentoring(by, cohort):
        return None
    with speaking(by.language):
        asked = Asked(name=_("Next best"), keep_standing=True)
    return propose(cohort, asked, by=by)


def _settings(mentoring: Mentoring, asked: Asked) -> dict[str, Any]:
    return {
        "weights": mentoring.weights,
        "floor": mentoring.floor_percent,
        "bonus": mentoring.kept_bonus,
        "again": asked.again,
        "allowed_percent": asked.allowed_percent,
        "keep_standing": asked.keep_standing,
    }


def is_quick(matching: Matching) -> bool:
    """Whether it is reckoned while the person waits: a larger one is not even frozen yet."""
    return bool(matching.problem)


def size_of(matching: Matching) -> int:
    """How many pairs there could be."""
    return len(matching.problem["startups"]) * len(matching.problem["mentors"])


def begin(matching: Matching, *, also_running: bool = False) -> bool:
    """Claim one that waits; False when somebody else has, or it was stopped.

    Args:
        also_running: one that somebody has begun, too, because they are gone.
    """
    lock(matching)
    claimable = {MatchingState.QUEUED} | ({MatchingState.RUNNING} if also_running else set())
    if matching.state not in claimable:
        return False
    matching.state, matching.progress = MatchingState.RUNNING, BEGUN
    db.session.flush()
    return True


def leave_to_a_job(matching: Matching) -> None:
    """It was begun, and takes longer than somebody waits."""
    lock(matching)
    if matching.state is MatchingState.RUNNING:
        matching.state, matching.progress = MatchingState.QUEUED, 0
        db.session.flush()


def phase_of(matching: Matching) -> Phase | None:
    """How far one is that is being worked out."""
    begun = [phase for phase, progress in PROGRESS.items() if progress <= matching.progress]
    return begun[-1] if begun and matching.state is MatchingState.RUNNING else None


def go_on(matching: Matching, phase: Phase) -> bool:
    """It is as far as that; never back. Whether anybody still waits for it."""
    lock(matching)
    if matching.state is MatchingState.RUNNING:
        matching.progress = max(matching.progress, PROGRESS[phase])
        db.session.flush()
    return matching.state is MatchingState.RUNNING


def keep(matching: Matching, outcome: Outcome) -> bool:
    """Write down what came out. A proposal that was stopped meanwhile stays stopped.

    Returns: whether it was waited for.
    """
    lock(matching)
    if matching.state not in (MatchingState.QUEUED, MatchingState.RUNNING):
        return False
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
    return True


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
    fits = Fits(matching)
    homes = {each["id"]: each["organisation_id"] for each in matching.problem["mentors"]}
    for startup_id, mentor_id in pairs:
        pair = startup_id, mentor_id
        fit, home = fits.fit(pair), homes[mentor_id]
        if fit is None:
            raise AssertionError("a pair that nobody knows was chosen")
        matching.pairs.append(
            ProposedPair(
                startup_id=UUID(startup_id),
                mentor_id=UUID(mentor_id),
                organisation_id=UUID(home) if home else None,
                fit=fit.total,
                parts=plain_parts(fit),
                common_minutes=fits.minutes(pair),
            )
        )


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
