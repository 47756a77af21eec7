"""Of somebody's calendar only the times are kept in which they are busy."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accelerator.mentors.rules.busy import busy_in
from booking.calendars.rules.essence import CannotRead

TODAY = date(2026, 11, 30)


def calendar(*events: str) -> bytes:
    blocks = [f"BEGIN:VEVENT\r\nUID:{n}\r\n{event}\r\nEND:VEVENT" for n, event in enumerate(events)]
    return "\r\n".join(["BEGIN:VCALENDAR", *blocks, "END:VCALENDAR", ""]).encode()


def busy(*events: str, zone: str = "Europe/Berlin") -> list[tuple[datetime, datetime]]:
    return [(s.start, s.end) for s in busy_in(calendar(*events), zone=zone, today=TODAY)]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]


def test_a_meeting_is_busy_and_a_free_or_cancelled_one_is_not() -> None:
    found = busy(
        "SUMMARY:Doctor\r\nDTSTART:20261201T080000Z\r\nDTEND:20261201T090000Z",
        "DTSTART:20261202T080000Z\r\nDTEND:20261202T090000Z\r\nTRANSP:TRANSPARENT",
        "DTSTART:20261203T080000Z\r\nDTEND:20261203T090000Z\r\nSTATUS:CANCELLED",
        "DTSTART:20261204T080000Z",
    )
    assert found == [(utc(2026, 12, 1, 8), utc(2026, 12, 1, 9))]


def test_times_that_touch_are_one_and_a_whole_day_is_the_owner_s_day() -> None:
    found = busy(
        "DTSTART:20261201T080000Z\r\nDURATION:PT1H",
        "DTSTART:20261201T090000Z\r\nDURATION:PT30M",
        "DTSTART;VALUE=DATE:20261205",
    )
    assert found == [
        (utc(2026, 12, 1, 8), utc(2026, 12, 1, 9, 30)),
        (utc(2026, 12, 4, 23), utc(2026, 12, 5, 23)),
    ]


def test_what_repeats_follows_the_wall_clock_for_half_a_year_and_no_longer() -> None:
    found = busy(
        "DTSTART;TZID=Europe/Berlin:20200106T090000\r\nDURATION:PT1H\r\n"
        "RRULE:FREQ=WEEKLY;UNTIL=20401231T000000Z\r\nEXDATE;TZID=Europe/Berlin:20261207T090000"
    )
    assert found[0] == (utc(2026, 11, 30, 8), utc(2026, 11, 30, 9))
    assert found[1] == (utc(2026, 12, 14, 8), utc(2026, 12, 14, 9))
    assert found[-1] == (utc(2027, 5, 24, 7), utc(2027, 5, 24, 8))


@pytest.mark.parametrize("raw", [b"", b"<html>", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT", b"\0" * 9])
def test_what_is_no_calendar_is_refused(raw: bytes) -> None:
    with pytest.raises(CannotRead):
        busy_in(raw, zone="UTC", today=TODAY)


@given(
    st.lists(st.text(alphabet="ABDEIMNRSTUVXYZ0123456789:;=,-/\r\n\\ ", max_size=80), max_size=4)
)
def test_whatever_an_event_says_the_answer_is_times_in_order_and_apart(texts: list[str]) -> None:
    start = "DTSTART:20261201T080000Z\r\nDTEND:20261201T090000Z"
    try:
        found = busy_in(calendar(start, *texts), zone="Asia/Jakarta", today=TODAY)
    except CannotRead:
        return
    assert all(one.end < other.start for one, other in pairwise(found))
