"""Every second Tuesday: what is free is booked, the rest is listed with its reason."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accelerator.sessions.errors import BadTime, NotNow
from accelerator.sessions.models import MentorSession, SessionState
from accelerator.sessions.services import changing, series
from accelerator.sessions.services.booking import SessionWish
from accelerator.sessions.services.series import DateRefusal, Repeat
from booking.bookings.services import Wish
from booking.bookings.services import book as book_room
from booking.spaces.models import Space
from hub.core.clock import frozen_at
from hub.core.database import db, transaction
from hub.core.walltime import to_wall
from hub.organisations.models import Holiday
from tests.accelerator.sessions.stories import (
    BERLIN,
    JAKARTA,
    Scene,
    a_scene,
    letters_to,
    newest_letter,
    utc,
)
from tests.counting import statements
from tests.factories import a_person, a_site, a_space, kept, slot

TUESDAY = datetime(2026, 11, 24, 15, 0)


def wish(space: Space | None = None, zone: str = JAKARTA) -> SessionWish:
    return SessionWish(slot(15), zone, space=space)


def booked(scene: Scene, repeat: Repeat, at: SessionWish | None = None) -> list[MentorSession]:
    with transaction():
        return series.book_series(scene.pairing, repeat, wish=at or wish(), by=scene.founder)[1]


def test_six_second_tuesdays_are_one_mail_and_six_entries(app: Flask) -> None:
    scene = a_scene()
    made = booked(scene, Repeat(TUESDAY, 60, every_weeks=2, times=6))
    assert [to_wall(each.starts_at, JAKARTA).day for each in made] == [24, 8, 22, 5, 19, 2]
    assert letters_to(scene.founder) == letters_to(scene.mentor.user) == ["series"]
    (entries,) = newest_letter(scene.mentor.user).attachments
    assert str(entries).count("BEGIN:VEVENT") == 6


def test_a_series_over_the_last_sunday_of_march_keeps_jakartas_hour(app: Flask) -> None:
    scene = a_scene()
    with frozen_at(utc("2027-03-01T01:00")):
        made = booked(scene, Repeat(datetime(2027, 3, 16, 15, 0), 60, every_weeks=1, times=4))
    assert [f"{to_wall(each.starts_at, JAKARTA):%H:%M}" for each in made] == ["15:00"] * 4
    berlin = [f"{to_wall(each.starts_at, BERLIN):%H:%M}" for each in made]
    assert berlin == ["09:00", "09:00", "10:00", "10:00"]
    assert {each.starts_local[-5:] for each in made} == {"15:00"}


def test_a_series_over_the_last_sunday_of_october_keeps_berlins_hour(app: Flask) -> None:
    scene = a_scene()
    with frozen_at(utc("2027-10-01T01:00")):
        made = booked(
            scene,
            Repeat(datetime(2027, 10, 19, 9, 0), 60, every_weeks=1, times=4),
            wish(zone=BERLIN),
        )
    assert [f"{to_wall(each.starts_at, BERLIN):%H:%M}" for each in made] == ["09:00"] * 4
    jakarta = [f"{to_wall(each.starts_at, JAKARTA):%H:%M}" for each in made]
    assert jakarta == ["14:00", "14:00", "15:00", "15:00"]


def test_each_date_that_cannot_be_had_says_why(app: Flask) -> None:
    scene = a_scene()
    site = a_site(holiday_calendar="ID", code="jkt")
    room = a_space(site=site, name="Ciliwung")
    week = timedelta(weeks=1)
    kept(Holiday(site_id=site.id, day=date(2026, 12, 8), name="Rest", source="tests"))
    with transaction():
        scene.startup_week().holiday_calendar = "ID"
    scene.book(slot(15.5, 30))  # engaged on the 24th
    with transaction():
        book_room(Wish(room, slot(15).moved(week)), booked_by=a_person())
    repeat = Repeat(TUESDAY, 60, every_weeks=1, times=4)
    found = series.preview(scene.pairing, repeat, wish=wish(room), by=scene.founder)
    assert [each.why for each in found] == [
        DateRefusal.BUSY,
        DateRefusal.ROOM,
        DateRefusal.HOLIDAY,
        None,
    ]
    assert "Both of you" in found[0].sentence
    made = booked(scene, repeat, wish(room))
    assert [each.starts_at for each in made] == [slot(15).moved(3 * week).start]
    assert letters_to(scene.founder) == ["booked", "series"]


def test_hours_that_the_other_has_not_are_named(app: Flask) -> None:
    scene = a_scene()
    repeat = Repeat(datetime(2026, 11, 24, 9, 0), 60, times=2)
    found = series.preview(scene.pairing, repeat, wish=wish(), by=scene.founder)
    assert [(each.why, each.sentence) for each in found] == [
        (DateRefusal.HOURS, "Rina Kühn has no time then.")
    ] * 2
    with pytest.raises(NotNow):
        booked(scene, repeat)
    assert db.session.scalars(select(MentorSession)).all() == []


def test_a_date_that_the_clocks_skip_is_left_out(app: Flask) -> None:
    scene = a_scene(hours=False)
    with frozen_at(utc("2027-03-01T01:00")):
        repeat = Repeat(datetime(2027, 3, 21, 2, 30), 60, every_weeks=1, times=3)
        found = series.preview(scene.pairing, repeat, wish=wish(zone=BERLIN), by=scene.founder)
        assert [each.why for each in found] == [None, DateRefusal.NO_SUCH_TIME, None]
        assert len(booked(scene, repeat, wish(zone=BERLIN))) == 2


def test_a_preview_asks_as_often_for_twenty_dates_as_for_two(app: Flask) -> None:
    scene, room = a_scene(), a_space()
    counts = []
    for times in (3, 2, 17):  # what is loaded once for all, is loaded
        with statements() as sent:
            repeat = Repeat(TUESDAY, 60, every_weeks=1, times=times)
            series.preview(scene.pairing, repeat, wish=wish(room), by=scene.founder)
        counts.append(len(sent))
    assert counts[1] == counts[2]


def test_this_one_or_this_and_all_that_follow(app: Flask) -> None:
    scene = a_scene()
    made = booked(scene, Repeat(TUESDAY, 60, every_weeks=1, times=5))
    with transaction():
        changing.cancel(made[1], by=scene.founder, reason="A fair")
    with transaction():
        gone = changing.cancel(made[3], by=scene.founder, reason="No more", following=True)
    assert [each.id for each in gone] == [made[3].id, made[4].id]
    states = [each.state for each in made]
    off = SessionState.CANCELLED
    assert states == [SessionState.BOOKED, off, SessionState.BOOKED, off, off]
    assert letters_to(scene.mentor.user) == ["series", "cancelled", "cancelled"]


def test_endless_series_are_refused(app: Flask) -> None:
    scene = a_scene()
    for odd in (Repeat(TUESDAY, 60, times=27), Repeat(TUESDAY, 60, every_weeks=9)):
        with pytest.raises(BadTime):
            series.preview(scene.pairing, odd, wish=wish(), by=scene.founder)
