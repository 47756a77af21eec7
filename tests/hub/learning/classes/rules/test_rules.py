"""Where a class stands by the clock, and where its hours drift."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.core.series import dates
from hub.core.walltime import to_instant, to_wall
from hub.learning.classes.rules.audience import Audience, audience_of
from hub.learning.classes.rules.clocks import clocks
from hub.learning.classes.rules.drift import drifts_for
from hub.learning.classes.rules.standing import Dates, Enrolling, Stage, standing

START = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
END = START + timedelta(weeks=4)
HOUR = timedelta(hours=1)
PLAIN = Dates(is_draft=False, is_cancelled=False, starts_at=START, ends_at=END)


@pytest.mark.parametrize(
    ("at", "stage", "enrolling"),
    [
        (START - HOUR, Stage.COMING, Enrolling.OPEN),
        (START, Stage.RUNNING, Enrolling.OPEN),
        (END, Stage.OVER, Enrolling.CLOSED),
    ],
)
def test_a_class_comes_runs_and_is_over(at: datetime, stage: Stage, enrolling: Enrolling) -> None:
    found = standing(PLAIN, at)
    assert (found.stage, found.enrolling) == (stage, enrolling)


def test_a_window_opens_and_closes_on_the_minute() -> None:
    window = Dates(False, False, START, END, START - 10 * HOUR, START - HOUR)
    seen = [standing(window, START - each * HOUR).enrolling for each in (11, 10, 1, 0)]
    assert seen == [Enrolling.NOT_YET, Enrolling.OPEN, Enrolling.CLOSED, Enrolling.CLOSED]


def test_drafts_cancelled_and_undated_classes_take_nobody() -> None:
    for dates_, stage in (
        (Dates(True, False, START, END), Stage.DRAFT),
        (Dates(False, True, START, END), Stage.CANCELLED),
        (Dates(False, False, None, None), Stage.UNDATED),
    ):
        found = standing(dates_, START)
        assert found.stage is stage and not found.takes_people


def _weekly(first: datetime, zone: str, times: int) -> list[datetime]:
    return [to_instant(wall, zone, fold=0) for wall in dates(first, every_weeks=1, times=times)]


def test_a_series_in_jakarta_moves_in_berlin_alone() -> None:
    starts = _weekly(datetime(2026, 10, 13, 15, 0), "Asia/Jakarta", 4)
    (found,) = drifts_for(starts, zone="Asia/Jakarta")
    assert (found.city, found.drifts[0].day) == ("Berlin", date(2026, 10, 25))
    assert (found.drifts[0].before, found.drifts[0].after) == (time(10), time(9))


def test_a_series_in_berlin_moves_for_all_others_and_first_for_the_viewer() -> None:
    starts = _weekly(datetime(2026, 10, 13, 10, 0), "Europe/Berlin", 4)
    found = drifts_for(starts, zone="Europe/Berlin", viewer="America/New_York")
    assert [each.zone for each in found] == [
        "America/New_York", "Asia/Jakarta", "Asia/Makassar", "Asia/Bangkok",
    ]  # fmt: skip


def test_a_session_that_was_moved_by_itself_is_no_drift() -> None:
    starts = _weekly(datetime(2026, 11, 3, 15, 0), "Asia/Jakarta", 4)
    starts[2] += 3 * HOUR
    assert drifts_for(starts, zone="Asia/Jakarta") == []


@given(
    first=st.datetimes(datetime(2026, 1, 1, 3), datetime(2027, 12, 1)),
    times=st.integers(2, 20),
    zone=st.sampled_from(["Asia/Jakarta", "Europe/Berlin", "Asia/Bangkok"]),
)
def test_nothing_drifts_on_the_clock_that_the_series_stands_on(
    first: datetime, times: int, zone: str
) -> None:
    starts = _weekly(first.replace(hour=10, second=0, microsecond=0), zone, times)
    for each in drifts_for(starts, zone=zone, viewer=zone):
        hours = {to_wall(at, each.zone).time() for at in starts}
        assert each.zone != zone and len(hours) > 1


def test_cities_that_read_the_same_stand_together_and_the_viewer_comes_first() -> None:
    def read(zone: str, viewer: str | None = None) -> list[tuple[tuple[str, ...], str]]:
        return [(each.cities, each.zone) for each in clocks(START, zone=zone, viewer=viewer)]

    makassar = (("Tarakan",), "Asia/Makassar")
    berlin = (("Berlin",), "Europe/Berlin")
    assert read("Asia/Jakarta") == [makassar, (("Bangkok",), "Asia/Bangkok"), berlin]
    both = (("Jakarta", "Bangkok"), "Asia/Jakarta")
    assert read("Europe/Berlin") == [both, makassar]
    assert read("Europe/Berlin", "Asia/Makassar") == [makassar, both]
    assert read("Europe/Berlin", "Europe/Paris") == [both, makassar]
    assert read("Europe/Berlin", "Asia/Tokyo")[0] == ((), "Asia/Tokyo")


def test_an_audience_survives_being_kept() -> None:
    said = Audience(("startup",), ("b", "a"), ())
    assert said.plain() == {"organisation_kinds": ["startup"], "cohort_ids": ["a", "b"]}
    assert audience_of(said.plain()) == Audience(("startup",), ("a", "b"), ())
    assert audience_of({}).is_everybody and audience_of({"groups": "us"}).is_everybody
