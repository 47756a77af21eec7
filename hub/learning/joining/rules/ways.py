"""Who may go through the door to a session's video room, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hub.core.timeslots import TimeSlot

#: The door stands open from so long before the start until so long after the end.
OPENS_BEFORE = timedelta(minutes=15)
CLOSES_AFTER = timedelta(minutes=10)


class Standing(StrEnum):
    """What somebody is to a class."""

    TEACHES = "teaches"
    HAS_PLACE = "has-place"
    OFFERED = "offered"
    WAITING = "waiting"
    ASKED = "asked"
    NOBODY = "nobody"


class Door(StrEnum):
    """What the door says: open, or why not."""

    OPEN = "open"
    NO_PLACE = "no-place"
    WAITING = "waiting"
    OFFERED = "offered"
    ASKED = "asked"
    CANCELLED = "cancelled"
    NOT_ONLINE = "not-online"
    TOO_EARLY = "too-early"
    OVER = "over"


@dataclass(frozen=True)
class Session:
    """What the door has to know of a session."""

    slot: TimeSlot
    is_online: bool
    is_cancelled: bool


_WITHOUT_A_PLACE = {
    Standing.OFFERED: Door.OFFERED,
    Standing.WAITING: Door.WAITING,
    Standing.ASKED: Door.ASKED,
    Standing.NOBODY: Door.NO_PLACE,
}


def door(session: Session, standing: Standing, *, now: datetime) -> Door:
    """Who has no place hears that first, whatever the time: a stranger learns nothing else."""
    if standing in _WITHOUT_A_PLACE:
        return _WITHOUT_A_PLACE[standing]
    if session.is_cancelled:
        return Door.CANCELLED
    if not session.is_online:
        return Door.NOT_ONLINE
    if now < opens_at(session.slot):
        return Door.TOO_EARLY
    return Door.OPEN if now < closes_at(session.slot) else Door.OVER


def opens_at(slot: TimeSlot) -> datetime:
    return slot.start - OPENS_BEFORE


def closes_at(slot: TimeSlot) -> datetime:
    return slot.end + CLOSES_AFTER
