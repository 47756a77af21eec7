"""A survey's words cannot be put together into one person's answer."""

from hypothesis import given
from hypothesis import strategies as st

from hub.learning.teaching.rules.survey import SCALE, marks_of, words_of


@given(st.lists(st.sampled_from(SCALE), min_size=1))
def test_marks_count_everybody_once(given_marks: list[int]) -> None:
    marks = marks_of(given_marks)

    assert sum(marks.counts) == len(given_marks)
    assert min(given_marks) <= marks.mean <= max(given_marks)


@given(st.permutations(["", "  ", "Maps", "arcs", "Zebra", "more time "]))
def test_the_order_of_words_says_nothing_about_who_was_when(given_words: list[str]) -> None:
    assert words_of(given_words) == ["arcs", "Maps", "more time", "Zebra"]
