"""A row of the page on which staff see how pairs are getting on: what is sought, in which order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from accelerator.matching.models import Pairing
from accelerator.sessions.models import CareCase
from accelerator.sessions.rules.health import Load, Satisfaction, Trouble
from accelerator.startups.models import Startup


@dataclass(frozen=True)
class Reached:
    """Goals and milestones of a startup; a goal is reached with all of its key results."""

    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class CareRow:
    """A pair that works together, or a startup without one (`pairing` is None; `asked` of its pairs
    are still to be answered).

    Args:
        since: when both had said yes, or the startup came into the cohort.
        troubles, cases: what is so now, and what the checks have found and staff see to.
        low: the mean of the last three ratings, where that is low.
    """

    startup: Startup
    since: datetime
    reached: Reached
    pairing: Pairing | None = None
    asked: int = 0
    troubles: Sequence[Trouble] = ()
    cases: Sequence[CareCase] = ()
    last_at: datetime | None = None
    next_at: datetime | None = None
    silent: int = 0
    held: int = 0
    missed: int = 0
    said: Satisfaction = field(default_factory=lambda: Satisfaction(None, 0))
    low: float | None = None
    load: Load = field(default_factory=Load)

    @property
    def needs_help(self) -> bool:
        return bool(self.troubles or self.cases) or self.is_alone

    @property
    def is_alone(self) -> bool:
        return self.pairing is None and not self.asked

    @property
    def unnoted(self) -> bool:
        """The checks have not run since; until then there is no case to note anything in."""
        return bool(set(self.troubles) - {Trouble(case.kind) for case in self.cases})


class Show(StrEnum):
    ALL = "all"
    NEEDS_HELP = "needs-help"
    WITHOUT = "without-mentor"
    BUSY = "busy-mentor"


class Order(StrEnum):
    NEED = "need"
    SILENCE = "silence"
    SATISFACTION = "satisfaction"
    GOALS = "goals"
    STARTUP = "startup"


@dataclass(frozen=True)
class CareSought:
    """`text` is part of a startup's or a mentor's name; empty does not matter."""

    show: Show = Show.ALL
    trouble: Trouble | None = None
    text: str = ""
    order: Order = Order.NEED


def is_sought(row: CareRow, sought: CareSought) -> bool:
    text, mentor = sought.text.strip().casefold(), row.pairing.mentor.name if row.pairing else ""
    shown = {
        Show.ALL: True,
        Show.NEEDS_HELP: row.needs_help,
        Show.WITHOUT: row.pairing is None,
        Show.BUSY: row.load.is_full or row.load.is_much,
    }
    return (
        shown[sought.show]
        and (sought.trouble is None or sought.trouble in row.troubles)
        and text in f"{row.startup.name}\n{mentor}".casefold()
    )


def by(order: Order) -> Callable[[CareRow], tuple[Any, ...]]:
    """What a list is sorted by; equal rows by the names of both."""
    first = _KEYS[order]

    def key(row: CareRow) -> tuple[Any, ...]:
        mentor = row.pairing.mentor.name if row.pairing else ""
        return (*first(row), row.startup.name.casefold(), mentor.casefold())

    return key


def _need(row: CareRow) -> tuple[Any, ...]:
    """Trouble first, the most pressing on top; then who has no mentor, who waits for an answer,
    and then all others, the longest silent first."""
    if row.troubles:
        return 0, list(Trouble).index(row.troubles[0]), -len(row.troubles), -row.silent
    if row.cases:
        return 1, 0, 0, -row.silent
    if row.pairing is None:
        return (3 if row.asked else 2), 0, 0, 0
    return 4, 0, 0, -row.silent


def _goals(row: CareRow) -> tuple[Any, ...]:
    """The least reached first; without any at the end."""
    return (row.reached.done / row.reached.total if row.reached.total else 2.0,)


_KEYS: dict[Order, Callable[[CareRow], tuple[Any, ...]]] = {
    Order.NEED: _need,
    Order.SILENCE: lambda row: (row.pairing is None, -row.silent),
    Order.SATISFACTION: lambda row: (6.0 if row.said.mean is None else row.said.mean,),
    Order.GOALS: _goals,
    Order.STARTUP: lambda _row: (),
}
