"""Who falls behind in a class, and why. A hint for who teaches, never a judgement: it says which of
three things is so, and nothing follows from it by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    #: Less than a share of what was due by now is done.
    SHARE = "share"
    #: Not in the last sessions.
    ABSENT = "absent"
    #: Nothing was opened for days.
    IDLE = "idle"


@dataclass(frozen=True)
class Limits:
    """House rule.

    Args:
        share: in percent of what was due by now; less is behind.
        sessions: so many missed in a row are too many.
        days: so many without opening anything are too many.
    """

    share: int = 50
    sessions: int = 2
    days: int = 10


LIMITS = Limits()


@dataclass(frozen=True)
class Pace:
    """How somebody stands.

    Args:
        done: required items that are done.
        due: how many of them were due by now, see `due_by_now`.
        missed: sessions missed in a row, the last ones that a register was kept of.
        idle_days: since anything was seen of them; None while it does not matter, as before the
            class begins and after it ended.
        completed: whoever has completed the class is behind in nothing.
    """

    done: int
    due: int
    missed: int = 0
    idle_days: int | None = None
    completed: bool = False


def due_by_now(required: int, *, over: int, sessions: int) -> int:
    """The syllabus gives no dates: its items are spread evenly over the sessions, and those of
    sessions that are over are due. Rounded down."""
    return required * min(over, sessions) // sessions if sessions > 0 else 0


def missed_in_a_row(was_there: Sequence[bool]) -> int:
    """Of sessions, the latest first."""
    missed = 0
    for there in was_there:
        if there:
            return missed
        missed += 1
    return missed


def signs(pace: Pace, limits: Limits = LIMITS) -> tuple[Sign, ...]:
    """In the order of `Sign`; none for who keeps up."""
    if pace.completed:
        return ()
    shown = {
        Sign.SHARE: pace.done * 100 < pace.due * limits.share,
        Sign.ABSENT: pace.missed >= limits.sessions,
        Sign.IDLE: pace.idle_days is not None and pace.idle_days >= limits.days,
    }
    return tuple(sign for sign, is_so in shown.items() if is_so)
