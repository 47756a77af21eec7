"""The outline of a version: keys, order, minutes, languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.learning.courses.rules.outline import (
    LONGEST_KEY,
    Kind,
    is_key,
    key_for,
    moved,
    total_minutes,
    written_in,
)
from hub.learning.courses.rules.pictures import pictures_named
from hub.learning.courses.rules.prerequisites import leads_back


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ({"en": "What a city counts"}, "what-a-city-counts"),
        ({"id": "Lisensi terbuka"}, "lisensi-terbuka"),
        ({"de": "Müll & Öffentlichkeit"}, "mull-offentlichkeit"),
        ({"en": "ผังเมือง"}, "lesson"),
        ({}, "lesson"),
    ],
)
def test_a_key_says_what_it_is(title, key):
    assert key_for(title, [], kind=Kind.LESSON) == key


@given(st.text(max_size=80), st.integers(0, 30))
def test_a_key_is_always_one_and_never_taken(title, times):
    taken: list[str] = []
    for _ in range(times):
        taken.append(key_for({"en": title}, taken, kind=Kind.QUIZ))

    assert len(set(taken)) == len(taken)
    assert all(is_key(key) and len(key) <= LONGEST_KEY for key in taken)


@given(st.permutations("abcdef"), st.sampled_from("abcdef"), st.integers(-9, 9))
def test_moving_one_keeps_the_others_in_order_and_going_back_undoes_it(keys, key, by):
    after = moved(keys, key, by=by)

    assert [each for each in after if each != key] == [each for each in keys if each != key]
    assert after.index(key) == max(0, min(5, keys.index(key) + by))
    assert moved(after, key, by=keys.index(key) - after.index(key)) == list(keys)


def test_quizzes_take_their_time_limit_or_a_minute_a_question():
    assert total_minutes([12, 8], [(4, None), (30, 20)]) == 12 + 8 + 4 + 20


def test_a_version_is_written_in_a_language_when_all_of_it_is():
    assert written_in([{"en": "a", "id": "b"}, {}, {"en": "c"}]) == ["en"]
    assert written_in([]) == []


@pytest.mark.parametrize(
    ("links", "back"),
    [({}, False), ({"b": {"c"}}, False), ({"b": {"a"}}, True), ({"b": {"c"}, "c": {"a"}}, True)],
)
def test_no_course_comes_before_itself(links, back):
    assert leads_back(links, "b", goal="a") is back


def test_a_circle_that_is_there_already_is_left_again():
    assert leads_back({"b": {"c"}, "c": {"b"}}, "b", goal="a") is False
    assert leads_back({}, "a", goal="a") is True


def test_pictures_are_found_by_the_names_that_the_text_uses():
    text = 'See ![A map](map.png), ![again](map.png) and ![b](<b.jpg> "Title"). [no](c.png)'

    assert pictures_named(text) == ["map.png", "b.jpg"]
