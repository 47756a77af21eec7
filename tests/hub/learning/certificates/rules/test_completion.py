"""What completes a class, without any database."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.core.errors import Invalid
from hub.learning.certificates.rules.completion import (
    DEFAULT,
    Inputs,
    Part,
    Tree,
    Tried,
    checked,
    judged,
    leaves,
)

QUIZZES, WORKS = ("q1", "q2"), ("map", "pitch")
ALL_DONE = Inputs(
    minutes_attended=360,
    minutes_counting=360,
    lessons_done=8,
    lessons_required=8,
    quizzes=dict.fromkeys(QUIZZES, Tried(100, passed=True)),
    assignments=dict.fromkeys(WORKS, True),
    feedback_given=True,
)

percent = st.integers(1, 100)
leaf: st.SearchStrategy[Tree] = st.one_of(
    percent.map(lambda p: {"attended": p}),
    percent.map(lambda p: {"steps": p}),
    percent.map(lambda p: {"lessons": p}),
    st.sampled_from(("all", *QUIZZES)).map(lambda key: {"quiz": key}),
    st.tuples(st.sampled_from(("all", *QUIZZES)), percent).map(
        lambda each: {"quiz": each[0], "percent": each[1]}
    ),
    st.sampled_from(("all", *WORKS)).map(lambda key: {"assignment": key}),
    st.just({"feedback": True}),
)
trees = st.recursive(
    leaf,
    lambda inner: st.tuples(
        st.sampled_from(("all", "any")), st.lists(inner, min_size=1, max_size=3)
    ).map(lambda each: {each[0]: each[1]}),
    max_leaves=6,
)
tried = st.builds(Tried, best=st.none() | st.integers(0, 100), passed=st.booleans())


@st.composite
def inputs(draw: Any) -> Inputs:
    counting, lessons = draw(st.integers(0, 600)), draw(st.integers(0, 9))
    return Inputs(
        minutes_attended=draw(st.integers(0, counting)),
        minutes_counting=counting,
        lessons_done=draw(st.integers(0, lessons)),
        lessons_required=lessons,
        quizzes={key: draw(tried) for key in QUIZZES},
        assignments={key: draw(st.booleans()) for key in WORKS},
        feedback_given=draw(st.booleans()),
    )


@st.composite
def before_and_after(draw: Any) -> tuple[Inputs, Inputs]:
    """The same learner, who has done more since."""
    one = draw(inputs())
    more = Inputs(
        minutes_attended=draw(st.integers(one.minutes_attended, one.minutes_counting)),
        minutes_counting=one.minutes_counting,
        lessons_done=draw(st.integers(one.lessons_done, one.lessons_required)),
        lessons_required=one.lessons_required,
        quizzes={
            key: Tried(
                best=draw(st.integers(q.best or 0, 100)), passed=q.passed or draw(st.booleans())
            )
            for key, q in one.quizzes.items()
        },
        assignments={key: done or draw(st.booleans()) for key, done in one.assignments.items()},
        feedback_given=one.feedback_given or draw(st.booleans()),
    )
    return one, more


@given(trees, before_and_after())
def test_doing_more_never_takes_a_completion_away(tree: Tree, both: tuple[Inputs, Inputs]) -> None:
    before, after = both
    assert judged(tree, after).met or not judged(tree, before).met


@given(trees)
def test_whoever_has_done_everything_has_completed(tree: Tree) -> None:
    assert judged(tree, ALL_DONE).met
    assert judged(tree, ALL_DONE).open == ()


@given(trees, inputs())
def test_whoever_misses_a_rule_is_told_a_part_of_it(tree: Tree, known: Inputs) -> None:
    found = judged(tree, known)
    assert found.met or found.open or all(part.met is None for part in found.parts)
    assert len(found.parts) == len(list(leaves(tree)))
    assert all(part.had is None or 0 <= part.had <= 100 for part in found.parts)


@given(trees)
def test_a_rule_that_was_checked_is_a_rule_and_stays_as_it_is(tree: Tree) -> None:
    try:
        clean = checked(tree, quizzes=QUIZZES, assignments=WORKS)
    except Invalid as refusal:
        assert "deeper" in str(refusal)
        return
    assert checked(clean, quizzes=QUIZZES, assignments=WORKS) == clean
    assert judged(clean, ALL_DONE).met


def test_shares_are_met_at_the_very_minute() -> None:
    rule = {"all": [{"attended": 70}]}
    almost, enough = (Inputs(minutes_attended=minutes, minutes_counting=90) for minutes in (62, 63))
    assert not judged(rule, almost).met
    assert judged(rule, almost).parts[0].had == 68
    assert judged(rule, enough).met


def test_what_a_class_does_not_have_is_not_asked_and_completes_nobody() -> None:
    no_sessions = Inputs(lessons_done=9, lessons_required=10)
    assert judged(DEFAULT, no_sessions).met
    assert {p.part for p in judged(DEFAULT, no_sessions).parts if p.met is None} == {
        Part.QUIZ, Part.ATTENDED,
    }  # fmt: skip
    assert not judged(DEFAULT, Inputs()).met
    assert not judged({"any": [{"attended": 1}, {"feedback": True}]}, Inputs()).met


def test_a_quiz_that_nobody_has_to_do_counts_only_where_it_is_named() -> None:
    known = Inputs(quizzes={"q1": Tried(80, passed=True), "q2": Tried()}, extra=frozenset({"q2"}))
    assert judged({"all": [{"quiz": "all"}]}, known).met
    assert judged({"all": [{"steps": 100}]}, known).met
    named = judged({"all": [{"quiz": "q2"}]}, known)
    assert not named.met
    assert named.parts[0].missing == ("q2",)
    assert not judged({"all": [{"quiz": "q1", "percent": 81}]}, known).met


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (None, "not a part"),
        ([], "not a part"),
        ({}, "not a part"),
        ({"all": []}, "list of parts"),
        ({"all": [{"attended": 70}], "any": []}, "list of parts"),
        ({"all": "attended"}, "list of parts"),
        ({"grade": 3}, "exactly one of"),
        ({"attended": 70, "steps": 90}, "exactly one of"),
        ({"all": [{"attended": 70}, {"attended": 0}]}, "part 2 needs whole percent"),
        ({"all": [{"attended": True}]}, "whole percent"),
        ({"all": [{"attended": "70"}]}, "whole percent"),
        ({"all": [{"quiz": "q9"}]}, "does not have"),
        ({"all": [{"quiz": ["q1"]}]}, "does not have"),
        ({"all": [{"quiz": "map"}]}, "does not have"),
        ({"all": [{"assignment": "map", "percent": 4}]}, "something unknown: percent"),
        ({"all": [{"feedback": 5}]}, "it is true"),
        ({"all": [{"all": [{"all": [{"all": [{"all": [{"steps": 1}]}]}]}]}]}, "deeper than 4"),
        ({"all": [{"steps": 90}] * 21}, "more than 20 parts"),
        ({"all": [{"any": [{"steps": 90}] * 11}, {"any": [{"steps": 1}] * 11}]}, "more than 20"),
    ],
)
def test_a_rule_that_is_none_is_refused_with_its_place(wrong: object, why: str) -> None:
    with pytest.raises(Invalid, match=why) as refused:
        checked(wrong, quizzes=QUIZZES, assignments=WORKS)
    assert refused.value.errors["rule"]


def test_a_single_part_is_a_rule_of_one() -> None:
    assert checked({"steps": 90}, quizzes=(), assignments=()) == {"all": [{"steps": 90}]}
