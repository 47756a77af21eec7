"""Who falls behind: more done never makes it worse, more missed never makes it better."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.learning.teaching.rules.behind import (
    LIMITS,
    Pace,
    Sign,
    due_by_now,
    missed_in_a_row,
    signs,
)

few = st.integers(0, 60)
paces = st.builds(
    Pace,
    done=few,
    due=few,
    missed=st.integers(0, 6),
    idle_days=st.none() | st.integers(0, 40),
    completed=st.booleans(),
)


@pytest.mark.parametrize(
    ("pace", "found"),
    [
        (Pace(0, 0), ()),
        (Pace(2, 4), ()),
        (Pace(1, 4), (Sign.SHARE,)),
        (Pace(4, 4, missed=1), ()),
        (Pace(4, 4, missed=2), (Sign.ABSENT,)),
        (Pace(4, 4, idle_days=9), ()),
        (Pace(4, 4, idle_days=10), (Sign.IDLE,)),
        (Pace(0, 4, missed=3, idle_days=30), (Sign.SHARE, Sign.ABSENT, Sign.IDLE)),
        (Pace(0, 4, missed=3, idle_days=30, completed=True), ()),
    ],
)
def test_each_sign_begins_at_its_limit(pace: Pace, found: tuple[Sign, ...]) -> None:
    assert signs(pace) == found


@given(paces, few)
def test_doing_more_never_adds_a_sign(pace: Pace, more: int) -> None:
    assert set(signs(replace(pace, done=pace.done + more))) <= set(signs(pace))


@given(paces, few, st.integers(0, 5), st.integers(0, 30))
def test_more_due_missed_or_idle_never_takes_a_sign_away(
    pace: Pace, due: int, missed: int, days: int
) -> None:
    idle = None if pace.idle_days is None else pace.idle_days + days
    worse = replace(pace, due=pace.due + due, missed=pace.missed + missed, idle_days=idle)

    assert set(signs(pace)) <= set(signs(worse))


@given(paces)
def test_whoever_did_all_that_was_due_is_not_behind_in_it(pace: Pace) -> None:
    assert Sign.SHARE not in signs(replace(pace, done=pace.due))


@given(few, st.integers(0, 30), st.integers(0, 30))
def test_what_is_due_grows_with_the_sessions_and_never_above_all(
    required: int, over: int, sessions: int
) -> None:
    due = due_by_now(required, over=over, sessions=sessions)

    assert 0 <= due <= required
    assert due <= due_by_now(required, over=over + 1, sessions=sessions)
    assert due_by_now(required, over=sessions, sessions=sessions) == (required if sessions else 0)


@given(st.lists(st.booleans(), max_size=8))
def test_missed_sessions_are_counted_back_to_the_last_one_attended(there: list[bool]) -> None:
    missed = missed_in_a_row(there)

    assert not any(there[:missed])
    assert missed == len(there) or there[missed]
    assert missed_in_a_row([True, *there]) == 0
    assert missed_in_a_row([False, *there]) == missed + 1


def test_the_limits_are_what_the_pages_say() -> None:
    assert (LIMITS.share, LIMITS.sessions, LIMITS.days) == (50, 2, 10)
