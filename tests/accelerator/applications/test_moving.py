"""A form is published anew while people write: their drafts follow, what was handed in stays."""

from copy import deepcopy
from typing import Any

from flask import Flask

from accelerator.applications.models import Application
from accelerator.applications.queries import answers_of, definition_of
from accelerator.applications.services.moving import drafts_on, move_drafts
from accelerator.forms.facts import FormPublished
from accelerator.forms.models import FormVersion, VersionState
from hub.core.database import transaction
from tests.accelerator.applications.stories import PROBLEM, begun, handed_in, written
from tests.factories import MONDAY, a_person, kept
from tests.factories.programme import QUESTIONS, a_cohort


def published_anew(application: Application, definition: dict[str, Any]) -> FormVersion:
    before = application.form_version
    with transaction():
        before.state = VersionState.RETIRED
    after = kept(
        FormVersion(
            form_id=before.form_id,
            number=2,
            state=VersionState.LIVE,
            definition=definition,
            published_at=MONDAY,
        )
    )
    with transaction():
        move_drafts(FormPublished(before.form_id, after.id, before.id))
    return after


def with_a_new_question() -> dict[str, Any]:
    changed = deepcopy(QUESTIONS)
    changed["sections"][0]["questions"].append(
        {"key": "impact", "kind": "long-text", "label": {"en": "And then?"}, "required": "now"}
    )
    return changed


def test_a_draft_follows_with_all_its_answers(app: Flask) -> None:
    owner = a_person()
    draft = begun(owner=owner)
    written(draft, owner, problem=PROBLEM)

    after = published_anew(draft, with_a_new_question())

    answers = answers_of(draft)
    assert draft.form_version_id == after.id
    assert (answers["problem"].value, answers["problem"].version) == (PROBLEM, 1)
    assert definition_of(draft, answers).question("impact") is not None


def test_what_was_handed_in_stays_with_what_it_answered(app: Flask) -> None:
    application = handed_in()
    before = application.form_version_id

    published_anew(application, with_a_new_question())

    assert application.form_version_id == before


def test_an_answer_that_is_turned_into_another_kind_counts_as_changed(app: Flask) -> None:
    owner = a_person()
    draft = begun(owner=owner)
    written(draft, owner, **{"works-here": "yes"})
    changed = deepcopy(QUESTIONS)
    changed["gate"]["questions"][0]["kind"] = "multiple-choice"
    changed["rules"] = []

    published_anew(draft, changed)

    turned = answers_of(draft)["works-here"]
    assert (turned.value, turned.version) == (["yes"], 2)


def test_who_publishes_knows_how_many_drafts_there_are(app: Flask) -> None:
    cohort, owner = a_cohort(), a_person()
    first = begun(cohort, owner)
    begun(cohort)
    written(first, owner, problem=PROBLEM)

    there = drafts_on(first.form_version_id)

    assert there.total == 2
    assert (there.answered["works-here"], there.answered["problem"]) == (2, 1)
