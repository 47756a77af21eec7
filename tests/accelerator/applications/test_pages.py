"""Applying without a line of script: every step by links and buttons."""

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from accelerator.applications import services
from accelerator.applications.models import Application, ApplicationState, TeamRole
from accelerator.applications.queries import answers_of
from accelerator.applications.services import Given
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from tests.accelerator.applications.stories import (
    PROBLEM,
    a_closing_cohort,
    a_teammate,
    begun,
    complete,
    handed_in,
    just_before,
    written,
)
from tests.counting import asked_for
from tests.factories import a_person
from tests.factories.programme import QUESTIONS, a_cohort, a_live_form, a_programme, a_startup
from tests.hub.files.papers import a_pdf
from tests.signing_in import sign_in_as


class Founder:
    """Somebody with a browser that runs no script."""

    def __init__(self, app: Flask, person: User, application: Application | None = None) -> None:
        self.person, self.application = person, application
        self.client: FlaskClient = app.test_client()
        sign_in_as(self.client, person)

    @property
    def base(self) -> str:
        assert self.application is not None
        return f"/applications/{self.application.id}"

    def opens(self, path: str = "") -> str:
        answer = self.client.get(self.base + path)
        assert answer.status_code == 200, answer.status
        return answer.text

    def sends(self, path: str, **fields: object) -> TestResponse:
        return self.client.post(self.base + path, data=fields)

    def saves(self, page: str, **fields: object) -> TestResponse:
        """Fills in the section's form as it was shown, and presses a button."""
        sent: dict[str, object] = {"q-here": re.findall(r'name="q-here" value="([\w-]+)"', page)}
        sent |= dict(re.findall(r'name="(v-[\w-]+)" value="([^"]*)"', page))
        for name, text in re.findall(r'<textarea[^>]*name="(q-\w+)"[^>]*>\n(.*?)</textarea>', page):
            sent[name] = text
        for name, value in re.findall(r'<input[^>]*name="(q-(?!here)\w+)" value="([^"]*)"', page):
            sent[name] = value
        return self.sends("/apply/problem", **(sent | fields))


@pytest.fixture
def ani(app: Flask) -> Founder:
    person = a_person(name="Ani")
    return Founder(app, person, begun(owner=person))


def test_from_the_gate_to_a_receipt(app: Flask) -> None:
    cohort, person = a_cohort(slug="cohort-7"), a_person()
    startup = a_startup(person, name="Banyu Kota")
    client = app.test_client()

    gate = client.get("/calls/cohort-7/apply")
    assert "Do you work in Jakarta, Berlin or Bangkok?" in gate.text
    passed = client.post("/calls/cohort-7/apply", data={"q-works-here": "yes"})
    assert passed.location == "/calls/cohort-7/apply/startup"
    asked = client.get(passed.location)
    assert asked.location == "/sign-in?next=/calls/cohort-7/apply/startup"
    assert "You may apply. Sign in or make an account" in client.get(asked.location).text
    sign_in_as(client, person)
    assert "Banyu Kota" in client.get(passed.location).text
    chosen = client.post(passed.location, data={"startup": str(startup.organisation_id)})
    application = db.session.query(Application).one()
    assert chosen.location == f"/applications/{application.id}/apply"

    founder = Founder(app, person, application)
    page = founder.opens("/apply/problem")
    saved = founder.saves(
        page, **{"q-headline": "Meters that call", "q-problem": PROBLEM, "go": "on"}
    )
    assert saved.location == f"/applications/{application.id}/review"
    assert "Nothing is missing." in founder.opens("/review")
    sent = founder.sends("/submit")
    receipt = client.get(sent.location).text

    assert "A-0001" in receipt
    assert application.state is ApplicationState.SUBMITTED
    assert cohort.last_number == 1


def test_who_is_refused_reads_why_and_nothing_is_kept(app: Flask) -> None:
    a_cohort(slug="cohort-7")
    client = app.test_client()

    refused = client.post("/calls/cohort-7/apply", data={"q-works-here": "no"})

    assert "This call is for teams in the three cities." in refused.text
    assert "Set-Cookie" not in refused.headers or "hub_gate" not in refused.headers["Set-Cookie"]
    assert client.get("/calls/cohort-7/apply/startup").status_code == 302


def test_a_passed_gate_cannot_be_made_up(app: Flask) -> None:
    a_cohort(slug="cohort-7")
    founder = Founder(app, a_person())
    founder.client.set_cookie("hub_gate", "eyJjb2hvcnQtNyI6e319.fake.fake")

    answer = founder.client.get("/calls/cohort-7/apply/startup")

    assert answer.location == "/calls/cohort-7/apply"


