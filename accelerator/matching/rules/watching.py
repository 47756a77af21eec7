"""Whoever waits for an answer sees how far it is, and can give it up."""

from enum import StrEnum
from typing import Any

from highspy import Highs, HighsModelStatus, cb


class Phase(StrEnum):
    """What is being done, in this order; not every answer goes through all of them."""

    READING = "reading"
    TOTAL = "total"  # the greatest total
    HEIGHT = "height"  # how high the floor for the worst-off can be
    LIFTING = "lifting"  # the greatest total above the floor
    FEWEST = "fewest"  # the fewest published pairs let go
    WRITING = "writing"


class GivenUp(Exception):
    """Nobody waits for the answer any more; there is none."""


class Watch:
    """Told of every phase as it begins, and asked again and again, also while the solver runs,
    whether nobody waits any more. This one waits to the end."""

    def begins(self, phase: Phase) -> None:
        """Raises GivenUp."""

    def is_over(self) -> bool:
        """Asked up to some thousand times a second. Once it was so, it stays so."""
        return False


TO_THE_END = Watch()


def watched(highs: Highs, watch: Watch) -> Highs:
    """The solver, interrupted when it is over: between two steps of either of its methods."""

    def look(*told: Any) -> None:
        """Of which method, a message, numbers, where we answer, and what we had given it."""
        if watch.is_over():
            told[3].user_interrupt = True

    if watch is not TO_THE_END:
        highs.setCallback(look, None)
        highs.startCallback(cb.HighsCallbackType.kCallbackSimplexInterrupt)
        highs.startCallback(cb.HighsCallbackType.kCallbackMipInterrupt)
    return highs


def solved(highs: Highs, watch: Watch) -> HighsModelStatus:
    """Run it. Raises GivenUp."""
    highs.run()
    if watch.is_over():
        raise GivenUp
    return highs.getModelStatus()
