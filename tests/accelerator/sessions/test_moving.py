"""Another time: asked, answered, moved whole."""

from datetime import timedelta

import pytest
from flask import Flask

from accelerator.mentors.queries.engagements import engagements_of
from accelerator.sessions.errors import BadTime, Busy, NotNow
from accelerator.sessions.models import MoveState, SessionMove
from accelerator.sessions.queries.sessions import open_move
from accelerator.sessions.services import changing, moving
from booking.bookings.errors import SlotTaken
from booking.bookings.models import BookingState
from booking.bookings.services import Wish
from booking.bookings.services import book as book_room
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from tests.accelerator.sessions.stories import Scene, a_scene, letters_to, newest_letter
from tests.factories import a_person, a_space, slot

WHOLE = slot(0, 14 * 24 * 60)


def asked(scene: Scene, *hours: float, days: int = 3) -> SessionMove:
    session = scene.book(slot(15, days=2))
    with transaction():
        starts = [slot(hour, days=days).start for hour in hours]
        return moving.ask_to_move(session, starts, by=scene.founder, note="A fair")


def test_the_other_side_takes_one_and_everything_moves_under_the_same_uid(app: Flask) -> None:
    scene = a_scene()
    move = asked(scene, 15, 16)
    session = move.session
    uid = session.ical_uid
    assert letters_to(scene.mentor.user) == ["booked", "move_asked"]
    assert letters_to(scene.founder) == ["booked"]
    with transaction():
        moving.accept_move(move, slot(16, days=3).start, by=scene.mentor.user)
    assert (session.slot, session.starts_local) == (slot(16, days=3), "2026-11-26T16:00")
    assert engagements_of([scene.mentor.id, scene.startup.id], WHOLE) == {
        scene.mentor.id: [slot(16, days=3)],
        scene.startup.id: [slot(16, days=3)],
    }
    (entry,) = newest_letter(scene.founder).attachments
    assert session.ical_uid == uid and uid in str(entry) and "SEQUENCE:1" in str(entry)
    assert open_move(session) is None


def test_declined_it_stays_and_who_asked_is_told(app: Flask) -> None:
    scene = a_scene()
    move = asked(scene, 15)
    with transaction():
        moving.decline_move(move, by=scene.mentor.user)
    assert move.session.slot == slot(15, days=2)
    assert letters_to(scene.founder) == ["booked", "move_declined"]
    with pytest.raises(NotNow), transaction():
        moving.accept_move(move, slot(15, days=3).start, by=scene.mentor.user)


def test_nobody_answers_themselves(app: Flask) -> None:
    scene = a_scene()
    move = asked(scene, 15)
    for person in (scene.founder, a_person(), scene.manager):
        with pytest.raises(NotAllowed), transaction():
            moving.accept_move(move, slot(15, days=3).start, by=person)


def test_only_one_of_the_times_asked_for_can_be_taken(app: Flask) -> None:
    scene = a_scene()
    move = asked(scene, 15)
    with pytest.raises(Invalid), transaction():
        moving.accept_move(move, slot(16, days=3).start, by=scene.mentor.user)


def test_one_to_three_times_and_a_new_question_takes_the_place_of_the_old(app: Flask) -> None:
    scene = a_scene()
    move = asked(scene, 15)
    for count in (0, 4):
        with pytest.raises(BadTime), transaction():
            starts = [slot(15, days=3 + n).start for n in range(count)]
            moving.ask_to_move(move.session, starts, by=scene.founder)
    with transaction():
        newer = moving.ask_to_move(move.session, [slot(16, days=3).start], by=scene.mentor.user)
    db.session.refresh(move)
    assert (move.state, newer.state) == (MoveState.VOID, MoveState.OPEN)


def test_cancelling_settles_what_was_asked(app: Flask) -> None:
    scene = a_scene()
    move = asked(scene, 15)
    with transaction():
        changing.cancel(move.session, by=scene.founder, reason="Off")
    db.session.refresh(move)
    assert move.state is MoveState.VOID


def test_a_time_that_was_taken_meanwhile_moves_nothing(app: Flask) -> None:
    scene = a_scene()
    move = asked(scene, 15)
    scene.book(slot(15.5, 30, days=3))
    with pytest.raises(Busy), transaction():
        moving.accept_move(move, slot(15, days=3).start, by=scene.mentor.user)
    db.session.expire_all()
    assert move.session.slot == slot(15, days=2)
    assert move.state is MoveState.OPEN
    assert slot(15, days=2) in engagements_of([scene.mentor.id], WHOLE)[scene.mentor.id]


def test_the_room_moves_too_or_nothing_does(app: Flask) -> None:
    scene, room = a_scene(), a_space()
    session = scene.book(slot(15, days=2), space=room)
    with transaction():
        book_room(Wish(room, slot(15, days=4)), booked_by=a_person())
    with pytest.raises(SlotTaken), transaction():
        moving.move_at_once(session, slot(15, days=4).start, by=scene.manager)
    db.session.expire_all()
    assert session.booking is not None and session.booking.state is BookingState.CONFIRMED
    old = session.booking
    with transaction():
        moving.move_at_once(session, slot(15, days=3).start, by=scene.manager)
    assert old.state is BookingState.CANCELLED
    assert session.booking.slot == slot(15, days=3) and session.booking.id != old.id
    assert letters_to(scene.founder) == letters_to(scene.mentor.user) == ["booked", "booked"]


def test_reminders_begin_anew(app: Flask) -> None:
    scene = a_scene()
    session = scene.book(slot(15, days=1))
    with transaction():
        session.reminded = ["1h", "24h"]
    with transaction():
        moving.move_at_once(session, slot(15, days=5).start, by=scene.manager)
    assert session.reminded == []


def test_a_side_does_not_move_at_once(app: Flask) -> None:
    scene = a_scene()
    session = scene.book(slot(15, days=2))
    with pytest.raises(NotAllowed), transaction():
        moving.move_at_once(session, session.starts_at + timedelta(days=1), by=scene.founder)
