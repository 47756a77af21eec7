"""What everybody sees of programmes and calls."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.programmes.models import Cohort, Phase
from accelerator.programmes.queries import milestones
from hub.core.clock import frozen_at
from tests.counting import asked_for
from tests.factories import MONDAY, a_person, a_space
from tests.factories.programme import a_cohort, a_programme, a_programme_manager
from tests.hub.accounts.stories import words
from tests.signing_in import sign_in_as

IN_THREE = {"en": "For city startups", "id": "Untuk startup kota", "de": "Für Startups der Stadt"}


@pytest.fixture
def cohort(app: Flask) -> Cohort:
    return a_cohort(
        slug="cohort-3",
        name={"en": "Cohort 3"},
        tagline=IN_THREE,
        eligibility={"en": "Teams of two and more.\n\n- In Jakarta\n- Or Berlin"},
        seats=20,
        faq=[{"question": {"en": "Does it cost anything?"}, "answer": {"en": "No."}}],
    )


def test_a_call_says_what_until_when_and_for_whom(client: FlaskClient, cohort: Cohort) -> None:
    answer = client.get("/calls/cohort-3")

    page = words(answer)
    assert "For city startups" in page
    assert "Open now" in page
    assert "Closes in 14 days" in page
    assert "Closes Mon 7 Dec 2026, 08:00 WIB (02:00 in Berlin)" in page
    assert "30 minutes of grace" in page
    assert "Places 20" in page
    assert "<li>Or Berlin</li>" in answer.text
    assert "Does it cost anything?" in page
    assert 'data-countdown="2026-12-07T01:00:00+00:00"' in answer.text
    assert f'data-now="{MONDAY.isoformat()}"' in answer.text
    assert "style=" not in answer.text


@pytest.mark.parametrize(
    ("at", "state", "countdown"),
    [
        (timedelta(days=-22), "Opens soon", "Opens in 15 days"),
        (timedelta(days=-8), "Opens soon", "Opens in 1 day"),
        (timedelta(days=13, hours=20), "Open now", "Closes in 4 hours"),
        (timedelta(days=14, minutes=10), "In grace", "Grace ends in 20 minutes"),
        (timedelta(days=14, minutes=30), "Closed", None),
    ],
)
def test_its_state_follows_the_clock(
    client: FlaskClient, cohort: Cohort, at: timedelta, state: str, countdown: str | None
) -> None:
    with frozen_at(MONDAY + at):
        page = words(client.get("/calls/cohort-3"))

    assert state in page
    if countdown:
        assert countdown in page
    assert ("takes no more applications" in page) is (state == "Closed")


@pytest.mark.parametrize("phase", [Phase.REVIEW, Phase.RUNNING, Phase.ARCHIVED])
def test_a_call_that_was_moved_on_is_closed_whatever_its_dates(
    client: FlaskClient, phase: Phase
) -> None:
    a_cohort(slug="moved-on", phase=phase)

    assert "takes no more applications" in words(client.get("/calls/moved-on"))


@pytest.mark.parametrize(
    ("language", "said"),
    [("id", "14 hari"), ("de", "14 Tage"), ("en", "14 days")],
)
def test_it_speaks_the_reader_s_language_and_falls_back(
    client: FlaskClient, cohort: Cohort, language: str, said: str
) -> None:
    page = words(client.get(f"/calls/cohort-3?lang={language}"))

    assert IN_THREE[language] in page
    assert said in page
    assert "Does it cost anything?" in page, "written in English alone"


def test_a_person_reads_the_deadline_in_their_own_zone(client: FlaskClient, cohort: Cohort) -> None:
    sign_in_as(client, a_person(zone="Pacific/Auckland"))

    page = words(client.get("/calls/cohort-3"))

    assert "Mon 7 Dec 2026, 08:00 WIB (14:00 NZDT)" in page
    assert "Berlin)" not in page


def test_a_day_apart_is_said(client: FlaskClient) -> None:
    closes = MONDAY + timedelta(days=13, hours=15, minutes=59)  # 23:59 in Jakarta
    a_cohort(slug="late", closes_at=closes)
    sign_in_as(client, a_person(zone="Pacific/Auckland"))

    assert "Sun 6 Dec 2026, 23:59 WIB (Mon 7 Dec 2026, 05:59 NZDT)" in words(
        client.get("/calls/late")
    )


def test_a_draft_is_for_its_managers(client: FlaskClient) -> None:
    draft = a_cohort(slug="secret", phase=Phase.DRAFT)
    others = a_programme_manager(a_programme())

    assert client.get("/calls/secret").status_code == 404
    sign_in_as(client, others)
    assert client.get("/calls/secret").status_code == 404
    sign_in_as(client, a_programme_manager(draft.programme))
    page = words(client.get("/calls/secret"))
    assert "Only you see this page yet." in page
    assert "Manage this cohort" in page


def test_a_programme_that_is_not_published_hides_its_calls(client: FlaskClient) -> None:
    hidden = a_programme(published_at=None, slug="hidden", name={"en": "Hidden"})
    a_cohort(programme=hidden, slug="hidden-1")

    assert client.get("/calls/hidden-1").status_code == 404
    assert client.get("/programmes/hidden").status_code == 404
    assert "Hidden" not in words(client.get("/programmes"))
    sign_in_as(client, a_programme_manager(hidden))
    assert client.get("/programmes/hidden").status_code == 200


def test_programmes_with_open_calls_stand_first(client: FlaskClient) -> None:
    for name, opens, closes in (
        ("Closed", -20, -1), ("Coming", 2, 9), ("Open", -5, 5), ("Grace", -5, 0)
    ):  # fmt: skip
        a_cohort(
            programme=a_programme(name={"en": f"{name} lab"}),
            opens_at=MONDAY + timedelta(days=opens),
            closes_at=MONDAY + timedelta(days=closes),
        )
    a_programme(name={"en": "Empty lab"})

    names = re.findall(r"(\w+) lab</a></h2>", client.get("/programmes").text)

    assert names == ["Open", "Grace", "Coming", "Closed", "Empty"]


def test_a_programme_shows_its_calls(client: FlaskClient) -> None:
    lab = a_programme(slug="lab", about={"en": "We build.\n\nTogether."})
    a_cohort(programme=lab, name={"en": "Last year"}, closes_at=MONDAY - timedelta(days=1))
    a_cohort(programme=lab, name={"en": "This year"})
    a_cohort(programme=lab, name={"en": "Next year"}, phase=Phase.DRAFT)

    answer = client.get("/programmes/lab")

    page = words(answer)
    assert page.index("This year") < page.index("Last year")
    assert "Next year" not in page
    assert "<p>Together.</p>" in answer.text


def test_the_front_page_shows_calls_that_are_open_or_come_soon(client: FlaskClient) -> None:
    a_space()
    assert "countdown.js" not in client.get("/").text
    a_cohort(name={"en": "Open one"})
    a_cohort(name={"en": "Coming one"}, opens_at=MONDAY + timedelta(days=3))
    a_cohort(name={"en": "Far one"}, opens_at=MONDAY + timedelta(days=40),
             closes_at=MONDAY + timedelta(days=50))  # fmt: skip

    for signed_in in (False, True):
        if signed_in:
            sign_in_as(client, a_person())
        page = words(client.get("/"))
        assert "Open one" in page
        assert "Coming one" in page
        assert "Far one" not in page


def test_the_list_asks_no_more_for_thirty_than_for_one(client: FlaskClient) -> None:
    lab = a_programme(slug="lab")
    a_cohort(programme=lab)
    few = [asked_for(client, page)[0] for page in ("/programmes", "/programmes/lab", "/")]

    for _n in range(29):
        a_cohort()
        a_cohort(programme=lab)
    many = [asked_for(client, page)[0] for page in ("/programmes", "/programmes/lab", "/")]

    assert client.get("/programmes").text.count("/calls/") == 30
    assert many == few


def test_the_timeline_joins_dates_and_what_staff_wrote(app: Flask) -> None:
    cohort = a_cohort(
        decisions_on=date(2026, 12, 20),
        starts_on=date(2027, 1, 11),
        timeline=[{"on": "2026-12-14", "title": IN_THREE, "note": {}}],
    )

    lines = milestones(cohort)

    assert [line.title for line in lines] == [
        "Applications open",
        "Applications close",
        "For city startups",
        "You hear from us",
        "The programme starts",
    ]
    assert [line.is_past for line in lines] == [True, False, False, False, False]
    assert [line.is_next for line in lines] == [False, True, False, False, False]


def test_staff_text_cannot_become_markup(client: FlaskClient) -> None:
    a_cohort(slug="odd", about={"en": "- <script>alert(1)</script>\n\n<b>bold</b>"})

    page = client.get("/calls/odd").text

    assert "<script>alert" not in page
    assert "&lt;b&gt;bold" in page
