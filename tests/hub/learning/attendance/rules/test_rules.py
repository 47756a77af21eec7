"""Minutes are never more than a session has, and a provider's list is read as it comes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.core.timeslots import TimeSlot
from hub.learning.attendance.rules.minutes import (
    length_of,
    merged,
    minutes_from,
    minutes_of,
    takes_check_ins,
)
from hub.learning.attendance.rules.reports import Unreadable, read_report

START = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # 15:00 WIB
SLOT = TimeSlot(START, START + timedelta(minutes=90))
MINUTE = timedelta(minutes=1)

stretches = st.lists(
    st.tuples(st.integers(-100, 200), st.integers(0, 200)).map(
        lambda pair: (START + pair[0] * MINUTE, START + (pair[0] + pair[1]) * MINUTE)
    ),
    max_size=12,
)


@given(stretches)
def test_nobody_is_there_longer_than_the_session_lasts(
    seen: list[tuple[datetime, datetime]],
) -> None:
    assert 0 <= minutes_of(seen, SLOT) <= length_of(SLOT)


@given(stretches, stretches)
def test_more_seen_is_never_fewer_minutes(
    some: list[tuple[datetime, datetime]], more: list[tuple[datetime, datetime]]
) -> None:
    assert minutes_of(some + more, SLOT) >= minutes_of(some, SLOT)


@given(stretches)
def test_what_is_merged_does_not_overlap_and_counts_each_minute_once(
    seen: list[tuple[datetime, datetime]],
) -> None:
    one_by_one = sum(
        any(a <= START + n * MINUTE and START + (n + 1) * MINUTE <= b for a, b in seen)
        for n in range(90)
    )
    parts = merged(seen)

    assert all(a[1] < b[0] for a, b in pairwise(parts))
    assert minutes_of(seen, SLOT) == one_by_one


def test_who_comes_a_little_late_was_there_and_who_comes_later_for_the_rest() -> None:
    assert minutes_from(START - 5 * MINUTE, SLOT) == 90
    assert minutes_from(START + 10 * MINUTE, SLOT) == 90
    assert minutes_from(START + 11 * MINUTE, SLOT) == 79
    assert minutes_from(SLOT.end + MINUTE, SLOT) == 0


def test_one_checks_in_around_the_session_and_not_the_day_before() -> None:
    assert takes_check_ins(SLOT, START - 30 * MINUTE)
    assert not takes_check_ins(SLOT, START - 31 * MINUTE)
    assert takes_check_ins(SLOT, SLOT.end + 14 * MINUTE)
    assert not takes_check_ins(SLOT, SLOT.end + 15 * MINUTE)


ZOOM = """\
Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
832 1234 5678,Urban data,11/24/2026 02:55:00 PM,11/24/2026 04:35:00 PM,budi@class.example,100,3

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Siti (Siti R.),siti@home.example,11/24/2026 02:58:10 PM,11/24/2026 03:40:00 PM,42,No
Siti (Siti R.),siti@home.example,11/24/2026 03:38:00 PM,11/24/2026 04:31:00 PM,53,No
iPhone,,11/24/2026 03:10:00 PM,11/24/2026 03:12:00 PM,2,Yes
"""
BIGBLUEBUTTON = """\
Name;Moderator;Activity Score;Duration;Join Time;Left
Anke Müller-Lüdenscheidt;FALSE;7;01:28:00;24.11.2026 15:01:00;24.11.2026 16:29:00
"""


def test_zooms_list_is_found_below_the_meetings_own_line() -> None:
    seen = read_report(ZOOM, zone="Asia/Jakarta")

    assert [each.name for each in seen] == ["Siti", "Siti", "iPhone"]
    assert seen[0].email == "siti@home.example"
    assert seen[0].joined_at == datetime(2026, 11, 24, 7, 58, 10, tzinfo=UTC)
    both = [(each.joined_at, each.left_at) for each in seen[:2]]
    assert minutes_of(both, SLOT) == 90


def test_a_list_with_semicolons_and_german_dates() -> None:
    (anke,) = read_report(BIGBLUEBUTTON, zone="Asia/Jakarta")

    assert anke.name == "Anke Müller-Lüdenscheidt"
    assert (anke.joined_at, anke.left_at) == (
        datetime(2026, 11, 24, 8, 1, tzinfo=UTC),
        datetime(2026, 11, 24, 9, 29, tzinfo=UTC),
    )


def test_times_with_an_offset_are_taken_as_they_are_and_a_duration_stands_in_for_the_end() -> None:
    text = "Email,Joined at,Duration\nsiti@home.example,2026-11-24T09:00:00+01:00,1h 15m\n"

    (siti,) = read_report(text, zone="Asia/Jakarta")

    assert (siti.joined_at, siti.left_at) == (START, START + 75 * MINUTE)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "empty", 0),
        ("Name,Colour\nSiti,red\n", "columns", 1),
        ("Name,Join Time,Leave Time\n", "empty", 0),
        ("Name,Join Time,Leave Time\nSiti,yesterday,today\n", "time", 2),
    ],
)
def test_what_cannot_be_read_says_where(text: str, code: str, line: int) -> None:
    with pytest.raises(Unreadable) as refused:
        read_report(text, zone="UTC")

    assert (refused.value.code, refused.value.line) == (code, line)


@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        read_report(text, zone="UTC")
    except Unreadable as refused:
        assert refused.code in {"empty", "columns", "time", "long"}
