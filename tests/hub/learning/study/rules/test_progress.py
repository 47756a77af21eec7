"""Progress never passes 100 %, whatever is repeated, and whatever has vanished."""

from hypothesis import given
from hypothesis import strategies as st

from hub.learning.study.rules.progress import percent_of, progress

keys = st.lists(st.sampled_from([f"lesson:{n}" for n in range(9)]), max_size=20)


@given(keys, keys)
def test_progress_is_between_nothing_and_everything(required: list[str], done: list[str]) -> None:
    made = progress(required, done)

    assert 0 <= made.percent <= 100
    assert made.percent == progress(required, done + done).percent
    assert (made.percent == 100) == (set(required) <= set(done))


@given(keys, keys, keys)
def test_doing_more_never_takes_progress_away(
    required: list[str], done: list[str], more: list[str]
) -> None:
    assert progress(required, done + more).percent >= progress(required, done).percent


@given(keys, keys, keys, keys)
def test_lessons_that_come_and_go_never_make_more_than_everything(
    required: list[str], done: list[str], added: list[str], removed: list[str]
) -> None:
    later = [key for key in required + added if key not in removed]
    made = progress(later, done)

    assert made.done <= made.required == len(set(later))
    assert made.percent <= 100
    assert made.is_all == (set(later) <= set(done))


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_mark_is_a_percentage(points: int, possible: int) -> None:
    assert 0 <= percent_of(points, possible) <= 100


def test_two_of_three_is_66_percent_and_not_67() -> None:
    assert progress(["a", "b", "c"], ["a", "b", "z"]).percent == 66
