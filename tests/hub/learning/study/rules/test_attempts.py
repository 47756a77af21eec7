"""Tries at a quiz: their number, their time, and what of it is kept that somebody sent."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hub.learning.courses.rules.quizzes import mark
from hub.learning.study.rules.attempts import cleaned, due_at, is_over, left, shows_solution
from tests.factories.learning import QUESTIONS

BEGUN = datetime(2026, 11, 23, 2, tzinfo=UTC)
TICK = timedelta(microseconds=1)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=500),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
sent = st.dictionaries(st.sampled_from(["q1", "q2", "q3", "q4", "other"]), anything)


@given(st.integers(1, 10), st.integers(0, 30))
def test_there_are_never_fewer_tries_left_than_none(allowed: int, used: int) -> None:
    assert left(allowed, used) == max(0, allowed - used)
    assert left(None, used) is None


@given(st.integers(1, 600))
def test_a_try_is_over_from_its_last_instant_on_and_not_before(minutes: int) -> None:
    due = due_at(BEGUN, minutes)

    assert due is not None
    assert not is_over(due, due - TICK)
    assert is_over(due, due)
    assert not is_over(due_at(BEGUN, None), BEGUN + timedelta(days=365))


def test_what_is_right_is_told_when_nothing_can_be_won_by_it() -> None:
    assert shows_solution(passed=True, tries_left=2)
    assert shows_solution(passed=False, tries_left=0)
    assert not shows_solution(passed=False, tries_left=1)
    assert not shows_solution(passed=False, tries_left=None)


@given(sent)
def test_whatever_is_sent_is_kept_in_the_shape_of_its_question(sent: dict[str, Any]) -> None:
    kept = cleaned(QUESTIONS, sent)

    assert cleaned(QUESTIONS, kept) == kept, "once more changes nothing"
    assert kept.keys() <= {"q1", "q2", "q3", "q4"}
    assert kept.get("q1", "a") in ("a", "b")
    assert set(kept.get("q2", [])) <= {"a", "b", "c"}
    assert 0 <= mark(QUESTIONS, kept).points <= mark(QUESTIONS, kept).possible
