"""What is told of a session that was changed: once, when the changing has come to rest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: So long after the last change people are told; another change in between starts it anew.
REST = timedelta(minutes=5)
#: Never later than this after the first one.
LONGEST = timedelta(minutes=20)
#: With so little time before the start nobody waits.
SOON = timedelta(hours=3)


class News(StrEnum):
    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Said:
    """What people know, or would be told now, of a session; None: they have never heard of it."""

    starts_at: datetime
    ends_at: datetime
    place: str
    is_online: bool
    is_cancelled: bool


def due_at(*, first: datetime, last: datetime, starts_at: datetime) -> datetime:
    """When to tell of changes, the first and the last of which were made then.

    Args:
        starts_at: the earlier of the old and the new time.
    """
    if starts_at - last <= SOON:
        return last
    return min(last + REST, first + LONGEST)


def news(known: Said | None, now_said: Said) -> News | None:
    """What is new to people, or None when all is as they know it."""
    if now_said.is_cancelled:
        return None if known is None or known.is_cancelled else News.CANCELLED
    if known is None:
        return News.NEW
    return None if known == now_said else News.MOVED
