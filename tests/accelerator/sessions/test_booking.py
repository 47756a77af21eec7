"""From the hours in common to a session that both know of, and off again."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from accelerator.matching.models import PairingState
from accelerator.mentors.ledger import EngagedBy, Engagement
from accelerator.mentors.models import Side
from accelerator.mentors.queries.engagements import engagements_of
from accelerator.mentors.services.engaging import Taker, engage
from accelerator.sessions.errors import BadTime, Busy, NotNow, OutsideHours
from accelerator.sessions.models import MentorSession, SessionState
from accelerator.sessions.queries.times import common_starts
from accelerator.sessions.services import changing
from accelerator.sessions.services.booking import SessionWish, book
from booking.bookings.errors import SlotTaken
from booking.bookings.models import Booking, BookingKind, BookingState
from booking.bookings.services import Wish
from booking.bookings.services import book as book_room
from booking.bookings.services import cancel as cancel_room
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.core.ids import new_id
from hub.core.walltime import to_wall
from hub.history.queries import history_of
from tests.accelerator.sessions.stories import (
    BERLIN,
    JAKARTA,
    LINK,
    a_scene,
    all_texts,
    another_startup,
    letters_to,
    newest_letter,
)
from tests.factories import MONDAY, a_person, a_space, slot


def test_common_starts_are_hours_of_both_cities(app: Flask) -> None:
    scene = a_scene()
    found = common_starts(scene.mentor, scene.startup, minutes=60)
    assert found.silent == frozenset()
    assert {to_wall(at, JAKARTA).time().hour for at in found.starts} <= {14, 15, 16}
    assert {to_wall(at, BERLIN).time().hour for at in found.starts} <= {8, 9, 10}
    assert len({at.date() for at in found.starts}) == 15


def test_who_says_no_hours_is_unknown_and_can_still_be_booked_by_hand(app: Flask) -> None:
    scene = a_scene(hours=False)
    found = common_starts(scene.mentor, scene.startup, minutes=60)
    assert (found.starts, found.silent) == ((), frozenset({Side.MENTOR, Side.STARTUP}))
    assert scene.book(slot(20)).state is SessionState.BOOKED


def test_a_booked_session_engages_both_and_invites_both(app: Flask) -> None:
    scene = a_scene()
    session = scene.book(agenda="Pricing", goals=("A price",))
    day = slot(0, 24 * 60)
    assert set(engagements_of([scene.mentor.id, scene.startup.id], day)) == {
        scene.mentor.id,
        scene.startup.id,
    }
    assert letters_to(scene.founder) == letters_to(scene.mentor.user) == ["booked"]
    (entry,) = newest_letter(scene.founder).attachments
    assert "METHOD:REQUEST" in str(entry) and session.ical_uid in str(entry)
    assert [each.action for each in history_of(session).items] == ["session.booked"]


def test_the_providers_address_is_in_no_mail(app: Flask) -> None:
    scene = a_scene()
    scene.book(video_url="https://zoom.example/secret")
    texts = all_texts()
    assert "secret" not in texts and LINK not in texts and "rina-room" not in texts


def test_in_person_takes_the_room_in_the_same_transaction_without_a_second_mail(
    app: Flask,
) -> None:
    scene, room = a_scene(), a_space(name="Ciliwung")
    session = scene.book(space=room, people=3)
    assert session.booking is not None
    assert (session.booking.kind, session.booking.people) == (BookingKind.SESSION, 3)
    assert letters_to(scene.founder) == ["booked"]
    query = select(func.count()).select_from(Booking)
    assert db.session.scalar(query) == 1
    assert "Ciliwung" in newest_letter(scene.founder).text


def test_a_room_taken_in_between_leaves_neither_session_nor_engagement(app: Flask) -> None:
    scene, room = a_scene(), a_space()
    other = a_person()
    with transaction():
        book_room(Wish(room, slot(15)), booked_by=other)
    with pytest.raises(SlotTaken) as refusal:
        scene.book(space=room)
    assert refusal.value.alternatives
    for table in (MentorSession, Engagement):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    assert letters_to(scene.founder) == []


def test_two_startups_and_one_hour_of_a_mentor_one_has_it_and_the_other_hears_who_is_busy(
    app: Flask,
) -> None:
    scene = a_scene()
    startup, founder = another_startup(scene)
    other = scene.paired_with(startup)
    scene.book()
    with transaction(), pytest.raises(Busy) as refusal:
        book(other, SessionWish(slot(15.5, 30), JAKARTA), by=founder)
    assert str(refusal.value) == "Rina Kühn is in another meeting at that time."
    assert "Banyu Kota" not in str(refusal.value) + str(refusal.value.details)
    assert refusal.value.details["busy"] == ["mentor"]


def test_hours_that_the_other_has_not_are_refused_but_not_to_staff(app: Flask) -> None:
    scene = a_scene()
    with pytest.raises(OutsideHours):
        scene.book(slot(10))  # four in the night in Berlin
    assert scene.book(slot(10), by=scene.manager).state is SessionState.BOOKED


def test_lengths_the_past_and_what_is_too_far_are_refused(app: Flask) -> None:
    scene = a_scene()
    for odd in (slot(15, 20), slot(9, days=-1), slot(15, days=400)):
        with pytest.raises(BadTime):
            scene.book(odd)


def test_only_an_active_pair_books_and_only_by_its_sides_or_staff(app: Flask) -> None:
    scene = a_scene()
    with pytest.raises(NotAllowed):
        scene.book(by=a_person())
    with transaction():
        scene.pairing.state = PairingState.ENDED
        scene.pairing.ended_at = MONDAY
    with pytest.raises(NotNow):
        scene.book()


def test_cancelled_in_time_frees_everybody_and_takes_the_entries_out(app: Flask) -> None:
    scene, room = a_scene(), a_space()
    session = scene.book(slot(15, days=3), space=room)
    with transaction():
        changing.cancel(session, by=scene.mentor.user, reason="I am ill")
    assert session.state is SessionState.CANCELLED
    assert (session.cancelled_side, session.cancelled_late) == (Side.MENTOR, False)
    assert session.booking is not None
    assert session.booking.state is BookingState.CANCELLED
    assert engagements_of([scene.mentor.id], slot(0, 7 * 24 * 60)) == {}
    assert letters_to(scene.founder) == ["booked", "cancelled"]
    letter = newest_letter(scene.founder)
    assert "I am ill" in letter.text and "Rina Kühn" in letter.text
    (entry,) = letter.attachments
    assert "METHOD:CANCEL" in str(entry) and "SEQUENCE:1" in str(entry)


def test_cancelled_later_than_the_cohorts_notice_it_is_marked(app: Flask) -> None:
    scene = a_scene(mentoring={"notice_hours": 48})
    session = scene.book()
    with transaction():
        changing.cancel(session, by=scene.founder, reason="A fair came up")
    assert session.cancelled_late
    with pytest.raises(NotNow), transaction():
        changing.cancel(session, by=scene.founder, reason="Again")


def test_staff_cancel_without_a_mark_and_nobody_without_a_reason(app: Flask) -> None:
    scene = a_scene()
    session = scene.book(slot(15, days=1))
    with pytest.raises(Invalid), transaction():
        changing.cancel(session, by=scene.manager, reason=" ")
    with transaction():
        changing.cancel(session, by=scene.manager, reason="The house is closed")
    assert not session.cancelled_late


def test_what_has_begun_is_not_cancelled(app: Flask) -> None:
    scene = a_scene()
    session = scene.book()
    begun = frozen_at(session.starts_at + timedelta(minutes=1))
    with begun, pytest.raises(NotNow), transaction():
        changing.cancel(session, by=scene.founder, reason="Too late")


def test_a_room_given_back_on_its_own_page_leaves_the_session_on_video(app: Flask) -> None:
    scene, room = a_scene(), a_space()
    session = scene.book(slot(15, days=3), space=room)
    with transaction():
        assert session.booking is not None
        cancel_room(session.booking, by=scene.founder)
    assert (session.state, session.booking) == (SessionState.BOOKED, None)
    assert letters_to(scene.mentor.user) == ["booked", "booked"]


def test_a_mentor_day_keeps_sessions_out(app: Flask) -> None:
    scene = a_scene()
    with transaction():
        engage([scene.mentor.id], slot(15, 15), by=Taker(EngagedBy.MENTOR_DAY, new_id()))
    with pytest.raises(Busy):
        scene.book()
