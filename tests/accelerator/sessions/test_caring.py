"""Pairs that are silent or in trouble: found once, seen to by staff, settled by themselves."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from accelerator.matching.models import PairingState
from accelerator.matching.services import pairing as pairs
from accelerator.mentors.models import Side
from accelerator.participations.models import Goal, Milestone, Participation
from accelerator.programmes.models import Phase
from accelerator.sessions.errors import ChangedMeanwhile, NotNow
from accelerator.sessions.jobs import look_after_pairs
from accelerator.sessions.models import CareCase, MentorSession, SessionFeedback, SessionState
from accelerator.sessions.queries.health import care_in
from accelerator.sessions.rules.health import Trouble
from accelerator.sessions.services import caring
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.history.models import Entry
from hub.organisations.models import MemberRole
from tests.accelerator.sessions.stories import (
    JAKARTA,
    Scene,
    a_scene,
    another_startup,
    letters_to,
    newest_letter,
)
from tests.accelerator.sessions.test_pages import as_
from tests.counting import asked_for
from tests.factories import MONDAY, a_member, a_person, kept
from tests.factories.mentoring import (
    a_mentor,
    a_pairing,
    a_participation,
    a_support_organisation,
    places_of,
)
from tests.factories.programme import a_conflict, a_startup
from tests.signing_in import sign_in_as

WORDS = "They shout at each other"


def in_days(days: float) -> frozen_at:  # type: ignore[valid-type]
    return frozen_at(MONDAY + timedelta(days=days))


def held(scene: Scene, days: float = -1, **named: object) -> MentorSession:
    """So many days from the tests' Monday, for an hour."""
    at = MONDAY + timedelta(days=days)
    said = {
        "cohort": scene.cohort, "mentor": scene.mentor, "startup": scene.startup,
        "pairing": scene.pairing, "state": SessionState.HELD, "zone": JAKARTA,
        "starts_at": at, "ends_at": at + timedelta(hours=1), "starts_local": "2026-11-20T08:00",
        "made_by_id": scene.founder.id,
    }  # fmt: skip
    row = MentorSession(**(said | named))
    return kept(row)


def rated(session: MentorSession, useful: int, side: Side = Side.STARTUP) -> SessionFeedback:
    said = SessionFeedback(
        session=session, side=side, useful=useful, would_meet_again=False, text=WORDS,
        given_by_id=session.made_by_id,
    )  # fmt: skip
    return kept(said)


def cases() -> list[CareCase]:
    db.session.expire_all()
    return list(db.session.scalars(select(CareCase).order_by(CareCase.found_at, CareCase.kind)))


def only() -> CareCase:
    (case,) = cases()
    return case


def silent(scene: Scene) -> CareCase:
    """They met once, three weeks and a day before; found by the morning's look."""
    held(scene, -22)
    look_after_pairs()
    return only()


def test_silence_is_found_once_and_both_get_one_gentle_mail(app: Flask) -> None:
    scene = a_scene()
    held(scene, -1)
    with in_days(19):
        assert look_after_pairs() == "0 found, 0 settled"
    with in_days(20.1):
        assert look_after_pairs() == "1 found, 0 settled"
        assert look_after_pairs() == "0 found, 0 settled"
    with in_days(21.1):
        look_after_pairs()
    assert only().kind == "silence"
    for person in (scene.mentor.user, scene.founder):
        assert letters_to(person) == ["care_silence"]
    text = newest_letter(scene.founder).text
    assert f"/mentoring/pairs/{scene.pairing.id}/sessions/new" in text


def test_a_session_that_is_booked_settles_it_and_silence_that_comes_anew_is_a_new_case(
    app: Flask,
) -> None:
    scene = a_scene()
    case = silent(scene)
    session = scene.book()
    assert look_after_pairs() == "0 found, 1 settled"
    assert only().closed_at is not None and only().closed_by_id is None
    with transaction():
        db.session.get_one(MentorSession, session.id).state = SessionState.HELD
    with in_days(30):
        assert look_after_pairs() == "1 found, 0 settled"
    assert [each.closed_at is None for each in cases()] == [False, True]
    assert case.id == cases()[0].id


def test_what_staff_have_closed_stays_closed_until_it_comes_anew(app: Flask) -> None:
    scene = a_scene()
    case = silent(scene)
    with transaction():
        caring.close(case, "I called both", by=scene.manager, version=case.version)
    with in_days(20):
        assert look_after_pairs() == "0 found, 0 settled"
    with in_days(22):
        assert look_after_pairs() == "1 found, 0 settled"


