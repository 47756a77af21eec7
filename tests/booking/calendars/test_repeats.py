"""What repeats is unfolded on the wall clock of its zone, within bounds."""

from datetime import date

import pytest

from booking.calendars.rules import CannotRead, Flag, Reason
from tests.booking.calendars.calendars import WERKHOF, calendar, event, only, proposed, rows

BERLIN = ";TZID=Europe/Berlin:"


def series(rule: str, *, start: str = "20260103T140000", more: str = "") -> bytes:
    end = start[:9] + "170000"
    extra = f"RRULE:{rule}\n{more}"
    return calendar(event(BERLIN + start, BERLIN + end, title="Flickcafé", more=extra))


def days(file: bytes) -> list[str]:
    return [f"{row.starts_local:%Y-%m-%d %H:%M}" for row in rows(file)]


def test_first_saturdays_stay_at_two_on_both_sides_of_the_change_of_clocks():
    file = series("FREQ=MONTHLY;BYDAY=1SA;COUNT=5")

    assert days(file) == [
        "2026-01-03 14:00",
        "2026-02-07 14:00",
        "2026-03-07 14:00",
        "2026-04-04 14:00",
        "2026-05-02 14:00",
    ]
    assert [f"{row.slot.start:%H:%M}" for row in rows(file)] == [
        "13:00", "13:00", "13:00", "12:00", "12:00",
    ]  # fmt: skip
    assert all(Flag.REPEATS in row.flags for row in rows(file))


def test_exceptions_are_left_out_and_changed_dates_moved():
    found = [row for row in rows(WERKHOF) if row.title.startswith("Flickcafé")]
    in_2023 = [f"{row.starts_local:%m-%d %H:%M}" for row in found if row.slot.start.year == 2023]

    assert in_2023 == [
        "01-07 14:00", "02-04 14:00", "03-04 14:00", "04-01 14:00", "06-03 14:00", "07-01 14:00",
        "08-06 15:00", "09-02 14:00", "10-07 14:00", "11-04 14:00", "12-02 14:00",
    ]  # fmt: skip


def test_a_moved_date_keeps_the_identity_it_had():
    moved = next(row for row in rows(WERKHOF) if row.title.endswith("Sonntag"))

    assert moved.source_uid == "wh-105@werkhof.example/20230805T120000Z"


def test_a_rule_without_an_end_is_followed_two_years_after_what_the_file_knows():
    """The file was written on 1 March 2024; years later it still gives the same dates."""
    soon, late = (proposed(WERKHOF, today=today) for today in ("2024-03-02", "2031-01-01"))

    last = max(row.slot.start.date() for row in soon.rows if row.slot)
    assert last == date(2026, 2, 7)
    assert {row.source_uid for row in soon.rows} == {row.source_uid for row in late.rows}
    (note,) = late.notes
    assert (note.code, note.title, note.day) == ("endless", "Flickcafé", date(2026, 3, 2))


def test_a_file_from_the_future_is_followed_from_today():
    file = series("FREQ=MONTHLY;BYDAY=1SA", more="DTSTAMP:90000101T000000Z")

    assert max(days(file)) < "2028-12"


def test_a_rule_that_begins_far_ahead_comes_once():
    assert days(series("FREQ=WEEKLY", start="20330101T140000")) == ["2033-01-01 14:00"]


def test_what_ends_by_a_count_or_a_day_ends_there():
    assert len(days(series("FREQ=DAILY;COUNT=10"))) == 10
    assert days(series("FREQ=WEEKLY;UNTIL=20260117T130000Z"))[-1] == "2026-01-17 14:00"
    assert days(series("FREQ=WEEKLY;UNTIL=20260117T125959Z"))[-1] == "2026-01-10 14:00"


def test_a_day_as_the_end_includes_that_day():
    assert days(series("FREQ=WEEKLY;UNTIL=20260117"))[-1] == "2026-01-17 14:00"


def test_exceptions_use_up_the_count():
    file = series("FREQ=DAILY;COUNT=3", more="EXDATE;TZID=Europe/Berlin:20260104T140000")

    assert days(file) == ["2026-01-03 14:00", "2026-01-05 14:00"]


def test_extra_dates_are_added():
    file = series("FREQ=DAILY;COUNT=1", more="RDATE;TZID=Europe/Berlin:20260110T150000")

    assert days(file) == ["2026-01-03 14:00", "2026-01-10 15:00"]


def test_whole_days_repeat_as_days():
    file = calendar(
        event(";VALUE=DATE:20261024", more="RRULE:FREQ=DAILY;COUNT=3", title="Haus geschlossen")
    )

    assert [round(row.slot.length.total_seconds() / 3600) for row in rows(file)] == [24, 25, 24]


