"""The overview of a cohort, and what the floors above bring to it."""

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from accelerator.programmes.models import Cohort, Phase
from accelerator.programmes.queries import (
    Advice,
    Tile,
    let_advise,
    let_count,
    missing_texts,
    next_steps,
)
from accelerator.programmes.queries import overview as overview_queries
from accelerator.programmes.views import tabs as tabs_views
from accelerator.programmes.views.tabs import cohort_tabs
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.i18n import LANGUAGES
from tests.factories import a_person
from tests.factories.programme import a_cohort, a_live_form, a_programme, a_programme_manager
from tests.hub.accounts.stories import words
from tests.signing_in import sign_in_as

ALL = dict.fromkeys(LANGUAGES, "Text")


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    return a_cohort(eligibility=ALL)


@pytest.fixture
def manager(cohort: Cohort, client: FlaskClient) -> User:
    manager = a_programme_manager(cohort.programme)
    sign_in_as(client, manager)
    return manager


@pytest.fixture(autouse=True)
def nobody_above(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview_queries, "_countings", {})
    monkeypatch.setattr(overview_queries, "_advisings", {})


def test_tiles_and_advice_come_from_above_with_their_pages(
    client: FlaskClient, cohort: Cohort, manager: User
) -> None:
    seen: list[tuple[Cohort, User]] = []

    def count(asked: Cohort, person: User) -> list[Tile]:
        seen.append((asked, person))
        dates = Tile(212, "Applications", "programmes.cohort_dates")
        return [dates, Tile(6, "Reads", "reviews.nowhere"), Tile("–", "Nothing yet")]

    let_count("applications", count)
    let_count("applications", count)  # a second start of the house counts nothing twice
    let_advise("applications", lambda *_: [Advice("Screen 12 applications.", "Screen", "x.y")])

    answer = client.get(f"/admin/cohorts/{cohort.id}")

    page = words(answer)
    assert "212 Applications" in page
    assert f'class="card kpi" href="/admin/cohorts/{cohort.id}/dates"' in answer.text
    assert page.count("6 Reads") == 1
    assert "Screen 12 applications." in page
    assert seen == [(cohort, manager)]


def test_the_first_thing_to_do_follows_the_phase(app: Flask) -> None:
    manager = a_programme_manager()
    cohort = a_cohort(phase=Phase.DRAFT, eligibility=ALL)
    hidden = a_programme(published_at=None)
    empty = a_cohort(phase=Phase.DRAFT, programme=hidden, form_id=None)

    assert [each.label for each in next_steps(empty, manager)] == [
        "Choose a form",
        "Open the programme",
        "Write it",
    ]
    assert [each.label for each in next_steps(cohort, manager)] == ["Publish"]
    public = a_cohort(eligibility=ALL)
    assert next_steps(public, manager) == []
    with frozen_at(public.window.ends_at):
        assert [each.label for each in next_steps(public, manager)] == ["Begin the review"]


@pytest.mark.parametrize(
    ("phase", "label"),
    [
        (Phase.REVIEW, "To the rounds"),
        (Phase.SELECTION, "To the decisions"),
        (Phase.ANNOUNCED, "Begin the programme"),
        (Phase.RUNNING, "To the startups"),
    ],
)
def test_no_phase_on_the_way_leaves_its_manager_without_a_next_step(
    app: Flask, phase: Phase, label: str
) -> None:
    (advice,) = next_steps(a_cohort(phase=phase, eligibility=ALL), a_programme_manager())

    assert advice.label == label
    assert advice.endpoint in app.view_functions


def test_every_advice_of_our_own_leads_somewhere(client: FlaskClient) -> None:
    hidden = a_programme(published_at=None)
    cohort = a_cohort(phase=Phase.DRAFT, programme=hidden)
    sign_in_as(client, a_programme_manager(hidden))

    page = client.get(f"/admin/cohorts/{cohort.id}").text

    assert f'href="/admin/programmes/{hidden.id}"' in page
    assert f'href="/admin/cohorts/{cohort.id}/edit"' in page


def test_texts_that_lack_a_language_are_named_with_their_page(app: Flask) -> None:
    cohort = a_cohort(
        name=ALL,
        about={"en": "Much", "de": "Viel"},
        faq=[{"question": ALL, "answer": {"id": "Ya"}}],
        timeline=[{"on": "2027-01-01", "title": ALL, "note": {}}],
    )

    found = [(each.label, each.named, each.where) for each in missing_texts(cohort)]

    assert found == [
        ("What you get", "Bahasa Indonesia", "programmes.edit_cohort"),
        ("Questions and answers", "English, Deutsch", "programmes.cohort_faq"),
    ]


def test_publishing_warns_of_missing_languages_and_goes_on(client: FlaskClient) -> None:
    cohort = a_cohort(phase=Phase.DRAFT, tagline={"en": "Twelve weeks"})
    sign_in_as(client, a_programme_manager(cohort.programme))
    at = f"/admin/cohorts/{cohort.id}/move?to=published"

    page = words(client.get(at))

    assert "Not in every language" in page
    assert "missing: Bahasa Indonesia, Deutsch" in page
    assert client.post(at).status_code == 302


def test_tabs_are_those_whose_pages_exist_and_mark_where_one_is(
    app: Flask, cohort: Cohort, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = (("Overview", "programmes.cohort"), ("Form", "programmes.cohort_form"),
             ("Moon", "moon.landing"))  # fmt: skip
    monkeypatch.setattr(tabs_views, "TABS", table)
    monkeypatch.setattr(tabs_views, "person_or_none", lambda: manager)

    with app.test_request_context(f"/admin/cohorts/{cohort.id}/form"):
        tabs = cohort_tabs(cohort)
        named = cohort_tabs(cohort, "programmes.cohort")
    with app.test_request_context(f"/admin/cohorts/{cohort.id}/dates"):
        below = cohort_tabs(cohort)

    assert [(tab.label, tab.current) for tab in tabs] == [("Overview", False), ("Form", True)]
    assert [tab.current for tab in named] == [True, False]
    assert [tab.current for tab in below] == [True, False]


def test_tabs_are_for_managers(app: Flask, cohort: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    for person in (None, a_person(), a_programme_manager(a_programme())):
        monkeypatch.setattr(tabs_views, "person_or_none", lambda person=person: person)
        with app.test_request_context("/"):
            assert cohort_tabs(cohort) == []


def test_every_endpoint_of_the_tabs_that_exists_takes_a_cohort(app: Flask, cohort: Cohort) -> None:
    with app.test_request_context("/"):
        for _label, endpoint in tabs_views.TABS:
            if endpoint in app.view_functions:
                assert str(cohort.id) in url_for(endpoint, cohort_id=cohort.id)


def test_a_public_call_begins_a_new_form_beside_the_one_it_asks(
    client: FlaskClient, cohort: Cohort, manager: User
) -> None:
    at = f"/admin/cohorts/{cohort.id}/form"

    assert client.post(at, data={"template": "pilot_call"}).status_code == 302
    page = words(client.get(at))
    assert "Ask this" in page
    assert "Live" in page
    assert client.post(at, data={"form": "nonsense"}).status_code == 404
    foreign = a_live_form(a_programme()).form_id
    assert client.post(at, data={"form": str(foreign)}).status_code == 404
