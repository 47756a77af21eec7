"""Whoever waits for a long answer sees how far it is, and can give it up."""

import time
from enum import StrEnum

#: Seconds that somebody waits for a page; what takes longer is left to a job.
PATIENCE = 2.0


class GivenUp(Exception):
    """Nobody waits for the answer any more; there is none."""


class Watch:
    """Told of every phase of the work as it begins, and asked again and again, also while a solver
    runs, whether nobody waits any more. This one waits to the end."""

    def begins(self, phase: StrEnum) -> None:
        """Raises GivenUp."""

    def is_over(self) -> bool:
        """Asked up to some thousand times a second. Once it was so, it stays so."""
        return False


TO_THE_END = Watch()


class Patience(Watch):
    """Of somebody who waits for a page."""

    def __init__(self) -> None:
        self._until = time.monotonic() + PATIENCE

    def is_over(self) -> bool:
        return time.monotonic() > self._until


def go_on(watch: Watch) -> None:
    """Between two steps of the work. Raises GivenUp."""
    if watch.is_over():
        raise GivenUp
