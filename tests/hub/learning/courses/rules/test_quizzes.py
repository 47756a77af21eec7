"""How a quiz is marked, and what is said of questions that cannot be."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.learning.courses.rules.quizzes import (
    Verdict,
    mark,
    problems,
    read_questions,
    right_options,
)
from hub.learning.courses.rules.reading import Reader
from tests.factories.learning import QUESTIONS

ALL_RIGHT = {"q1": "a", "q2": ["c", "a"], "q3": "0.25", "q4": " wib "}


def _several(points: int, right: str = "abc", wrong: str = "xy") -> list[dict]:
    options = [
        {"id": each, "text": {"en": each}, "correct": each in right} for each in right + wrong
    ]
    return [
        {"id": "q", "kind": "multiple", "text": {"en": "Which?"}, "points": points,
         "options": options}
    ]  # fmt: skip


def _number(answer: str, tolerance: str = "0") -> list[dict]:
    return [
        {"id": "q", "kind": "numeric", "text": {"en": "How many?"}, "points": 1, "answer": answer,
         "tolerance": tolerance}
    ]  # fmt: skip


def _text(*accepted: str) -> list[dict]:
    return [{"id": "q", "kind": "text", "text": {"en": "?"}, "points": 1, "accepted": [*accepted]}]


def test_everything_right_is_all_points():
    marked = mark(QUESTIONS, ALL_RIGHT)

    assert (marked.points, marked.possible, marked.percent) == (5, 5, 100)
    assert {each.verdict for each in marked.questions} == {Verdict.RIGHT}
    assert marked.passes(100)


def test_nothing_answered_is_empty_and_no_points():
    marked = mark(QUESTIONS, {"q2": [], "q3": "  "})

    assert marked.points == 0
    assert {each.verdict for each in marked.questions} == {Verdict.EMPTY}


@pytest.mark.parametrize(
    ("ticked", "points", "verdict"),
    [
        ("abc", 3, Verdict.RIGHT),
        ("ab", 2, Verdict.PARTLY),
        ("abcx", 2, Verdict.PARTLY),
        ("a", 1, Verdict.PARTLY),
        ("ax", 0, Verdict.WRONG),
        ("x", 0, Verdict.WRONG),
        ("axy", 0, Verdict.WRONG),
        ("abcxy", 1, Verdict.PARTLY),
    ],
)
def test_of_several_each_right_one_counts_and_each_wrong_one_takes_one_back(
    ticked, points, verdict
):
    question = mark(_several(points=3), {"q": list(ticked)}).questions[0]

    assert (question.points, question.verdict) == (points, verdict)


def test_a_question_of_one_point_is_all_or_nothing():
    assert mark(_several(points=1), {"q": ["a", "b"]}).points == 0
    assert mark(_several(points=1), {"q": ["a", "b", "c"]}).points == 1


@pytest.mark.parametrize(
    ("typed", "language", "right"),
    [
        ("0.25", "en", True),
        ("0,25", "id", True),
        ("0,25", "de", True),
        ("0.25", "de", True),
        ("0,25", "en", True),
        ("25", "en", False),
        ("a quarter", "en", False),
        ("0.26", "en", True),
        ("0.24", "en", True),
        ("0.2601", "en", False),
    ],
)
def test_numbers_are_read_as_they_are_written_and_both_ends_of_the_tolerance_count(
    typed, language, right
):
    assert bool(mark(_number("0.25", "0.01"), {"q": typed}, language=language).points) is right


def test_a_thousand_is_written_with_a_comma_here_and_with_a_point_there():
    assert mark(_number("1200"), {"q": "1,200"}, language="en").points == 1
    assert mark(_number("1200"), {"q": "1.200"}, language="id").points == 1
    assert mark(_number("1.2"), {"q": "1.200"}, language="en").points == 1
    assert mark(_number("1200"), {"q": "1.200"}, language="en").points == 0


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("Café", True), ("  CAFÉ ", True), ("Cafe\u0301", True), ("cafe", False), ("Cafés", False),
        ("STRASSE", False),
    ],
)  # fmt: skip
def test_capitals_and_space_do_not_count_and_accents_do(typed, right):
    assert bool(mark(_text("café"), {"q": typed}).points) is right


def test_any_accepted_answer_will_do_also_of_several_words():
    assert mark(_text("WIB", "Waktu Indonesia Barat"), {"q": "waktu  indonesia\tbarat"}).points == 1
    assert mark(_text("Straße"), {"q": "STRASSE"}).points == 1


@pytest.mark.parametrize("pass_percent", [0, 66, 67, 100])
def test_the_pass_mark_is_compared_exactly_and_the_percentage_never_shows_more(pass_percent):
    marked = mark(_several(points=3), {"q": ["a", "b"]})

    assert marked.percent == 66
    assert marked.passes(pass_percent) is (pass_percent <= 66)


ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from("abcxy"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["q1", "q2", "q3", "q4", "q"]), ANSWERS))
def test_whatever_is_answered_is_marked_between_nothing_and_everything(answers):
    marked = mark(QUESTIONS, answers)

    assert 0 <= marked.points <= marked.possible == 5
    assert [each.id for each in marked.questions] == ["q1", "q2", "q3", "q4"]
    for each in marked.questions:
        assert 0 <= each.points <= each.possible
        assert (each.verdict is Verdict.RIGHT) is (each.points == each.possible)


@given(
    points=st.integers(1, 12),
    right=st.integers(1, 6),
    wrong=st.integers(1, 6),
    seed=st.sets(st.integers(0, 11)),
)
def test_one_more_right_option_never_costs_and_one_more_wrong_one_never_pays(
    points, right, wrong, seed
):
    ids = "abcdefghijkl"
    questions = _several(points, ids[:right], ids[right : right + wrong])
    ticked = {ids[n] for n in seed if n < right + wrong}
    before = mark(questions, {"q": sorted(ticked)}).points

    for each in set(ids[: right + wrong]) - ticked:
        after = mark(questions, {"q": sorted(ticked | {each})}).points
        assert after >= before if each in right_options(questions[0]) else after <= before
    everything = mark(questions, {"q": list(ids)}).points
    assert everything <= points * max(0, right - wrong) // right


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"kind": "essay"}, "questions.0.kind"),
        ({"text": {}}, "questions.0.text"),
        ({"text": {"fr": "Combien ?"}}, "questions.0.text"),
        ({"points": 0}, "questions.0.points"),
        ({"points": True}, "questions.0.points"),
        ({"options": [{"text": {"en": "One"}, "correct": True}]}, "questions.0.options"),
        ({"options": [{"text": {"en": "A"}}, {"text": {"en": "B"}}]}, "questions.0.options"),
        ({"answer": "6"}, "questions.0.answer"),
        ({"id": "Q 1"}, "questions.0.id"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_where_it_is(change, place):
    questions = [copy.deepcopy(QUESTIONS[0]) | change]

    assert place in problems(questions)


@pytest.mark.parametrize(
    ("answer", "tolerance", "places"),
    [
        ("0,25", "0", ["questions.0.answer"]),
        (None, None, ["questions.0.answer"]),
        ("nan", "0", ["questions.0.answer"]),
        ("1e40", "0", ["questions.0.answer"]),
        ("0.25", "-1", ["questions.0.tolerance"]),
        (0.25, 0, []),
        ("0.250", "", []),
    ],
)
def test_the_right_number_is_written_with_a_point(answer, tolerance, places):
    question = copy.deepcopy(QUESTIONS[2]) | {"answer": answer, "tolerance": tolerance}

    assert list(problems([question])) == places


def test_questions_and_options_without_an_id_get_one_that_is_free():
    given = [
        {"kind": "text", "id": "q2", "text": {"en": "?"}, "accepted": ["x"]},
        {"kind": "single", "text": {"en": "?"},
         "options": [{"text": {"en": "A"}, "correct": True}, {"id": "a", "text": {"en": "B"}}]},
    ]  # fmt: skip
    errors: dict = {}

    found = read_questions(Reader({"questions": given}, errors))

    assert errors == {}
    assert [each["id"] for each in found] == ["q2", "q1"]
    assert [option["id"] for option in found[1]["options"]] == ["b", "a"]


def test_two_questions_with_one_id_are_refused():
    assert list(problems([QUESTIONS[0], QUESTIONS[0]])) == ["questions.1.id"]
