"""Private notes and what feedback says, looked for on every surface by everybody who must not read
them: pages, lists, API, mail, exports, history."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accelerator.mentors.models import Side
from accelerator.sessions.errors import ChangedMeanwhile, NotNow
from accelerator.sessions.models import MentorSession, NoteSight, SessionState
from accelerator.sessions.queries.after import feedback_of, notes_of, ratings_in
from accelerator.sessions.services import noting
from accelerator.sessions.services.noting import Said
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.models import Entry
from hub.organisations.models import MemberRole
from tests.accelerator.sessions.stories import LINK, Scene, a_scene, all_texts, another_startup
from tests.api import Caller
from tests.factories import a_member, a_person, slot
from tests.factories.mentoring import a_support_organisation
from tests.factories.programme import a_conflict
from tests.signing_in import sign_in_as

WORDS = {
    "note-mentor": "They will run out of money",
    "note-founder": "He talks too much",
    "note-programme": "Please look after them",
    "note-shared": "We agreed on three prices",
    "said-mentor": "Unprepared again",
    "said-founder": "Not worth my hour",
    "step": "Send the offer on Friday",
}


class Told:
    """A session that is over, with every kind of word on it."""

    def __init__(self, app: Flask) -> None:
        self.app, self.scene = app, a_scene()
        house = a_support_organisation()
        a_member(house, self.scene.mentor.user)
        with transaction():
            self.scene.places.organisation_id = house.id
            self.scene.pairing.organisation_id = house.id
        self.coordinator = a_member(house, role=MemberRole.COORDINATOR).user
        self.session = self.scene.book()
        self._write()
        self.readers = self._readers()

    def _write(self) -> None:
        scene, session, mentor = self.scene, self.session, self.scene.mentor.user
        with frozen_at(session.ends_at + timedelta(minutes=5)), transaction():
            for key, sight, by in (
                ("note-mentor", NoteSight.PRIVATE, mentor),
                ("note-founder", NoteSight.PRIVATE, scene.founder),
                ("note-programme", NoteSight.PROGRAMME, mentor),
                ("note-shared", NoteSight.SHARED, mentor),
            ):
                noting.write_note(session, WORDS[key], sight=sight, by=by)
            noting.give_feedback(session, Said(2, False, WORDS["said-mentor"], WORDS["step"]),
                                 by=mentor)  # fmt: skip
            noting.give_feedback(session, Said(1, False, WORDS["said-founder"]), by=scene.founder)

    def _readers(self) -> dict[str, User]:
        conflicted = a_person()
        from_the_house = a_member(self.scene.startup.organisation).user
        other_founder = another_startup(self.scene)[1]
        return {
            "mentor": self.scene.mentor.user,
            "founder": self.scene.founder,
            "member": from_the_house,
            "staff": self.scene.manager,
            "coordinator": self.coordinator,
            "other founder": other_founder,
            "stranger": conflicted,
        }

    def client(self, person: User | None) -> FlaskClient:
        client = self.app.test_client()
        if person is not None:
            sign_in_as(client, person)
        return client


#: Who may read what, wherever they look.
MAY = {
    "mentor": {"note-mentor", "note-programme", "note-shared", "said-mentor", "step"},
    "founder": {"note-founder", "note-shared", "said-founder", "step"},
    "member": {"note-shared", "step"},
    "staff": {"note-programme", "note-shared", "said-mentor", "said-founder", "step"},
    "coordinator": set(),
    "other founder": set(),
    "stranger": set(),
}


@pytest.fixture
def told(app: Flask) -> Told:
    return Told(app)


def surfaces(told: Told) -> list[str]:
    session, cohort = told.session, told.session.cohort_id
    one = f"/mentor-sessions/{session.id}"
    return [
        one,
        f"{one}/cancel",
        f"{one}/move",
        f"{one}/feedback",
        "/mentor-sessions",
        "/mentor-sessions?part=waiting",
        "/mentor-sessions?part=past",
        *(f"/mentor-sessions?part=past&q={word.split()[-1]}" for word in WORDS.values()),
        f"/mentoring/pairs/{told.scene.pairing.id}",
        f"/mentoring/pairs/{told.scene.pairing.id}/sessions/new",
        f"/admin/cohorts/{cohort}/sessions",
        *(f"/admin/cohorts/{cohort}/sessions.{ending}" for ending in ("csv", "json")),
        f"/admin/cohorts/{cohort}/sessions/hours",
        *(f"/admin/cohorts/{cohort}/sessions/hours.{ending}" for ending in ("csv", "json")),
    ]


def api_surfaces(told: Told) -> list[str]:
    session = told.session
    one = f"/mentor-sessions/{session.id}"
    return [
        "/mentor-sessions", "/mentor-sessions?part=past", one, f"{one}/notes", f"{one}/feedback",
        f"{one}/history", f"/cohorts/{session.cohort_id}/mentor-sessions", "/me/history",
    ]  # fmt: skip


def read_in(text: str) -> set[str]:
    return {key for key, word in WORDS.items() if word in text}


@pytest.mark.parametrize("who", MAY)
def test_on_pages_and_exports_everybody_reads_only_what_is_theirs(told: Told, who: str) -> None:
    client = told.client(told.readers[who])
    with frozen_at(told.session.ends_at + timedelta(minutes=10)):
        sign_in_as(client, told.readers[who])
        seen = {url: read_in(_without_search(client.get(url).text)) for url in surfaces(told)}
    assert set().union(*seen.values()) == MAY[who], seen


def _without_search(text: str) -> str:
    """What was searched for stands in the field again."""
    return text


@pytest.mark.parametrize("who", MAY)
def test_by_api_too(told: Told, who: str) -> None:
    caller = Caller(told.app, told.readers[who])
    seen = {url: read_in(caller.get(url).text) for url in api_surfaces(told)}
    assert set().union(*seen.values()) == MAY[who], seen


def test_nobody_who_has_not_signed_in_reads_anything(told: Told) -> None:
    client = told.client(None)
    for url in surfaces(told):
        answer = client.get(url)
        assert answer.status_code == 302, url
        assert read_in(answer.text) == set()


def test_staff_with_a_conflict_find_nothing_of_it(told: Told) -> None:
    a_conflict(told.scene.manager, told.scene.startup)
    client, caller = told.client(told.scene.manager), Caller(told.app, told.scene.manager)
    assert client.get(f"/mentor-sessions/{told.session.id}").status_code == 404
    pages = [client.get(url).text for url in surfaces(told)]
    pages += [caller.get(url).text for url in api_surfaces(told)]
    assert read_in("".join(pages)) == set()
    assert not any("Banyu Kota" in page for page in pages)


def test_no_word_is_ever_mailed_or_kept_in_history(told: Told) -> None:
    entries = db.session.scalars(select(Entry))
    kept = "".join(f"{e.before} {e.after} {e.reason}" for e in entries)
    assert read_in(kept) | read_in(all_texts()) == set()


def test_the_history_of_a_session_does_not_say_who_wrote_notes(told: Told) -> None:
    client = told.client(told.scene.founder)
    page = client.get(f"/mentor-sessions/{told.session.id}").text
    assert "wrote a note" not in page and "said how the session was" not in page


def test_a_manager_who_mentors_reads_as_a_mentor(app: Flask) -> None:
    """Else they would read what is said of them."""
    told = Told(app)
    with transaction():
        told.scene.mentor.user = told.scene.manager
    db.session.refresh(told.scene.mentor)
    seen = feedback_of(told.session, seen_by=told.scene.manager)
    assert set(seen.given) == {Side.MENTOR}


def test_notes_are_changed_by_their_author_alone_and_keep_what_they_said(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    with transaction():
        note = noting.write_note(session, "One", sight=NoteSight.PRIVATE, by=scene.founder)
    with transaction():
        noting.change_note(note, "Two", sight=NoteSight.SHARED, by=scene.founder, version=1)
    assert (note.text, note.version, note.earlier[0]["text"]) == ("Two", 2, "One")
    with pytest.raises(ChangedMeanwhile), transaction():
        noting.change_note(note, "Three", sight=NoteSight.SHARED, by=scene.founder, version=1)
    for person in (scene.mentor.user, scene.manager):
        with pytest.raises(NotAllowed), transaction():
            noting.change_note(note, "Mine", sight=NoteSight.SHARED, by=person, version=2)
    assert [each.text for each in notes_of(session, seen_by=scene.mentor.user)] == ["Two"]


def test_what_a_note_said_in_private_stays_private_once_it_is_shared(told: Told) -> None:
    scene = told.scene
    with transaction():
        (mine,) = [n for n in notes_of(told.session, seen_by=scene.founder)
                   if n.sight is NoteSight.PRIVATE]  # fmt: skip
        noting.change_note(mine, "He is kind", sight=NoteSight.SHARED, by=scene.founder, version=1)
    page = told.client(scene.mentor.user).get(f"/mentor-sessions/{told.session.id}").text
    assert "He is kind" in page and WORDS["note-founder"] not in page
    answer = Caller(told.app, scene.mentor.user).get(f"/mentor-sessions/{told.session.id}/notes")
    assert WORDS["note-founder"] not in answer.text


def test_feedback_is_given_once_by_a_side_after_the_end_and_means_held(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    with pytest.raises(NotNow), transaction():
        noting.give_feedback(session, Said(5, True), by=scene.founder)
    with frozen_at(session.ends_at):
        with pytest.raises(Invalid), transaction():
            noting.give_feedback(session, Said(6, True), by=scene.founder)
        with transaction():
            noting.give_feedback(session, Said(5, True), by=scene.founder)
        with pytest.raises(NotNow), transaction():
            noting.give_feedback(session, Said(1, True), by=scene.founder)
        with pytest.raises(NotAllowed), transaction():
            noting.give_feedback(session, Said(1, True), by=scene.manager)
    assert session.state is SessionState.HELD
    assert ratings_in(scene.cohort) == {(scene.startup.id, scene.mentor.id): [5]}


def at_time(session: MentorSession, minutes: int) -> Any:
    return frozen_at(session.starts_at + timedelta(minutes=minutes))


def knock(app: Flask, scene: Scene, person: User, minutes: int) -> tuple[int, str]:
    session = db.session.scalars(select(MentorSession)).one()
    with at_time(session, minutes):
        client = app.test_client()
        sign_in_as(client, person)
        answer = client.get(f"/mentor-sessions/{session.id}/join")
    return answer.status_code, answer.headers.get("Location", "") + answer.text


@pytest.mark.parametrize(("minutes", "status"), [(-16, 404), (-15, 303), (59, 303), (60, 404)])
def test_the_way_in_opens_to_the_two_sides_near_the_time(
    app: Flask, minutes: int, status: int
) -> None:
    scene = a_scene()
    scene.book()
    for person in (scene.founder, scene.mentor.user):
        code, said = knock(app, scene, person, minutes)
        assert code == status
        assert (LINK in said) is (status == 303)


def test_a_forwarded_link_leads_nobody_else_in(app: Flask) -> None:
    scene = a_scene()
    scene.book()
    for person in (scene.manager, another_startup(scene)[1], a_person()):
        code, said = knock(app, scene, person, 0)
        assert (code, LINK in said) == (404, False)
    assert app.test_client().get(f"/mentor-sessions/{slot(15).start:%Y}/join").status_code == 404


def test_the_address_stands_on_no_page_and_in_no_answer_not_even_at_the_time(app: Flask) -> None:
    scene = a_scene()
    session = scene.book(video_url="https://zoom.example/secret")
    with at_time(session, 0):
        for person in (scene.founder, scene.mentor.user, scene.manager):
            client = app.test_client()
            sign_in_as(client, person)
            caller = Caller(app, person)
            page = client.get(f"/mentor-sessions/{session.id}").text
            page += caller.get(f"/mentor-sessions/{session.id}").text
            assert "secret" not in page and LINK not in page
