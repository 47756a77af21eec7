"""The week's hours as people write them."""

import pytest

from booking.houses.rules import NoHours, intervals_in, written


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        ("07:00–22:00", [(420, 1320)]),
        ("7-12, 13.30 - 22", [(420, 720), (810, 1320)]),
        ("13:00-22:00; 07:00 to 12:00", [(420, 720), (780, 1320)]),
        ("0-24", [(0, 1440)]),
        ("7-12,12-13", [(420, 720), (720, 780)]),
        ("", []),
        ("  , ", []),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, intervals: list[tuple[int, int]]) -> None:
    assert intervals_in(text) == intervals
    assert intervals_in(written(intervals)) == intervals


@pytest.mark.parametrize(
    "text",
    ["22-7", "7-7", "7", "closed", "7:60-8", "23-25", "7-12, 11-13", "-1-5", "24:01-24:02", "٧-٨"],
)
def test_what_is_no_time_is_refused_and_named(text: str) -> None:
    with pytest.raises(NoHours):
        intervals_in(text)
