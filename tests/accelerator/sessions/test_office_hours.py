"""Half an hour that a mentor opens to all: one has it, the next wait, and everybody is told."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from accelerator.mentors.models import EngagedBy
from accelerator.mentors.queries.engagements import engagements_of
from accelerator.mentors.services.engaging import Taker, engage
from accelerator.sessions.errors import Busy, NotNow, TooMany
from accelerator.sessions.models import OfficeHour, SessionKind
from accelerator.sessions.queries.office_hours import open_hours, session_of
from accelerator.sessions.services import changing, moving
from accelerator.sessions.services import office_hours as services
from accelerator.sessions.services.office_hours import OfficeHourWish
from accelerator.startups.models import Startup
from booking.bookings.models import BookingState
from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import NotAllowed
from hub.core.ids import new_id
from hub.core.walltime import to_wall
from hub.places.errors import AlreadyHere
from hub.places.jobs import lapse_offers, remind_of_offers
from hub.places.models import Place
from hub.places.rules.steps import PlaceState
from tests.accelerator.sessions.stories import (
    BERLIN,
    JAKARTA,
    Scene,
    a_scene,
    another_startup,
    letters_to,
    utc,
)
from tests.factories import a_person, a_space, slot
from tests.factories.mentoring import a_participation
from tests.factories.programme import a_cohort, a_startup

#: Friday of the tests' week, three in Jakarta.
FRIDAY = datetime(2026, 11, 27, 15, 0)
WHOLE = slot(0, 60 * 24 * 60)


def opened(scene: Scene, **more: object) -> list[OfficeHour]:
    wish = OfficeHourWish(**({"starts_local": FRIDAY, "zone": JAKARTA} | more))  # type: ignore[arg-type]
    with transaction():
        return services.open_office_hours(
            scene.mentor, scene.cohort, wish=wish, by=scene.mentor.user
        )[0]


def takes(hour: OfficeHour, startup: Startup, founder: User) -> Place:
    with transaction():
        return services.take(hour, startup, by=founder)


def test_a_mentor_opens_slots_in_wall_time_over_the_change_of_clocks(app: Flask) -> None:
    scene = a_scene()
    with frozen_at(utc("2027-03-01T01:00")):
        first = datetime(2027, 3, 26, 9, 0)
        made = opened(scene, starts_local=first, zone=BERLIN, slots=2, times=2)
    assert [f"{to_wall(each.starts_at, BERLIN):%d %H:%M}" for each in made] == [
        "26 09:00", "26 09:30", "02 09:00", "02 09:30",
    ]  # fmt: skip
    assert [each.starts_at.hour for each in made] == [8, 8, 7, 7]


def test_an_open_office_hour_keeps_sessions_away(app: Flask) -> None:
    scene = a_scene()
    opened(scene)
    with pytest.raises(Busy):
        scene.book(slot(15, days=4))


def test_the_first_has_it_as_a_session_and_the_next_wait(app: Flask) -> None:
    scene = a_scene()
    (hour,) = opened(scene, topic="Pricing")
    other, leader = another_startup(scene)
    assert takes(hour, scene.startup, scene.founder).state is PlaceState.CONFIRMED
    assert takes(hour, other, leader).state is PlaceState.WAITING
    session = session_of(hour)
    assert session is not None
    assert (session.kind, session.startup_id) == (SessionKind.OFFICE_HOUR, scene.startup.id)
    assert session.agenda == "Pricing"
    assert set(engagements_of([scene.mentor.id, scene.startup.id], WHOLE)) == {
        scene.mentor.id, scene.startup.id,
    }  # fmt: skip
    assert letters_to(scene.founder) == letters_to(scene.mentor.user) == ["booked"]
    assert letters_to(leader) == []
    (seen,) = open_hours(scene.cohort, other)
    assert (seen.is_free, seen.waiting, seen.position) == (False, 1, 1)
    with pytest.raises(AlreadyHere):
        takes(hour, other, leader)


def test_given_back_it_is_offered_to_the_next_who_takes_it_by_a_button(app: Flask) -> None:
    scene = a_scene()
    (hour,) = opened(scene)
    other, leader = another_startup(scene)
    takes(hour, scene.startup, scene.founder)
    place = takes(hour, other, leader)
    session = session_of(hour)
    assert session is not None
    with transaction():
        changing.cancel(session, by=scene.founder, reason="We do not need it")
    assert place.state is PlaceState.OFFERED
    assert letters_to(leader) == ["office_offered"]
    assert letters_to(scene.mentor.user) == ["booked", "cancelled"]
    assert scene.mentor.id in engagements_of([scene.mentor.id], WHOLE)  # kept for whoever is next
    with transaction():
        services.answer(place, hour, startup=other, by=leader, accept=True)
    newer = session_of(hour)
    assert newer is not None and newer.startup_id == other.id
    assert letters_to(leader) == ["office_offered", "booked"]


def test_declined_it_goes_to_the_one_after(app: Flask) -> None:
    scene = a_scene()
    (hour,) = opened(scene)
    (second, one), (third, two) = another_startup(scene, "B"), another_startup(scene, "C")
    takes(hour, scene.startup, scene.founder)
    next_, last = takes(hour, second, one), takes(hour, third, two)
    session = session_of(hour)
    assert session is not None
    with transaction():
        changing.cancel(session, by=scene.founder, reason="Not needed")
    with transaction():
        services.answer(next_, hour, startup=second, by=one, accept=False)
    assert last.state is PlaceState.OFFERED
    assert letters_to(two) == ["office_offered"]


def test_an_offer_is_brought_to_mind_and_runs_out(app: Flask) -> None:
    scene = a_scene()
    (hour,) = opened(scene, starts_local=FRIDAY + timedelta(days=14))
    other, leader = another_startup(scene)
    takes(hour, scene.startup, scene.founder)
    place = takes(hour, other, leader)
    session = session_of(hour)
    assert session is not None
    with transaction():
        changing.cancel(session, by=scene.founder, reason="Not needed")
    assert place.expires_at is not None and place.next_reminder_at is not None
    with frozen_at(place.next_reminder_at):
        remind_of_offers()
    with frozen_at(place.expires_at):
        lapse_offers()
    assert letters_to(leader) == ["office_offered", "office_offered", "office_over"]
    db.session.refresh(place)
    assert place.state is PlaceState.LAPSED


def test_a_startup_has_two_before_it_and_no_third(app: Flask) -> None:
    scene = a_scene()
    first, second, third = opened(scene, slots=3)
    takes(first, scene.startup, scene.founder)
    takes(second, scene.startup, scene.founder)
    with pytest.raises(TooMany):
        takes(third, scene.startup, scene.founder)
    with transaction():
        services.set_limit(scene.cohort, 3, by=scene.manager)
    assert takes(third, scene.startup, scene.founder).state is PlaceState.CONFIRMED


def test_who_is_at_its_limit_is_passed_over(app: Flask) -> None:
    scene = a_scene()
    first, second, third = opened(scene, slots=3)
    other, leader = another_startup(scene)
    takes(third, other, leader)
    waiting = takes(third, scene.startup, scene.founder)
    takes(first, scene.startup, scene.founder)
    takes(second, scene.startup, scene.founder)
    session = session_of(third)
    assert session is not None
    with transaction():
        changing.cancel(session, by=leader, reason="Not needed")
    db.session.refresh(waiting)
    assert waiting.state is not PlaceState.OFFERED


def test_the_mentor_cancels_and_everybody_is_told(app: Flask) -> None:
    scene, room = a_scene(), a_space()
    (hour,) = opened(scene, space=room)
    other, leader = another_startup(scene)
    takes(hour, scene.startup, scene.founder)
    place = takes(hour, other, leader)
    booking = hour.booking
    assert booking is not None
    with transaction():
        services.cancel_office_hour(hour, by=scene.mentor.user, reason="I am ill")
    assert letters_to(scene.founder) == ["booked", "cancelled"]
    assert letters_to(leader) == ["office_over"]
    assert booking.state is BookingState.CANCELLED
    assert place.state is PlaceState.CLOSED
    assert engagements_of([scene.mentor.id, scene.startup.id], WHOLE) == {}
    with pytest.raises(NotNow):
        takes(hour, scene.startup, scene.founder)


def test_the_mentor_cancelling_its_session_closes_the_office_hour(app: Flask) -> None:
    scene = a_scene()
    (hour,) = opened(scene)
    other, leader = another_startup(scene)
    takes(hour, scene.startup, scene.founder)
    takes(hour, other, leader)
    session = session_of(hour)
    assert session is not None
    with transaction():
        changing.cancel(session, by=scene.mentor.user, reason="I am ill")
    assert hour.cancelled_at is not None
    assert letters_to(scene.founder) == ["booked", "cancelled"]
    assert letters_to(leader) == ["office_over"]


def test_who_is_busy_cannot_take_it_and_nothing_of_it_stands(app: Flask) -> None:
    scene = a_scene()
    (hour,) = opened(scene)
    other, leader = another_startup(scene)
    with transaction():
        from_elsewhere(other)
    with pytest.raises(Busy):
        takes(hour, other, leader)
    db.session.expire_all()
    (seen,) = open_hours(scene.cohort, other)
    assert seen.is_free
    assert takes(hour, scene.startup, scene.founder).state is PlaceState.CONFIRMED


def from_elsewhere(startup: Startup) -> None:
    engage([startup.id], slot(15, days=4), by=Taker(EngagedBy.MENTOR_DAY, new_id()))


def test_only_startups_of_the_cohort_take_and_only_its_mentors_open(app: Flask) -> None:
    scene = a_scene()
    (hour,) = opened(scene)
    founder = a_person()
    elsewhere = a_participation(a_cohort(), a_startup(founder)).startup
    for startup, person in ((elsewhere, founder), (scene.startup, a_person())):
        with pytest.raises(NotAllowed):
            takes(hour, startup, person)
    with pytest.raises(NotNow), transaction():
        wish = OfficeHourWish(FRIDAY, JAKARTA)
        services.open_office_hours(scene.mentor, a_cohort(), wish=wish, by=scene.mentor.user)
    with pytest.raises(NotAllowed), transaction():
        services.open_office_hours(scene.mentor, scene.cohort, wish=wish, by=scene.founder)


def test_slots_that_cannot_be_had_are_named_and_the_rest_is_open(app: Flask) -> None:
    scene = a_scene()
    scene.book(slot(15.5, 30, days=4))
    wish = OfficeHourWish(FRIDAY, JAKARTA, slots=3)
    with transaction():
        made, skipped = services.open_office_hours(
            scene.mentor, scene.cohort, wish=wish, by=scene.mentor.user
        )
    assert len(made) == 2
    assert skipped == [FRIDAY + timedelta(minutes=30)]


def test_an_office_hour_is_not_moved(app: Flask) -> None:
    scene = a_scene()
    (hour,) = opened(scene)
    takes(hour, scene.startup, scene.founder)
    session = session_of(hour)
    assert session is not None
    with pytest.raises(NotNow), transaction():
        moving.ask_to_move(session, [slot(15, days=8).start], by=scene.founder)
