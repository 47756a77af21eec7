"""When a job is due, and what to do about it."""

from datetime import UTC, datetime, time, timedelta

import pytest

from hub.timetable.rules import Job, Step, latest_due, next_step

BERLIN = "Europe/Berlin"


def often(**every: float) -> Job:
    return Job("often", lambda: "", every=timedelta(**every))


def daily(hour: int, minute: int = 0, *, zone: str = BERLIN) -> Job:
    return Job("daily", lambda: "", daily_at=time(hour, minute), zone=zone)


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("job", "now", "due"),
    [
        (often(minutes=5), utc(2026, 11, 23, 9, 7, 30), utc(2026, 11, 23, 9, 5)),
        (often(minutes=5), utc(2026, 11, 23, 9, 5), utc(2026, 11, 23, 9, 5)),
        (often(seconds=5), utc(2026, 11, 23, 9, 5, 4, 999), utc(2026, 11, 23, 9, 5)),
        (daily(3, 10), utc(2026, 11, 23, 2, 9), utc(2026, 11, 22, 2, 10)),
        (daily(3, 10), utc(2026, 11, 23, 2, 10), utc(2026, 11, 23, 2, 10)),
        (daily(3, 10, zone="Asia/Jakarta"), utc(2026, 11, 22, 21), utc(2026, 11, 22, 20, 10)),
    ],
)
def test_a_job_is_due_at_the_last_of_its_times(job, now, due):
    assert latest_due(job, now) == due


def test_a_daily_time_that_the_clocks_skip_is_the_first_one_after():
    assert latest_due(daily(2, 30), utc(2026, 3, 29, 12)) == utc(2026, 3, 29, 1, 30)


def test_a_daily_time_that_comes_twice_is_due_once():
    nights = {
        latest_due(daily(2, 30), utc(2026, 10, 25) + timedelta(minutes=m))
        for m in range(0, 1440, 5)
    }
    assert nights == {utc(2026, 10, 24, 0, 30), utc(2026, 10, 25, 0, 30)}


def test_every_day_of_a_year_has_one_daily_time():
    start = utc(2026, 1, 1, 12)
    due = [latest_due(daily(2, 30), start + timedelta(days=n)) for n in range(365)]

    assert len(set(due)) == 365


def test_a_job_has_exactly_one_rhythm():
    with pytest.raises(ValueError, match="either every or daily_at"):
        Job("none", lambda: "")
    with pytest.raises(ValueError, match="either every or daily_at"):
        Job("both", lambda: "", every=timedelta(hours=1), daily_at=time(3))


@pytest.mark.parametrize(
    ("job", "open_until", "started", "step"),
    [
        pytest.param(often(seconds=60), None, None, Step.BEGIN, id="nobody has run it"),
        pytest.param(often(seconds=60), 1010.0, None, Step.NOTHING, id="somebody is at it"),
        pytest.param(often(seconds=60), 999.0, None, Step.TAKE_OVER, id="who was at it is dead"),
        pytest.param(often(seconds=60), None, 990.0, Step.NOTHING, id="it was run"),
        pytest.param(often(seconds=60), None, 930.0, Step.REPEAT, id="the hub's clock stands"),
        pytest.param(often(seconds=60), None, 1200.0, Step.REPEAT, id="the machine's went back"),
        pytest.param(daily(3), None, 10.0, Step.NOTHING, id="daily is daily"),
    ],
)
def test_what_to_do_about_a_job(job, open_until, started, step):
    assert next_step(job, open_until=open_until, started=started, seconds=1000.0) is step
