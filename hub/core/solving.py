"""HiGHS, interrupted when nobody waits for its answer any more."""

from typing import Any

from highspy import Highs, HighsModelStatus, cb

from hub.core.waiting import TO_THE_END, Watch, go_on


def watched(highs: Highs, watch: Watch) -> Highs:
    """Asks between two steps of either of its methods."""

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
    go_on(watch)
    return highs.getModelStatus()
