"""The manager's side: programmes, and one cohort from a draft to its end."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.programmes.models import Cohort, Phase, Programme
from accelerator.programmes.services import Touched
from accelerator.programmes.services import calendar as calendar_services
from hub.accounts.models import Role, User
from hub.core.database import db
from tests.counting import asked_for
from tests.factories import MONDAY, a_person_who_is
from tests.factories.programme import a_cohort, a_live_form, a_programme, a_programme_manager
from tests.hub.accounts.stories import words
from tests.signing_in import sign_in_as

NEW = {
    "name-en": "Cohort 3", "name-de": "Jahrgang 3", "slug": "city-lab-3", "seats": "20",
    "opens_local": "2026-11-24T09:00", "closes_local": "2026-12-06T23:59", "grace_minutes": "30",
}  # fmt: skip


@pytest.fixture
def programme(app: Flask) -> Programme:
    return a_programme(name={"en": "City Lab"}, slug="city-lab")


@pytest.fixture
def manager(programme: Programme, client: FlaskClient) -> User:
    manager = a_programme_manager(programme)
    sign_in_as(client, manager)
    return manager


def the_cohort(slug: str = "city-lab-3") -> Cohort:
    db.session.expire_all()
    return db.session.query(Cohort).filter_by(slug=slug).one()


def test_a_programme_is_made_published_and_put_away(client: FlaskClient) -> None:
    sign_in_as(client, a_person_who_is(Role.PROGRAMME_MANAGER))
    fields = {"name-en": "Pilot Call", "slug": "pilot-call", "zone": "Europe/Berlin",
              "currency": "EUR", "about-en": "With the city."}  # fmt: skip

    made = client.post("/admin/programmes/new", data=fields)

    assert made.status_code == 302
    assert "Not published" in words(client.get(made.location))
    assert client.post(f"{made.location}/publish").status_code == 302
    assert "Pilot Call" in words(client.get("/programmes"))
    changed = client.post(f"{made.location}/edit", data=fields | {"name-de": "Pilotaufruf"})
    assert changed.status_code == 302
    assert client.post(f"{made.location}/archive", data={"reason": "Over"}).status_code == 302
    assert "Pilot Call" not in words(client.get("/programmes"))
    page = words(client.get(made.location))
    assert "Archived" in page
    assert "archived the programme" in page
    assert client.post(f"{made.location}/restore").status_code == 302
    assert "Pilot Call" in words(client.get("/programmes"))


def test_what_is_wrong_with_a_programme_stands_beside_its_field(client: FlaskClient) -> None:
    sign_in_as(client, a_person_who_is(Role.PROGRAMME_MANAGER))
    a_programme(slug="taken")
    fields = {"name-en": "X", "slug": "taken", "zone": "Asia/Jakarta", "currency": "IDR"}

    taken = client.post("/admin/programmes/new", data=fields)
    odd = client.post("/admin/programmes/new", data=fields | {"slug": "Über uns"})
    nameless = client.post("/admin/programmes/new", data=fields | {"name-en": " ", "slug": "a"})

    assert taken.status_code == odd.status_code == nameless.status_code == 422
    assert "This address is in use" in words(taken)
    assert "Lower-case letters, digits and hyphens" in words(odd)
    assert "in one language at least" in words(nameless)


def test_a_cohort_goes_from_draft_to_a_public_call(
    client: FlaskClient, programme: Programme, manager: User
) -> None:
    made = client.post(f"/admin/programmes/{programme.id}/cohorts/new", data=NEW)

    cohort = the_cohort()
    assert made.location == f"/admin/cohorts/{cohort.id}"
    assert (cohort.opens_at.hour, cohort.closes_at.hour) == (2, 16), "Jakarta is seven ahead"
    overview = words(client.get(made.location))
    assert "No form yet: choose what applicants are asked." in overview
    assert "missing: Bahasa Indonesia" in overview
    refused = client.post(f"{made.location}/move?to=published")
    assert refused.status_code == 422
    assert "Choose first what applicants are asked." in words(refused)
    assert client.post(f"{made.location}/form", data={"template": "pilot_call"}).status_code == 302
    assert "Publish its form first." in words(client.post(f"{made.location}/move?to=published"))
    cohort = the_cohort()
    cohort_form = a_live_form(programme)
    chosen = client.post(f"{made.location}/form", data={"form": str(cohort_form.form_id)})
    assert chosen.status_code == 302
    assert client.get("/calls/city-lab-3").status_code == 200, "its managers look before"
    assert client.post(f"{made.location}/move?to=published").status_code == 302
    assert the_cohort().phase is Phase.PUBLISHED
    assert "Opens soon" in words(client.get("/calls/city-lab-3"))
    history = words(client.get(made.location))
    assert "moved the cohort on" in history


def test_texts_questions_timeline_and_agreement_are_written_without_script(
    client: FlaskClient, programme: Programme, manager: User
) -> None:
    cohort = a_cohort(programme=programme, slug="city-lab-3")
    at = f"/admin/cohorts/{cohort.id}"
    texts = {"name-en": "Cohort 3", "slug": "city-lab-3", "seats": "12", "offer_hours": "72",
             "erase_after_days": "365", "languages": ["en", "de"],
             "eligibility-en": "Teams of two.", "tagline-de": "Zwölf Wochen"}  # fmt: skip
    question = {"entries-0-question-en": "Is it free?", "entries-0-answer-en": "Yes.\n\nAlways."}
    kick_off = {"entries-0-on": "2027-01-11", "entries-0-title-en": "Kick-off"}

    answers = [
        client.post(f"{at}/edit", data=texts),
        client.post(f"{at}/faq", data=question | {"done": "1"}),
        client.post(f"{at}/timeline", data=kick_off | {"done": "1"}),
        client.post(f"{at}/agreement", data={"agreement-en": "We work together."}),
    ]

    assert [answer.status_code for answer in answers] == [302] * 4
    kept = the_cohort()
    assert (kept.seats, kept.offer_hours, kept.languages) == (12, 72, ["en", "de"])
    assert kept.tagline == {"de": "Zwölf Wochen"}
    assert kept.faq == [{"question": {"en": "Is it free?"}, "answer": {"en": "Yes.\n\nAlways."}}]
    assert kept.timeline == [{"on": "2027-01-11", "title": {"en": "Kick-off"}, "note": {}}]
    assert (kept.agreement, kept.agreement_version) == ({"en": "We work together."}, 2)
    page = words(client.get("/calls/city-lab-3"))
    assert "Is it free?" in page
    assert "Kick-off" in page


def test_questions_are_reordered_and_removed(
    client: FlaskClient, programme: Programme, manager: User
) -> None:
    faq = [{"question": {"en": f"Q{n}"}, "answer": {"en": f"A{n}"}} for n in (1, 2, 3)]
    cohort = a_cohort(programme=programme, slug="city-lab-3", faq=faq)
    fields: dict[str, str] = {}
    for n in range(3):
        fields |= {f"entries-{n}-question-en": f"Q{n + 1}", f"entries-{n}-answer-en": f"A{n + 1}"}
        fields[f"entries-{n}-position"] = str((n + 1) * 10)
    fields |= {"entries-2-position": "5", "entries-0-remove": "y", "entries-3-question-en": ""}

    client.post(f"/admin/cohorts/{cohort.id}/faq", data=fields)

    assert [entry["question"]["en"] for entry in the_cohort().faq] == ["Q3", "Q2"]


def test_a_question_without_an_answer_is_refused_and_nothing_is_lost(
    client: FlaskClient, programme: Programme, manager: User
) -> None:
    cohort = a_cohort(programme=programme)

    refused = client.post(
        f"/admin/cohorts/{cohort.id}/faq", data={"entries-0-question-en": "How long does it take?"}
    )

    assert refused.status_code == 422
    assert "Each needs a question and an answer." in words(refused)
    assert "How long does it take?" in refused.text


def test_who_was_slower_is_told_and_overwrites_nothing(
    client: FlaskClient, programme: Programme, manager: User
) -> None:
    cohort = a_cohort(programme=programme, slug="city-lab-3")
    at = f"/admin/cohorts/{cohort.id}/agreement"

    first = client.post(at, data={"agreement-en": "First", "version": "1"})
    second = client.post(at, data={"agreement-en": "Second", "version": "1"})

    assert (first.status_code, second.status_code) == (302, 422)
    assert "Somebody changed this since you opened it." in words(second)
    assert "Second" in second.text, "what was written is still there"
    assert the_cohort().agreement == {"en": "First"}


def test_an_earlier_deadline_is_confirmed_with_a_reason(
    client: FlaskClient, programme: Programme, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar_services, "_reckonings", [lambda _cohort: Touched(14, 6)])
    cohort = a_cohort(programme=programme, slug="city-lab-3")
    at = f"/admin/cohorts/{cohort.id}/dates"
    earlier = {"opens_local": "2026-11-16T08:00", "closes_local": "2026-12-05T08:00",
               "grace_minutes": "30"}  # fmt: skip

    asked = client.post(at, data=earlier)
    silent = client.post(at, data=earlier | {"confirmed": "y", "reason": " "})
    said = client.post(at, data=earlier | {"confirmed": "y", "reason": "The jury moved"})

    assert (asked.status_code, silent.status_code, said.status_code) == (422, 422, 302)
    assert "begun applications: 14, handed in: 6" in words(asked)
    assert the_cohort().closes_at == MONDAY + timedelta(days=12)
    assert "The jury moved" in words(client.get(f"/admin/cohorts/{cohort.id}"))


def test_a_later_deadline_asks_nothing(
    client: FlaskClient, programme: Programme, manager: User
) -> None:
    cohort = a_cohort(programme=programme, slug="city-lab-3")
    later = {"opens_local": "2026-11-16T08:00", "closes_local": "2026-12-24T08:00",
             "grace_minutes": "30"}  # fmt: skip

    assert client.post(f"/admin/cohorts/{cohort.id}/dates", data=later).status_code == 302
    assert the_cohort().closes_at == MONDAY + timedelta(days=31)


def test_a_time_that_the_clocks_skip_or_repeat_is_asked_about(client: FlaskClient) -> None:
    berlin = a_programme(zone="Europe/Berlin", currency="EUR")
    sign_in_as(client, a_programme_manager(berlin))
    at = f"/admin/programmes/{berlin.id}/cohorts/new"
    skipped = NEW | {"closes_local": "2027-03-28T02:30"}
    twice = NEW | {"closes_local": "2027-10-31T02:30"}

    no_such = client.post(at, data=skipped)
    which = client.post(at, data=twice)
    later = client.post(at, data=twice | {"closes_fold": "1"})

    assert (no_such.status_code, which.status_code, later.status_code) == (422, 422, 302)
    assert "There is no 02:30" in words(no_such)
    assert "02:30 happens twice" in words(which)
    assert len(re.findall(r'name="closes_fold"', which.text)) == 2
    assert the_cohort().closes_at.isoformat() == "2027-10-31T01:30:00+00:00"
    kept = client.get(f"/admin/cohorts/{the_cohort().id}/dates").text
    assert re.search(r'checked[^>]*name="closes_fold"[^>]*value="1"', kept), "the later reading"


def test_another_cohort_begins_like_the_last(
    client: FlaskClient, programme: Programme, manager: User
) -> None:
    faq = [{"question": {"en": "Is it free?"}, "answer": {"en": "Yes."}}]
    timeline = [{"on": "2026-12-20", "title": {"en": "Kick-off"}, "note": {}}]
    last = a_cohort(programme=programme, seats=7, faq=faq, timeline=timeline)
    at = f"/admin/programmes/{programme.id}/cohorts/new?like={last.id}&opening=2027-11-15"

    page = client.get(at).text
    fields = NEW | {"opens_local": "2027-11-15T08:00", "closes_local": "2027-12-06T08:00"}
    made = client.post(at.split("&")[0], data=fields)

    assert 'value="2027-11-15T08:00"' in page
    assert 'value="2027-12-06T08:00"' in page
    assert made.status_code == 302
    copy = the_cohort()
    assert (copy.faq, copy.form_id, copy.phase) == (faq, last.form_id, Phase.DRAFT)
    assert [entry["on"] for entry in copy.timeline] == ["2027-12-19"], "364 days later"


def test_managers_of_another_programme_find_nothing(client: FlaskClient) -> None:
    cohort = a_cohort()
    sign_in_as(client, a_programme_manager(a_programme()))
    at = f"/admin/cohorts/{cohort.id}"

    assert client.get(f"/admin/programmes/{cohort.programme_id}").status_code == 404
    for page in ("", "/edit", "/dates", "/faq", "/timeline", "/agreement", "/form"):
        assert client.get(at + page).status_code == 404
    assert client.post(f"{at}/move?to=review").status_code == 404
    assert client.post(f"{at}/form", data={"template": "blank"}).status_code == 404
    listed = client.get("/admin/programmes").text
    assert str(cohort.id) not in listed


def test_the_list_asks_no_more_for_thirty_than_for_one(client: FlaskClient) -> None:
    sign_in_as(client, a_person_who_is(Role.PROGRAMME_MANAGER))
    a_cohort()
    few, _ = asked_for(client, "/admin/programmes")

    for _n in range(29):
        a_cohort()
    many, page = asked_for(client, "/admin/programmes")

    assert page.count("/admin/cohorts/") == 30
    assert many == few
