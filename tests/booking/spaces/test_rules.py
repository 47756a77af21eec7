"""Opening hours, gaps and places in use: pure rules and what must always hold of them."""

import itertools
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from booking.spaces.rules import Hours, Use, full_times, gaps, merged, most_in_use, open_slots
from hub.core.timeslots import TimeSlot

START = datetime(2026, 11, 23, tzinfo=UTC)


def minutes(start: int, end: int) -> TimeSlot:
    return TimeSlot(START + timedelta(minutes=start), START + timedelta(minutes=end))


slots = st.tuples(st.integers(0, 600), st.integers(1, 200)).map(
    lambda pair: minutes(pair[0], pair[0] + pair[1])
)
many_slots = st.lists(slots, max_size=12)


def covered(times: list[TimeSlot]) -> set[int]:
    """The minutes that some times cover."""
    return {
        minute
        for time in times
        for minute in range(
            int((time.start - START).total_seconds()) // 60,
            int((time.end - START).total_seconds()) // 60,
        )
    }


@given(many_slots)
def test_merged_times_cover_the_same_and_never_touch(times):
    result = merged(times)

    assert covered(result) == covered(times)
    assert all(a.end < b.start for a, b in itertools.pairwise(result))


@given(many_slots, many_slots)
def test_gaps_are_exactly_what_is_open_and_not_taken(within, taken):
    assert covered(gaps(within, taken)) == covered(within) - covered(taken)


@given(st.lists(st.tuples(slots, st.integers(1, 3)), max_size=10), slots)
def test_most_in_use_is_what_counting_every_minute_gives(uses, during):
    made = [Use(slot, quantity) for slot, quantity in uses]

    by_counting = max(
        sum(u.quantity for u in made if minute in covered([u.slot])) for minute in covered([during])
    )

    assert most_in_use(made, during) == by_counting


@given(st.lists(st.tuples(slots, st.integers(1, 3)), max_size=10), st.integers(1, 6))
def test_a_pool_is_full_exactly_when_all_places_are_used(uses, places):
    made = [Use(slot, quantity) for slot, quantity in uses]

    full = covered(full_times(made, places))

    for minute in covered([slot for slot, _ in uses]):
        used = sum(u.quantity for u in made if minute in covered([u.slot]))
        assert (minute in full) == (used >= places)


def test_wall_times_stand_when_the_clocks_change():
    sunday = date(2026, 10, 25)
    opening = open_slots(sunday, [Hours(6, 0, 1440)], zone="Europe/Berlin")

    assert [slot.length for slot in opening] == [timedelta(hours=25)]
    assert opening[0].start == datetime(2026, 10, 24, 22, tzinfo=UTC)


def test_an_opening_time_that_the_clocks_jump_over_begins_after_the_jump():
    sunday = date(2026, 3, 29)
    opening = open_slots(sunday, [Hours(6, 150, 600)], zone="Europe/Berlin")

    assert opening[0].start == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_house_open_all_night_has_one_open_time_across_midnight():
    night = [Hours(weekday, 0, 1440) for weekday in range(7)]
    days = [date(2026, 10, 24), date(2026, 10, 25)]

    open_time = merged(
        slot for day in days for slot in open_slots(day, night, zone="Europe/Berlin")
    )

    assert len(open_time) == 1
    assert open_time[0].length == timedelta(hours=49)
