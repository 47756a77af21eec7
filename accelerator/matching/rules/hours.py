"""Hours in common, from free times that have been expanded to instants already."""

from collections.abc import Iterable
from datetime import timedelta

from hub.core.timeslots import TimeSlot


def in_common(one: Iterable[TimeSlot], other: Iterable[TimeSlot]) -> tuple[TimeSlot, ...]:
    """When both are free, in order and without gaps of nothing. Overlaps within one side count
    once; what only touches is joined."""
    left, right = _joined(one), _joined(other)
    common: list[TimeSlot] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start = max(left[i].start, right[j].start)
        end = min(left[i].end, right[j].end)
        if start < end:
            common.append(TimeSlot(start, end))
        if left[i].end <= right[j].end:
            i += 1
        else:
            j += 1
    return tuple(common)


def minutes_in_common(one: Iterable[TimeSlot], other: Iterable[TimeSlot]) -> int:
    """Whole minutes; a week's free times give minutes per week."""
    total = sum((slot.length for slot in in_common(one, other)), timedelta())
    return total // timedelta(minutes=1)


def _joined(slots: Iterable[TimeSlot]) -> list[TimeSlot]:
    joined: list[TimeSlot] = []
    for slot in sorted(slots):
        if joined and slot.start <= joined[-1].end:
            joined[-1] = TimeSlot(joined[-1].start, max(joined[-1].end, slot.end))
        else:
            joined.append(slot)
    return joined
