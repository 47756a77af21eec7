"""The manager's own word: pairs locked and banned, and proposals changed by hand."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from accelerator.conflicts.queries import is_conflicted
from accelerator.matching.errors import CannotBe, ChangedMeanwhile, NotNow
from accelerator.matching.freezing import frozen
from accelerator.matching.models import (
    Matching,
    MatchingState,
    Pairing,
    PairingState,
    PairRule,
    RuleKind,
)
from accelerator.matching.permissions import can_see_matching
from accelerator.matching.queries.proposals import answer_of, fingerprints_now
from accelerator.matching.rules.answers import Matching as Answer
from accelerator.matching.rules.answers import Placed, Unmet
from accelerator.matching.rules.explanations import Ban, Edit, Effect, Lock, Release
from accelerator.matching.rules.problem import Pair
from accelerator.matching.rules.standings import profile_of
from accelerator.matching.rules.whatif import State
from accelerator.matching.services.proposing import next_number, set_answer
from accelerator.matching.services.trying import tried
from accelerator.mentors.models import Mentor
from accelerator.mentors.permissions import can_manage_mentoring
from accelerator.mentors.queries.mentors import get_mentoring
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed, NotFound
from hub.core.i18n import gettext as _
from hub.history.services import record

_KINDS = {Lock: RuleKind.LOCK, Ban: RuleKind.BAN}


@dataclass(frozen=True)
class Word:
    """What a manager says of a pair, and why."""

    kind: RuleKind
    reason: str = ""


def set_rule(cohort: Cohort, startup: Startup, *, mentor: Mentor, word: Word, by: User) -> PairRule:
    """This pair must be, or must not be, in every later proposal. A new word replaces the old.

    Raises:
        NotAllowed: also for a startup that the manager has a conflict with.
        NotNow: both have accepted the pair that is to be banned.
    """
    _check(cohort, startup, by=by)
    pair, kind = (str(startup.id), str(mentor.id)), word.kind
    if kind is RuleKind.BAN and pair in _working_together(cohort):
        raise _they_work_together()
    there = _rule(cohort, startup, mentor=mentor)
    before = there.kind if there else None
    if there is None:
        there = PairRule(cohort_id=cohort.id, startup=startup, mentor=mentor, made_by_id=by.id)
        db.session.add(there)
    there.kind, there.reason = kind, " ".join(word.reason.split())[:240]
    there.made_by_id, there.made_at = by.id, now()
    db.session.flush()
    if before is not kind:
        told = {"startup": startup.name, "mentor": mentor.name}
        if kind is RuleKind.LOCK:
            record("pair.locked", there, after=told, reason=there.reason)
        else:
            record("pair.banned", there, after=told, reason=there.reason)
    return there


def drop_rule(cohort: Cohort, startup: Startup, *, mentor: Mentor, by: User) -> None:
    """The matching decides again. Nothing there is fine. Raises: NotAllowed."""
    _check(cohort, startup, by=by)
    there = _rule(cohort, startup, mentor=mentor)
    if there is not None:
        record("pair.freed", there, before={"startup": startup.name, "mentor": mentor.name})
        db.session.delete(there)
        db.session.flush()


def effect_of(matching: Matching, edit: Edit, *, by: User) -> Effect:
    """What a change would do to a proposal; nothing is saved.

    Raises: NotAllowed, NotNow (not reckoned, or both have accepted the pair), NotFound (a pair that
    is not there), NotSolvedInTime.
    """
    _check_ready(matching, edit, by=by)
    return tried(matching, edit)[0]


def apply_edit(
    matching: Matching, edit: Edit, *, by: User, version: int, reason: str = ""
) -> Matching:
    """A new proposal with the change in it; the one before stays, to compare. A lock, a ban and
    their end also hold for every later proposal.

    Raises: NotAllowed, ChangedMeanwhile, NotNow (not reckoned, or both have accepted the pair),
    NotFound (a pair that is not there), CannotBe (with what it breaks), NotSolvedInTime.
    """
    _check_ready(matching, edit, by=by)
    cohort = matching.cohort
    lock(get_mentoring(cohort))
    lock(matching)
    if matching.version != version:
        raise ChangedMeanwhile(_("The proposal was changed in the meantime. Please look again."))
    effect, state = tried(matching, edit)
    if effect.breaks or state is None:
        raise CannotBe(_("This breaks a limit."), breaks=[each.cap for each in effect.breaks])
    made = Matching(
        cohort=cohort,
        number=next_number(cohort),
        mode=matching.mode,
        state=MatchingState.PROPOSED,
        base_id=matching.id,
        settings=matching.settings,
        problem=frozen(state.problem),
        result={"fits": matching.result["fits"], "by_hand": _told(edit)},
        fingerprint=_marked(matching, edit, by=by, reason=reason),
        progress=100,
        made_by_id=by.id,
        reckoned_at=now(),
    )
    set_answer(made, _answer(answer_of(matching), state))
    db.session.add(made)
    db.session.flush()
    record("matching.changed-by-hand", made, before={"number": matching.number},
           after={"number": made.number})  # fmt: skip
    return made


def _marked(matching: Matching, edit: Edit, *, by: User, reason: str) -> str:
    """Keep the mark as a rule of the cohort. The new proposal is as up to date as the old one."""
    cohort = matching.cohort
    if not isinstance(edit, Lock | Ban | Release):
        return matching.fingerprint
    was = fingerprints_now(cohort, by=by)[matching.mode]
    startup = db.session.get_one(Startup, UUID(edit.pair[0]))
    mentor = db.session.get_one(Mentor, UUID(edit.pair[1]))
    if isinstance(edit, Release):
        drop_rule(cohort, startup, mentor=mentor, by=by)
    else:
        set_rule(cohort, startup, mentor=mentor, word=Word(_KINDS[type(edit)], reason), by=by)
    if was != matching.fingerprint:
        return matching.fingerprint
    return fingerprints_now(cohort, by=by)[matching.mode]


def _answer(before: Answer, state: State) -> Answer:
    """The proposal's numbers after a change; what was the best possible stays the measure."""
    fits = {each.pair: each.fit for each in state.problem.candidates}
    has = Counter(startup for startup, _mentor in state.pairs)
    pairs = tuple(
        Placed(
            *pair,
            fit=fits[pair],
            locked=pair in state.problem.locks,
            published=pair in state.problem.published,
        )
        for pair in sorted(state.pairs)
    )
    standing = state.standing
    return replace(
        before,
        pairs=pairs,
        total=standing.total,
        best_total=max(before.best_total, standing.total),
        bonus=sum(state.problem.bonus for placed in pairs if placed.published),
        floor=replace(before.floor, worst=standing.worst, startup_ids=standing.worst_startup_ids),
        unmet=tuple(
            Unmet(each.id, each.lower, has[each.id])
            for each in sorted(state.problem.startups, key=lambda each: each.id)
            if has[each.id] < each.lower
        ),
        blocking=standing.blocking,
        profile=profile_of(state.problem, (placed.pair for placed in pairs)),
    )


