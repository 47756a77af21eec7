"""A day cut into slots."""

from datetime import UTC, datetime, timedelta

from accelerator.mentor_days.rules.slots import begun, cut, ending_after, inside, touching
from hub.core.timeslots import TimeSlot

MEETING, GAP = timedelta(minutes=20), timedelta(minutes=5)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 26, hour, minute, tzinfo=UTC)


def span(*walls: tuple[int, int]) -> TimeSlot:
    return TimeSlot(at(*walls[0]), at(*walls[1]))


def starts(*breaks: TimeSlot, until: tuple[int, int] = (11, 0)) -> list[str]:
    found = cut(TimeSlot(at(9), at(*until)), meeting=MEETING, gap=GAP, breaks=breaks)
    return [f"{slot.start:%H:%M}" for slot in found.slots]


def test_meetings_follow_each_other_with_a_gap_to_the_very_end() -> None:
    assert starts() == ["09:00", "09:25", "09:50", "10:15", "10:40"]
    assert starts(until=(10, 59)) == ["09:00", "09:25", "09:50", "10:15"]
    assert starts(until=(9, 19)) == []


def test_a_break_begins_the_row_anew() -> None:
    assert starts(span((9, 30), (10, 0))) == ["09:00", "10:00", "10:25"]
    assert starts(span((9, 20), (9, 25))) == ["09:00", "09:25", "09:50", "10:15", "10:40"]
    assert starts(span((9, 0), (9, 10)), span((9, 5), (9, 40))) == ["09:40", "10:05", "10:30"]


def test_a_pause_is_known_by_the_slot_after_it() -> None:
    window = TimeSlot(at(9), at(11))
    pauses = [
        cut(window, meeting=MEETING, gap=GAP, breaks=[each]).pauses
        for each in (span((9, 30), (10, 0)), span((8, 0), (9, 30)), span((10, 50), (12, 0)))
    ]
    assert pauses == [{1}, frozenset(), frozenset()]  # before the first and after the last is none


def test_who_is_there_for_all_of_a_slot_can_meet_in_it() -> None:
    slots = cut(TimeSlot(at(9), at(11)), meeting=MEETING, gap=GAP).slots
    window = [span((9, 10), (10, 12))]
    assert inside(slots, window) == {1, 2}
    assert touching(slots, window) == {0, 1, 2}
    assert begun(slots, at(9, 25)) == 2 and begun(slots, at(8)) == 0
    assert ending_after(slots, at(10, 35)) == {4}
