"""A week as it is written, and what its hours are elsewhere."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accelerator.mentors.rules.elsewhere import There, elsewhere
from accelerator.mentors.rules.weeks import (
    Row,
    UsualWeek,
    hours_trouble,
    in_week_order,
    week_troubles,
)

NINE = Row(0, "09:00", "11:00")


def test_a_good_week_is_kept_in_order() -> None:
    week = UsualWeek(
        "Asia/Jakarta", (Row(1, "20:00", "24:00"), NINE, Row(0, "08:00", "09:00")), "ID"
    )
    assert week_troubles(week) == {}
    assert [(row["weekday"], row["from"]) for row in in_week_order(week.rows)] == [
        (0, "08:00"), (0, "09:00"), (1, "20:00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("week", "field"),
    [
        (UsualWeek("Berlin"), "zone"),
        (UsualWeek("UTC", holiday_calendar="FR"), "holiday_calendar"),
        (UsualWeek("UTC", first=date(2027, 1, 2), last=date(2027, 1, 1)), "last"),
        (UsualWeek("UTC", (Row(7, "09:00", "10:00"),)), "weekly"),
        (UsualWeek("UTC", (Row(0, "10:00", "09:00"),)), "weekly"),
        (UsualWeek("UTC", (NINE, Row(0, "10:30", "12:00"))), "weekly"),
        (UsualWeek("UTC", (Row(0, "9:00", "10:00"),)), "weekly"),
        (UsualWeek("UTC", (Row(0, "24:00", "24:00"),)), "weekly"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(week: UsualWeek, field: str) -> None:
    assert list(week_troubles(week)) == [field]


@given(st.lists(st.tuples(st.integers(0, 1439), st.integers(0, 1440)), max_size=6))
def test_hours_are_fine_exactly_when_no_minute_is_in_two_of_them(
    spans: list[tuple[int, int]],
) -> None:
    hours = [(f"{a // 60:02}:{a % 60:02}", f"{b // 60:02}:{b % 60:02}") for a, b in spans]
    minutes = [minute for a, b in spans for minute in range(a, b)]
    fine = all(a < b for a, b in spans) and len(set(minutes)) == len(minutes)
    assert (hours_trouble(hours) == "") is fine


def test_nine_in_berlin_is_afternoon_in_jakarta_and_earlier_from_the_summer_on() -> None:
    found = {each.place: each for each in elsewhere(NINE, "Europe/Berlin", today=date(2026, 12, 2))}
    assert set(found) == {"Jakarta", "Bangkok"}
    jakarta = found["Jakarta"]
    assert (jakarta.now, jakarta.after) == (There("15:00", "17:00", 0), There("14:00", "16:00", 0))
    assert jakarta.changes_on == date(2027, 3, 28)


def test_jakarta_and_bangkok_have_one_clock_and_midnight_is_crossed() -> None:
    late = Row(4, "03:00", "06:30")
    found = {each.place: each for each in elsewhere(late, "Asia/Jakarta", today=date(2026, 12, 2))}
    assert set(found) == {"Berlin"}
    assert found["Berlin"].now == There("21:00", "00:30", -1)