def test_a_new_startup_is_named_on_the_way(app: Flask) -> None:
    a_cohort(slug="cohort-7")
    founder = Founder(app, a_person())
    founder.client.post("/calls/cohort-7/apply", data={"q-works-here": "yes"})

    nameless = founder.client.post("/calls/cohort-7/apply/startup", data={"startup": "new"})
    named = {"startup": "new", "name": "Rute Lab"}
    founder.client.post("/calls/cohort-7/apply/startup", data=named)

    assert nameless.status_code == 422
    assert db.session.query(Application).one().startup.name == "Rute Lab"


def test_the_draft_waits_on_the_front_page(app: Flask) -> None:
    a_cohort(slug="cohort-7")
    founder = Founder(app, a_person())
    founder.client.post("/calls/cohort-7/apply", data={"q-works-here": "yes"})

    assert "/calls/cohort-7/apply/startup" in founder.client.get("/").text


def test_two_at_once_see_both_texts_and_choose(app: Flask, ani: Founder) -> None:
    assert ani.application is not None
    budi = Founder(app, a_teammate(ani.application, name="Budi"), ani.application)
    before = ani.opens("/apply/problem")
    budi.saves(budi.opens("/apply/problem"), **{"q-problem": "Written by Budi."})

    clash = ani.saves(before, **{"q-problem": "Written by Ani."})
    assert clash.status_code == 409
    assert "Written by Budi." in clash.text
    assert "Written by Ani." in clash.text
    again = ani.saves(clash.text, **{"q-problem": "Written by Ani.", "clash-problem": "1"})
    assert again.status_code == 409, "without a choice nothing is overwritten"
    mine = {"q-problem": "Written by Ani.", "clash-problem": "1", "settle-problem": "mine"}
    settled = ani.saves(again.text, **mine)

    assert settled.status_code == 302
    assert answers_of(ani.application)["problem"].value == "Written by Ani."


@pytest.mark.parametrize(
    ("choice", "stands"), [("theirs", "Budi's."), ("both", "Budi's.\n\nAni's.")]
)
def test_theirs_or_both(app: Flask, ani: Founder, choice: str, stands: str) -> None:
    assert ani.application is not None
    before = ani.opens("/apply/problem")
    written(ani.application, a_teammate(ani.application), problem="Budi's.")
    clash = ani.saves(before, **{"q-problem": "Ani's."})

    ani.saves(clash.text, **{"q-problem": "Ani's.", "clash-problem": "1", "settle-problem": choice})

    assert answers_of(ani.application)["problem"].value == stands


def test_what_one_did_not_touch_is_no_conflict(app: Flask, ani: Founder) -> None:
    assert ani.application is not None
    before = ani.opens("/apply/problem")
    written(ani.application, a_teammate(ani.application), problem="Written by Budi.")

    saved = ani.saves(before, **{"q-headline": "Only the headline"})

    assert saved.status_code == 302
    answers = answers_of(ani.application)
    assert answers["problem"].value == "Written by Budi."
    assert answers["headline"].value == "Only the headline"


def test_after_the_end_what_was_typed_stays_on_the_page(app: Flask) -> None:
    person, cohort = a_person(), a_closing_cohort()
    founder = Founder(app, person, begun(cohort, person))
    page = founder.opens("/apply/problem")

    with frozen_at(cohort.window.ends_at):
        answer = founder.saves(page, **{"q-problem": "A second too late."})

    assert answer.status_code == 409
    assert "A second too late." in answer.text
    assert "The time to change this application is over." in answer.text


def test_the_review_names_each_missing_thing_once_with_its_place(ani: Founder) -> None:
    page = ani.opens("/review")

    assert page.count('/apply/problem#q-problem-box"') == 1
    assert page.count('/apply/problem#q-headline-box"') == 1
    assert "2 things are still missing." in page


def test_an_incomplete_one_is_not_handed_in(ani: Founder) -> None:
    answer = ani.sends("/submit")

    assert answer.status_code == 422
    assert ani.application is not None
    assert ani.application.state is ApplicationState.DRAFT


def test_how_it_stands_to_the_deadline_is_told_before(app: Flask) -> None:
    person, cohort = a_person(), a_closing_cohort()
    founder = Founder(app, person, complete(cohort, person))

    assert "If you hand in now, it is on time." in founder.opens("/review")
    with frozen_at(cohort.closes_at):
        assert "In the grace period" in founder.opens("/review")


def test_changes_that_are_not_handed_in_are_named(app: Flask) -> None:
    person = a_person()
    application = handed_in(owner=person)
    founder = Founder(app, person, application)
    written(application, person, problem="Changed since.")

    assert "Changes not handed in" in founder.opens()
    assert "You have changes that are not handed in." in founder.opens("/review")


def test_the_receipt_is_a_pdf_too(app: Flask) -> None:
    person = a_person()
    founder = Founder(app, person, handed_in(owner=person))

    answer = founder.client.get(founder.base + "/receipt.pdf")

    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")