def test_from_one_date_on_the_rest_may_be_moved():
    file = calendar(
        event(BERLIN + "20260103T140000", BERLIN + "20260103T150000",
              more="RRULE:FREQ=WEEKLY;COUNT=4"),
        event(BERLIN + "20260117T160000", BERLIN + "20260117T180000",
              more="RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260117T140000"),
    )  # fmt: skip

    assert days(file) == [
        "2026-01-03 14:00", "2026-01-10 14:00", "2026-01-17 16:00", "2026-01-24 16:00",
    ]  # fmt: skip


def test_a_date_that_the_clocks_skip_is_left_out():
    file = series("FREQ=DAILY;COUNT=3", start="20260328T023000")

    found = {f"{row.source_uid[-16:-8]}": row.reason for row in rows(file)}

    assert found["20260329"] is Reason.NO_SUCH_TIME
    assert list(found.values()).count(None) == 2


@pytest.mark.parametrize("frequency", ["SECONDLY", "MINUTELY", "HOURLY"])
def test_more_than_once_a_day_is_refused_by_name(frequency):
    row = only(series(f"FREQ={frequency};COUNT=1000000000"))

    assert (row.reason, row.about) == (Reason.SUB_DAILY, f"FREQ={frequency}")
    assert not row.can_be_taken


@pytest.mark.parametrize(
    ("rule", "about"),
    [
        ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO=20"),
        ("FREQ=YEARLY;BYYEARDAY=100", "BYYEARDAY=100"),
        ("FREQ=DAILY;BYHOUR=9,17", "BYHOUR"),
        ("FREQ=WEEKLY;BYDAY=1SA", "BYDAY=1SA"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL=0"),
        ("FREQ=WEEKLY;COUNT=99999999999999999999", "COUNT=99999999999999999999"),
        ("FREQ=WEEKLY;COUNT=٣", "COUNT=٣"),
        ("FREQ=WEEKLY;UNTIL=tomorrow", "UNTIL=TOMORROW"),
        ("FREQ=FORTNIGHTLY", "FREQ=FORTNIGHTLY"),
        ("FREQ=WEEKLY;X=1", "X=1"),
        ("FREQ=WEEKLY;FREQ=DAILY", "FREQ=DAILY"),
        ("weekly", "weekly"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32"),
    ],
)
def test_rules_on_which_readers_differ_are_refused_by_name(rule, about):
    row = only(series(rule))

    assert (row.reason, row.about) == (Reason.RULE_NOT_TAKEN, about)


def test_an_hour_in_the_rule_that_is_the_starts_own_adds_nothing():
    assert len(days(series("FREQ=DAILY;COUNT=2;BYHOUR=14;BYMINUTE=0;BYSECOND=0"))) == 2


def test_of_a_rule_at_most_five_hundred_dates_come_those_ahead_first():
    found = proposed(series("FREQ=DAILY;COUNT=4000", start="20200101T140000"), today="2026-11-23")

    starts = sorted(row.slot.start.date() for row in found.rows)
    assert (starts[0], starts[-1]) == (date(2026, 11, 23), date(2028, 4, 5))
    assert [(note.code, note.number) for note in found.notes] == [("left-out", 3500)]


@pytest.mark.parametrize("end", ["COUNT=999999999", "UNTIL=99990101T000000Z"])
def test_a_rule_with_a_very_late_end_is_followed_for_ten_years(end):
    found = proposed(series(f"FREQ=YEARLY;{end}"), today="2026-11-23")

    starts = [row.slot.start.year for row in found.rows]
    assert (min(starts), max(starts)) == (2026, 2036)
    assert [(note.code, note.day) for note in found.notes] == [("long", date(2036, 11, 23))]


def test_of_a_file_at_most_two_thousand_dates_come():
    events = [
        event(BERLIN + "20260103T140000", BERLIN + "20260103T150000",
              more="RRULE:FREQ=DAILY;COUNT=400").replace("wh-1", f"wh-{n}")
        for n in range(8)
    ]  # fmt: skip

    found = proposed(calendar(*events))

    assert len(found.rows) == 2000
    assert [note.number for note in found.notes if note.code == "left-out"] == [1200]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31;COUNT=999999999",
        "FREQ=MONTHLY;BYDAY=5SA;BYSETPOS=2",
    ],
)
def test_a_rule_that_never_comes_true_ends_all_the_same(rule):
    assert len(rows(series(rule, start="20260228T140000"))) <= 1


def test_more_single_dates_than_anybody_writes_are_refused():
    line = "EXDATE:" + ",".join(["20270102T100000Z"] * 14_000)

    with pytest.raises(CannotRead, match="too-much-work"):
        rows(series("FREQ=DAILY;COUNT=9", more=f"{line}\n{line}"))


def test_ten_thousand_exceptions_are_no_trouble():
    exceptions = (
        ",".join(f"2026{m:02}{d:02}T140000" for m in range(2, 13) for d in range(1, 29)) * 33
    )
    exceptions = exceptions.replace("00002026", "0000,2026")
    file = series("FREQ=DAILY;COUNT=200", more=f"EXDATE;TZID=Europe/Berlin:{exceptions}")

    assert 0 < len(rows(file)) < 60
