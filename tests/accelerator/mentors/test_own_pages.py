"""A mentor's own side and a founder's, as they open it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from accelerator.mentors.models import GivingState, Mentor, MentorPlaces
from accelerator.mentors.queries.availability import availability_of
from accelerator.mentors.queries.mentors import get_mentor, get_mentoring, wish_of, words_of
from accelerator.participations.models import Participation
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.organisations.models import MemberRole
from tests.counting import asked_for
from tests.factories import MONDAY, a_member, a_person
from tests.factories.mentoring import (
    a_mentor,
    a_mentoring,
    a_participation,
    a_week,
    a_wish,
    places_of,
)
from tests.factories.programme import a_cohort, a_conflict, a_programme_manager, a_startup
from tests.signing_in import sign_in_as

CODE = {"en": "Be kind.\nBe on time.", "id": "Bersikap baik.", "de": "Seien Sie freundlich."}


def as_(app: Flask, person: User) -> FlaskClient:
    client = app.test_client()
    sign_in_as(client, person)
    return client


@pytest.fixture
def mentor(app: Flask) -> Mentor:
    return a_mentor(a_person(name="Dr. Anna Becker"))


@pytest.fixture
def hers(app: Flask, mentor: Mentor) -> FlaskClient:
    return as_(app, mentor.user)


@pytest.fixture
def asked(mentor: Mentor) -> MentorPlaces:
    cohort = a_cohort(starts_on=date(2027, 1, 4), ends_on=date(2027, 6, 30))
    a_mentoring(cohort, code=CODE)
    return places_of(cohort, mentor, state=GivingState.ASKED)


def test_who_is_asked_answers_reads_the_code_and_has_nothing_more_to_do(
    hers: FlaskClient, mentor: Mentor, asked: MentorPlaces
) -> None:
    assert "To my mentoring" in hers.get("/").text
    page = hers.get("/mentoring").text
    assert "One thing to do" in page
    assert "Say yes or no to" in page
    hers.post(f"/mentoring/places/{asked.id}", data={"places": "3", "version": "1"})
    assert (asked.state, asked.places) == (GivingState.ACCEPTED, 3)
    assert "2 things to do" in hers.get("/mentoring").text
    code = f"/mentoring/places/{asked.id}/code"
    assert "Be on time." in hers.get(code).text
    hers.post(code, data={"version": "1"})
    a_week(mentor=mentor)
    assert "Nothing to do now." in hers.get("/mentoring").text


def test_an_older_wording_is_not_agreed_to(hers: FlaskClient, asked: MentorPlaces) -> None:
    code = f"/mentoring/places/{asked.id}/code"
    assert (
        "There is a newer wording. Please read it." in hers.post(code, data={"version": "0"}).text
    )
    assert asked.mentor.code_version is None


def test_not_this_time_and_stopping_with_a_reason(
    hers: FlaskClient, mentor: Mentor, asked: MentorPlaces
) -> None:
    hers.post(f"/mentoring/places/{asked.id}", data={"places": "0", "version": "1"})
    assert asked.state is GivingState.DECLINED
    other = places_of(a_cohort(), mentor)
    assert "Your pairs in this cohort end" in hers.get(f"/mentoring/places/{other.id}/stop").text
    hers.post(f"/mentoring/places/{other.id}/stop", data={"reason": "A new job"})
    assert other.state is GivingState.LEFT


def test_the_profile_and_how_each_circle_sees_it(hers: FlaskClient, mentor: Mentor) -> None:
    form = {
        "version": "1", "headline": "From pilot to contract", "topics": ["pilots", "pricing"],
        "languages": ["de", "en"], "ways": ["video"], "about": "Twenty years in water.",
        "link-label": ["Site", ""], "link-url": ["https://becker.example", ""],
        "see_about": "network", "see_languages": "staff", "see_organisations": "everybody",
        "see_photo": "staff", "see_ways": "network", "see_links": "everybody",
        "see_availability": "staff", "video_url": "https://meet.example/secret-room",
        "aliases": "anna@elsewhere.example",
    }  # fmt: skip
    answer = hers.post("/mentoring/profile", data=form)
    assert answer.location == "/mentoring/profile/preview"
    assert mentor.topics == ["pricing", "pilots"]
    shown = {to: hers.get(f"/mentoring/profile/preview?to={to}").text
             for to in ("everybody", "network", "staff")}  # fmt: skip
    assert ["Twenty years" in shown[to] for to in shown] == [False, True, True]
    assert ["Deutsch</p>" in shown[to] or "English, Deutsch" in shown[to] for to in shown] == [
        False, False, True,
    ]  # fmt: skip
    assert all("https://becker.example" in text for text in shown.values())
    assert not any("secret-room" in t or "anna@elsewhere" in t for t in shown.values())
    refused = hers.post("/mentoring/profile", data=form | {"version": "1"})
    assert (refused.status_code, "was changed in the meantime" in refused.text) == (422, True)


def test_the_week_is_edited_row_by_row_without_a_script(hers: FlaskClient, mentor: Mentor) -> None:
    empty = hers.get("/mentoring/hours").text
    assert empty.count('name="weekday"') == 5
    rows = {"weekday": ["0", "2"], "from": ["09:00", "14:00"], "until": ["11:00", "00:00"],
            "zone": "Europe/Berlin", "holiday_calendar": "DE-BE", "version": "0"}  # fmt: skip
    more = hers.post("/mentoring/hours", data=rows | {"do": "add"})
    assert (more.status_code, more.text.count('name="weekday"')) == (200, 3)
    less = hers.post("/mentoring/hours", data=rows | {"do": "drop-0"}).text
    assert (less.count('name="weekday"'), 'value="09:00"' in less) == (1, False)
    assert availability_of(mentor_id=mentor.id) is None
    hers.post("/mentoring/hours", data=rows)
    kept = availability_of(mentor_id=mentor.id)
    assert kept is not None
    assert [(row["from"], row["until"]) for row in kept.weekly] == [
        ("09:00", "11:00"),
        ("14:00", "24:00"),
    ]
    page = hers.get("/mentoring/hours").text
    assert "15:00–17:00 in Jakarta" in page
    assert "14:00–16:00" in page
    bad = hers.post("/mentoring/hours", data=rows | {"version": "1", "until": ["08:00", "15:00"]})
    assert (bad.status_code, "ends before it begins" in bad.text) == (422, True)


def test_days_that_differ_and_calendars_elsewhere(hers: FlaskClient, mentor: Mentor) -> None:
    week = a_week(mentor=mentor)
    day = (MONDAY + timedelta(days=9)).date().isoformat()
    hers.post("/mentoring/hours/days", data={"day": day, "note": "Away"})
    (off,) = week.exceptions
    assert "Away" in hers.get("/mentoring/hours").text
    hers.post(f"/mentoring/hours/days/{off.id}/drop")
    assert "Away" not in hers.get("/mentoring/hours").text
    secret = "https://calendar.example/private-0a1b/basic.ics"
    hers.post("/mentoring/hours/calendars/address", data={"url": secret, "name": "Work"})
    page = hers.get("/mentoring/hours").text
    assert ("is looked at soon" in page, "private-0a1b" in page) == (True, False)
    inner = hers.post("/mentoring/hours/calendars/address", data={"url": "https://10.0.0.7/x"})
    assert inner.status_code == 422
    ics = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261201T080000Z\r\nDURATION:PT1H\r\n" \
          b"END:VEVENT\r\nEND:VCALENDAR\r\n"  # fmt: skip
    sent = {"file": (BytesIO(ics), "work.ics")}
    assert hers.post("/mentoring/hours/calendars/file", data=sent).status_code == 302
    no_calendar = {"file": (BytesIO(b"<html>"), "work.ics")}
    assert hers.post("/mentoring/hours/calendars/file", data=no_calendar).status_code == 422
    for each in list(week.calendars):
        hers.post(f"/mentoring/hours/calendars/{each.id}/drop")
    db.session.expire_all()
    assert week.calendars == []


def test_a_pause_ends_by_itself_and_leaving_is_asked_twice(
    hers: FlaskClient, mentor: Mentor
) -> None:
    hers.post("/mentoring/pause", data={"until": (MONDAY + timedelta(days=20)).date().isoformat()})
    assert "You pause." in hers.get("/mentoring").text
    with frozen_at(MONDAY + timedelta(days=21)):
        sign_in_as(hers, mentor.user)
        assert "You pause." not in hers.get("/mentoring").text
    hers.post("/mentoring/resume")
    assert mentor.paused_at is None
    assert "Take a pause instead." in hers.get("/mentoring/leave").text
    assert mentor.left_at is None
    hers.post("/mentoring/leave", data={"reason": "Retired"})
    assert mentor.left_at is not None
    assert "You have left the mentors." in hers.get("/mentoring").text


def test_a_mentor_ranks_and_crosses_out_and_only_they_read_it(
    app: Flask, hers: FlaskClient, asked: MentorPlaces
) -> None:
    first, second, close = (
        a_participation(asked.cohort, a_startup(name=name)).startup
        for name in ("Banyu Kota", "Warung Data", "Close Friend")
    )
    a_conflict(asked.mentor.user, close)
    page = f"/mentoring/places/{asked.id}/wishes"
    assert "Close Friend" not in hers.get(page).text
    hers.post(page, data={f"place-{first.id}": "2", f"place-{second.id}": "1"})
    words = words_of(asked.cohort, mentor=asked.mentor)
    assert [(w.startup_id, w.rank) for w in words] == [(second.id, 1), (first.id, 2)]
    note = {f"note-{first.id}": "They owe me money", f"never-{first.id}": "on"}
    hers.post(page, data=note | {f"place-{first.id}": "1", f"place-{second.id}": "1"})
    shown = hers.get(page).text
    assert "They owe me money" in shown
    words = words_of(asked.cohort, mentor=asked.mentor)
    assert [(w.startup_id, w.rank) for w in words] == [(second.id, 1), (first.id, None)]
    stranger = as_(app, a_programme_manager(asked.cohort.programme))
    assert stranger.get(page).status_code == 404


class TestFounder:
    @pytest.fixture
    def founder(self, app: Flask) -> User:
        return a_person()

    @pytest.fixture
    def inside(self, asked: MentorPlaces, founder: User) -> Participation:
        return a_participation(asked.cohort, a_startup(founder, name="Banyu Kota"))

    def test_needs_are_said_in_order(
        self, app: Flask, founder: User, inside: Participation
    ) -> None:
        client = as_(app, founder)
        assert client.get("/mentoring").location.endswith(f"{inside.id}/mentoring")
        page = f"/participations/{inside.id}/mentoring"
        assert "Mentors: needs and wishes" in client.get(f"/participations/{inside.id}").text
        sent = {"topic": ["tenders", "pricing", ""], "sentence": ["How to win one?", "", ""],
                "languages": ["id"], "version": "0"}  # fmt: skip
        client.post(page, data=sent)
        wish = wish_of(inside.cohort, inside.startup)
        assert wish is not None
        assert wish.needs[0] == {"topic": "tenders", "sentence": "How to win one?"}
        twice = client.post(page, data=sent | {"topic": ["tenders", "tenders"], "version": "1"})
        assert (twice.status_code, "each topic once" in twice.text) == (422, True)

    def test_wishes_close_but_ruling_out_stays_open(
        self, app: Flask, founder: User, inside: Participation, asked: MentorPlaces
    ) -> None:
        client = as_(app, founder)
        page = f"/participations/{inside.id}/mentoring/mentors"
        assert "Dr. Anna Becker" in client.get(page).text
        assert client.post(page, data={f"place-{asked.mentor_id}": "1"}).status_code == 302
        with transaction():
            get_mentoring(asked.cohort).wishes_until = MONDAY.date() - timedelta(days=3)
        late = client.post(page, data={})
        assert (late.status_code, "Wishes were open until" in late.text) == (422, True)
        never = {f"never-{asked.mentor_id}": "on"}
        client.post(page, data=never)
        (word,) = words_of(inside.cohort, startup=inside.startup)
        assert word.is_veto

    def test_members_see_needs_and_hours_and_decide_nothing(
        self, app: Flask, inside: Participation
    ) -> None:
        a_wish(inside.cohort, inside.startup)
        a_week(startup=inside.startup)
        member = a_member(inside.startup.organisation, role=MemberRole.MEMBER).user
        client = as_(app, member)
        assert "What may a city pay?" in client.get(f"/participations/{inside.id}/mentoring").text
        assert client.get(f"/participations/{inside.id}/mentoring/mentors").status_code == 403
        hours = f"/mentoring/startups/{inside.startup_id}/hours"
        assert client.get(hours).status_code == 200
        sent = {"version": "1", "zone": "Asia/Jakarta", "holiday_calendar": ""}
        assert client.post(hours, data=sent).status_code == 403
        assert as_(app, a_person()).get(hours).status_code == 404

    def test_hidden_hours_give_no_hours_in_common_away(
        self, app: Flask, founder: User, inside: Participation, asked: MentorPlaces
    ) -> None:
        a_week(startup=inside.startup)
        a_week(mentor=asked.mentor)
        client, page = as_(app, founder), f"/participations/{inside.id}/mentoring/mentors"
        assert "in common a week" not in client.get(page).text
        with transaction():
            asked.mentor.shown = {"availability": "network"}
        assert "40 hours in common a week" in client.get(page).text

    def test_ranking_asks_no_more_for_thirty(
        self, app: Flask, founder: User, inside: Participation, asked: MentorPlaces
    ) -> None:
        client, page = as_(app, founder), f"/participations/{inside.id}/mentoring/mentors"
        cohort_id = asked.cohort_id
        one, _text = asked_for(client, page)
        cohort = db.session.get_one(Cohort, cohort_id)
        for _n in range(29):
            places_of(cohort)
        many, text = asked_for(client, page)
        assert (many, text.count('name="place-')) == (one, 30)


def test_a_mentor_s_page_asks_no_more_for_thirty_cohorts(
    app: Flask, hers: FlaskClient, mentor: Mentor, asked: MentorPlaces
) -> None:
    a_participation(asked.cohort)
    one, _text = asked_for(hers, "/mentoring")
    wishes, _text = asked_for(hers, f"/mentoring/places/{asked.id}/wishes")
    hers_now, cohort = get_mentor(mentor.id), db.session.get_one(Cohort, asked.cohort_id)
    for _n in range(12):
        places_of(a_cohort(programme=cohort.programme), hers_now)
        a_participation(cohort)
    assert asked_for(hers, "/mentoring")[0] == one
    assert asked_for(hers, f"/mentoring/places/{asked.id}/wishes")[0] == wishes