def test_withdrawing_asks_first(app: Flask) -> None:
    person = a_person()
    application = handed_in(owner=person)
    founder = Founder(app, person, application)

    assert "Withdraw A-0001?" in founder.opens("/withdraw")
    founder.sends("/withdraw", reason="We join another programme")

    assert application.state is ApplicationState.WITHDRAWN
    assert "Withdrawn" in founder.opens()


def test_who_reads_along_gets_no_fields(app: Flask, ani: Founder) -> None:
    assert ani.application is not None
    reader = Founder(app, a_teammate(ani.application, TeamRole.VIEW), ani.application)

    page = reader.opens("/apply/problem")

    assert "<textarea" not in page
    assert reader.saves(page, **{"q-problem": "Mine"}).status_code == 403


def test_comments_stand_beside_their_question(app: Flask, ani: Founder) -> None:
    said = ani.sends("/comments", key="problem", text="Numbers, please.")

    assert said.location.endswith("/apply/problem#talk-problem")
    assert "Numbers, please." in ani.opens("/apply/problem")


WITH_A_DECK = QUESTIONS | {
    "sections": [
        *QUESTIONS["sections"],
        {
            "key": "papers",
            "title": {"en": "Papers"},
            "questions": [
                {"key": "deck", "kind": "file", "label": {"en": "Deck"}, "settings": {"max_mb": 2}}
            ],
        },
    ]
}


def test_a_deck_is_put_there_replaced_and_taken_out_by_button(app: Flask) -> None:
    programme, person = a_programme(), a_person()
    cohort = a_cohort(programme=programme, form_version=a_live_form(programme, WITH_A_DECK))
    application = begun(cohort, person)
    founder = Founder(app, person, application)

    def put(name: str, seen: str) -> TestResponse:
        return founder.sends(
            "/apply/papers",
            **{"q-here": "deck", "v-deck": seen, "q-deck": (BytesIO(a_pdf()), name)},
        )

    put("deck.pdf", "0:")
    first = answers_of(application)["deck"].value[0]
    put("deck-2.pdf", "1:")
    second = answers_of(application)["deck"].value[0]
    page = founder.opens("/apply/papers")
    read = founder.client.get(f"/files/{second['file']}", buffered=True)
    gone = founder.client.get(f"/files/{first['file']}")
    taken = {"q-here": "deck", "v-deck": "2:", "take-out": f"deck:{second['file']}"}
    founder.sends("/apply/papers", **taken)

    assert (first["name"], second["name"]) == ("deck.pdf", "deck-2.pdf")
    assert "deck-2.pdf" in page
    assert (read.status_code, gone.status_code) == (200, 404)
    assert answers_of(application)["deck"].value is None


def test_a_file_of_another_kind_is_refused_beside_its_question(app: Flask) -> None:
    programme, person = a_programme(), a_person()
    cohort = a_cohort(programme=programme, form_version=a_live_form(programme, WITH_A_DECK))
    founder = Founder(app, person, begun(cohort, person))
    page = b"<html><script>alert(1)</script></html>"

    answer = founder.sends(
        "/apply/papers", **{"q-here": "deck", "v-deck": "0:", "q-deck": (BytesIO(page), "deck.pdf")}
    )

    assert answer.status_code == 422
    assert "We cannot read this file." in answer.text


def test_a_list_asks_no_more_for_thirty_than_for_one(app: Flask) -> None:
    person = a_person()
    founder = Founder(app, person, handed_in(owner=person))
    few, _page = asked_for(founder.client, "/applications")
    for _ in range(14):
        handed_in(owner=person)

    many, page = asked_for(founder.client, "/applications")

    assert page.count("A-0001") == 15
    assert many == few


def test_the_page_of_a_section_is_shown_until_the_very_end(app: Flask) -> None:
    person, cohort = a_person(), a_closing_cohort()
    founder = Founder(app, person, begun(cohort, person))

    with frozen_at(just_before(cohort.window.ends_at)):
        assert 'name="q-problem"' in founder.opens("/apply/problem")
    with frozen_at(cohort.window.ends_at):
        assert 'name="q-problem"' not in founder.opens("/apply/problem")


def test_a_stranger_finds_nothing(app: Flask, ani: Founder) -> None:
    stranger = Founder(app, a_person(), ani.application)

    for path in ("", "/apply", "/apply/problem", "/review", "/receipt", "/team", "/withdraw"):
        assert stranger.client.get(stranger.base + path).status_code == 404


def test_answers_saved_elsewhere_are_seen_at_once(app: Flask, ani: Founder) -> None:
    assert ani.application is not None
    with transaction():
        given = {"problem": Given("From the phone.", 0)}
        services.save_answers(ani.application, given, by=ani.person)

    assert "From the phone." in ani.opens("/apply/problem")
