"""Readers beside the panel."""

import pytest

from accelerator.reviews.rules.agreement import agreement, too_fast
from accelerator.reviews.rules.rubric import Line
from accelerator.reviews.rules.scoring import Mark

LINES = [Line("all", 1, 0, 10)]


def test_a_reader_is_compared_with_the_others_on_the_same_applications():
    marks = [
        Mark(f"A{a}", reader, {"all": value})
        for a, its in enumerate([(2, 4, 6), (4, 6, 8), (6, 8, 10)])
        for reader, value in zip("xyz", its, strict=True)
    ] + [Mark("A9", "x", {"all": 10})]

    x, y, _z = agreement(marks, LINES)

    assert (x.n, x.shared, x.own, x.panel, x.distance) == (4, 3, 4, 7, 3)
    assert x.correlation == pytest.approx(1)
    assert y.distance == 0


def test_who_always_gives_the_same_goes_along_with_nobody():
    marks = [Mark(f"A{a}", r, {"all": a if r == "x" else 5}) for a in range(4) for r in "xy"]

    assert [each.correlation for each in agreement(marks, LINES)] == [None, None]


def test_who_shares_nothing_has_no_figures():
    [alone] = agreement([Mark("A", "x", {"all": 1})], LINES)

    assert (alone.shared, alone.own, alone.correlation) == (0, None, None)


def test_a_review_in_less_than_a_minute_is_too_fast():
    assert too_fast({"a": 59, "b": 60, "c": None}) == {"a"}


def test_a_quarter_of_what_is_usual_is_too_fast_too():
    assert too_fast({"a": 140, "b": 600, "c": 600, "d": 600, "e": 900}) == {"a"}
