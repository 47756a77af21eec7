"""Who came, who did not, what the clock makes of it, and who is reminded."""

from datetime import timedelta

import pytest
from flask import Flask

from accelerator.mentors.models import Side
from accelerator.sessions.errors import NotNow
from accelerator.sessions.jobs import remind_of_sessions, settle_sessions
from accelerator.sessions.models import MentorSession, SessionState
from accelerator.sessions.services import attending, moving
from accelerator.sessions.services.noting import Said, give_feedback
from hub.core.clock import frozen_at
from hub.core.database import transaction
from hub.core.errors import NotAllowed
from hub.outbox.models import Category
from tests.accelerator.sessions.stories import Scene, a_scene, letters_to, newest_letter
from tests.factories import a_member, a_person, slot


def here(session: MentorSession, person, minutes: int = 0) -> None:  # type: ignore[no-untyped-def]
    with frozen_at(session.starts_at + timedelta(minutes=minutes)), transaction():
        attending.check_in(session, by=person)


def after(session: MentorSession, minutes: int = 1) -> frozen_at:  # type: ignore[valid-type]
    return frozen_at(session.ends_at + timedelta(minutes=minutes))


def test_both_are_there_and_it_was_held(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    here(session, scene.founder, -15)
    here(session, scene.mentor.user)
    with after(session):
        assert settle_sessions() == "1 settled, 1 asked about"
        assert settle_sessions() == "0 settled, 0 asked about"
    assert session.state is SessionState.HELD
    assert letters_to(scene.founder) == ["booked", "feedback"]
    assert letters_to(scene.mentor.user) == ["booked", "feedback"]


def test_nobody_has_said_anything_and_it_is_not_known_until_somebody_does(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    with after(session):
        settle_sessions()
        assert session.state is SessionState.UNKNOWN
        with transaction():
            attending.mark_held(session, by=scene.mentor.user)
    assert session.state is SessionState.HELD


def test_any_of_the_startups_people_can_be_there_and_no_stranger(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    member = a_member(scene.startup.organisation).user
    here(session, member)
    assert session.startup_came_at is not None
    with pytest.raises(NotAllowed):
        here(session, a_person())


@pytest.mark.parametrize("minutes", [-16, 60])
def test_i_am_here_is_said_around_the_time(app: Flask, minutes: int) -> None:
    scene = a_scene()
    session = scene.book()
    with pytest.raises(NotNow):
        here(session, scene.founder, minutes)


def test_who_does_not_come_is_marked_by_the_other_after_a_quarter_of_an_hour(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    early = frozen_at(session.starts_at + timedelta(minutes=14))
    with early, pytest.raises(NotNow), transaction():
        attending.mark_missed(session, by=scene.founder)
    with frozen_at(session.starts_at + timedelta(minutes=15)), transaction():
        attending.mark_missed(session, by=scene.founder)
    assert (session.state, session.missed_by) == (SessionState.MISSED, Side.MENTOR)
    assert letters_to(scene.mentor.user) == ["booked", "missed"]
    assert letters_to(scene.founder) == ["booked"]
    with after(session):
        assert settle_sessions() == "0 settled, 0 asked about"


def test_who_was_there_cannot_be_said_to_have_missed_it(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    here(session, scene.mentor.user)
    with after(session), pytest.raises(NotNow), transaction():
        attending.mark_missed(session, by=scene.founder)


def test_who_has_said_how_it_was_was_there(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    with after(session):
        with transaction():
            give_feedback(session, Said(4, True), by=scene.mentor.user)
        with pytest.raises(NotNow), transaction():
            attending.mark_missed(session, by=scene.founder)


def test_staff_say_which_side_did_not_come(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    with after(session), transaction():
        attending.mark_missed(session, by=scene.manager, side=Side.STARTUP)
    assert session.missed_by is Side.STARTUP


def reminders(scene: Scene) -> list[str]:
    return [each for each in letters_to(scene.founder) if each == "reminder"]


def test_reminded_a_day_and_an_hour_before_once_each_in_their_language_and_zone(
    app: Flask,
) -> None:
    scene = a_scene()
    session = scene.book(slot(15, days=4))
    with frozen_at(session.starts_at - timedelta(hours=25)):
        assert remind_of_sessions() == "0 reminded of"
    for _twice in range(2):
        with frozen_at(session.starts_at - timedelta(hours=24)):
            remind_of_sessions()
        assert len(reminders(scene)) == 1
    letter = newest_letter(scene.mentor.user)
    assert (letter.category, letter.language) == (Category.REMINDERS, "de")
    assert "09:00–10:00 MEZ" in letter.text
    assert "15.00–16.00 WIB" in newest_letter(scene.founder).text
    for _twice in range(2):
        with frozen_at(session.starts_at - timedelta(minutes=55)):
            remind_of_sessions()
        assert len(reminders(scene)) == 2


def test_a_new_time_is_reminded_of_anew(app: Flask) -> None:
    scene = a_scene()
    session = scene.book(slot(15, days=4))
    with frozen_at(session.starts_at - timedelta(hours=24)):
        remind_of_sessions()
    with transaction():
        moving.move_at_once(session, slot(15, days=8).start, by=scene.manager)
    with frozen_at(session.starts_at - timedelta(hours=24)):
        remind_of_sessions()
    assert len(reminders(scene)) == 2


def test_what_is_booked_for_tomorrow_is_reminded_of_once(app: Flask) -> None:
    scene = a_scene()
    session = scene.book(slot(15, days=0))  # today at three, seven hours on
    for before in (6, 1, 0.5):
        with frozen_at(session.starts_at - timedelta(hours=before)):
            remind_of_sessions()
    assert len(reminders(scene)) == 1
