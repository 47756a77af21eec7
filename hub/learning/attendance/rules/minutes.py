"""Minutes in a session, from what was seen of somebody."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from hub.core.timeslots import TimeSlot

#: Whoever checks in until so long after the start was there from the start.
ON_TIME = timedelta(minutes=10)
#: One can check in from so long before the start until so long after the end.
OPENS_BEFORE = timedelta(minutes=30)
CLOSES_AFTER = timedelta(minutes=15)
#: What was scanned without a line may come so much later.
SYNCS_WITHIN = timedelta(days=7)

Stretch = tuple[datetime, datetime]


def minutes_of(stretches: Iterable[Stretch], slot: TimeSlot) -> int:
    """Whole minutes within the session; what overlaps counts once, so never more than it lasts."""
    seconds = 0.0
    for start, end in merged(stretches):
        inside = min(end, slot.end) - max(start, slot.start)
        seconds += max(inside.total_seconds(), 0)
    return int(seconds // 60)


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """In order, without overlaps; what touches is one."""
    found: list[Stretch] = []
    for start, end in sorted((s, e) for s, e in stretches if e > s):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def minutes_from(seen_at: datetime, slot: TimeSlot) -> int:
    """Of somebody who checked in then and stayed: all of it, or what was left."""
    since = slot.start if seen_at <= slot.start + ON_TIME else seen_at
    return minutes_of([(since, slot.end)], slot)


def takes_check_ins(slot: TimeSlot, at: datetime) -> bool:
    return slot.start - OPENS_BEFORE <= at < slot.end + CLOSES_AFTER


def length_of(slot: TimeSlot) -> int:
    """Whole minutes."""
    return int((slot.end - slot.start).total_seconds() // 60)
