"""How far along somebody is: distinct completed required items of the required items of the version
that the run keeps. Never above 100 %, whatever is repeated, and whatever has vanished since."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    done: int
    required: int

    @property
    def percent(self) -> int:
        """0 to 100, rounded down: 100 only when nothing is left. Where nothing is required nothing
        is left."""
        return self.done * 100 // self.required if self.required else 100

    @property
    def is_all(self) -> bool:
        return self.done >= self.required


def progress(required: Iterable[str], completed: Iterable[str]) -> Progress:
    """Items are named by their keys, which outlive versions; what is completed and not (or no
    longer) required counts nothing."""
    wanted = frozenset(required)
    return Progress(len(wanted & frozenset(completed)), len(wanted))


def percent_of(points: int, possible: int) -> int:
    """Rounded down, 0 to 100, so that nobody reads 70 % and has not passed."""
    return max(0, min(100, points * 100 // possible)) if possible else 100
