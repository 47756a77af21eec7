"""Months, jumps and little lines."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accelerator.participations.rules.months import add_months, follow_ups, months
from accelerator.participations.rules.numbers import Compared, spark

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_a_month_of_which_the_cohort_has_half_is_reported_after_it() -> None:
    found = list(months(date(2027, 1, 11), date(2027, 3, 12)))

    assert [month.first for month in found] == [date(2027, 1, 1), date(2027, 2, 1)]
    assert (found[0].opens_on, found[0].due_on) == (date(2027, 2, 1), date(2027, 2, 7))


@given(DAYS, st.integers(1, 400))
def test_months_follow_each_other_without_a_gap(start: date, days: int) -> None:
    found = [month.first for month in months(start, start + timedelta(days=days))]

    assert found == sorted(set(found))
    assert all(add_months(one, 1) == two for one, two in itertools.pairwise(found))


def test_the_last_of_january_and_a_month_is_the_last_of_february() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2027, 12, 15), 1) == date(2028, 1, 15)


def test_alumni_are_asked_three_times() -> None:
    assert follow_ups(date(2026, 8, 31)) == [
        (6, date(2027, 2, 28)),
        (12, date(2027, 8, 31)),
        (24, date(2028, 8, 31)),
    ]


@pytest.mark.parametrize(
    ("now", "last", "is_jump"),
    [
        (84, 80, False),
        (840, 84, True),
        (8, 84, True),
        (9, 1, False),
        (50, 0, True),
        (84, None, False),
    ],
)
def test_ten_times_as_much_is_asked_about(now: int, last: int | None, is_jump: bool) -> None:
    assert Compared(now, last).is_jump is is_jump


def test_what_is_unknown_is_compared_with_nothing() -> None:
    assert Compared(None, 5, 3).since_last is None
    assert Compared(8, None, 3).since_last is None
    assert Compared(8, 5, 3).since_baseline == 5


def test_a_little_line_leaves_out_what_is_unknown() -> None:
    assert spark([1, None, 3], width=100, height=10) == [(0.0, 10.0), (100.0, 0.0)]
    assert spark([None, None], width=100, height=10) == []
