"""A change tried on a proposal: its effect, and how things would stand. Nothing is saved."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from accelerator.matching.choosing import blocking, chosen_by_both, market_of
from accelerator.matching.errors import NotNow
from accelerator.matching.models import Matching, Mode
from accelerator.matching.queries.proposals import answer_of, problem_of
from accelerator.matching.rules.answers import Matching as Answer
from accelerator.matching.rules.answers import Refused
from accelerator.matching.rules.explanations import Ban, Edit, Effect, Lock, Release, Standing
from accelerator.matching.rules.problem import Problem
from accelerator.matching.rules.standings import broken
from accelerator.matching.rules.whatif import State, WhatIf
from hub.core.i18n import gettext as _

Marking = Lock | Ban | Release


def tried(matching: Matching, edit: Edit) -> tuple[Effect, State | None]:
    """The state is None where limits are broken. Raises: NotNow (a pair that is not there, or is
    there already), NotSolvedInTime."""
    problem, answer = problem_of(matching), answer_of(matching)
    orders = matching.settings.get("orders", {})
    if isinstance(edit, Lock) and edit.pair in answer.chosen:
        return _only_marked(problem, answer, edit=edit)
    if isinstance(edit, Lock | Ban | Release) and matching.mode is Mode.MUTUAL:
        return _chosen_anew(problem, answer, edit=edit, orders=orders)
    live = WhatIf(problem, answer)
    try:
        effect = live.apply(edit)
    except ValueError as odd:
        raise NotNow(_("The proposal has no such pair, or has it already.")) from odd
    if effect.breaks:
        return effect, None
    if matching.mode is Mode.MUTUAL:
        return _by_orders(effect, live.state, before=answer, orders=orders)
    return effect, live.state


def _by_orders(
    effect: Effect, state: State, *, before: Answer, orders: Mapping[str, Any]
) -> tuple[Effect, State]:
    """Who would both rather is told by their own orders, as in the proposal itself."""
    pairs = blocking(market_of(state.problem, orders), state.pairs)
    standing = replace(state.standing, blocking=pairs)
    was = replace(effect.before, blocking=before.blocking)
    return replace(effect, before=was, after=standing), replace(state, standing=standing)


def _only_marked(problem: Problem, answer: Answer, *, edit: Lock) -> tuple[Effect, State | None]:
    """What is there already is only held; nobody else moves."""
    marked = _marked(problem, edit)
    standing = _standing(answer)
    return Effect(edit, standing, standing), State(marked, answer.chosen, standing)


def _chosen_anew(
    problem: Problem, answer: Answer, *, edit: Marking, orders: Mapping[str, Any]
) -> tuple[Effect, State | None]:
    """Both sides choose again around it."""
    marked, before = _marked(problem, edit), _standing(answer)
    breaks = broken(marked, marked.locks)
    other = Refused(breaks) if breaks else chosen_by_both(marked, orders)
    if isinstance(other, Refused):
        return Effect(edit, before, before, breaks=other.breaks), None
    effect = Effect(
        edit,
        before,
        _standing(other),
        added=tuple(sorted(other.chosen - answer.chosen)),
        removed=tuple(sorted(answer.chosen - other.chosen)),
    )
    return effect, State(marked, other.chosen, effect.after)


def _standing(answer: Answer) -> Standing:
    floor = answer.floor
    return Standing(answer.total, floor.worst, floor.startup_ids, answer.short, answer.blocking)


def _marked(problem: Problem, edit: Marking) -> Problem:
    this = frozenset({edit.pair})
    locks, bans = problem.locks - this, problem.bans - this
    if isinstance(edit, Lock):
        locks |= this
    elif isinstance(edit, Ban):
        bans |= this
    return replace(problem, locks=locks, bans=bans)
