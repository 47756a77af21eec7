"""Free time is what the clock on somebody's wall says, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accelerator.mentors.rules.availability import (
    Hours,
    Week,
    common,
    free,
    joined,
    minute_by_minute,
    minutes,
    starts,
    without,
)
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall

WORKDAY = [Hours(time(9), time(17))]
OFFICE = dict.fromkeys(range(5), WORKDAY)
#: The days around which Berlin's clocks change, and a quiet one.
DAYS = (date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 1))


def a_week_of(monday: date) -> TimeSlot:
    start = datetime.combine(monday, time(), UTC)
    return TimeSlot(start, start + timedelta(days=7))


def test_jakarta_and_berlin_lose_an_hour_a_day_when_berlin_s_clocks_go_back() -> None:
    jakarta, berlin = Week("Asia/Jakarta", OFFICE), Week("Europe/Berlin", OFFICE)
    summer, winter = a_week_of(date(2026, 10, 19)), a_week_of(date(2026, 10, 26))
    together = [minutes(common(free(jakarta, w), free(berlin, w))) for w in (summer, winter)]
    assert together == [15 * 60, 10 * 60]


def test_bangkok_shares_jakarta_s_hours_all_year() -> None:
    one, other = Week("Asia/Jakarta", OFFICE), Week("Asia/Bangkok", OFFICE)
    for monday in (date(2026, 3, 23), date(2026, 10, 26)):
        window = a_week_of(monday)
        assert minutes(common(free(one, window), free(other, window))) == 40 * 60


@st.composite
def hours(draw: st.DrawFn) -> list[Hours]:
    marks = sorted(draw(st.sets(st.integers(0, 95), min_size=2, max_size=4)))
    if len(marks) % 2:
        marks.pop()
    times = [time(mark // 4, mark % 4 * 15) for mark in marks]
    return [Hours(times[n], times[n + 1]) for n in range(0, len(times), 2)]


@given(
    zone=st.sampled_from(["Europe/Berlin", "Asia/Jakarta", "Australia/Lord_Howe", "Asia/Bangkok"]),
    around=st.sampled_from(DAYS),
    weekly=st.dictionaries(st.integers(0, 6), hours(), max_size=7),
    other=hours(),
    off=st.booleans(),
)
def test_every_minute_is_free_exactly_when_the_wall_says_so(
    zone: str, around: date, weekly: dict[int, list[Hours]], other: list[Hours], off: bool
) -> None:
    exceptions = {around + timedelta(days=1): other}
    days_off = {around} if off else set()
    start = datetime.combine(around, time(), UTC) - timedelta(hours=14)
    window = TimeSlot(start, start + timedelta(hours=52))
    busy = [TimeSlot(start + timedelta(hours=20), start + timedelta(hours=21, minutes=15))]
    week = Week(zone, weekly, exceptions, days_off, busy=busy)
    slots = free(week, window)
    assert slots == joined(slots)
    at = window.start
    while at < window.end:
        wall = to_wall(at, zone)
        day = wall.date()
        said = exceptions.get(day, () if day in days_off else weekly.get(day.weekday(), ()))
        expected = any(h.start <= wall.time() < h.end for h in said) and not any(
            block.start <= at < block.end for block in busy
        )
        assert any(slot.start <= at < slot.end for slot in slots) is expected, (at, wall)
        at += timedelta(minutes=15)


def test_what_is_taken_away_is_gone_and_nothing_else() -> None:
    day = datetime(2026, 11, 23, tzinfo=UTC)

    def slot(start: int, end: int) -> TimeSlot:
        return TimeSlot(day + timedelta(hours=start), day + timedelta(hours=end))

    left = without([slot(8, 12), slot(13, 17)], [slot(7, 9), slot(11, 14), slot(15, 16)])
    assert left == [slot(9, 11), slot(14, 15), slot(16, 17)]


def test_meetings_start_on_the_quarter_and_fit() -> None:
    day = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
    slots = [TimeSlot(day, day + timedelta(minutes=85))]  # 08:05 to 09:30
    found = starts(slots, length=timedelta(minutes=60), every=timedelta(minutes=15))
    assert [f"{at:%H:%M}" for at in found] == ["08:15", "08:30"]


def test_hours_that_end_before_they_begin_are_no_hours() -> None:
    with pytest.raises(ValueError, match="end after"):
        Hours(time(12), time(9))


SPANS = st.lists(st.tuples(st.integers(0, 9_000), st.integers(1, 1_000)), max_size=6)


@given(SPANS, SPANS)
def test_minute_by_minute_two_have_in_common_what_their_hours_have(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    window = a_week_of(date(2026, 10, 19))
    mine, theirs = (
        joined(
            TimeSlot(window.start + timedelta(minutes=a), window.start + timedelta(minutes=a + n))
            for a, n in spans
        )
        for spans in (one, other)
    )
    both = minute_by_minute(mine, window) & minute_by_minute(theirs, window)
    assert both.bit_count() == minutes(common(mine, theirs))
    assert minute_by_minute(mine, window).bit_count() == minutes(mine)


def test_half_minutes_at_the_edges_are_no_minutes() -> None:
    window = a_week_of(date(2026, 10, 19))
    start, half = window.start, timedelta(seconds=30)
    assert minute_by_minute([TimeSlot(start + half, start + 5 * half)], window) == 0b10
    assert minute_by_minute([TimeSlot(start + half, start + half * 2)], window) == 0
