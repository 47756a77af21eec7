"""A change by hand as it is named in an address or by a program."""

from collections.abc import Callable
from dataclasses import dataclass

from accelerator.matching.errors import CannotBe
from accelerator.matching.rules.explanations import (
    Add,
    Ban,
    Drop,
    Edit,
    Lock,
    Move,
    Release,
    Swap,
)
from accelerator.matching.rules.problem import Pair
from hub.core.i18n import gettext as _

KINDS = ("lock", "ban", "free", "add", "drop", "move", "swap")
_ONE: dict[str, Callable[[Pair], Edit]] = {
    "lock": Lock,
    "ban": Ban,
    "free": Release,
    "add": Add,
    "drop": Drop,
}


@dataclass(frozen=True)
class Named:
    """`other_mentor` is where a move goes; with `other_startup` it is the pair to swap with."""

    kind: str
    startup: str
    mentor: str
    other_startup: str = ""
    other_mentor: str = ""


def edit_of(named: Named) -> Edit:
    """Raises: CannotBe, when it names no change."""
    pair = (named.startup, named.mentor)
    if not all(pair):
        raise CannotBe(_("Say which startup and which mentor."))
    if named.kind in _ONE:
        return _ONE[named.kind](pair)
    if named.kind == "move" and named.other_mentor:
        return Move(pair, named.other_mentor)
    if named.kind == "swap" and named.other_startup and named.other_mentor:
        return Swap(pair, (named.other_startup, named.other_mentor))
    raise CannotBe(_("Say what is to be changed, and into what."))
