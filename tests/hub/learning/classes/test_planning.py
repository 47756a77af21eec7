"""A class is planned, moved and cancelled, each time with its room or not at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.bookings.errors import Refused, SlotTaken
from booking.bookings.models import Booking, BookingKind, BookingState
from booking.bookings.services import Wish
from booking.bookings.services import book as book_room
from booking.bookings.services import cancel as cancel_room
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.core.facts import Fact
from hub.core.local_times import NoSuchTime, TimeHappensTwice
from hub.core.timeslots import TimeSlot
from hub.history.queries import history_of
from hub.learning.classes import invariants, services
from hub.learning.classes.errors import BadTime, NotNow, SameTime
from hub.learning.classes.facts import (
    ClassCancelled,
    ClassSessionCancelled,
    ClassSessionMoved,
    ClassSessionPlanned,
)
from hub.learning.classes.models import ClassSession, Mode, Provider
from hub.learning.classes.queries.seats import pool_of
from hub.learning.classes.services import Repeat, SessionChange, SessionWish
from hub.learning.classes.services.moving import Move
from tests.factories import a_person, a_space
from tests.hub.learning.classes.stories import TUESDAY_TEN, VIDEO, a_scene

TEN_IN_JAKARTA = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)
TWO_O_CLOCK = datetime(2026, 12, 1, 14, 0)


def _sessions() -> int:
    return db.session.scalar(select(func.count()).select_from(ClassSession)) or 0


def _standing_bookings() -> list[Booking]:
    query = select(Booking).where(Booking.state == BookingState.CONFIRMED)
    return list(db.session.scalars(query).unique())


def test_a_planned_session_gives_the_run_its_dates_and_its_line_an_end(app: Flask) -> None:
    scene = a_scene()
    session = scene.plan()
    assert session.starts_at == TEN_IN_JAKARTA
    assert (session.starts_local, session.zone) == ("2026-12-01T10:00", "Asia/Jakarta")
    assert (scene.run.starts_at, scene.run.ends_at) == (session.starts_at, session.ends_at)
    assert pool_of(scene.run).cutoff_at == TEN_IN_JAKARTA - timedelta(hours=24)
    later = scene.plan(TUESDAY_TEN + timedelta(weeks=1))
    assert (scene.run.starts_at, scene.run.ends_at) == (session.starts_at, later.ends_at)
    assert list(invariants.problems()) == []


def test_class_and_room_stand_together(app: Flask, told: list[Fact]) -> None:
    room = a_space()
    scene = a_scene(mode=Mode.IN_SPACE, site=room.site)
    session = scene.in_room(room)
    assert session.booking is not None
    booking = session.booking
    assert (booking.kind, booking.slot, booking.people) == (BookingKind.CLASS, session.slot, 8)
    assert told == [ClassSessionPlanned(scene.run.id, session.id)]
    assert list(invariants.problems()) == []


def test_a_taken_room_means_no_session_and_says_what_else_is_free(app: Flask) -> None:
    scene, room = a_scene(), a_space()
    a_space(site=room.site)
    with transaction():
        slot = TimeSlot(TEN_IN_JAKARTA, TEN_IN_JAKARTA + timedelta(hours=1))
        book_room(Wish(room, slot), booked_by=a_person())
    with pytest.raises(SlotTaken) as refusal:
        scene.in_room(room)
    assert refusal.value.alternatives
    assert (_sessions(), len(_standing_bookings()), scene.run.starts_at) == (0, 1, None)


def test_what_breaks_after_the_room_was_taken_gives_it_back(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Class and room, or neither: also when the fault is ours."""
    scene, room = a_scene(), a_space()

    def fall_over(*_arguments: object, **_named: object) -> None:
        assert len(_standing_bookings()) == 1
        raise RuntimeError("the lights went out")

    monkeypatch.setattr("hub.learning.classes.services.planning.follow", fall_over)
    with pytest.raises(RuntimeError):
        scene.in_room(room)
    assert (_sessions(), _standing_bookings()) == (0, [])


def test_a_room_too_small_for_the_seats_is_refused_unless_some_come_by_video(app: Flask) -> None:
    scene, small = a_scene(seats=20), a_space(capacity_people=6)
    with pytest.raises(Refused):
        scene.in_room(small)
    hybrid = a_scene(seats=20, course=scene.course, mode=Mode.HYBRID, site=small.site)
    session = hybrid.plan(space=small)
    assert session.booking is not None and session.booking.people == 6


