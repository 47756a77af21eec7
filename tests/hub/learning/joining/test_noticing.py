"""A session that moves is told of once, when it has come to rest, to everybody who did not know."""

from datetime import timedelta

import icalendar
from flask import Flask
from sqlalchemy import update

from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.learning.joining.jobs import remind_of_classes, tell_of_changes
from hub.learning.joining.models import SessionNotice
from hub.outbox.models import Message, MessageState
from tests.factories import MONDAY, a_person, slot
from tests.factories.learning import an_enrolment
from tests.hub.learning.joining.stories import (
    a_scene,
    class_is_off,
    is_off,
    is_planned,
    key_of,
    letters_to,
    moves,
    templates_to,
)

MINUTE = timedelta(minutes=1)
FRIDAY = slot(15, days=4)


def test_a_session_moved_twice_and_cancelled_in_five_minutes_is_told_of_once(app: Flask) -> None:
    scene = a_scene(when=FRIDAY)
    moves(scene.session, slot(16, days=4))
    with frozen_at(MONDAY + 2 * MINUTE):
        assert tell_of_changes() == "0 sessions told of, to 0"
        moves(scene.session, slot(17, days=4))
    with frozen_at(MONDAY + 4 * MINUTE):
        is_off(scene.session, at=MONDAY + 4 * MINUTE)

    with frozen_at(MONDAY + 9 * MINUTE):
        assert tell_of_changes() == "1 sessions told of, to 2"
        tell_of_changes()
    with frozen_at(slot(16, days=4).start - 30 * MINUTE):
        remind_of_classes()

    assert templates_to(scene.siti) == ["joining/cancelled"]
    assert templates_to(scene.teacher) == ["joining/cancelled"]
    letter = letters_to(scene.siti)[0]
    entry = icalendar.Calendar.from_ical(letter.attachments[0]["text"]).walk("VEVENT")[0]
    assert (entry["UID"], entry["SEQUENCE"]) == (scene.session.ical_uid, 3)
    assert "Budi is ill." in letter.text


def test_a_move_says_what_it_was_in_the_readers_own_time(app: Flask) -> None:
    scene = a_scene(when=FRIDAY, zone="Europe/Berlin")
    moves(scene.session, slot(16, days=4))

    with frozen_at(MONDAY + 5 * MINUTE):
        tell_of_changes()

    letter = letters_to(scene.siti)[0]
    assert letter.template == "joining/moved"
    assert "10:00–11:00" in letter.text  # 16:00 WIB in Berlin, in winter
    assert "09:00–10:00" in letter.text
    assert "16:00–17:00" in letter.text
    assert "METHOD:REQUEST" in letter.attachments[0]["text"]


def test_a_move_back_to_where_it_was_is_told_to_nobody(app: Flask) -> None:
    scene = a_scene(when=FRIDAY)
    moves(scene.session, slot(16, days=4))
    moves(scene.session, FRIDAY)

    with frozen_at(MONDAY + 20 * MINUTE):
        assert tell_of_changes() == "1 sessions told of, to 0"

    assert letters_to(scene.siti) == []


def test_with_little_time_before_it_nobody_waits(app: Flask) -> None:
    scene = a_scene()
    hour_before = scene.session.starts_at - 60 * MINUTE

    with frozen_at(hour_before):
        is_off(scene.session, at=hour_before)
        tell_of_changes()

    assert templates_to(scene.siti) == ["joining/cancelled"]


def test_who_got_a_place_after_the_change_is_not_told_of_it(app: Flask) -> None:
    scene = a_scene(when=FRIDAY)
    moves(scene.session, slot(16, days=4))
    with frozen_at(MONDAY + MINUTE):
        late = a_person()
        an_enrolment(scene.run, late)

    with frozen_at(MONDAY + 6 * MINUTE):
        tell_of_changes()

    assert templates_to(scene.siti) == ["joining/moved"]
    assert letters_to(late) == []


def test_a_further_session_is_told_of_and_one_that_came_and_went_is_not(app: Flask) -> None:
    scene = a_scene(when=FRIDAY)
    is_planned(scene.run, slot(15, days=11))
    gone = is_planned(scene.run, slot(15, days=12))
    is_off(gone, at=now())

    with frozen_at(MONDAY + 6 * MINUTE):
        tell_of_changes()

    assert templates_to(scene.siti) == ["joining/new"]


def test_a_class_that_is_off_is_not_told_of_session_by_session(app: Flask) -> None:
    scene = a_scene(when=FRIDAY)
    moves(scene.session, slot(16, days=4))
    class_is_off(scene.run, at=now())

    with frozen_at(MONDAY + 30 * MINUTE):
        assert tell_of_changes() == "0 sessions told of, to 0"

    (letter,) = letters_to(scene.siti)
    assert letter.template == "enrolments/cancelled"
    assert templates_to(scene.teacher) == ["joining/class_off"]


def test_a_reminder_that_waits_in_the_outbox_is_void_once_the_session_moves(app: Flask) -> None:
    scene = a_scene()
    day_before = scene.session.starts_at - timedelta(hours=23)
    with frozen_at(day_before):
        remind_of_classes()
        moves(scene.session, slot(16, days=4))

    key = key_of(scene.session.id, "24h", 0, scene.siti)
    stands = db.session.scalars(db.select(Message.state).where(Message.key == key)).one()
    assert stands is MessageState.DROPPED


def test_two_schedulers_tell_once(app: Flask) -> None:
    """The second one found the same notice due, and comes too late."""
    scene = a_scene(when=FRIDAY)
    moves(scene.session, slot(16, days=4))
    with frozen_at(MONDAY + 6 * MINUTE):
        tell_of_changes()
        with transaction():  # as if the first had not got to its end
            changed = {"due_at": now(), "first_change_at": MONDAY, "last_change_at": MONDAY}
            db.session.execute(update(SessionNotice).values(**changed, known=None))
        tell_of_changes()

    assert templates_to(scene.siti).count("joining/moved") == 1
