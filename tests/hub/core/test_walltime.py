"""Wall times become instants once, and only when they say which instant is meant."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies

from hub.core.walltime import (
    NoSuchWallTime,
    WallTimeHappensTwice,
    start_of_day,
    to_instant,
    to_wall,
    zone_name,
)

#: With daylight saving in both hemispheres, without, by half an hour, and with a skipped day.
ZONES = [
    "Asia/Jakarta",
    "Asia/Makassar",
    "Asia/Bangkok",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "America/Santiago",
]


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_half_past_two_on_the_night_the_clocks_go_forward_does_not_exist():
    with pytest.raises(NoSuchWallTime) as refusal:
        to_instant(wall("2026-03-29 02:30"), "Europe/Berlin")

    assert refusal.value.first_after == wall("2026-03-29 03:30")


@pytest.mark.parametrize("fold", [0, 1])
def test_choosing_a_reading_does_not_make_a_skipped_time_exist(fold):
    with pytest.raises(NoSuchWallTime):
        to_instant(wall("2026-03-29 02:30"), "Europe/Berlin", fold=fold)


def test_the_last_minute_before_and_the_first_after_the_gap_exist():
    assert to_instant(wall("2026-03-29 01:59"), "Europe/Berlin") == datetime(
        2026, 3, 29, 0, 59, tzinfo=UTC
    )
    assert to_instant(wall("2026-03-29 03:00"), "Europe/Berlin") == datetime(
        2026, 3, 29, 1, 0, tzinfo=UTC
    )


def test_half_past_two_on_the_night_the_clocks_go_back_asks_which():
    with pytest.raises(WallTimeHappensTwice) as question:
        to_instant(wall("2026-10-25 02:30"), "Europe/Berlin")

    assert question.value.choices == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )


def test_of_two_readings_the_chosen_one_is_taken():
    first, second = (to_instant(wall("2026-10-25 02:30"), "Europe/Berlin", fold=f) for f in (0, 1))

    assert second - first == timedelta(hours=1)
    assert to_wall(first, "Europe/Berlin") == to_wall(second, "Europe/Berlin")


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        pytest.param("2026-10-24 22:00", "2026-10-25 06:00", 9, id="clocks go back"),
        pytest.param("2026-03-28 22:00", "2026-03-29 06:00", 7, id="clocks go forward"),
        pytest.param("2026-06-01 22:00", "2026-06-02 06:00", 8, id="an ordinary night"),
    ],
)
def test_a_night_has_its_real_length(start, end, hours):
    length = to_instant(wall(end), "Europe/Berlin") - to_instant(wall(start), "Europe/Berlin")

    assert length == timedelta(hours=hours)


def test_jakarta_has_no_change_of_clocks():
    assert to_instant(wall("2026-03-29 02:30"), "Asia/Jakarta") == datetime(
        2026, 3, 28, 19, 30, tzinfo=UTC
    )


def test_a_weekly_class_in_jakarta_moves_by_an_hour_for_berlin():
    before = to_instant(wall("2026-10-22 15:00"), "Asia/Jakarta")
    after = to_instant(wall("2026-10-29 15:00"), "Asia/Jakarta")

    assert to_wall(before, "Europe/Berlin") == wall("2026-10-22 10:00")
    assert to_wall(after, "Europe/Berlin") == wall("2026-10-29 09:00")


def test_a_time_with_an_offset_is_not_a_wall_time():
    with pytest.raises(ValueError, match="no offset"):
        to_instant(datetime(2026, 1, 1, tzinfo=UTC), "Europe/Berlin")


def test_a_day_whose_midnight_is_skipped_begins_later():
    begins = start_of_day(wall("2026-09-06 00:00"), "America/Santiago")

    assert to_wall(begins, "America/Santiago") == wall("2026-09-06 01:00")


def test_zones_are_called_what_people_call_them():
    summer, winter = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)

    assert zone_name(summer, "Asia/Jakarta") == "WIB"
    assert zone_name(winter, "Europe/Berlin") == "CET"
    assert zone_name(summer, "Europe/Berlin", language="de") == "MESZ"
    assert zone_name(summer, "Asia/Kathmandu") == "UTC+0545"


walls = strategies.datetimes(min_value=wall("1990-01-01"), max_value=wall("2040-01-01"))
zones = strategies.sampled_from(ZONES)
folds = strategies.sampled_from([0, 1])


@given(walls, zones, folds)
def test_what_exists_comes_back_as_it_was_meant(meant, zone, fold):
    meant = meant.replace(fold=0)
    try:
        instant = to_instant(meant, zone, fold=fold)
    except NoSuchWallTime as gap:
        assert gap.first_after > meant
        assert to_wall(to_instant(gap.first_after, zone, fold=0), zone) == gap.first_after
        return

    assert to_wall(instant, zone).replace(fold=0) == meant


@given(walls, zones)
def test_every_instant_has_a_wall_time_that_leads_back_to_it(moment, zone):
    instant = moment.replace(tzinfo=UTC)
    shown = to_wall(instant, zone)

    readings = {to_instant(shown.replace(fold=0), zone, fold=fold) for fold in (0, 1)}

    assert instant in readings


@given(walls, zones)
def test_only_a_time_that_happens_twice_asks(moment, zone):
    try:
        to_instant(moment, zone)
    except WallTimeHappensTwice as question:
        first, second = question.choices
        assert first < second
        assert to_wall(first, zone) == to_wall(second, zone) == moment
    except NoSuchWallTime:
        return
    else:
        assert to_instant(moment, zone, fold=0) == to_instant(moment, zone, fold=1)