def test_low_feedback_and_missed_sessions_are_found_and_write_to_nobody(app: Flask) -> None:
    scene = a_scene()
    for days in (-9, -8, -7):
        rated(held(scene, days), 2)
    for days in (-3, -2):
        held(scene, days, state=SessionState.MISSED, missed_by=Side.MENTOR)
    look_after_pairs()
    assert {case.kind for case in cases()} == {"low-feedback", "missed"}
    assert letters_to(scene.founder) == letters_to(scene.mentor.user) == []


def test_who_runs_the_programme_is_told_at_most_once_a_week(app: Flask) -> None:
    scene = a_scene()
    silent(scene)
    for days in (1, 2, 3):
        with in_days(days):
            look_after_pairs()
    assert letters_to(scene.manager) == ["care_week"]
    text = newest_letter(scene.manager).text
    assert "Banyu Kota × Rina Kühn: Silence" in text
    with in_days(7):
        look_after_pairs()
    assert letters_to(scene.manager) == ["care_week"] * 2


def test_without_anything_to_say_no_manager_is_written_to(app: Flask) -> None:
    scene = a_scene()
    look_after_pairs()
    assert letters_to(scene.manager) == []


def test_a_manager_with_a_conflict_reads_nothing_of_that_pair(app: Flask) -> None:
    scene = a_scene()
    case = silent(scene)
    a_conflict(scene.manager, scene.startup)
    view = care_in(scene.cohort, seen_by=scene.manager)
    assert (view.rows, view.pairs, view.minutes) == ([], 0, 0)
    staff = as_(app, scene.manager)
    page = staff.get(f"/admin/cohorts/{scene.cohort.id}/care").text
    assert "Banyu Kota" not in page
    assert staff.get(f"/care-cases/{case.id}").status_code == 404
    with in_days(8):
        look_after_pairs()
    assert letters_to(scene.manager) == ["care_week"]  # of before the conflict
    with pytest.raises(NotAllowed), transaction():
        caring.note(case, "I know them well", by=scene.manager, version=case.version)


def test_a_manager_who_is_the_mentor_is_a_side_and_not_its_staff(app: Flask) -> None:
    scene = a_scene()
    own = places_of(scene.cohort, a_mentor(scene.manager))
    startup, _leader = another_startup(scene)
    a_pairing(own, startup, state=PairingState.ACTIVE)
    rows = care_in(scene.cohort, seen_by=scene.manager).rows
    assert [row.pairing.mentor.name for row in rows if row.pairing] == ["Rina Kühn"]


def test_nothing_is_asked_when_the_cohort_is_over_and_open_cases_close(app: Flask) -> None:
    scene = a_scene()
    silent(scene)
    with transaction():
        scene.cohort.phase = Phase.ENDED
    assert look_after_pairs() == "0 found, 1 settled"
    assert look_after_pairs() == "0 found, 0 settled"


def test_a_pair_that_has_ended_closes_its_case(app: Flask) -> None:
    scene = a_scene()
    case = silent(scene)
    with transaction():
        pairs.end(scene.pairing, by=scene.founder, reason="It does not fit")
    page = as_(app, scene.manager).get(f"/care-cases/{case.id}")
    assert page.status_code == 200
    with pytest.raises(NotNow), transaction():
        caring.write_to_both(case, "How are you two?", by=scene.manager, version=case.version)
    assert look_after_pairs() == "0 found, 1 settled"


def test_the_database_keeps_one_open_case_of_a_kind(app: Flask) -> None:
    scene = a_scene()
    case = silent(scene)
    twin = CareCase(
        cohort=case.cohort, startup=case.startup, mentor=case.mentor, kind=Trouble.SILENCE.value
    )
    with pytest.raises(IntegrityError), transaction():
        db.session.add(twin)
        db.session.flush()


def test_a_note_says_what_was_done_and_who_comes_second_is_told(app: Flask) -> None:
    scene = a_scene()
    case = silent(scene)
    with transaction():
        caring.note(case, "I called Rina", by=scene.manager, version=1)
    with pytest.raises(ChangedMeanwhile), transaction():
        caring.note(case, "I wrote to Ayu", by=scene.manager, version=1)
    with pytest.raises(Invalid), transaction():
        caring.note(case, " ", by=scene.manager, version=2)
    with pytest.raises(NotAllowed), transaction():
        caring.note(case, "It is all fine", by=scene.mentor.user, version=2)
    with transaction():
        caring.close(case, "", by=scene.manager, version=2)
    assert only().note == "I called Rina"
    with pytest.raises(NotNow), transaction():
        caring.close(case, "Again", by=scene.manager, version=3)
    written = [each.action for each in db.session.scalars(select(Entry).order_by(Entry.number))]
    assert [each for each in written if each.startswith("care.")] == [
        "care.found", "care.noted", "care.closed",
    ]  # fmt: skip


