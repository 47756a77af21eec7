"""Conditions, and what is shown, missing and refused by them."""

from typing import Any

import pytest

from accelerator.forms.rules import (
    BadDefinition,
    Definition,
    Rule,
    flags,
    missing,
    refusals,
    visible,
    visible_gate,
    visible_questions,
)
from accelerator.forms.rules.conditions import condition_from, is_so
from accelerator.forms.rules.problems import problems
from tests.accelerator.forms.forms import YES_NO, a_definition, a_question

ANSWERS: dict[str, Any] = {
    "stage": "pilot", "ways": ["direct", "other:By boat"], "people": "12", "begun": "2024-05-01",
    "money": {"amount_minor": 150_000, "currency": "EUR"}, "name": "Air Bersih", "ok": True,
    "team": [{"name": "Ayu", "full_time": "yes"}, {"name": "Budi", "full_time": "no"}, {}],
    "proof": {"tested": "done"}, "order": ["mentors", "money"],
}  # fmt: skip


def test(question: str, how: str, value: Any = None, **more: Any) -> dict[str, Any]:
    return {"question": question, "is": how, **({} if value is None else {"value": value}), **more}


test.__test__ = False  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("condition", "so"),
    [
        (test("stage", "equals", "pilot"), True),
        (test("stage", "not", "pilot"), False),
        (test("stage", "one-of", ["idea", "pilot"]), True),
        (test("gone", "not", "pilot"), False),
        (test("gone", "equals", "pilot"), False),
        (test("gone", "empty"), True),
        (test("ways", "contains", "direct"), True),
        (test("ways", "contains", "other"), True),
        (test("ways", "one-of", ["shops", "other"]), True),
        (test("ways", "equals", "direct"), False),
        (test("people", "at-least", 12), True),
        (test("people", "at-least", "12.5"), False),
        (test("people", "at-most", 100), True),
        (test("money", "at-least", 1500), True),
        (test("money", "at-least", "1500.01"), False),
        (test("begun", "at-most", "2024-05-01"), True),
        (test("begun", "at-least", 3), False),
        (test("name", "contains", "bersih"), True),
        (test("ok", "equals", True), True),
        (test("team", "at-least", 2), True),
        (test("team", "at-least", 3), False),
        (test("team", "equals", "no", column="full_time", rows="any"), True),
        (test("team", "equals", "no", column="full_time", rows="all"), False),
        (test("gone", "equals", "no", column="full_time", rows="all"), False),
        (test("proof", "equals", "done", row="tested"), True),
        (test("proof", "answered", row="written"), False),
        ({"all": [test("stage", "answered"), {"not": test("people", "at-least", 50)}]}, True),
        ({"any": [test("stage", "empty"), test("gone", "answered")]}, False),
        ({"any": []}, False),
        ({"all": []}, True),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_condition_is_so_or_not(condition: Any, so: bool) -> None:
    assert is_so(condition, ANSWERS.get) is so


@pytest.mark.parametrize(
    "bad",
    [
        "yes", 3, [], {"all": "x"}, {"some": []}, {"all": [], "any": []}, {"question": "a"},
        {"question": "A b", "is": "equals"}, {"question": "a", "is": "like", "value": 1},
        {"question": "a", "is": "equals", "value": {"a": 1}},
        {"question": "a", "is": "equals", "value": "x" * 500},
        {"question": "a", "is": "answered", "extra": 1},
        {"not": {"not": {"not": {"not": {"not": {"not": {"not": test("a", "empty")}}}}}}},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_condition_is_refused(bad: Any) -> None:
    with pytest.raises(BadDefinition):
        condition_from(bad, "show_if")


def test_a_hidden_question_is_kept_but_neither_shown_nor_missing_nor_counted() -> None:
    first = a_question("single-choice", "earning", options=YES_NO, required="now")
    second = a_question(
        "money", "revenue", required="now", show_if=test("earning", "equals", "yes")
    )
    third = a_question("long-text", "plan", show_if=test("revenue", "at-least", 1))
    definition = a_definition(first, second, third)
    answers = {"earning": "no", "revenue": {"amount_minor": 500, "currency": "IDR"}, "plan": "So"}

    assert [q.key for q in visible_questions(definition, answers)] == ["earning"]
    assert missing(definition, answers) == []
    shown = visible_questions(definition, answers | {"earning": "yes"})
    assert [q.key for q in shown] == ["earning", "revenue", "plan"]


def test_a_section_that_is_hidden_hides_its_questions() -> None:
    definition = a_definition(a_question(key="a"))
    [section] = definition.sections
    hidden = {**section.to_json(), "show_if": test("ok", "equals", "yes")}
    gate = {
        "key": "gate",
        "questions": [a_question("single-choice", "ok", options=YES_NO).to_json()],
    }
    definition = Definition.from_json({"gate": gate, "sections": [hidden]})

    assert visible(definition, {}) == []
    assert [s.key for s in visible(definition, {"ok": "yes"})] == ["all"]
    assert [q.key for q in visible_gate(definition, {}).questions] == ["ok"]


def test_questions_that_wait_for_each_other_are_not_shown_and_cannot_go_live() -> None:
    one = a_question("short-text", "one", show_if=test("two", "answered"))
    two = a_question("short-text", "two", show_if=test("one", "answered"))
    definition = a_definition(one, two, a_question(key="headline"))

    assert visible_questions(definition, {"one": "x", "two": "y"}) == [definition.questions[2]]
    assert {p.path for p in problems(definition)} == {"questions/one", "questions/two"}


def test_what_is_needed_depends_on_how_far_one_is() -> None:
    now = a_question(key="a", required="now")
    later = a_question("file", "b", required="later", later_stage="offer")
    never = a_question(key="c")
    definition = a_definition(now, later, never)

    assert [m.question.key for m in missing(definition, {})] == ["a"]
    assert [m.question.key for m in missing(definition, {}, stage="interview")] == ["a"]
    assert [m.question.key for m in missing(definition, {}, stage="offer")] == ["a", "b"]


def test_everything_that_is_missing_or_wrong_is_told_once_and_in_order() -> None:
    words = a_question("long-text", "words", required="now", min_words=3)
    number = a_question("number", "number")
    grid = a_question(
        "matrix", "grid", required="now", rows=YES_NO, columns=[{"key": "a"}, {"key": "b"}]
    )
    definition = a_definition(words, number, grid, a_question(key="free"))

    found = missing(definition, {"words": "too few", "number": "x", "grid": {"yes": "a"}})

    assert [(m.question.key, m.section.key) for m in found] == [
        ("words", "all"), ("number", "all"), ("grid", "all"),
    ]  # fmt: skip
    assert found[0].why == "At least 3 words, please; you have 2."


def test_the_gate_refuses_by_its_rules_and_flags_are_for_staff() -> None:
    place = a_question("single-choice", "place", options=YES_NO)
    rules = [
        Rule("elsewhere", test("place", "equals", "no"), code="wrong-place").to_json(),
        {"key": "few", "severity": "flag", "condition": test("people", "at-most", 1)},
    ]
    definition = a_definition(a_question("number", "people"), gate=[place], rules=rules)

    assert refusals(definition, {}) == [] == flags(definition, {})
    assert [r.code for r in refusals(definition, {"place": "no"})] == ["wrong-place"]
    assert [r.key for r in flags(definition, {"place": "no", "people": "1"})] == ["few"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"show_if": test("gone", "answered")}, "questions/it"),
        ({"show_if": test("place", "one-of", ["maybe"])}, "questions/it"),
        ({"label": {}}, "questions/it"),
        ({"kind": "single-choice"}, "questions/it"),
        ({"kind": "statement"}, "questions/it"),
        ({"kind": "team"}, "questions/it"),
        ({"key": "revenue", "kind": "number"}, "questions/revenue"),
    ],
    ids=str,
)
def test_what_cannot_work_cannot_go_live(change: Any, path: str) -> None:
    place = a_question("single-choice", "place", options=YES_NO)
    question = {**a_question().to_json(), **change}
    given = a_definition(a_question(key="headline"), gate=[place]).to_json()
    given["sections"][0]["questions"].append(question)

    assert [p.path for p in problems(Definition.from_json(given))] == [path]


def test_a_rule_that_refuses_asks_at_the_gate_only() -> None:
    rule = {"key": "no", "condition": test("headline", "empty"), "reason": {"en": "No"}}
    definition = a_definition(a_question(key="headline"), rules=[rule])

    assert [p.path for p in problems(definition)] == ["rules/no"]