def _told(edit: Edit) -> dict[str, Any]:
    return {"kind": type(edit).__name__.lower()} | {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in vars(edit).items()
    }


def pairs_in(edit: Edit) -> list[Pair]:
    """The pairs that an edit names."""
    return [value for value in vars(edit).values() if isinstance(value, tuple)]


def _check(cohort: Cohort, startup: Startup, *, by: User) -> None:
    if not can_manage_mentoring(by, cohort) or is_conflicted(by, startup.id):
        raise NotAllowed(_("Only staff of the programme do this."))


def _check_ready(matching: Matching, edit: Edit, *, by: User) -> None:
    if not can_see_matching(by, matching):
        raise NotAllowed(_("Only staff of the programme do this."))
    if "answer" not in matching.result:
        raise NotNow(_("This proposal is not ready."))
    startups = {each["id"] for each in matching.problem["startups"]}
    mentors = {each["id"] for each in matching.problem["mentors"]}
    pairs = pairs_in(edit)
    named = {pair[1] for pair in pairs} | {getattr(edit, "to_mentor_id", pairs[0][1])}
    if not {pair[0] for pair in pairs} <= startups or not named <= mentors:
        raise NotFound(_("There is no such pair."))
    if isinstance(edit, Ban | Release) and edit.pair in _working_together(matching.cohort):
        raise _they_work_together()


def _they_work_together() -> NotNow:
    return NotNow(_("Both have accepted this pair. End the pair first; then it can be changed."))


def _working_together(cohort: Cohort) -> set[Pair]:
    query = select(Pairing.startup_id, Pairing.mentor_id).where(
        Pairing.cohort_id == cohort.id, Pairing.state == PairingState.ACTIVE
    )
    return {(str(startup), str(mentor)) for startup, mentor in db.session.execute(query)}


def _rule(cohort: Cohort, startup: Startup, *, mentor: Mentor) -> PairRule | None:
    query = select(PairRule).where(
        PairRule.cohort_id == cohort.id,
        PairRule.startup_id == startup.id,
        PairRule.mentor_id == mentor.id,
    )
    return db.session.scalar(query)
