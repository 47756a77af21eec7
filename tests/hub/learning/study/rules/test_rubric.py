"""Marks by a rubric come to what its lines say, whatever was typed."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hub.learning.study.rules.rubric import (
    LONGEST_NOTE,
    OVERALL,
    kept,
    lines_of,
    missing,
    out_of_range,
    totalled,
)

RUBRIC: list[dict[str, Any]] = [{"id": "a", "points": 4}, {"id": "b", "points": 6}]
points = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.integers(-20, 20))


def marks(given_points: dict[str, int]) -> dict[str, dict[str, Any]]:
    return {id_: {"points": value} for id_, value in given_points.items()}


@given(points)
def test_points_never_pass_what_is_possible(given_points: dict[str, int]) -> None:
    total = totalled(RUBRIC, marks(given_points))

    assert total.possible == 10
    assert 0 <= total.points <= 10
    assert 0 <= total.percent <= 100
    assert total.passes(0)
    assert total.passes(100) == (total.points == 10)


@given(points)
def test_a_line_is_missing_out_of_range_or_fine(given_points: dict[str, int]) -> None:
    wrong = {*missing(RUBRIC, marks(given_points)), *out_of_range(RUBRIC, marks(given_points))}
    fine = {id_ for id_, most in (("a", 4), ("b", 6)) if 0 <= given_points.get(id_, -1) <= most}

    assert wrong == {"a", "b"} - fine


def test_what_is_kept_is_a_row_for_each_line_and_nothing_else() -> None:
    given_marks = {"a": {"points": 4, "note": " x" * LONGEST_NOTE}, "b": {"points": 0}, "c": {}}
    found = kept(RUBRIC, given_marks)

    assert found.keys() == {"a", "b"}
    assert len(found["a"]["note"]) == LONGEST_NOTE
    assert found["b"] == {"points": 0, "note": ""}


def test_work_without_a_rubric_is_marked_as_a_whole() -> None:
    assert lines_of([]) == (OVERALL,)
    assert totalled([], {"overall": {"points": 7}}).percent == 70
