"""What has changed since a startup last applied, for those who read it now."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.applications.models import Application, ApplicationState, Revision
from accelerator.applications.rules.carrying import SINCE
from accelerator.forms.models import FormVersion
from accelerator.reviews.queries.revisions import newest_revision
from accelerator.reviews.queries.since import SinceLast, since_last
from accelerator.reviews.rules.wording import Did
from hub.core.database import db, transaction
from tests.accelerator.reviews.panels import Panel, a_panel
from tests.counting import asked_for
from tests.factories import MONDAY
from tests.factories.programme import (
    GOOD_ANSWERS,
    QUESTIONS,
    a_cohort,
    a_live_form,
    a_programme,
    an_application,
)
from tests.signing_in import sign_in_as

WEBSITE = {"key": "site", "kind": "url", "label": {"en": "Site"}}
NOTE = {"key": "note", "kind": "short-text", "label": {"en": "Note"}, "hidden_when_blind": True}
STAFF = {"key": "staff", "kind": "short-text", "label": {"en": "Staff"}, "for_reviewers": False}


@pytest.fixture
def form(app: Flask) -> FormVersion:
    section = QUESTIONS["sections"][0]
    asked = {**section, "questions": [*section["questions"], WEBSITE, NOTE, STAFF]}
    return a_live_form(a_programme(), {**QUESTIONS, "sections": [asked]})


@pytest.fixture
def panel(form: FormVersion) -> Panel:
    panel = a_panel(definition=form, blind=False)
    says(panel.applications[0], problem="Half of the water is lost in Bogor.", site="https://b.example",
         note="New", staff="New", **{SINCE: "We sold meters.\n\nWe moved."})  # fmt: skip
    return panel


def says(application: Application, **answers: Any) -> None:
    with transaction():
        revision = db.session.query(Revision).filter_by(application_id=application.id).one()
        revision.answers = {**GOOD_ANSWERS, **answers}


def earlier(panel: Panel, form: FormVersion, *, days: int = 365, **named: Any) -> Application:
    startup, founder = panel.applications[0].startup, panel.applications[0].members[0].user
    answers = GOOD_ANSWERS | {
        "problem": "Half of the water is lost in Depok.",
        "company": "Banyu",
        "site": "https://a.example",
        "note": "Old",
        "staff": "Old",
    }
    cohort = named.pop("cohort", None) or a_cohort(name={"en": "Cohort 1"}, form_version=form)
    defaults: dict[str, Any] = {
        "state": ApplicationState.ELIGIBLE,
        "submitted_at": MONDAY - timedelta(days=days),
    }
    return an_application(cohort, founder, startup=startup, answers=answers, **(defaults | named))


def told(panel: Panel, *, blind: bool = False) -> SinceLast | None:
    application = panel.applications[0]
    return since_last(application, newest_revision(application), blind=blind)


def test_readers_see_the_teams_words_and_what_it_answers_otherwise(
    panel: Panel, form: FormVersion
) -> None:
    earlier(panel, form)

    since = told(panel)

    assert since is not None
    assert (since.words, since.cohort) == ("We sold meters.\n\nWe moved.", "Cohort 1")
    changed = {each.key: each.pieces for each in since.changed}
    assert set(changed) == {"problem", "site", "note"}, "not what is personal or for staff only"
    assert [(p.did, p.text) for p in changed["problem"]] == [
        (Did.KEPT, "Half of the water is lost in"), (Did.OUT, "Depok."), (Did.IN, "Bogor."),
    ]  # fmt: skip


def test_blind_readers_are_told_neither_where_nor_what_is_hidden(
    panel: Panel, form: FormVersion
) -> None:
    earlier(panel, form)

    since = told(panel, blind=True)

    assert since is not None
    assert since.cohort == ""
    assert [each.key for each in since.changed] == ["problem"]


def test_what_was_hidden_then_is_not_compared_now(panel: Panel) -> None:
    """Another form asked it in the open."""
    section = QUESTIONS["sections"][0]
    hidden = [{**q, "hidden_when_blind": True} for q in section["questions"]]
    then = a_live_form(a_programme(), {**QUESTIONS, "sections": [{**section, "questions": hidden}]})
    earlier(panel, then)

    since = told(panel, blind=True)

    assert since is not None
    assert since.changed == ()


def test_the_newest_cohort_before_this_one_is_compared(panel: Panel, form: FormVersion) -> None:
    earlier(panel, form, days=900, cohort=a_cohort(name={"en": "Cohort 0"}, form_version=form))
    earlier(panel, form, days=300)
    earlier(panel, form, days=-30, cohort=a_cohort(name={"en": "Cohort 9"}, form_version=form))

    since = told(panel)

    assert since is not None
    assert since.cohort == "Cohort 1"


def test_nothing_is_told_of_a_first_application(panel: Panel, form: FormVersion) -> None:
    says(panel.applications[0])
    assert told(panel) is None

    earlier(panel, form, state=ApplicationState.DRAFT, submitted_at=None)
    assert told(panel) is None, "a draft was never handed in"


def test_of_an_erased_application_only_the_teams_words_are_left(
    panel: Panel, form: FormVersion
) -> None:
    earlier(panel, form, erased_at=MONDAY)

    since = told(panel)

    assert since is not None
    assert (since.words[:8], since.cohort, since.changed) == ("We sold ", "", ())


def test_the_review_page_shows_it(client: FlaskClient, panel: Panel, form: FormVersion) -> None:
    earlier(panel, form)
    sign_in_as(client, panel.readers[0].user)

    page = client.get(f"/reviews/{panel.read(0, 0).id}").text

    assert "This startup applied to Cohort 1 before." in page
    assert "<p>We sold meters.</p>" in page
    assert "3 answers are different from last time" in page
    assert "Depok.</del>" in page and "Bogor.</ins>" in page
    assert 'id="since"' not in client.get(f"/reviews/{panel.read(1, 0).id}").text


def test_it_takes_as_many_statements_however_often_they_applied(
    client: FlaskClient, panel: Panel, form: FormVersion
) -> None:
    sign_in_as(client, panel.readers[0].user)
    path = f"/reviews/{panel.read(0, 0).id}"
    earlier(panel, form)
    first = panel.applications[0].id
    once, _page = asked_for(client, path)
    panel.applications[0] = db.session.get_one(Application, first)
    for n in range(6):
        cohort = a_cohort(name={"en": f"Cohort -{n}"}, form_version=form)
        earlier(panel, form, days=400 + n, cohort=cohort)

    assert asked_for(client, path)[0] == once
