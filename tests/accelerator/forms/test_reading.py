"""What a page sends, and what it shows: both ways, in each language."""

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict

from accelerator.forms.ready_made import template
from accelerator.forms.rules import clean, from_form, said, shown
from accelerator.forms.rules.numbers import read_number, write_number
from hub.core.i18n import speaking
from tests.accelerator.forms.forms import YES_NO, a_definition, a_question

MACROS = '{% from "components/questions.html" import question, answer %}'
LONG = template("long_form").definition  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("language", "written", "kept"),
    [
        ("en", "1,200.5", "1200.5"),
        ("id", "1.200,5", "1200.5"),
        ("de", "1.200,5", "1200.5"),
        ("de", "1.200", "1200"),
        ("en", "1.200", "1.2"),
        ("de", "1,5", "1.5"),
        ("de", "1.5", "1.5"),
        ("en", " 12 000 ", "12000"),
        ("de", "−3", "-3"),
        ("en", "1,20.5", None),
        ("en", "1.200,5", None),
        ("en", "twelve", None),
        ("en", "1e5", None),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(
    language: str, written: str, kept: str | None
) -> None:
    with speaking(language):
        assert read_number(written) == kept
        if kept:
            assert read_number(write_number(kept)) == kept


def test_all_kinds_are_read_from_a_page() -> None:
    team = {"columns": [{"key": "name"}, {"key": "days", "kind": "number"}]}
    definition = a_definition(
        a_question("short-text", "headline"), a_question("number", "n"), a_question("money", "m"),
        a_question("single-choice", "one", options=YES_NO, other=True),
        a_question("multiple-choice", "some", options=YES_NO),
        a_question("team", "team", **team),
        a_question("matrix", "grid", rows=YES_NO, columns=YES_NO),
        a_question("ranking", "order", options=YES_NO), a_question("statement", "ok"),
        a_question("file", "deck"), a_question("city", "elsewhere"),
    )  # fmt: skip
    sent = MultiDict([
        ("q-headline", "One"), ("q-n", "1.200,5"), ("q-m-amount", "1.500.000"),
        ("q-m-currency", "IDR"), ("q-one", "other"), ("q-one-other", "Mine"), ("q-some", "yes"),
        ("q-some", "no"), ("q-team-0-name", "Ayu"), ("q-team-0-days", "2,5"),
        ("q-team-2-name", "B"),
        ("q-grid-yes", "no"), ("q-order-1", "no"), ("q-order-2", ""), ("q-ok", "yes"),
        ("q-deck", "x"), ("q-none", "y"), ("csrf_token", "z"),
    ])  # fmt: skip

    with speaking("id"):
        answers = from_form(definition, sent)

    assert answers == {
        "headline": "One", "n": "1200.5", "m": {"amount_minor": 150_000_000, "currency": "IDR"},
        "one": "other:Mine", "some": ["yes", "no"],
        "team": [{"name": "Ayu", "days": "2.5"}, {"name": "B"}], "grid": {"yes": "no"},
        "order": ["no"], "ok": True,
    }  # fmt: skip


def test_boxes_that_were_unticked_are_no_answer_but_other_pages_stay_as_they_are() -> None:
    definition = a_definition(
        a_question("multiple-choice", "some", options=YES_NO), a_question("statement", "ok"),
        a_question("short-text", "other_page"),
    )  # fmt: skip
    sent = MultiDict([("q-here", "some"), ("q-here", "ok")])

    assert from_form(definition, sent) == {"some": [], "ok": False}
    assert from_form(definition, sent, only=["some"]) == {"some": []}


def test_keys_with_hyphens_are_not_taken_for_one_another() -> None:
    definition = a_definition(a_question(key="team"), a_question(key="team-size"))

    assert from_form(definition, MultiDict([("q-team-size", "3")])) == {"team-size": "3"}


def test_rows_come_and_go_by_their_buttons() -> None:
    question = a_question("team", "team", columns=[{"key": "name"}], max_rows=3)
    rows = [("q-team-0-name", "A"), ("q-team-1-name", "B")]

    def read(*pressed: tuple[str, str]) -> list[dict[str, str]]:
        return from_form(a_definition(question), MultiDict([*rows, *pressed]))["team"]

    assert read(("add-row", "team")) == [{"name": "A"}, {"name": "B"}, {}]
    assert read(("remove-row", "team-0")) == [{"name": "B"}]
    assert read(("add-row", "other")) == [{"name": "A"}, {"name": "B"}]


def test_amounts_and_numbers_that_cannot_be_read_come_back_as_they_were_written() -> None:
    question = a_question("money")
    sent = MultiDict([("q-it-amount", "about 10"), ("q-it-currency", "IDR")])

    value = from_form(a_definition(question), sent)["it"]

    assert shown(question).typed(value) == {"amount": "about 10", "currency": "IDR"}


@pytest.mark.parametrize("language", ["en", "id", "de"])
def test_what_stands_in_a_field_reads_back_as_the_same_answer(language: str) -> None:
    number, money = a_question("number", decimals=3), a_question("money")
    with speaking(language):
        for kept in ("1200.5", "0.125", "-3", "1000000", "1.234"):
            typed = shown(number).typed(kept)
            assert from_form(a_definition(number), MultiDict([("q-it", typed)])) == {"it": kept}
        for minor in (0, 5, 150, 123456789, 120000):
            amount = {"amount_minor": minor, "currency": "IDR"}
            typed = shown(money).typed(amount)
            sent = MultiDict([("q-it-amount", typed["amount"]), ("q-it-currency", "IDR")])
            assert from_form(a_definition(money), sent) == {"it": amount}


def test_readers_see_answers_in_their_own_notation() -> None:
    with speaking("de"):
        assert said(a_question("number", unit={"de": "Monate"}, decimals=1), "1200.5").text == (
            "1.200,5 Monate"
        )
        assert said(a_question("country"), "ID").text == "Indonesien"
        assert said(a_question("date"), "2026-11-24").text == "24. Nov. 2026"
    assert said(a_question("single-choice", options=YES_NO), "other:By boat").text == "By boat"
    assert said(a_question("single-choice", options=YES_NO), "gone").text == "gone"
    assert said(a_question("ranking", options=YES_NO), ["no", "yes"]).items == ("No", "Yes")


@pytest.mark.parametrize("question", LONG.questions, ids=lambda q: q.key)
def test_every_question_is_drawn_with_its_label_and_in_every_language(
    app: Flask, question: object
) -> None:
    for language in ("en", "id", "de"):
        with app.test_request_context(), speaking(language):
            q = shown(question)  # type: ignore[arg-type]
            page = render_template_string(MACROS + "{{ question(q, none, 'Wrong.') }}", q=q)
        assert f'id="{q.id}' in page
        assert "Wrong." in page


def test_nothing_that_staff_or_teams_write_becomes_markup(app: Flask) -> None:
    evil = '"><script>alert(1)</script>'
    options = [{"key": "a", "label": {"en": evil}}, {"key": "b", "label": {"en": "B"}}]
    grid = {"rows": options, "columns": options}
    team = {"columns": [{"key": "name", "label": {"en": evil}}]}
    kinds = [
        ("short-text", {}, evil), ("long-text", {}, evil), ("number", {"unit": {"en": evil}}, evil),
        ("single-choice", {"options": options, "other": True}, f"other:{evil}"),
        ("multiple-choice", {"options": options}, [evil]), ("url", {}, "javascript:alert(1)"),
        ("video", {}, evil), ("team", team, [{"name": evil}]), ("matrix", grid, {"a": evil}),
        ("ranking", {"options": options}, [evil]), ("statement", {"statement": {"en": evil}}, True),
        ("money", {}, {"amount_text": evil, "currency": evil}), ("country", {}, evil),
        ("file", {}, [{"file": evil, "name": evil, "size": 1, "type": evil}]), ("date", {}, evil),
    ]  # fmt: skip
    for kind, settings, value in kinds:
        q = shown(a_question(kind, label={"en": evil}, help={"en": evil}, **settings))
        with app.test_request_context():
            page = render_template_string(
                MACROS + "{{ question(q, v, e, v) }}{{ answer(q, v) }}", q=q, v=value, e=evil
            )
        assert "<script" not in page, kind
        assert 'href="javascript:' not in page, kind


def test_a_link_is_shown_as_one_only_when_it_is_one() -> None:
    assert said(a_question("url"), "https://startup.example").link == "https://startup.example"
    assert said(a_question("url"), "javascript:alert(1)").link == ""
    assert clean(a_question("url"), "startup.example") == "https://startup.example"
