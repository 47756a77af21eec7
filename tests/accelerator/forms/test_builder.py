"""The builder's pages: a form is made, changed, previewed and published without script."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.forms import queries, services
from accelerator.forms.drafts import DraftsThere
from accelerator.forms.models import Form
from accelerator.forms.rules import Definition, Question
from hub.accounts.models import User
from hub.core.database import db, transaction
from tests.accelerator.forms.forms import a_form, a_question, published
from tests.counting import asked_for
from tests.factories.programme import a_programme, a_programme_manager
from tests.signing_in import sign_in_as


class Builder:
    """A programme manager at the pages of one form."""

    def __init__(self, client: FlaskClient, form: Form, by: User) -> None:
        self.client, self.form, self.by = client, form, by
        sign_in_as(client, by)

    def url(self, path: str = "") -> str:
        return f"/forms/{self.form.id}{path}"

    def get(self, path: str = "", status: int = 200) -> str:
        answer = self.client.get(self.url(path))
        assert answer.status_code == status
        return answer.text

    def post(self, path: str, status: int = 303, **sent: Any) -> str:
        data = {name.replace("__", "-"): value for name, value in sent.items()}
        answer = self.client.post(self.url(path), data=data)
        assert answer.status_code == status, answer.text
        return answer.text

    @property
    def definition(self) -> Definition:
        db.session.expire_all()
        draft = queries.draft_of(self.form)
        assert draft is not None
        return queries.definition_of(draft)

    def question(self, key: str) -> Question:
        found = self.definition.question(key)
        assert found is not None
        return found


@pytest.fixture
def at(app: Flask, client: FlaskClient) -> Builder:
    form, _draft, by = a_form()
    return Builder(client, form, by)


def test_a_form_is_begun_from_a_ready_made_one(app: Flask, client: FlaskClient) -> None:
    programme = a_programme(name={"en": "Accelerator"})
    sign_in_as(client, a_programme_manager(programme))
    page = client.get("/forms/new").text
    assert "Long form" in page and "Pilot call" in page and "Accelerator" in page

    sent = {"name": "Intake", "template": "pilot_call", "owner": f"programmes/{programme.id}"}
    answer = client.post("/forms/new", data=sent)

    assert answer.status_code == 303
    assert "Your pilot in one sentence" in client.get(answer.location).text
    assert "Intake" in client.get("/forms").text
    bad = client.post("/forms/new", data=sent | {"owner": f"programmes/{a_programme().id}"})
    assert bad.status_code == 422
    assert "Please choose whose form it is." in bad.text


def test_a_question_is_written_in_three_languages_with_its_choices(at: Builder) -> None:
    assert "One choice" in at.get("/add-question?section=money")
    at.get("/new-question?section=money&kind=single-choice")

    at.post(
        "/new-question", kind="single-choice", section="money", label__en="Who owns it?",
        label__id="Siapa pemiliknya?", help__en="Roughly", required="now", for_reviewers="yes",
        options__0__en="Founders", options__0__de="Gründer", options__1__en="Investors",
        options__7__en="Others", set__other="yes", personal="yes",
    )  # fmt: skip

    question = at.question("owns")
    assert question.label == {"en": "Who owns it?", "id": "Siapa pemiliknya?"}
    assert [o["key"] for o in question.settings["options"]] == ["founders", "investors", "others"]
    assert question.settings["other"] is True
    assert (question.required, question.personal, question.hidden_when_blind) == (
        "now",
        True,
        False,
    )
    section = at.definition.section_of("owns")
    assert section is not None and section.key == "money"
    assert "a language is missing" in at.get()


def test_a_link_is_hidden_from_blind_readers_until_the_builder_shows_it(at: Builder) -> None:
    page = at.get("/new-question?section=money&kind=url")
    assert "Show the link in blind rounds" in page
    assert "Hidden in blind rounds" not in page
    named = {"kind": "url", "section": "money", "for_reviewers": "yes"}
    before = at.get().count("hidden when blind")

    at.post("/new-question", **named, label__en="Website")
    at.post("/new-question", **named, label__en="Trial", set__shown_when_blind="yes")

    website, trial = at.question("website"), at.question("trial")
    assert (website.hidden_when_blind, website.is_hidden_when_blind) == (True, True)
    assert (trial.hidden_when_blind, trial.is_hidden_when_blind) == (False, False)
    assert trial.settings == {"shown_when_blind": True}
    assert at.get().count("hidden when blind") == before + 1, "the list says which"
    assert "checked" in at.get("/questions/trial").split('name="set-shown_when_blind"')[1][:40]


def test_a_question_without_words_is_refused_and_nothing_typed_is_lost(at: Builder) -> None:
    page = at.post(
        "/new-question", 422, kind="long-text", section="money", help__de="Nur Hilfe",
        set__max_words="50",
    )  # fmt: skip

    assert "Please write the question" in page
    assert "Nur Hilfe" in page and 'value="50"' in page
    page = at.post("/new-question", 422, kind="long-text", section="x", label__en="Hi",
                   set__max_words="many")  # fmt: skip
    assert "This must be a whole number" in page


def test_asking_for_more_rows_keeps_what_is_typed_and_saves_nothing(at: Builder) -> None:
    before = at.definition

    page = at.post(
        "/questions/can_attend", 200, label__en="Changed", options__0__en="Only this",
        options__0__key="yes", more="options",
    )  # fmt: skip

    assert "Only this" in page and "options-8-en" in page
    assert at.definition == before


def test_choices_move_up_by_their_button(at: Builder) -> None:
    page = at.post(
        "/questions/can_attend", 200, label__en="Q", options__0__en="A", options__0__key="a",
        options__1__en="B", options__1__key="b", up="options-1",
    )  # fmt: skip

    assert page.index('value="B"') < page.index('value="A"')


def test_programmes_are_filled_in_to_be_put_in_order(at: Builder) -> None:
    sent = {"label-en": "Which first?", "options-0-en": "None of them", "look": "programmes"}

    page = at.client.post(at.url("/new-question?kind=ranking&section=money"), data=sent).text

    assert page.index("None of them") < page.index('value="Programme ')


def test_a_condition_is_made_row_by_row(at: Builder) -> None:
    fields = {"label-en": "Video", "if-0-about": "stage"}
    page = at.client.post(at.url("/questions/video"), data=fields | {"look": "if"}).text
    assert 'value="pilot"' in page and "is none of" in page

    sent: dict[str, Any] = fields | {
        "if-join": "any", "if-0-is": "is-not", "if-0-value": ["idea", "prototype"],
        "if-1-about": "team.full_time/column", "if-1-is": "is", "if-1-value": "yes",
        "if-1-rows": "all", "if-2-about": "proof.tested/row", "if-2-is": "answered",
        "if-3-about": "revenue", "if-3-is": "at-least", "if-3-value": "1,500",
    }  # fmt: skip
    assert at.client.post(at.url("/questions/video"), data=sent).status_code == 303

    assert at.question("video").show_if == {
        "any": [
            {"all": [
                {"question": "stage", "is": "not", "value": "idea"},
                {"question": "stage", "is": "not", "value": "prototype"},
            ]},
            {"question": "team", "column": "full_time", "rows": "all", "is": "one-of",
             "value": ["yes"]},
            {"question": "proof", "row": "tested", "is": "answered"},
            {"question": "revenue", "is": "at-least", "value": "1500"},
        ]
    }  # fmt: skip
    page = at.get("/questions/video")
    assert page.count('class="condition-row"') == 4
    assert 'id="if-0-prototype" name="if-0-value" value="prototype" checked' in page
    assert "only if “How far are you today?” is not Idea" in at.get()


def test_every_condition_of_the_ready_made_forms_survives_its_page(at: Builder) -> None:
    for question in at.definition.questions:
        if question.show_if:
            page = at.get(f"/questions/{question.key}")
            assert "written through the API" not in page
            assert page.count('class="condition-row"') == 1


def test_a_condition_that_rows_cannot_say_is_kept_until_somebody_unticks_it(at: Builder) -> None:
    deep = {"not": {"any": [{"question": "stage", "is": "answered"}]}}
    with transaction():
        draft = queries.draft_of(at.form)
        assert draft is not None
        question = Question.from_json({**at.question("video").to_json(), "show_if": deep})
        services.change_question(draft, question, by=a_programme_manager())
    assert "written through the API" in at.get("/questions/video")

    at.post("/questions/video", label__en="Video", if__fixed="yes")
    assert at.question("video").show_if == deep
    at.post("/questions/video", label__en="Video")
    assert at.question("video").show_if is None


def test_two_people_at_one_question_are_told_and_nothing_is_lost(at: Builder) -> None:
    page = at.get("/questions/problem")
    seen = page.split('name="seen" value="')[1].split('"')[0]
    at.post("/questions/problem", label__en="Theirs", seen=seen)

    page = at.post("/questions/problem", 409, label__en="Mine", seen=seen)

    assert "Somebody else changed this form" in page and "Mine" in page
    assert at.question("problem").label == {"en": "Theirs"}
    seen = page.split('name="seen" value="')[1].split('"')[0]
    at.post("/questions/problem", label__en="Mine", seen=seen)
    assert at.question("problem").label == {"en": "Mine"}


def test_questions_are_moved_copied_and_taken_out(at: Builder) -> None:
    at.post("/questions/team/move", to="up")
    assert at.definition.sections[0].questions[0].key == "team"
    at.post("/questions/phone/copy")
    assert at.question("phone_2").label == at.question("phone").label
    assert "Take the question out?" in at.get("/questions/phone_2/remove")
    at.post("/questions/phone_2/remove")
    assert at.definition.question("phone_2") is None
    assert "Revenue" not in at.get("/questions/stage/remove")
    at.post("/questions/stage/remove")
    assert at.definition.question("stage") is not None
    assert "is asked about in a condition" in at.get()


def test_a_question_that_the_hub_knows_is_added_as_it_is(at: Builder) -> None:
    at.post("/questions/website/remove")
    assert "Your website, if you have one" in at.get("/add-question?section=money")

    at.post("/add-question", key="website", section="money")

    assert at.question("website").label["id"] == "Situs web Anda, kalau ada"


def test_sections_are_added_changed_moved_and_taken_out(at: Builder) -> None:
    at.post("/sections", title__en="Last words")
    at.post("/sections/last_words/move", to="up")
    assert [s.key for s in at.definition.sections][-2:] == ["last_words", "city_need"]
    at.post("/sections/last_words", title__en="Last", title__de="Zuletzt", if__0__about="stage",
            if__0__is="is", if__0__value="growth")  # fmt: skip
    section = at.definition.section("last_words")
    assert section is not None
    assert section.title == {"en": "Last", "de": "Zuletzt"}
    assert section.show_if == {"question": "stage", "is": "one-of", "value": ["growth"]}
    assert "Only if “How far are you today?” is Growth" in at.get()
    at.post("/sections/last_words/remove")
    assert at.definition.section("last_words") is None


def test_rules_are_written_with_their_reason(at: Builder) -> None:
    page = at.post("/new-rule", 422, reason__en="Because")
    assert "Please choose what the rule asks about." in page

    at.post("/new-rule", reason__en="Berlin only", severity="refuse", if__0__about="country",
            if__0__is="is-not", if__0__value="DE")  # fmt: skip

    rule = at.definition.rules[-1]
    assert rule.condition == {"question": "country", "is": "not", "value": "DE"}
    assert (rule.key, rule.code) == ("berlin_only", "berlin-only")
    assert "Germany" in at.get("/rules")
    at.post("/rules/berlin_only", reason__en="Berlin, really", severity="flag",
            if__0__about="country", if__0__is="is", if__0__value="DE")  # fmt: skip
    assert at.definition.rules[-1].severity == "flag"
    at.post("/rules/berlin_only/remove")
    assert len(at.definition.rules) == 5


def test_the_preview_shows_what_answers_show_and_hide(at: Builder) -> None:
    page = at.get("/preview?in=de")
    assert "Passt die Ausschreibung zu Ihnen?" in page
    assert "Umsatz der letzten zwölf Monate" not in page

    page = at.post("/preview", 200, q__earning="yes", q__stage="idea", **{"in": "en"})

    assert "Revenue of the last twelve months" in page
    assert "This call begins with a first prototype." in page
    page = at.post("/preview", 200, check="yes", q__full_time="1", **{"in": "en"})
    assert "things need another look" in page and "Staff would see this flag" in page
    page = at.client.post(at.url("/preview"), data={"q-team-0-name": "Ayu", "add-row": "team"}).text
    assert 'value="Ayu"' in page and "q-team-1-name" in page


def test_missing_languages_are_listed_and_written_in_one_place(at: Builder) -> None:
    at.post("/questions/problem", label__en="Only English")
    assert "questions/problem/label" in at.get("/languages")

    sent = {"text|questions/problem/label|de": "Nur Deutsch", "text|x|de": "", "text|y": "z",
            "text|questions/problem/label|id": "Hanya", "text|questions/none/label|id": "a",
            }  # fmt: skip
    assert at.client.post(at.url("/languages"), data=sent).status_code == 303

    assert at.question("problem").label == {
        "en": "Only English", "de": "Nur Deutsch", "id": "Hanya",
    }  # fmt: skip
    assert "Everything is written in all three languages." in at.get("/languages")


def test_publishing_says_what_it_does_to_drafts_before_it_does_it(
    at: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = DraftsThere(12, {"video": 7})
    monkeypatch.setattr("accelerator.forms.drafts._counters", [lambda _version: drafts])
    assert "New applications answer version 1." in at.get("/publish")
    at.post("/publish", version="1")
    assert "This version is live and stays as it is." in at.get()
    at.get("/questions/video", 409)

    at.post("/draft")
    at.post("/questions/video/remove")
    at.post("/new-question", kind="number", section="money", label__en="Debts", required="now")
    page = at.get("/publish")

    assert "12 applications are being written" in page
    assert "Taken out; answers are kept but hidden (answered in 7)" in page
    assert page.index("Debts") < page.index("A short video")
    assert at.post("/publish", 409, version="1")
    at.post("/publish", version="3")
    assert "Version 2 is live" in at.get()
    assert "Debts" in at.get("/versions")
    at.post("/draft", like="1")
    assert at.definition.question("video") is not None
    at.post("/draft/discard")
    at.get("/publish", 409)


def test_a_form_that_cannot_work_says_where(at: Builder) -> None:
    at.post("/new-question", kind="single-choice", section="money", label__en="Choose")

    page = at.get("/publish")

    assert "There must be two choices at least." in page
    assert at.url("/questions/choose") in page
    assert "Publish version 1" not in page
    at.post("/publish", 422, version="2")


def test_pages_of_one_form_are_not_for_managers_of_another_programme(
    at: Builder, app: Flask
) -> None:
    stranger = app.test_client()
    sign_in_as(stranger, a_programme_manager(a_programme()))
    for path in ("", "/publish", "/rules", "/preview", "/versions", "/questions/problem"):
        assert stranger.get(at.url(path)).status_code == 404
    assert stranger.post(at.url("/name"), data={"name": "Mine"}).status_code == 404


def test_what_is_written_in_a_form_is_never_markup(at: Builder) -> None:
    evil = '"><script>alert(1)</script>{{ "x"*9 }}'
    at.post("/questions/problem", label__en=evil, help__en=evil)
    at.post("/name", name=evil[:100])
    at.post("/sections", title__en=evil)
    at.post("/new-rule", reason__en=evil, severity="flag", if__0__about="problem")

    for path in ("", "/rules", "/preview", "/publish", "/versions", "/languages",
                 "/questions/problem", "/questions/problem/remove"):  # fmt: skip
        page = at.get(path)
        assert "<script>alert" not in page and "x" * 9 not in page


@pytest.mark.parametrize("path", ["", "/questions/users", "/languages", "/versions", "/publish"])
def test_a_form_of_any_size_asks_the_database_as_often(at: Builder, path: str) -> None:
    at.post("/name", name="Known by somebody")
    few, _page = asked_for(at.client, at.url(path))
    with transaction():
        draft, section = queries.draft_of(at.form), at.definition.sections[-1]
        assert draft is not None
        more = [a_question("number", f"n{n}", label={"en": f"How many {n}"}) for n in range(30)]
        grown = replace(section, questions=(*section.questions, *more))
        definition = at.definition.with_section(grown)
        services.edit(draft, definition, expected=1, by=at.by)

    many, page = asked_for(at.client, at.url(path))

    assert "How many 29" in page or path in ("/versions", "/publish")
    assert many == few


def test_the_list_of_forms_asks_the_database_as_often_for_one_as_for_many(
    app: Flask, client: FlaskClient
) -> None:
    by = a_programme_manager()
    sign_in_as(client, by)
    _form, draft, _by = a_form(by=by)
    published(draft, by)
    few, _page = asked_for(client, "/forms")
    for _n in range(19):
        a_form(by=by, template="blank")

    many, page = asked_for(client, "/forms")

    assert page.count("Accelerator 2027") == 20
    assert many == few