def test_strangers_plan_nothing(app: Flask) -> None:
    with pytest.raises(NotAllowed):
        a_scene().plan(by=a_person())


def test_two_sessions_of_a_class_do_not_overlap_and_the_past_is_past(app: Flask) -> None:
    scene = a_scene()
    scene.plan()
    with pytest.raises(SameTime):
        scene.plan(TUESDAY_TEN + timedelta(minutes=60))
    scene.plan(TUESDAY_TEN + timedelta(minutes=90))
    with pytest.raises(BadTime):
        scene.plan(datetime(2026, 11, 20, 10, 0))


def test_hours_that_the_clocks_skip_or_show_twice_are_refused_or_chosen(app: Flask) -> None:
    berlin = a_scene(zone="Europe/Berlin")
    with pytest.raises(NoSuchTime):
        berlin.plan(datetime(2027, 3, 28, 2, 30))
    with pytest.raises(TimeHappensTwice):
        berlin.plan(datetime(2027, 10, 31, 2, 30))
    session = berlin.plan(datetime(2027, 10, 31, 2, 30), fold=1)
    assert session.starts_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "address", ["", "http://video.example/x", "javascript:alert(1)", "https://"]
)
def test_a_video_address_is_https(app: Flask, address: str) -> None:
    with pytest.raises(Invalid):
        a_scene().plan(settings={"url": address})


def test_a_jitsi_room_without_a_name_gets_one_that_nobody_guesses(app: Flask) -> None:
    session = a_scene().plan(provider=Provider.JITSI, settings={})
    assert len(session.provider_settings["room"]) > 20


def test_history_and_facts_never_say_where_the_video_room_is(app: Flask, told: list[Fact]) -> None:
    scene = a_scene()
    session = scene.plan()
    with transaction():
        change = SessionChange(
            {"en": "Licences"}, True, Provider.URL, {"url": "https://x.example/secret"}
        )
        services.change_session(session, change, by=scene.teacher)
    entries = history_of(session).items
    said = repr([(each.before, each.after) for each in entries]) + repr(told)
    assert "secret" not in said and "video.example" not in said
    assert [type(each) for each in told] == [ClassSessionPlanned]


def test_moving_takes_the_room_along_and_is_told_once(app: Flask, told: list[Fact]) -> None:
    scene, room = a_scene(), a_space()
    session = scene.in_room(room)
    uid, told[:] = session.ical_uid, []
    with transaction():
        # Half an hour later: over the very time that it leaves.
        move = Move(TUESDAY_TEN + timedelta(minutes=30), space=room)
        services.move_session(session, move, by=scene.teacher, expected=1)
    assert session.booking is not None and session.booking.slot == session.slot
    assert len(_standing_bookings()) == 1
    assert (session.ical_uid, session.ical_sequence, session.version) == (uid, 1, 2)
    assert told == [ClassSessionMoved(scene.run.id, session.id, 1)]
    assert scene.run.starts_at == session.starts_at
    assert pool_of(scene.run).cutoff_at == session.starts_at - timedelta(hours=24)
    assert list(invariants.problems()) == []


def test_a_move_that_moves_nothing_tells_nobody(app: Flask, told: list[Fact]) -> None:
    scene, room = a_scene(), a_space()
    session = scene.in_room(room)
    told.clear()
    with transaction():
        services.move_session(session, Move(TUESDAY_TEN, space=room), by=scene.teacher)
    assert (told, session.version) == ([], 1)


def test_a_move_into_a_taken_room_leaves_all_as_it_was(app: Flask, told: list[Fact]) -> None:
    scene, room, other = a_scene(), a_space(), a_space()
    session = scene.in_room(room)
    with transaction():
        taken = TimeSlot(TEN_IN_JAKARTA, TEN_IN_JAKARTA + timedelta(hours=6))
        book_room(Wish(other, taken), booked_by=a_person())
    told.clear()
    with pytest.raises(SlotTaken), transaction():
        services.move_session(session, Move(TWO_O_CLOCK, space=other), by=scene.teacher)
    db.session.expire_all()
    assert session.starts_at == TEN_IN_JAKARTA and session.booking is not None
    assert session.booking.space_id == room.id and session.ical_sequence == 0
    assert list(invariants.problems()) == []


