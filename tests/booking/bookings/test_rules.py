"""What is offered instead, and how lengths are said."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from booking.bookings.rules import nearest_free, spoken
from hub.core.timeslots import TimeSlot

START = datetime(2026, 11, 24, tzinfo=UTC)
GRID = timedelta(minutes=15)


def at(start: int, end: int) -> TimeSlot:
    return TimeSlot(START + timedelta(minutes=start), START + timedelta(minutes=end))


def test_the_nearest_times_before_and_after_are_offered():
    free = [at(480, 600), at(720, 900)]

    assert nearest_free(at(600, 660), free, grid=GRID) == [at(540, 600), at(720, 780)]


def test_a_gap_that_is_too_short_is_not_offered():
    assert nearest_free(at(600, 660), [at(540, 590)], grid=GRID) == []


gaps = st.lists(
    st.tuples(st.integers(0, 1200), st.integers(1, 300)).map(lambda p: at(p[0], p[0] + p[1])),
    max_size=6,
)


@given(gaps, st.integers(0, 80), st.integers(1, 12))
def test_what_is_offered_is_free_on_the_grid_and_as_long_as_was_asked(free, start, length):
    wanted = at(start * 15, start * 15 + length * 15)

    for offered in nearest_free(wanted, free, grid=GRID, most=8):
        assert offered.length == wanted.length
        assert offered != wanted
        assert any(gap.contains(offered) for gap in free)
        assert offered.start.minute % 15 == 0


def test_lengths_are_said_as_people_say_them():
    assert [spoken(m) for m in (1, 45, 60, 120, 90)] == [
        "1 minute",
        "45 minutes",
        "1 hour",
        "2 hours",
        "1 h 30 min",
    ]
