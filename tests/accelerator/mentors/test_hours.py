"""Mentors and startups say when they have time; their calendars elsewhere are looked at."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from accelerator.mentors import jobs
from accelerator.mentors.errors import ChangedMeanwhile, NotNow
from accelerator.mentors.models import OutsideBusy, OutsideCalendar
from accelerator.mentors.queries.availability import availability_of, free_of
from accelerator.mentors.rules.addresses import NotOpened, Trouble
from accelerator.mentors.rules.weeks import Row, UsualWeek
from accelerator.mentors.services.availability import (
    OtherHours,
    add_calendar_file,
    add_calendar_url,
    drop_calendar,
    drop_exception,
    set_exception,
    set_week,
)
from accelerator.mentors.services.looking import Due, Seen, due, look, note
from hub.core.clock import frozen_at, now
from hub.core.database import db, transaction
from hub.core.errors import Invalid, NotAllowed
from hub.core.timeslots import TimeSlot
from hub.history.models import Entry
from hub.organisations.models import MemberRole
from tests.factories import MONDAY, a_member, a_person, slot
from tests.factories.mentoring import a_mentor, a_week
from tests.factories.programme import a_programme_manager, a_startup

WEEK = UsualWeek("Europe/Berlin", (Row(0, "09:00", "11:00"), Row(2, "14:00", "16:00")), "DE-BE")
SECRET = "https://calendar.example/private-0a1b/basic.ics"
ICS = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Doctor\r\nDTSTART:20261201T080000Z\r\n"
    b"DTEND:20261201T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_a_mentor_s_week_is_set_whole_and_not_over_a_newer_one(app: Flask) -> None:
    mentor = a_mentor()
    with transaction():
        set_week(mentor, WEEK, by=mentor.user, version=0)
    kept = availability_of(mentor_id=mentor.id)
    assert kept is not None
    assert (kept.version, [row["from"] for row in kept.weekly]) == (1, ["09:00", "14:00"])
    with transaction(), pytest.raises(ChangedMeanwhile):
        set_week(mentor, UsualWeek("UTC"), by=mentor.user, version=0)
    with transaction(), pytest.raises(Invalid):
        set_week(mentor, UsualWeek("Nowhere"), by=mentor.user, version=1)


def test_nobody_else_says_when_somebody_has_time(app: Flask) -> None:
    mentor, founder = a_mentor(), a_person()
    startup = a_startup(founder)
    member = a_member(startup.organisation, role=MemberRole.MEMBER).user
    for owner, person in ((mentor, founder), (startup, mentor.user), (startup, member)):
        with transaction(), pytest.raises(NotAllowed):
            set_week(owner, WEEK, by=person, version=0)
    with transaction():
        set_week(startup, WEEK, by=founder, version=0)
        set_week(mentor, WEEK, by=a_programme_manager(), version=0)


def test_one_day_is_different_and_usual_again(app: Flask) -> None:
    mentor = a_mentor()
    day = MONDAY.date() + timedelta(days=7)
    off = OtherHours(day, note="Away")
    with transaction(), pytest.raises(NotNow):
        set_exception(mentor, off, by=mentor.user)
    a_week(mentor=mentor)
    with transaction():
        first = set_exception(mentor, off, by=mentor.user)
        evening = OtherHours(day, (("20:00", "21:00"),))
        assert set_exception(mentor, evening, by=mentor.user).id == first.id
    with transaction(), pytest.raises(Invalid):
        set_exception(mentor, OtherHours(date(2020, 1, 1)), by=mentor.user)
    week = TimeSlot(now(), now() + timedelta(days=14))
    assert timedelta(hours=1) in {each.length for each in free_of([mentor.id], week)[mentor.id]}
    with transaction():
        drop_exception(mentor, first.id, by=mentor.user)
    assert timedelta(hours=1) not in {e.length for e in free_of([mentor.id], week)[mentor.id]}


def test_a_secret_address_is_sealed_looked_at_and_kept_out_of_history(app: Flask) -> None:
    mentor = a_mentor()
    a_week(mentor=mentor)
    with transaction():
        added = add_calendar_url(mentor, SECRET, name="Work", by=mentor.user)
    assert "private-0a1b" not in added.sealed_url
    entries = db.session.scalars(select(Entry)).all()
    assert entries and "private-0a1b" not in str([(e.after, e.before) for e in entries])
    (waiting,) = due()
    seen = look(waiting, at=now(), fetch=lambda url: ICS if url == SECRET else b"")
    with transaction():
        note(waiting, seen)
    (busy,) = db.session.scalars(select(OutsideBusy)).all()
    assert (busy.starts_at.hour, busy.ends_at.hour) == (8, 9)
    assert due() == []
    with frozen_at(now() + timedelta(hours=3)):
        assert [each.id for each in due()] == [added.id]


def test_what_was_known_stands_when_the_calendar_cannot_be_read(app: Flask) -> None:
    mentor = a_mentor()
    a_week(mentor=mentor)
    with transaction():
        added = add_calendar_url(mentor, SECRET, name="Work", by=mentor.user)
    (waiting,) = due()
    with transaction():
        note(waiting, look(waiting, at=now(), fetch=lambda _url: ICS))

    def gone(_url: str) -> bytes:
        raise NotOpened(Trouble.NOT_PUBLIC)

    with transaction():
        note(waiting, look(waiting, at=now(), fetch=gone))
    assert db.session.get_one(OutsideCalendar, added.id).trouble == "not-public"
    assert len(db.session.scalars(select(OutsideBusy)).all()) == 1
    with transaction():
        note(waiting, look(waiting, at=now(), fetch=lambda _url: b"<html>"))
    assert db.session.get_one(OutsideCalendar, added.id).trouble == "unreadable"
    with transaction():
        drop_calendar(mentor, added.id, by=mentor.user)
    assert db.session.scalars(select(OutsideBusy)).all() == []


def test_a_file_s_busy_times_are_taken_off(app: Flask) -> None:
    mentor = a_mentor()
    a_week(mentor=mentor)
    with transaction():
        add_calendar_file(mentor, [slot(9, 60)], name="work.ics", by=mentor.user)
    window = TimeSlot(slot(9).start, slot(11).start)
    assert free_of([mentor.id], window)[mentor.id] == [slot(10, 60)]
    for bad in ("http://calendar.example/x", "https://10.0.0.1/x", "notes"):
        with transaction(), pytest.raises(Invalid):
            add_calendar_url(mentor, bad, name="", by=mentor.user)


def test_the_job_looks_at_each_calendar_once_and_waits(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentor, startup = a_mentor(), a_startup(a_person())
    a_week(mentor=mentor)
    a_week(startup=startup)
    with transaction():
        add_calendar_url(mentor, SECRET, name="Work", by=mentor.user)
        add_calendar_url(mentor, f"{SECRET}?gone", name="Home", by=mentor.user)

    def looked(calendar: Due, *, at: datetime) -> Seen:
        return look(calendar, at=at, fetch=lambda url: b"" if "gone" in url else ICS)

    monkeypatch.setattr(jobs, "look", looked)
    assert jobs.look_at_calendars() == "looked at 2 calendars, 1 could not be read"
    assert len(db.session.scalars(select(OutsideBusy)).all()) == 1
    assert jobs.look_at_calendars() == "looked at 0 calendars, 0 could not be read"
