"""Times of sessions and of series, without a database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from accelerator.sessions.rules.times import (
    due_reminder,
    is_late,
    is_open,
    may_be_missed,
    needless_reminders,
    took_place,
)
from hub.core.series import dates, drifts, instant_of
from hub.core.timeslots import TimeSlot

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HOUR = TimeSlot(AT, AT + timedelta(hours=1))


def series(first: str, zone: str, *, every_weeks: int, times: int) -> list[datetime]:
    walls = dates(datetime.fromisoformat(first), every_weeks=every_weeks, times=times)
    return [at for wall in walls if (at := instant_of(wall, zone)) is not None]


@pytest.mark.parametrize(
    ("minutes", "expected"), [(-16, False), (-15, True), (59, True), (60, False)]
)
def test_a_link_opens_a_quarter_before_and_closes_at_the_end(minutes: int, expected: bool) -> None:
    assert is_open(HOUR, AT + timedelta(minutes=minutes)) is expected


@pytest.mark.parametrize(("minutes", "expected"), [(14, False), (15, True), (200, True)])
def test_who_is_not_there_after_a_quarter_may_have_missed_it(minutes: int, expected: bool) -> None:
    assert may_be_missed(HOUR, AT + timedelta(minutes=minutes)) is expected


def test_notice_counts_to_the_minute() -> None:
    exactly = AT - timedelta(hours=24)
    assert not is_late(AT, notice_hours=24, now=exactly)
    assert is_late(AT, notice_hours=24, now=exactly + timedelta(seconds=1))
    assert not is_late(AT, notice_hours=0, now=AT)


def test_each_reminder_is_due_once_and_the_near_one_stands_in_for_the_far() -> None:
    a_day, an_hour = AT - timedelta(hours=24), AT - timedelta(hours=1)
    assert due_reminder(AT, out=[], now=a_day - timedelta(seconds=1)) is None
    assert due_reminder(AT, out=[], now=a_day) == "24h"
    assert due_reminder(AT, out=["24h"], now=a_day) is None
    assert due_reminder(AT, out=["24h"], now=an_hour) == "1h"
    assert due_reminder(AT, out=[], now=an_hour) == "1h"
    assert due_reminder(AT, out=["1h", "24h"], now=an_hour) is None
    assert due_reminder(AT, out=[], now=AT) is None


def test_what_comes_with_the_invitation_needs_no_reminder() -> None:
    assert needless_reminders(AT, AT - timedelta(days=3)) == []
    assert needless_reminders(AT, AT - timedelta(hours=5)) == ["24h"]
    assert needless_reminders(AT, AT - timedelta(minutes=50)) == ["24h", "1h"]


def test_one_who_came_makes_it_held_and_nobody_makes_it_unknown() -> None:
    assert took_place(mentor_came=True, startup_came=False) is True
    assert took_place(mentor_came=False, startup_came=False) is None


def test_in_march_jakarta_stands_and_berlin_moves_from_nine_to_ten() -> None:
    found = series("2027-03-09T15:00", "Asia/Jakarta", every_weeks=2, times=4)
    assert {at.hour for at in found} == {8}
    (drift,) = drifts(found, zone="Asia/Jakarta", other="Europe/Berlin")
    assert (drift.day, drift.before, drift.after) == (date(2027, 3, 28), time(9), time(10))


def test_in_march_berlin_stands_and_jakarta_moves_from_three_to_two() -> None:
    found = series("2027-03-09T09:00", "Europe/Berlin", every_weeks=2, times=4)
    assert [at.hour for at in found] == [8, 8, 7, 7]
    (drift,) = drifts(found, zone="Europe/Berlin", other="Asia/Jakarta")
    assert (drift.day, drift.before, drift.after) == (date(2027, 3, 28), time(15), time(14))


def test_in_october_both_ways_again() -> None:
    found = series("2026-10-13T15:00", "Asia/Jakarta", every_weeks=1, times=4)
    (drift,) = drifts(found, zone="Asia/Jakarta", other="Europe/Berlin")
    assert (drift.day, drift.before, drift.after) == (date(2026, 10, 25), time(10), time(9))


def test_jakarta_and_bangkok_never_drift() -> None:
    found = series("2026-10-13T15:00", "Asia/Jakarta", every_weeks=2, times=20)
    assert drifts(found, zone="Asia/Jakarta", other="Asia/Bangkok") == []


def test_an_hour_that_the_clocks_skip_is_no_date_and_one_that_comes_twice_is_the_first() -> None:
    assert instant_of(datetime(2027, 3, 28, 2, 30), "Europe/Berlin") is None
    twice = instant_of(datetime(2026, 10, 25, 2, 30), "Europe/Berlin")
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
