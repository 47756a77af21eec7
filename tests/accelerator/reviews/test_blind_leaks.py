"""Everything that a blind reader, and one with a conflict, can open of a round: nothing tells."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from accelerator.applications.models import ApplicationState, Outcome, Revision
from accelerator.applications.rules.carrying import SINCE
from accelerator.forms.models import FormVersion
from accelerator.reviews.models import (
    AssignmentState,
    Commitment,
    CommitmentState,
    RoundEntry,
    RoundKind,
    RoundState,
)
from accelerator.startups.models import ProfileVersion
from hub.core.database import db, transaction
from hub.files.models import File
from hub.files.rules import DocumentLimits
from hub.files.services import keep, store_document
from tests.accelerator.reviews.panels import ADDRESS, COMPANY, FOUNDER, Panel, a_panel, handed_in
from tests.api import Caller
from tests.factories import MONDAY, a_person, kept
from tests.factories.programme import (
    GOOD_ANSWERS,
    QUESTIONS,
    a_cohort,
    a_conflict,
    a_live_form,
    a_programme,
    a_programme_manager,
    a_round,
    an_application,
)
from tests.hub.files.papers import a_pdf
from tests.signing_in import sign_in_as

FILE_NAME = "banyu-kota-pitch-by-dewi.pdf"
TELL_TALES = (
    FOUNDER, "Dewi", "Lestari", ADDRESS, "banyu.example", COMPANY, "banyukota", "banyu-kota",
    FILE_NAME, "youtu.be", "0812-3456-7890", "Tirta Lama", "Angkatan 2024", "rejected",
)  # fmt: skip
#: What the builder of the form shows to blind readers as well.
SHOWN_LINK = "https://films.example/w/7Hx2"
#: Besides the usual ones: a table of people, a link, a film, and a deck that readers may see.
MORE: list[dict[str, Any]] = [
    {
        "key": "team",
        "kind": "team",
        "label": {"en": "Who is on your team?"},
        "personal": True,
        "settings": {
            "columns": [
                {"key": "name", "label": {"en": "Name"}, "kind": "text"},
                {"key": "email", "label": {"en": "E-mail"}, "kind": "email"},
                {"key": "years", "label": {"en": "Years"}, "kind": "number"},
            ]
        },
    },
    {"key": "website", "kind": "url", "label": {"en": "Your website"}},
    {"key": "film", "kind": "video", "label": {"en": "A film"}},
    {
        "key": "walkthrough",
        "kind": "video",
        "label": {"en": "A walk through it"},
        "settings": {"shown_when_blind": True},
    },
    {
        "key": "trial",
        "kind": "url",
        "label": {"en": "Try it"},
        "settings": {"shown_when_blind": True},
    },
    {"key": "phone", "kind": "short-text", "label": {"en": "Phone"}, "for_reviewers": False},
    {"key": "deck", "kind": "file", "label": {"en": "Pitch deck"}, "settings": {"kinds": ["pdf"]}},
]


@pytest.fixture
def panel(app: Flask) -> Iterator[Panel]:
    section = QUESTIONS["sections"][0]
    asked = {**section, "questions": [*section["questions"], *MORE]}
    form = a_live_form(a_programme(), {**QUESTIONS, "sections": [asked]})
    panel = a_panel(definition=form)
    application = panel.applications[0]
    stored = store_document(BytesIO(a_pdf(Author=FOUNDER)), FILE_NAME, limits=DocumentLimits())
    with transaction():
        file = keep(stored, application)
    answers = GOOD_ANSWERS | {
        "headline": f"{COMPANY}: meters that call",
        "company": COMPANY,
        "problem": f"We at {COMPANY} know leaks. Ask {FOUNDER} at {ADDRESS}, or Dewi herself.",
        "team": [{"name": FOUNDER, "email": ADDRESS, "years": "7"}],
        "website": "https://banyukota.example/about",
        "film": "https://youtu.be/abcdefghijk",
        "walkthrough": SHOWN_LINK,
        "trial": "https://films.example/banyukota/trial",
        SINCE: f"{COMPANY}, then Tirta Lama, now has 40 meters. {FOUNDER} built them.",
        "phone": "0812-3456-7890",
        "deck": [{"file": str(file.id), "name": FILE_NAME, "size": 100, "type": "application/pdf"}],
    }
    an_earlier_application(panel, form)
    with transaction():
        revision = db.session.query(Revision).filter_by(application_id=application.id).one()
        revision.answers, application.headline = answers, answers["headline"]
    return panel


def an_earlier_application(panel: Panel, form: FormVersion) -> None:
    """Of two years ago, when the startup had another name; it was turned down."""
    startup, founder = panel.applications[0].startup, panel.applications[0].members[0].user
    before = a_cohort(name={"en": "Angkatan 2024"}, form_version=form)
    answers = GOOD_ANSWERS | {
        "headline": "Tirta Lama: meters that call",
        "company": "Tirta Lama",
        "problem": f"We at Tirta Lama know leaks. Ask {FOUNDER} at {ADDRESS}, or Dewi herself.",
        "website": "https://tirta-lama.example",
    }
    last = an_application(
        before, founder, startup=startup, state=ApplicationState.ELIGIBLE, answers=answers,
        submitted_at=MONDAY - timedelta(days=730), outcome=Outcome.REJECTED,
        told_at=MONDAY,
    )  # fmt: skip
    kept(ProfileVersion(startup_id=startup.id, occasion_kind="applications", occasion_id=last.id,
                        profile={"name": "Tirta Lama"}))  # fmt: skip


def with_pages_of_a_final(panel: Panel) -> str:
    final = a_round(panel.cohort, kind=RoundKind.PAIRWISE)
    for application in panel.applications:
        kept(RoundEntry(round_id=final.id, application_id=application.id))
    reviewer = panel.readers[0]
    kept(
        Commitment(
            round_id=final.id,
            reviewer_id=reviewer.id,
            state=CommitmentState.ACCEPTED,
            most=9,
            invited_by_id=reviewer.user_id,
            answered_at=MONDAY,
        )
    )
    return str(final.id)


def everything(app: Flask, panel: Panel) -> dict[str, TestResponse]:
    """What the first reader can open, by its address."""
    me = panel.readers[0].user
    client = app.test_client()
    sign_in_as(client, me)
    caller, final = Caller(app, me), with_pages_of_a_final(panel)
    one = f"/reviews/{panel.read(0, 0).id}"
    pages = ["/reviews", f"/reviews/rounds/{panel.round.id}", one, f"{one}/conflict",
             f"{one}/abstain", f"{one}/question", f"/reviews/finals/{final}"]  # fmt: skip
    calls = ["/reviews", f"/reviews?round={panel.round.id}", one, f"{one}/notes", "/finals",
             f"/finals/{final}/pair", "/me/history"]  # fmt: skip
    return {
        **{page: client.get(page, follow_redirects=True) for page in pages},
        **{f"api {call}": caller.get(call) for call in calls},
    }


def told(answer: TestResponse, tales: tuple[str, ...] = TELL_TALES) -> list[str]:
    whole = f"{answer.headers}\n{answer.text}".lower()
    return [tale for tale in tales if tale.lower() in whole]


def test_a_blind_reader_opens_all_of_it_and_learns_no_name(app: Flask, panel: Panel) -> None:
    found = everything(app, panel)

    assert {where: told(answer) for where, answer in found.items() if told(answer)} == {}
    one = found[f"/reviews/{panel.read(0, 0).id}"]
    assert one.status_code == 200
    assert "meters that call" in one.text, "but for the names it is there to be read"
    assert "know leaks" in one.text
    assert "Pitch deck · 1 page" in one.text
    assert "hidden in this round" in one.text


def test_a_link_that_the_form_shows_is_there_and_says_nothing_of_where_it_is_opened_from(
    app: Flask, panel: Panel
) -> None:
    """But for one that spells a name, which stays hidden."""
    found = everything(app, panel)

    page = found[f"/reviews/{panel.read(0, 0).id}"].text
    anchor = page[page.index(f'href="{SHOWN_LINK}"') :].split(">")[0]
    assert 'rel="noopener noreferrer nofollow"' in anchor
    answers = found[f"api /reviews/{panel.read(0, 0).id}"].json["application"]["answers"]  # type: ignore[index]
    told_ = {answer["key"]: (answer["value"], answer["hidden"]) for answer in answers}
    assert told_["walkthrough"] == (SHOWN_LINK, False)
    assert told_["trial"] == (None, True)
    assert told_["website"] == told_["film"] == (None, True)


def test_what_has_changed_since_last_time_tells_no_name(app: Flask, panel: Panel) -> None:
    found = everything(app, panel)

    page = found[f"/reviews/{panel.read(0, 0).id}"].text
    assert "This team has applied before." in page
    assert "now has 40 meters" in page
    since = found[f"api /reviews/{panel.read(0, 0).id}"].json["since"]  # type: ignore[index]
    assert since["words"] == "[hidden], then [hidden], now has 40 meters. [hidden] built them."
    assert since["cohort"] is None
    assert since["changed"] == [], "but for the names the answers are the same"


def test_the_same_reader_learns_all_in_an_open_round(app: Flask, panel: Panel) -> None:
    """So that the test above is about hiding, not about a page that shows nothing."""
    with transaction():
        panel.round.blind = False

    answer = everything(app, panel)[f"/reviews/{panel.read(0, 0).id}"]

    assert {FOUNDER, ADDRESS, COMPANY, "youtu.be"} <= set(told(answer))
    assert {"Tirta Lama", "Angkatan 2024"} <= set(told(answer))
    assert "rejected" not in told(answer), "what was decided then is told to no reader"
    assert "0812-3456-7890" not in answer.text, "what is not for reviewers stays so"


def test_the_deck_comes_without_its_name_and_what_it_says_of_itself(
    app: Flask, panel: Panel
) -> None:
    file = db.session.query(File).filter_by(owner_id=panel.applications[0].id).one()
    client, bound = app.test_client(), app.test_client()
    sign_in_as(client, panel.readers[0].user)
    sign_in_as(bound, panel.readers[1].user)
    a_conflict(panel.readers[1].user, panel.applications[0].startup)

    answer = client.get(f"/files/{file.id}", buffered=True)
    refused = bound.get(f"/files/{file.id}")

    assert (answer.status_code, refused.status_code) == (200, 404)
    whole = f"{answer.headers}".encode() + answer.data
    assert [tale for tale in TELL_TALES if tale.encode().lower() in whole.lower()] == []


def test_refusals_tell_no_name_either(app: Flask, panel: Panel) -> None:
    me = panel.readers[0].user
    client = app.test_client()
    sign_in_as(client, me)
    caller = Caller(app, me)
    one = f"/reviews/{panel.read(0, 0).id}"

    answers = [
        client.post(one, data={"then": "submit", "version": "0", "revision": "1"}),
        client.post(one, data={"then": "save", "version": "7", "revision": "1"}),
        client.post(f"{one}/draft", data={"version": "7", "revision": "1"}),
        client.post(f"{one}/conflict", data={}),
        caller.call("PUT", one, json={"scores": {"need": 9}}),
        caller.call("PUT", one, json={"submit": True}),
        caller.post(f"{one}/notes", {"text": "Hello"}),
    ]

    assert [answer.status_code for answer in answers] == [422, 409, 409, 422, 422, 422, 404]
    assert [told(answer) for answer in answers] == [[]] * len(answers)


def test_what_colleagues_say_is_covered_as_well(app: Flask, panel: Panel) -> None:
    note = f"Is this {COMPANY}? I met {FOUNDER}."
    handed_in(panel.read(0, 0), {"need": 3, "evidence": 3})
    handed_in(panel.read(0, 1), {"need": 3, "evidence": 3}, panel_note=note)
    with transaction():
        panel.round.state = RoundState.DISCUSSION
    other = Caller(app, panel.readers[1].user)
    assert other.post(f"/reviews/{panel.read(0, 1).id}/notes", {"text": note}).status_code == 201

    found = everything(app, panel)

    assert {where: told(answer) for where, answer in found.items() if told(answer)} == {}
    assert "I met [hidden]" in found[f"/reviews/{panel.read(0, 0).id}"].text


@pytest.mark.parametrize("state", ["stands", "suspected"])
def test_whoever_has_a_conflict_sees_nothing_of_it(app: Flask, panel: Panel, state: str) -> None:
    me, application = panel.readers[0].user, panel.applications[0]
    handed_in(panel.read(1, 0), {"need": 3, "evidence": 3})
    handed_in(panel.read(0, 1), {"need": 1, "evidence": 1}, panel_note="Weak")
    a_conflict(me, application.startup, state=state, evidence="banyu.example")

    found = everything(app, panel)

    tales = (*TELL_TALES, "meters that call", "know leaks", "Weak", "films.example", "40 meters")
    assert {where: told(a, tales) for where, a in found.items() if told(a, tales)} == {}
    for where in (
        f"api /reviews/{panel.read(0, 0).id}",
        f"api /reviews/{panel.read(0, 0).id}/notes",
    ):
        assert found[where].status_code == 404


def test_a_suspicion_in_an_open_round_names_the_startup(app: Flask, panel: Panel) -> None:
    with transaction():
        panel.round.blind = False
    me = panel.readers[0].user
    a_conflict(me, panel.applications[0].startup, state="suspected", evidence="banyu.example")

    page = everything(app, panel)[f"/reviews/{panel.read(0, 0).id}/question"]

    assert COMPANY in page.text
    assert "ends in banyu.example" in page.text


def test_a_manager_with_a_conflict_ranks_without_it(app: Flask, panel: Panel) -> None:
    for application in (0, 1):
        for reader in (0, 1):
            handed_in(panel.read(application, reader), {"need": 4, "evidence": 2 + reader})
    programme = panel.cohort.programme
    free, bound = a_programme_manager(programme), a_programme_manager(programme)
    a_conflict(bound, panel.applications[0].startup)
    seen = ranking_of(app, free, panel)
    hidden = ranking_of(app, bound, panel)

    assert all(COMPANY in answer.text for answer in seen[:1])
    assert [told(answer) for answer in hidden] == [[]] * len(hidden)
    assert hidden[0].status_code == 200
    [row] = hidden[-1].json["items"]  # type: ignore[index]
    assert (row["reference"], row["rank"]) == (panel.applications[1].reference, 1)
    assert [reader["reviews"] for reader in hidden[-1].json["readers"]] == [1, 1]  # type: ignore[index]


def ranking_of(app: Flask, manager: Any, panel: Panel) -> list[TestResponse]:
    client = app.test_client()
    sign_in_as(client, manager)
    caller = Caller(app, manager)
    base = f"/admin/rounds/{panel.round.id}/ranking"
    client.post(base)
    application = panel.applications[0].id
    return [
        client.get(base),
        client.get(f"{base}.csv", buffered=True),
        client.get(f"{base}.json", buffered=True),
        client.get(f"{base}?seats=1"),
        client.get(f"{base}/{application}"),
        caller.get(f"/rounds/{panel.round.id}/score-runs"),
        caller.get(f"/rounds/{panel.round.id}/applications/{application}/marks"),
        caller.get(f"/rounds/{panel.round.id}/applications/{application}/notes"),
        caller.get(f"/cohorts/{panel.cohort.id}/ranking"),
    ]


def test_strangers_and_other_reviewers_open_nothing(app: Flask, panel: Panel) -> None:
    with transaction():
        panel.read(0, 0).state = AssignmentState.SUBMITTED
    for person in (a_person(), panel.applications[0].members[0].user, panel.readers[1].user):
        client, caller = app.test_client(), Caller(app, person)
        sign_in_as(client, person)
        one = f"/reviews/{panel.read(0, 0).id}"
        for path in (one, f"{one}/conflict", f"{one}/abstain", f"{one}/question"):
            assert client.get(path).status_code == 404, path
        assert client.post(f"{one}/draft", data={"version": "0"}).status_code == 404
        assert caller.get(one).status_code == 404
        assert caller.call("PUT", one, json={}).status_code == 404
        assert caller.post(f"{one}/conflict", {"kind": "equity"}).status_code == 404
