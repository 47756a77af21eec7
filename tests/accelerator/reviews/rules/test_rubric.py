"""Marks and what they come to."""

from hypothesis import given
from hypothesis import strategies as st

from accelerator.reviews.rules.rubric import Line, off_scale, shares, total, unmarked

LINES = [Line("need", 25), Line("evidence", 25), Line("team", 20), Line("city", 30)]


def test_the_design_s_marks_come_to_what_it_shows() -> None:
    assert total(LINES, {"need": 5, "evidence": 4, "team": 3, "city": 4}) == 4.05


def test_what_is_not_marked_yet_does_not_pull_down() -> None:
    assert total(LINES, {"need": 5}) == 5
    assert total(LINES, {}) is None


def test_other_scales_are_stretched_to_the_first_one() -> None:
    lines = [Line("need", 1, 1, 5), Line("city", 1, 0, 10)]

    assert total(lines, {"need": 5, "city": 10}) == 5
    assert total(lines, {"need": 1, "city": 0}) == 1
    assert total(lines, {"need": 3, "city": 5}) == 3


def test_an_independent_line_counts_nothing() -> None:
    lines = [Line("risk", 0, 1, 3), *LINES]

    assert total(lines, {"risk": 3}) is None
    assert total(lines, {"risk": 1, "need": 4}) == 4


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12))
def test_shares_are_whole_and_make_a_hundred(weights: list[int]) -> None:
    found = shares([Line(str(n), weight) for n, weight in enumerate(weights)])

    assert sum(found.values()) == (100 if sum(weights) else 0)
    assert all(share >= 0 for share in found.values())


def test_only_whole_marks_of_the_scale_are_marks() -> None:
    odd = {"need": 6, "evidence": 0, "team": True, "city": "4", "size": 3}

    assert off_scale(LINES, odd) == ["need", "evidence", "team", "city", "size"]
    assert off_scale(LINES, {"need": 1, "city": 5}) == []


def test_what_may_stay_open_is_not_missing() -> None:
    lines = [Line("need", 1), Line("risk", 0, required=False)]

    assert unmarked(lines, {}) == ["need"]
