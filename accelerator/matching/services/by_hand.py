"""The manager's own word: pairs locked and banned, and proposals changed by hand."""

from collections import Counter
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import select

from accelerator.conflicts.queries import is_conflicted
from accelerator.matching.errors import CannotBe, ChangedMeanwhile, NotNow
from accelerator.matching.freezing import fingerprint, frozen, frozen_answer
from accelerator.matching.models import Matching, MatchingState, PairRule, RuleKind
from accelerator.matching.permissions import can_see_matching
from accelerator.matching.queries.proposals import answer_of, problem_of
from accelerator.matching.rules.answers import Break, Placed, Unmet
from accelerator.matching.rules.answers import Matching as Answer
from accelerator.matching.rules.explanations import Edit, Effect
from accelerator.matching.rules.standings import profile_of
from accelerator.matching.rules.whatif import State, WhatIf
from accelerator.matching.services.proposing import add_pairs, next_number
from accelerator.mentors.models import Mentor
from accelerator.mentors.permissions import can_manage_mentoring
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record


def set_rule(
    cohort: Cohort, startup: Startup, mentor: Mentor, *, kind: RuleKind, by: User, reason: str = ""
) -> PairRule:
    """This pair must be, or must not be, in every later proposal. A new word replaces the old.

    Raises: NotAllowed, also for a startup that the manager has a conflict with.
    """
    _check(cohort, startup, by)
    there = _rule(cohort, startup, mentor)
    before = there.kind if there else None
    if there is None:
        there = PairRule(cohort_id=cohort.id, startup=startup, mentor=mentor, made_by_id=by.id)
        db.session.add(there)
    there.kind, there.reason = kind, " ".join(reason.split())[:240]
    there.made_by_id, there.made_at = by.id, now()
    db.session.flush()
    if before is not kind:
        told = {"startup": startup.name, "mentor": mentor.name}
        record(f"pair.{'locked' if kind is RuleKind.LOCK else 'banned'}", there, after=told,
               reason=there.reason)  # fmt: skip
    return there


def drop_rule(cohort: Cohort, startup: Startup, mentor: Mentor, *, by: User) -> None:
    """The matching decides again. Nothing there is fine. Raises: NotAllowed."""
    _check(cohort, startup, by)
    there = _rule(cohort, startup, mentor)
    if there is not None:
        record("pair.freed", there, before={"startup": startup.name, "mentor": mentor.name})
        db.session.delete(there)
        db.session.flush()


def effect_of(matching: Matching, edit: Edit, *, by: User) -> Effect:
    """What a change would do to a proposal; nothing is saved. Raises: NotAllowed, NotFound,
    NotSolvedInTime."""
    _check_seen(matching, by)
    return WhatIf(problem_of(matching), answer_of(matching)).effect(edit)


def apply_edit(matching: Matching, edit: Edit, *, by: User, version: int) -> Matching:
    """A new proposal with the change in it; the one before stays, to compare.

    Raises: NotAllowed, ChangedMeanwhile, NotNow (not reckoned), CannotBe (with what it breaks).
    """
    _check_seen(matching, by)
    lock(matching)
    if matching.version != version:
        raise ChangedMeanwhile(_("The proposal was changed in the meantime. Please look again."))
    if matching.state not in (MatchingState.PROPOSED, MatchingState.PUBLISHED):
        raise NotNow(_("This proposal is not reckoned."))
    live = WhatIf(problem_of(matching), answer_of(matching))
    effect = live.apply(edit)
    if effect.breaks:
        raise CannotBe(_("This breaks a limit."), breaks=[plain_break(b) for b in effect.breaks])
    plain = frozen(live.state.problem)
    made = Matching(
        cohort=matching.cohort,
        number=next_number(matching.cohort),
        mode=matching.mode,
        state=MatchingState.PROPOSED,
        base_id=matching.id,
        settings=matching.settings,
        problem=plain,
        result=matching.result | {"by_hand": _told(edit)},
        fingerprint=fingerprint(plain),
        progress=100,
        made_by_id=by.id,
        reckoned_at=now(),
    )
    answer = _answer(answer_of(matching), live.state)
    made.result = made.result | {"answer": frozen_answer(answer)}
    add_pairs(made, [placed.pair for placed in answer.pairs])
    db.session.add(made)
    db.session.flush()
    record("matching.changed-by-hand", made, before={"number": matching.number},
           after={"number": made.number})  # fmt: skip
    return made


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


def plain_break(each: Break) -> dict[str, Any]:
    """A broken limit as plain values."""
    return asdict(each) | {"pairs": [list(pair) for pair in each.pairs], "ids": list(each.ids)}


def _told(edit: Edit) -> dict[str, Any]:
    return {"kind": type(edit).__name__.lower()} | {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in vars(edit).items()
    }


def _check(cohort: Cohort, startup: Startup, by: User) -> None:
    if not can_manage_mentoring(by, cohort) or is_conflicted(by, startup.id):
        raise NotAllowed(_("Only staff of the programme do this."))


def _check_seen(matching: Matching, by: User) -> None:
    if not can_see_matching(by, matching):
        raise NotAllowed(_("Only staff of the programme do this."))


def _rule(cohort: Cohort, startup: Startup, mentor: Mentor) -> PairRule | None:
    query = select(PairRule).where(
        PairRule.cohort_id == cohort.id,
        PairRule.startup_id == startup.id,
        PairRule.mentor_id == mentor.id,
    )
    return db.session.scalar(query)