def test_staff_see_who_needs_help_first_and_write_to_both(app: Flask) -> None:
    scene = a_scene()
    fine, _leader = another_startup(scene)
    held(scene, -22)
    pair = scene.paired_with(fine)
    held(Scene(**(vars(scene) | {"startup": fine, "pairing": pair})), -1)
    a_participation(scene.cohort, a_startup(a_person(), name="Sendiri"))
    staff = as_(app, scene.manager)
    url = f"/admin/cohorts/{scene.cohort.id}/care"
    assert "The daily look has not seen all of this yet." in staff.get(url).text
    assert staff.post(f"{url}/look").status_code == 303
    page = staff.get(url).text
    assert page.index("Banyu Kota ×") < page.index(">Sendiri") < page.index("Listrik Kota ×")
    assert "No session for 21 days, and none is booked." in page
    assert "Listrik" not in staff.get(f"{url}?show=needs-help").text
    assert "No pair is like this." in staff.get(f"{url}?trouble=missed").text
    case = f"/care-cases/{only().id}"
    assert "Write to both" in staff.get(case).text
    sent = staff.post(f"{case}/write", data={"text": "Shall we talk?", "version": "1"})
    assert sent.status_code == 303
    for person in (scene.mentor.user, scene.founder):
        assert letters_to(person) == ["care_silence", "care_words"]
        assert "Shall we talk?" in newest_letter(person).text
    again = staff.post(f"{case}/note", data={"text": "Both were called", "version": "1"})
    assert again.status_code == 409 and "Both were called" in again.text
    assert 'name="version" type="hidden" value="2"' in again.text
    empty = staff.post(f"{case}/note", data={"text": "", "version": "2"})
    assert empty.status_code == 422
    done = {"text": "Both were called", "version": "2", "close": "yes"}
    assert staff.post(f"{case}/note", data=done).status_code == 303
    page = staff.get(case).text
    assert "Both were called" in page and "Send to both" not in page
    for stranger in (scene.founder, scene.mentor.user):
        client = as_(app, stranger)
        assert client.get(url).status_code == client.get(case).status_code == 403


def test_goals_and_milestones_count_and_what_people_wrote_is_not_there(app: Flask) -> None:
    scene = a_scene()
    rated(held(scene, -1), 4)
    taking = db.session.scalars(select(Participation)).one()
    kept(
        Goal(
            participation_id=taking.id,
            objective="Ten customers",
            key_results=[{"name": "Paid", "target": 10, "current": 10, "unit": ""}],
        )
    )
    kept(Milestone(participation_id=taking.id, title="A price", due_on=now().date()))
    (row,) = care_in(scene.cohort, seen_by=scene.manager).rows
    assert (row.reached.done, row.reached.total, row.said.mean) == (1, 2, 4)
    page = as_(app, scene.manager).get(f"/admin/cohorts/{scene.cohort.id}/care").text
    assert "1 of 2" in page and WORDS not in page


def test_coordinators_see_how_much_and_never_how_it_went(app: Flask) -> None:
    scene, house = a_scene(), a_support_organisation(name="Startup Haus")
    a_member(house, scene.mentor.user)
    with transaction():
        scene.places.organisation_id = house.id
    rated(held(scene, -1), 2)
    coordinator = a_member(house, role=MemberRole.COORDINATOR).user
    page = as_(app, coordinator).get(f"/organisations/{house.id}/mentors/load")
    assert page.status_code == 200
    assert "Rina Kühn" in page.text and "Useful" not in page.text and "Banyu" not in page.text
    assert "1 of 2 startups" in page.text and WORDS not in page.text
    for other in (scene.mentor.user, scene.founder):
        answer = as_(app, other).get(f"/organisations/{house.id}/mentors/load")
        assert answer.status_code == 404


def test_the_page_asks_as_often_for_thirty_pairs_as_for_one(app: Flask) -> None:
    scene = a_scene()
    staff, url = as_(app, scene.manager), f"/admin/cohorts/{scene.cohort.id}/care"
    silent(scene)
    rated(held(scene, -30), 3)
    before = asked_for(staff, url)[0]
    with transaction():
        cohort = db.session.merge(scene.cohort)
        for _n in range(29):
            startup = a_participation(cohort, a_startup(a_person())).startup
            a_pairing(places_of(cohort), startup, state=PairingState.ACTIVE)
    with in_days(30):
        look_after_pairs()
        sign_in_as(staff, db.session.merge(scene.manager))
        assert asked_for(staff, url)[0] == before
