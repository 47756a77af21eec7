"""Definitions as JSON, edits of them, and properties that hold for all of them."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accelerator.forms.ready_made import template, templates
from accelerator.forms.rules import (
    AnswerRefused,
    BadDefinition,
    Definition,
    Kind,
    Question,
    Section,
    clean,
    keep,
    missing,
    said,
    shown,
    visible_questions,
)
from accelerator.forms.rules.changes import Effect, carry_over, changes
from accelerator.forms.rules.editing import (
    EditRefused,
    add_question,
    add_section,
    duplicate_question,
    move_question,
    move_section,
    new_key,
    remove_question,
    remove_section,
)
from accelerator.forms.rules.problems import problems
from accelerator.forms.rules.translating import untranslated, with_texts
from tests.accelerator.forms.forms import YES_NO, a_definition, a_question

LONG = template("long_form").definition  # type: ignore[union-attr]
PILOT = template("pilot_call").definition  # type: ignore[union-attr]
KEYED = st.lists(
    st.builds(lambda n: {"key": f"k{n}", "label": {"en": f"Choice {n}"}}, st.integers(0, 5)),
    min_size=2, max_size=5, unique_by=lambda each: each["key"],
)  # fmt: skip
SETTINGS: dict[Kind, Any] = {
    Kind.SHORT_TEXT: st.fixed_dictionaries({}, optional={"max_words": st.integers(1, 9)}),
    Kind.SINGLE_CHOICE: st.fixed_dictionaries(
        {"options": KEYED}, optional={"other": st.booleans()}
    ),
    Kind.MULTIPLE_CHOICE: st.fixed_dictionaries({"options": KEYED}),
    Kind.NUMBER: st.fixed_dictionaries({}, optional={"decimals": st.integers(0, 6)}),
    Kind.TEAM: st.just(
        {"columns": [{"key": "name", "kind": "text"}, {"key": "n", "kind": "number"}]}
    ),
    Kind.MATRIX: st.fixed_dictionaries({"rows": KEYED, "columns": KEYED}),
    Kind.RANKING: st.fixed_dictionaries({"options": KEYED}),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def definitions(draw: Any) -> Definition:
    """A few questions of all kinds, some shown only if an earlier one is answered."""
    kinds = draw(st.lists(st.sampled_from(list(Kind)), max_size=6))
    questions: list[Question] = []
    for n, kind in enumerate(kinds):
        given: dict[str, Any] = {
            "key": f"q{n}",
            "kind": kind.value,
            "required": draw(st.sampled_from(["now", "later", "never"])),
            "settings": draw(SETTINGS.get(kind, st.just({}))),
        }
        if questions and draw(st.booleans()):
            before = draw(st.sampled_from(questions))
            given["show_if"] = {"question": before.key, "is": "answered"}
        questions.append(Question.from_json(given))
    return a_definition(*questions)


@given(definitions())
def test_a_definition_survives_json(definition: Definition) -> None:
    assert Definition.from_json(json.loads(json.dumps(definition.to_json()))) == definition


@given(JSON)
def test_whatever_is_no_definition_is_refused_in_words(anything: Any) -> None:
    for read in (Definition.from_json, Question.from_json, Section.from_json):
        try:
            read(anything)
        except BadDefinition as refusal:
            assert refusal.sentence


@given(st.sampled_from(LONG.questions + PILOT.questions), JSON)
@settings(max_examples=300)
def test_any_json_is_an_answer_or_refused_and_can_be_shown(question: Question, value: Any) -> None:
    for take in (clean, keep):
        try:
            kept = take(question, value)
        except AnswerRefused:
            continue
        json.dumps(kept, allow_nan=False).encode()
        assert take(question, kept) == kept
        shown(question).typed(kept)
        said(question, kept).line.encode()


@given(definitions(), st.dictionaries(st.sampled_from([f"q{n}" for n in range(6)]), JSON))
def test_only_what_is_shown_can_be_missing(definition: Definition, answers: Any) -> None:
    seen = {question.key for question in visible_questions(definition, answers)}

    assert {each.question.key for each in missing(definition, answers)} <= seen


@given(definitions(), definitions(), st.data())
def test_no_answer_is_lost_on_the_way_to_another_version(
    old: Definition, new: Definition, data: Any
) -> None:
    answers = {question.key: data.draw(JSON) for question in old.questions}

    carried = carry_over(answers, old=old, new=new)

    assert carried.keys() == answers.keys()
    for question in new.questions:
        before = old.question(question.key)
        if before is not None and before.kind is question.kind:
            assert carried[question.key] is answers[question.key]


@pytest.mark.parametrize(
    ("was", "value", "becomes", "carried"),
    [
        (a_question("single-choice", options=YES_NO), "yes",
         a_question("multiple-choice", options=YES_NO), ["yes"]),
        (a_question("number", decimals=2), "12.5", a_question("money"),
         {"amount_minor": 1250, "currency": "IDR"}),
        (a_question("money"), {"amount_minor": 1250, "currency": "IDR"},
         a_question("number", decimals=2), "12.5"),
        (a_question("short-text"), "Berlin", a_question("city"), "Berlin"),
        (a_question("long-text"), "many", a_question("number"), "many"),
    ],
)  # fmt: skip
def test_an_answer_follows_its_question_to_another_kind(
    was: Question, value: Any, becomes: Question, carried: Any
) -> None:
    old, new = a_definition(was), a_definition(becomes)

    assert carry_over({"it": value}, old=old, new=new) == {"it": carried}


def test_what_a_new_version_does_is_told_with_what_matters_first() -> None:
    old = a_definition(
        a_question(key="gone"), a_question(key="a", help={"en": "x"}),
        a_question("single-choice", "b", options=YES_NO), a_question("number", "c"),
        a_question(key="d", for_reviewers=False),
    )  # fmt: skip
    new = a_definition(
        a_question(key="a", help={"en": "y"}, required="now"),
        a_question("single-choice", "b", options=[*YES_NO[:1], {"key": "maybe"}]),
        a_question("money", "c"), a_question(key="d"), a_question(key="more", required="now"),
        a_question(key="spare"),
    )  # fmt: skip

    assert [(c.effect, c.key) for c in changes(old, new)] == [
        (Effect.ADDED_REQUIRED, "more"), (Effect.REMOVED, "gone"), (Effect.OTHER_KIND, "c"),
        (Effect.CHOICES_GONE, "b"), (Effect.NOW_REQUIRED, "a"),
        (Effect.NOW_SHOWN_TO_REVIEWERS, "d"), (Effect.ADDED, "spare"), (Effect.WORDING, "a"),
        (Effect.WORDING, "b"),
    ]  # fmt: skip
    assert changes(new, new) == []


def test_a_link_that_blind_readers_are_to_get_is_told_like_any_other_answer() -> None:
    old = a_definition(a_question("url", "site"))
    new = a_definition(a_question("url", "site", shown_when_blind=True))

    assert [(c.effect, c.key) for c in changes(old, new)] == [
        (Effect.NOW_SHOWN_TO_REVIEWERS, "site")
    ]
    assert [(c.effect, c.key) for c in changes(new, old)] == [
        (Effect.NOW_HIDDEN_FROM_REVIEWERS, "site")
    ]


@pytest.mark.parametrize("each", templates(), ids=lambda each: each.key)
def test_ready_made_forms_are_whole_in_all_languages(each: Any) -> None:
    assert problems(each.definition) == []
    assert untranslated(each.definition) == []


def test_ready_made_forms_do_not_name_who_wrote_them_in_a_blind_round() -> None:
    for question in (*LONG.questions, *PILOT.questions):
        if question.personal:
            assert question.hidden_when_blind or not question.for_reviewers
    gender = LONG.question("founder_gender")
    assert gender is not None
    assert gender.personal and not gender.for_reviewers and gender.required == "never"


def test_missing_languages_are_found_and_can_be_written() -> None:
    question = a_question("single-choice", options=YES_NO, help={"en": "Help", "id": "Bantuan"})
    definition = a_definition(question)

    paths = {each.path: each.languages for each in untranslated(definition)}

    assert paths["questions/it/help"] == ["de"]
    assert paths["questions/it/options/yes"] == ["id", "de"]
    texts = {path: dict.fromkeys(languages, "Text") for path, languages in paths.items()}
    assert untranslated(with_texts(definition, texts | {"questions/none/label": {"en": "x"}})) == []


def test_keys_are_made_of_the_words_that_matter() -> None:
    assert new_key({"en": "How many paying customers do you have?"}, taken=[], otherwise="q") == (
        "many_paying_customers"
    )
    assert new_key({"en": "Städte"}, taken=["stadte"], otherwise="q") == "stadte_2"
    assert new_key({"en": "水"}, taken=[], otherwise="question") == "question"
    assert new_key({"en": "3 things"}, taken=[], otherwise="question") == "question_3_things"


def test_questions_move_within_and_between_sections() -> None:
    definition = add_section(a_definition(a_question(key="a"), a_question(key="b")), Section("two"))

    down = move_question(definition, "b", by=1)

    assert [[q.key for q in s.questions] for s in down.sections] == [["a"], ["b"]]
    assert move_question(down, "b", by=-1) == definition
    assert move_question(definition, "a", by=-1).gate.questions[0].key == "a"
    assert [s.key for s in move_section(definition, "two", by=-1).sections] == ["two", "all"]
    assert move_section(definition, "two", by=1) == definition


def test_a_question_that_is_asked_about_stays() -> None:
    condition = {"question": "a", "is": "answered"}
    definition = a_definition(a_question(key="a"), a_question(key="b", show_if=condition))

    with pytest.raises(EditRefused, match="About b"):
        remove_question(definition, "a")
    assert [q.key for q in remove_question(definition, "b").questions] == ["a"]
    assert remove_section(definition, "all").questions == ()


def test_a_copy_stands_behind_its_original_with_a_key_of_its_own() -> None:
    definition = a_definition(a_question(key="a"), a_question(key="b"))

    once, copy = duplicate_question(definition, "a")
    twice, _copy = duplicate_question(once, copy.key)

    assert [q.key for q in twice.questions] == ["a", "a_2", "a_3", "b"]


def test_a_key_is_had_once() -> None:
    with pytest.raises(EditRefused):
        add_question(a_definition(a_question()), a_question(), to="all")
    given = a_definition(a_question(key="a")).to_json()
    given["sections"].append({"key": "two", "questions": [a_question(key="a").to_json()]})
    with pytest.raises(BadDefinition):
        Definition.from_json(given)
