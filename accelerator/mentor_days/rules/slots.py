"""The slots of a day: when they are, and which of them suit whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.core.timeslots import TimeSlot


@dataclass(frozen=True)
class Cut:
    """`pauses` are the slots before which everybody has a break."""

    slots: tuple[TimeSlot, ...]
    pauses: frozenset[int] = frozenset()


def cut(
    window: TimeSlot, *, meeting: timedelta, gap: timedelta, breaks: Iterable[TimeSlot] = ()
) -> Cut:
    """Meeting after meeting with a gap between; after a break they begin anew at its end. Real
    time, also where the clocks change in between."""
    slots: list[TimeSlot] = []
    pauses: set[int] = set()
    ordered = sorted(breaks)
    start = window.start
    while start + meeting <= window.end:
        slot = TimeSlot(start, start + meeting)
        pause = next((each for each in ordered if each.overlaps(slot)), None)
        if pause is None:
            slots.append(slot)
            start = slot.end + gap
        else:
            start = pause.end
            pauses.add(len(slots))
    return Cut(tuple(slots), frozenset(pauses & set(range(1, len(slots)))))


def inside(slots: Sequence[TimeSlot], windows: Iterable[TimeSlot]) -> frozenset[int]:
    """The numbers of those that lie in one of the windows."""
    known = list(windows)
    return frozenset(
        number for number, slot in enumerate(slots) if any(w.contains(slot) for w in known)
    )


def touching(slots: Sequence[TimeSlot], spans: Iterable[TimeSlot]) -> frozenset[int]:
    """The numbers of those of which some part lies in one of the spans."""
    known = list(spans)
    return frozenset(
        number for number, slot in enumerate(slots) if any(s.overlaps(slot) for s in known)
    )


def begun(slots: Sequence[TimeSlot], at: datetime) -> int:
    """How many have begun: the slots before this number are past or going on."""
    return sum(slot.start <= at for slot in slots)


def ending_after(slots: Sequence[TimeSlot], at: datetime) -> frozenset[int]:
    return frozenset(number for number, slot in enumerate(slots) if slot.end > at)
