"""What ends takes its sessions with it: both sides are told, rooms are free."""

from flask import Flask

from accelerator.matching.services import pairing as pairs
from accelerator.mentors.queries.engagements import engagements_of
from accelerator.mentors.services.giving import stop
from accelerator.mentors.services.profiles import leave
from accelerator.participations.facts import ParticipationEnded
from accelerator.participations.models import Participation
from accelerator.sessions.models import SessionState
from accelerator.sessions.queries.office_hours import session_of
from accelerator.sessions.services import office_hours as services
from booking.bookings.models import BookingState
from hub.core.database import db, transaction
from hub.core.facts import announce
from hub.places.rules.steps import PlaceState
from tests.accelerator.sessions.stories import a_scene, another_startup, letters_to
from tests.accelerator.sessions.test_office_hours import WHOLE, opened, takes
from tests.factories import a_space, slot


def test_a_pair_that_ends_cancels_what_is_to_come_and_frees_the_room(app: Flask) -> None:
    scene, room = a_scene(), a_space()
    one, other = scene.book(slot(15, days=2), space=room), scene.book(slot(15, days=9))
    with transaction():
        pairs.end(scene.pairing, by=scene.founder, reason="It does not fit")
    assert one.state is other.state is SessionState.CANCELLED
    assert one.booking is not None and one.booking.state is BookingState.CANCELLED
    assert engagements_of([scene.mentor.id, scene.startup.id], WHOLE) == {}
    for person in (scene.founder, scene.mentor.user):
        assert letters_to(person) == ["booked", "booked", "cancelled"]
    assert "It does not fit" not in one.cancel_reason


def test_a_mentor_who_leaves_takes_sessions_and_office_hours_along(app: Flask) -> None:
    scene = a_scene()
    session = scene.book(slot(15, days=2))
    (hour,) = opened(scene)
    other, leader = another_startup(scene)
    takes(hour, other, leader)
    with transaction():
        leave(scene.mentor, by=scene.mentor.user, reason="I move away")
    assert session.state is SessionState.CANCELLED
    assert hour.cancelled_at is not None and session_of(hour) is None
    assert letters_to(leader) == ["booked", "cancelled"]
    assert engagements_of([scene.mentor.id], WHOLE) == {}


def test_a_mentor_who_stops_in_a_cohort(app: Flask) -> None:
    scene = a_scene()
    session = scene.book(slot(15, days=2))
    (hour,) = opened(scene)
    with transaction():
        stop(scene.places, by=scene.mentor.user, reason="No time")
    assert session.state is SessionState.CANCELLED
    assert hour.cancelled_at is not None


def test_a_startup_that_leaves_frees_its_place_for_the_next(app: Flask) -> None:
    scene = a_scene()
    session = scene.book(slot(15, days=2))
    (hour,) = opened(scene)
    other, leader = another_startup(scene)
    takes(hour, scene.startup, scene.founder)
    place = takes(hour, other, leader)
    row = db.session.query(Participation).filter_by(startup_id=scene.startup.id).one()
    with transaction():
        announce(ParticipationEnded(row.id, scene.cohort.id, scene.startup.id))
    assert session.state is SessionState.CANCELLED
    assert session_of(hour) is None
    assert place.state is PlaceState.OFFERED
    with transaction():
        services.answer(place, hour, startup=other, by=leader, accept=True)
    found = session_of(hour)
    assert found is not None and found.startup_id == other.id
