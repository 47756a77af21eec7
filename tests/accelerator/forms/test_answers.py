"""One answer: what is right, what is refused, and what a draft keeps all the same."""

from typing import Any

import pytest

from accelerator.forms.rules import AnswerRefused, clean, count_words, is_blank, keep
from accelerator.forms.rules.answering import video_at
from hub.core.i18n import speaking
from tests.accelerator.forms.forms import YES_NO, a_question

TEAM = {
    "columns": [
        {"key": "name", "label": {"en": "Name"}, "required": True},
        {"key": "mail", "label": {"en": "Mail"}, "kind": "email"},
        {"key": "full_time", "label": {"en": "Full time"}, "kind": "yes-no"},
        {"key": "days", "label": {"en": "Days"}, "kind": "number"},
    ],
    "max_rows": 3,
}
GRID = {"rows": YES_NO, "columns": [{"key": "a"}, {"key": "b"}]}


@pytest.mark.parametrize(
    ("question", "value", "kept"),
    [
        (a_question("short-text"), "  two\nlines ", "two lines"),
        (a_question("short-text"), " \u200b\x00", None),
        (a_question("long-text"), "one\r\n\r\ntwo\x07", "one\n\ntwo"),
        (a_question("long-text", max_words=2), "one – two", "one – two"),
        (a_question("single-choice", options=YES_NO), "yes", "yes"),
        (a_question("single-choice", terms="stage"), "pilot", "pilot"),
        (a_question("single-choice", options=YES_NO, other=True), "other: By bus ", "other:By bus"),
        (a_question("multiple-choice", options=YES_NO), ["no", "yes", "no"], ["no", "yes"]),
        (a_question("number"), 12, "12"),
        (a_question("number", decimals=2), "012.50", "12.5"),
        (a_question("money"), {"amount_minor": 5, "currency": "IDR", "x": 1},
         {"amount_minor": 5, "currency": "IDR"}),
        (a_question("date"), "24.11.2026", "2026-11-24"),
        (a_question("country"), "ID", "ID"),
        (a_question("city"), "Berlin", "Berlin"),
        (a_question("url"), "startup.example/a?b=1", "https://startup.example/a?b=1"),
        (a_question("video"), "https://youtu.be/abcdefghijk", "https://youtu.be/abcdefghijk"),
        (a_question("file"), [{"file": "1", "name": "a.pdf", "size": 3, "type": "application/pdf"}],
         [{"file": "1", "name": "a.pdf", "size": 3, "type": "application/pdf"}]),
        (a_question("team", **TEAM), [{"name": "Ayu", "full_time": True, "x": 1}, {}],
         [{"name": "Ayu", "full_time": "yes"}]),
        (a_question("matrix", **GRID), {"yes": "a", "gone": "b"}, {"yes": "a"}),
        (a_question("ranking", options=YES_NO), ["no", "", "yes"], ["no", "yes"]),
        (a_question("statement"), True, True),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_an_answer_that_is_right_is_kept_in_one_form(question: Any, value: Any, kept: Any) -> None:
    assert clean(question, value) == kept
    assert clean(question, kept) == kept


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (a_question("short-text", max_words=3), "one two three four"),
        (a_question("short-text", max_characters=5), "sixsix"),
        (a_question("long-text", min_words=3), "too few"),
        (a_question("long-text"), ["a list"]),
        (a_question("single-choice", options=YES_NO), "maybe"),
        (a_question("single-choice", options=YES_NO), "other:mine"),
        (a_question("multiple-choice", options=YES_NO, at_most=1), ["yes", "no"]),
        (a_question("multiple-choice", options=YES_NO, at_least=2), ["yes"]),
        (a_question("number"), "12.5"),
        (a_question("number"), "1,200"),
        (a_question("number"), True),
        (a_question("number"), float("nan")),
        (a_question("number", minimum="3"), "2"),
        (a_question("number", maximum="3"), "4"),
        (a_question("money"), {"amount_minor": 5, "currency": "XXX"}),
        (a_question("money"), {"amount_minor": -5, "currency": "IDR"}),
        (a_question("money"), {"amount_minor": "5", "currency": "IDR"}),
        (a_question("money", minimum="10"), {"amount_minor": 999, "currency": "IDR"}),
        (a_question("date"), "31.02.2026"),
        (a_question("date", latest="2026-12-01"), "2026-12-02"),
        (a_question("country"), "ZZ"),
        (a_question("url"), "javascript:alert(1)"),
        (a_question("url"), "https://user:pass@host.example"),
        (a_question("url"), "https://host.example/\"onmouseover='x'"),
        (a_question("url"), "data:text/html,x"),
        (a_question("video"), "http://host.example/film.mp4"),
        (a_question("file"), [{"name": "a.pdf"}]),
        (a_question("file"), [{"file": "1", "name": "a", "size": -1, "type": ""}]),
        (a_question("team", **TEAM), [{"full_time": "yes"}]),
        (a_question("team", **TEAM), [{"name": "Ayu", "mail": "no address"}]),
        (a_question("team", **TEAM), [{"name": "Ayu", "days": "many"}]),
        (a_question("team", **TEAM), [{"name": str(n)} for n in range(4)]),
        (a_question("matrix", **GRID), {"yes": "c"}),
        (a_question("ranking", options=YES_NO), ["yes", "yes"]),
        (a_question("statement"), "no"),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_an_answer_that_is_not_right_is_refused_in_words(question: Any, value: Any) -> None:
    with pytest.raises(AnswerRefused) as refusal:
        clean(question, value)

    assert refusal.value.sentence.endswith((".", "rows, please."))


@pytest.mark.parametrize("kind", ["short-text", "number", "team", "matrix", "money", "file"])
@pytest.mark.parametrize("nothing", [None, "", "  \n", [], {}, [{}], [{"name": " "}]])
def test_nothing_is_no_answer_and_no_mistake(kind: str, nothing: Any) -> None:
    assert is_blank(nothing)
    assert clean(a_question(kind), nothing) is None


def test_a_draft_keeps_what_is_too_long_or_not_right_yet() -> None:
    text = "word " * 500

    assert keep(a_question("long-text", max_words=100), text) == text
    assert keep(a_question("number"), "about twelve") == "about twelve"
    amount = {"amount_text": "ten", "currency": "IDR"}
    assert keep(a_question("money"), amount) == amount
    assert keep(a_question("team", **TEAM), [{"name": "Ayu"}, {}]) == [{"name": "Ayu"}, {}]
    assert keep(a_question("long-text"), "ends with a space ") == "ends with a space "


def test_a_draft_does_not_keep_what_is_no_answer_at_all() -> None:
    with pytest.raises(AnswerRefused):
        keep(a_question("long-text"), "x" * 100_001)
    with pytest.raises(AnswerRefused):
        keep(a_question("matrix", **GRID), {"yes": {"b": {"c": {"d": "e"}}}})


def test_words_are_what_has_a_letter_or_a_digit() -> None:
    assert count_words("Air bersih – untuk 3 juta orang!\u00a0Café\u3000水") == 8
    assert count_words(" \n—  …") == 0


def test_refusals_speak_the_language_of_who_answers() -> None:
    with speaking("en"), pytest.raises(AnswerRefused, match=r"At most 1,500\.5, please"):
        clean(a_question("number", maximum="1500.5"), "2000")
    with speaking("de"), pytest.raises(AnswerRefused, match=r"1\.500,5"):
        clean(a_question("number", maximum="1500.5"), "2000")


@pytest.mark.parametrize(
    ("url", "provider", "film"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "YouTube", "dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ", "YouTube", "dQw4w9WgXcQ"),
        ("https://vimeo.com/123456789", "Vimeo", "123456789"),
        ("https://films.example/watch", "", ""),
        ("https://youtube.com.evil.example/dQw4w9WgXcQ", "", ""),
    ],
)
def test_a_video_is_known_by_its_address(url: str, provider: str, film: str) -> None:
    found = video_at(url)

    assert (found.provider, found.id) == (provider, film)
