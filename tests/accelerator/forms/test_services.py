"""Forms as they live: begun, edited by several people, published, changed again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from accelerator.forms import queries, services
from accelerator.forms.drafts import DraftsThere, drafts_on, let_count_drafts
from accelerator.forms.errors import CannotEdit, DraftThere, FormChanged, NotADraft, NotReady
from accelerator.forms.facts import FormPublished
from accelerator.forms.models import FormVersion, VersionState
from accelerator.forms.ready_made import template
from accelerator.forms.rules import Rule
from accelerator.forms.rules.editing import fingerprint
from hub.core import facts
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.history.queries import history_of
from tests.accelerator.forms.forms import a_definition, a_form, a_question, published
from tests.factories import MONDAY, a_person, kept
from tests.factories.programme import a_programme, a_programme_manager


def test_a_form_begins_as_a_draft_of_a_ready_made_one(app: Flask) -> None:
    form, draft, person = a_form()

    long = template("long_form")
    assert long is not None
    assert (draft.state, draft.number, draft.version) == (VersionState.DRAFT, 1, 1)
    assert queries.definition_of(draft) == long.definition
    assert (form.template_key, form.made_by_id) == ("long_form", person.id)
    assert [entry.action for entry in history_of(form).items] == ["form.made"]


def test_an_empty_form_has_the_question_that_all_applications_are_listed_by(app: Flask) -> None:
    _form, draft, _person = a_form(template="blank")

    assert [question.key for question in queries.definition_of(draft).questions] == ["headline"]


@pytest.mark.parametrize(("name", "key"), [("  ", "long_form"), ("x" * 121, "blank"), ("A", "no")])
def test_a_form_needs_a_name_and_a_template_that_there_is(app: Flask, name: str, key: str) -> None:
    programme = a_programme()
    by = a_programme_manager(programme)

    with pytest.raises(Invalid), transaction():
        services.start_form(
            name, owner=services.Owner("programmes", programme.id), template=key, by=by
        )


def test_only_who_manages_the_programme_builds_its_forms(app: Flask) -> None:
    form, draft, _person = a_form()
    stranger = a_programme_manager(a_programme())
    deeds: list[Callable[[], Any]] = [
        lambda: services.add_section(draft, {"en": "Mine"}, by=stranger),
        lambda: services.publish(draft, by=stranger),
        lambda: services.rename(form, "Mine", by=stranger),
        lambda: services.new_draft(form, by=stranger),
        lambda: services.discard_draft(draft, by=stranger),
        lambda: services.start_form(
            "Mine", owner=services.Owner(form.owner_kind, form.owner_id), by=stranger
        ),
        lambda: services.start_form(
            "Mine", owner=services.Owner("nobody", form.owner_id), by=stranger
        ),
    ]

    for deed in deeds:
        with pytest.raises(NotAllowed), transaction():
            deed()
    with pytest.raises(NotFound):
        queries.get_form(form.id, seen_by=stranger)
    assert queries.forms_seen_by(stranger).items == []
    assert queries.forms_seen_by(a_programme_manager()).items == [form]
    assert queries.forms_seen_by(a_person()).items == []


def test_every_edit_counts_and_says_what_it_was(app: Flask) -> None:
    form, draft, by = a_form(template="pilot_call")
    rule = Rule("few", {"question": "cost", "is": "answered"}, reason={"en": "So"})
    edits: list[Callable[[], Any]] = [
        lambda: services.add_section(draft, {"en": "More about it"}, by=by),
        lambda: services.move_section(draft, "more_about", up=True, by=by),
        lambda: services.add_question(draft, a_question(key="mine"), to="more_about", by=by),
        lambda: services.change_question(draft, a_question(key="mine", required="now"), by=by),
        lambda: services.move_question(draft, "mine", up=False, by=by),
        lambda: services.duplicate_question(draft, "mine", by=by),
        lambda: services.remove_question(draft, "mine_2", by=by),
        lambda: services.put_rule(draft, rule, by=by),
        lambda: services.remove_rule(draft, "few", by=by),
        lambda: services.translate(draft, {"questions/mine/label": {"de": "Meins"}}, by=by),
        lambda: services.remove_section(draft, "more_about", by=by),
    ]

    for number, do in enumerate(edits, start=2):
        with transaction():
            do()
        assert draft.version == number
    assert [entry.action for entry in history_of(form).items][::-1] == [
        "form.made", "form.section-added", "form.section-moved", "form.question-added",
        "form.question-changed", "form.question-moved", "form.question-copied",
        "form.question-removed", "form.rule-set", "form.rule-removed", "form.translated",
        "form.section-removed",
    ]  # fmt: skip
    found = queries.definition_of(draft).question("mine")
    assert found is not None
    assert found.label["de"] == "Meins"


def test_what_changes_nothing_leaves_no_trace(app: Flask) -> None:
    form, draft, by = a_form()
    question = queries.definition_of(draft).question("problem")
    assert question is not None

    with transaction():
        services.change_question(draft, question, by=by)

    assert draft.version == 1
    assert len(history_of(form).items) == 1


def test_two_people_do_not_overwrite_one_another(app: Flask) -> None:
    _form, draft, by = a_form()
    definition = queries.definition_of(draft)
    problem = definition.question("problem")
    assert problem is not None
    seen = fingerprint(problem)
    with transaction():
        services.change_question(draft, replace(problem, personal=True), seen=seen, by=by)

    with pytest.raises(FormChanged), transaction():
        services.change_question(draft, replace(problem, label={"en": "Mine"}), seen=seen, by=by)
    with pytest.raises(FormChanged), transaction():
        services.edit(draft, definition, expected=1, by=by)
    with pytest.raises(FormChanged), transaction():
        services.publish(draft, expected=1, by=by)
    with transaction():  # another question is nobody else's business
        section = definition.section("team")
        assert section is not None
        services.change_section(draft, replace(section, help={}), seen=fingerprint(section), by=by)
    assert draft.version == 3


def test_a_whole_definition_is_taken_when_one_saw_the_last(app: Flask) -> None:
    _form, draft, by = a_form()

    with transaction():
        services.edit(draft, a_definition(a_question(key="headline")), expected=1, by=by)

    assert len(queries.definition_of(draft).questions) == 1


def test_edits_that_cannot_be_are_refused_in_words(app: Flask) -> None:
    _form, draft, by = a_form()
    for edit in (
        lambda: services.remove_question(draft, "stage", by=by),
        lambda: services.remove_question(draft, "gone", by=by),
        lambda: services.move_section(draft, "gone", up=True, by=by),
        lambda: services.add_question(draft, a_question(key="stage"), to="team", by=by),
        lambda: services.remove_section(draft, "eligibility", by=by),
    ):
        with pytest.raises(CannotEdit), transaction():
            edit()
    with pytest.raises(Invalid), transaction():
        services.add_section(draft, {"en": "x" * 500}, by=by)
    assert draft.version == 1


def test_publishing_pins_and_the_next_draft_begins_where_it_ended(app: Flask) -> None:
    form, draft, by = a_form()
    heard: list[FormPublished] = []
    facts.listen(FormPublished, heard.append)
    first = published(draft, by)
    with transaction():
        second = services.new_draft(form, by=by)
        services.remove_question(second, "video", by=by)
    published(second, by)

    assert (first.state, second.state) == (VersionState.RETIRED, VersionState.LIVE)
    assert (second.published_at, second.published_by_id) == (MONDAY, by.id)
    assert queries.definition_of(first).question("video") is not None
    assert queries.live_version(form) == second
    mine = [fact for fact in heard if fact.form_id == form.id]
    assert [(f.version_id, f.before_id) for f in mine] == [(first.id, None), (second.id, first.id)]
    facts._listeners[FormPublished].remove(heard.append)


def test_what_is_not_ready_does_not_go_live(app: Flask) -> None:
    _form, draft, by = a_form(template="blank")
    with transaction():
        broken = a_question("single-choice", "one", show_if={"question": "gone", "is": "answered"})
        services.add_question(draft, broken, to="team", by=by)

    with pytest.raises(NotReady) as refusal:
        published(draft, by)

    assert list(refusal.value.errors) == ["questions/one"]
    assert len(refusal.value.errors["questions/one"]) == 2
    assert draft.state is VersionState.DRAFT


def test_a_published_version_never_changes_whoever_tries(app: Flask) -> None:
    _form, draft, by = a_form()
    version = published(draft, by)

    with pytest.raises(NotADraft), transaction():
        services.remove_question(version, "video", by=by)
    with pytest.raises(NotADraft):
        published(version, by)
    with pytest.raises(DBAPIError, match="never changes"), transaction():
        version.definition = {}
        db.session.flush()
    db.session.expire_all()
    with pytest.raises(DBAPIError, match="never changes"), transaction():
        db.session.execute(text("DELETE FROM form_versions"))


def test_there_is_one_draft_and_one_live_version_whatever_the_code_believes(app: Flask) -> None:
    form, draft, by = a_form()
    with pytest.raises(DraftThere), transaction():
        services.new_draft(form, by=by)
    with pytest.raises(IntegrityError):
        kept(FormVersion(form_id=form.id, number=2, definition={}))
    published(draft, by)
    with pytest.raises(IntegrityError):
        kept(
            FormVersion(
                form_id=form.id, number=3, definition={}, state=VersionState.LIVE,
                published_at=MONDAY,
            )
        )  # fmt: skip


def test_an_older_version_comes_back_as_a_draft(app: Flask) -> None:
    form, draft, by = a_form()
    first = published(draft, by)
    with transaction():
        second = services.new_draft(form, by=by)
        services.remove_question(second, "video", by=by)
    published(second, by)

    with transaction():
        third = services.new_draft(form, like=first, by=by)

    assert (third.number, third.definition) == (3, first.definition)
    with transaction():
        services.discard_draft(third, by=by)
    assert queries.draft_of(form) is None
    assert [v.number for v in queries.get_form(form.id, seen_by=by).versions] == [1, 2]


def test_the_only_version_is_not_put_away(app: Flask) -> None:
    _form, draft, by = a_form()

    with pytest.raises(CannotEdit), transaction():
        services.discard_draft(draft, by=by)


def test_whoever_counts_drafts_is_asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accelerator.forms.drafts._counters", [])
    _form, draft, _by = a_form()

    assert drafts_on(draft.id) == DraftsThere()
    let_count_drafts(lambda version_id: DraftsThere(12, {"video": 3}))
    assert drafts_on(draft.id).answered["video"] == 3