def test_a_cancelled_session_frees_its_room_and_the_run_its_dates(
    app: Flask, told: list[Fact]
) -> None:
    scene, room = a_scene(), a_space()
    first, second = scene.in_room(room), scene.plan(TUESDAY_TEN + timedelta(weeks=1))
    told.clear()
    with transaction():
        services.cancel_session(first, by=scene.teacher, reason="Budi is ill")
    assert _standing_bookings() == []
    assert told == [ClassSessionCancelled(scene.run.id, first.id, 1, "Budi is ill")]
    assert scene.run.starts_at == second.starts_at
    with pytest.raises(NotNow), transaction():
        services.cancel_session(first, by=scene.teacher, reason="once more")
    assert list(invariants.problems()) == []


def test_a_cancelled_run_cancels_its_sessions_and_tells_it_once(
    app: Flask, told: list[Fact]
) -> None:
    room = a_space()
    scene = a_scene(mode=Mode.HYBRID, site=room.site)
    scene.in_room(room)
    scene.plan(TUESDAY_TEN + timedelta(weeks=1))
    scene.publish()
    told.clear()
    with transaction():
        services.cancel_run(scene.run, by=scene.keeper, reason="Too few people")
    assert told == [ClassCancelled(scene.run.id, "Too few people")]
    assert all(each.cancelled_at is not None for each in scene.run.sessions)
    assert _standing_bookings() == []
    assert list(invariants.problems()) == []


def test_a_room_cancelled_elsewhere_leaves_the_session_without_one_and_it_says_so(
    app: Flask, told: list[Fact]
) -> None:
    scene, room = a_scene(), a_space()
    session = scene.in_room(room)
    told.clear()
    with transaction():
        assert session.booking is not None
        cancel_room(session.booking, by=scene.teacher, reason="Water in the room")
    db.session.refresh(session)
    assert session.booking is None and session.cancelled_at is None
    assert session.lost_room_at is not None
    assert told == [ClassSessionMoved(scene.run.id, session.id, 1)]
    with transaction():
        services.move_session(session, Move(TUESDAY_TEN, space=room), by=scene.teacher)
    assert session.lost_room_at is None
    assert list(invariants.problems()) == []


def test_a_series_keeps_its_hour_and_takes_all_rooms_or_none(app: Flask) -> None:
    scene, room = a_scene(), a_space()
    third = TEN_IN_JAKARTA + timedelta(weeks=2)
    with transaction():
        book_room(Wish(room, TimeSlot(third, third + timedelta(hours=1))), booked_by=a_person())
    wish = SessionWish(TUESDAY_TEN, space=room)
    looked_at = services.preview_series(scene.run, Repeat(times=4), wish=wish, by=scene.teacher)
    assert [date.why for date in looked_at] == [None, None, "room", None]
    with pytest.raises(SlotTaken), transaction():
        services.plan_series(scene.run, Repeat(times=4), wish=wish, by=scene.teacher)
    assert (_sessions(), len(_standing_bookings())) == (0, 1)
    with transaction():
        made, left_out = services.plan_series(
            scene.run, Repeat(times=4), wish=wish, by=scene.teacher, skip=True
        )
    assert [each.starts_local[:10] for each in made] == ["2026-12-01", "2026-12-08", "2026-12-22"]
    assert [date.plain()["starts_local"] for date in left_out] == ["2026-12-15T10:00"]
    assert list(invariants.problems()) == []


def test_a_series_through_the_change_of_clocks_keeps_berlins_hour(app: Flask) -> None:
    scene = a_scene(zone="Europe/Berlin")
    wish = SessionWish(datetime(2027, 3, 22, 10, 0), provider=Provider.URL, settings=VIDEO)
    with transaction():
        made, _left_out = services.plan_series(
            scene.run, Repeat(times=2), wish=wish, by=scene.teacher
        )
    assert [each.starts_at.hour for each in made] == [9, 8]
    skipped = replace(wish, starts_local=datetime(2027, 3, 28, 2, 30))
    with pytest.raises(BadTime), transaction():
        services.plan_series(scene.run, Repeat(times=2), wish=skipped, by=scene.teacher)


def test_a_recording_comes_after_the_beginning(app: Flask) -> None:
    scene = a_scene()
    session = scene.plan()
    with pytest.raises(NotNow), transaction():
        services.set_recording(session, "https://video.example/rec", by=scene.teacher)
    with frozen_at(session.ends_at), transaction():
        services.set_recording(session, "https://video.example/rec", by=scene.teacher)
    assert session.recording_url
