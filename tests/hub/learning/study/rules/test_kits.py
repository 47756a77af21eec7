"""What comes back from a kit may have been through anybody's hands."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.learning.study.rules.kits import (
    LONGEST_RETURN,
    MOST_LESSONS,
    NotReadable,
    Returned,
    read_return,
)

jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
FIELDS = st.sampled_from(["kit", "quiz", "answers", "lessons", "language"])


@given(st.text(max_size=200) | jsons.map(json.dumps))
def test_what_is_no_return_is_refused_and_never_breaks(text: str) -> None:
    try:
        found = read_return(text)
    except NotReadable:
        return
    assert isinstance(found.token, str)


@given(st.dictionaries(FIELDS, jsons), st.text(max_size=50))
def test_fields_of_another_shape_count_as_empty(fields: dict[str, Any], token: str) -> None:
    found = read_return(json.dumps(fields | {"kit": token}))

    assert found.token == token
    assert isinstance(found.quiz, str)
    assert isinstance(found.answers, dict)
    assert all(isinstance(each, str) for each in found.lessons)
    assert found.language


def test_a_return_is_read_as_the_script_writes_it_also_with_a_mark_in_front() -> None:
    text = '\ufeff{"kit":"t","language":"id","quiz":"check","answers":{"q1":"a","q2":["a","c"]}}\n'

    assert read_return(text) == Returned("t", "check", {"q1": "a", "q2": ["a", "c"]}, (), "id")


def test_too_much_of_it_is_refused_or_left_out() -> None:
    with pytest.raises(NotReadable):
        read_return(" " * (LONGEST_RETURN + 1))
    with pytest.raises(NotReadable):
        read_return("[" * 100_000)
    many = json.dumps({"kit": "t", "lessons": ["one"] * (MOST_LESSONS + 9)})
    assert len(read_return(many).lessons) == MOST_LESSONS
