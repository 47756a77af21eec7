"""Ask the engines; no database, so that no transaction waits for them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from accelerator.matching.choosing import chosen_by_both
from accelerator.matching.freezing import thawed
from accelerator.matching.models import Mode
from accelerator.matching.rules.answers import Matching as Answer
from accelerator.matching.rules.answers import NotSolvedInTime, Refused
from accelerator.matching.rules.match import match
from accelerator.matching.rules.mutual import InconsistentOrders
from accelerator.matching.rules.problem import Problem
from accelerator.matching.rules.rematch import Rematch, rematch
from hub.core.waiting import TO_THE_END, Watch


@dataclass(frozen=True)
class Inconsistent:
    """This mentor's order and that of their organisation say different things."""

    mentor_id: str


#: None: time ran out before there was any answer.
Outcome = Answer | Rematch | Refused | Inconsistent | None


def reckoned(
    plain: Mapping[str, Any],
    mode: Mode,
    *,
    settings: Mapping[str, Any] | None = None,
    watch: Watch = TO_THE_END,
) -> Outcome:
    """The engine's word on a frozen problem. Holds no transaction.

    Args:
        settings: of the proposal: `orders` of both sides for mutual choice, `again` and
            `allowed_percent` for matching again.

    Raises: GivenUp, when `watch` says that nobody waits any more.
    """
    problem, asked = thawed(dict(plain)), settings or {}
    try:
        if mode is Mode.MUTUAL:
            return chosen_by_both(problem, asked.get("orders", {}), watch=watch)
        if asked.get("again"):
            return _again(problem, asked.get("allowed_percent"), watch=watch)
        return match(problem, watch=watch)
    except NotSolvedInTime:
        return None
    except InconsistentOrders as odd:
        return Inconsistent(odd.mentor_id)


def _again(problem: Problem, percent: float | None, *, watch: Watch) -> Rematch | Refused:
    if percent is None:
        return rematch(problem, watch=watch)
    fresh = match(replace(problem, published=frozenset()), watch=watch)
    if isinstance(fresh, Refused):
        return fresh
    return rematch(problem, allowed_loss=int(fresh.total * percent / 100), watch=watch)
