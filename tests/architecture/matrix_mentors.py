"""Who may stand in which door of mentors; how to read it stands in `matrix`."""

from datetime import timedelta
from typing import Any

from accelerator.mentors.models import AvailabilityException, OutsideCalendar
from tests.factories import MONDAY, a_person, kept
from tests.factories.mentoring import a_mentor, a_mentoring, a_week, places_of
from tests.factories.programme import a_cohort

EVERYONE = """
GET              /mentors
GET              /mentors/<mentor_id>
"""

PEOPLE = """
GET              /mentoring
GET POST         /mentoring/hours
POST             /mentoring/hours/calendars/<calendar_id>/drop
POST             /mentoring/hours/calendars/address
POST             /mentoring/hours/calendars/file
POST             /mentoring/hours/days
POST             /mentoring/hours/days/<exception_id>/drop
GET POST         /mentoring/leave
GET POST         /mentoring/pause
POST             /mentoring/places/<places_id>
GET POST         /mentoring/places/<places_id>/code
GET POST         /mentoring/places/<places_id>/stop
GET POST         /mentoring/places/<places_id>/wishes
GET POST         /mentoring/profile
GET              /mentoring/profile/preview
POST             /mentoring/resume
GET POST         /mentoring/startups/<startup_id>/hours
POST             /mentoring/startups/<startup_id>/hours/calendars/<calendar_id>/drop
POST             /mentoring/startups/<startup_id>/hours/calendars/address
POST             /mentoring/startups/<startup_id>/hours/calendars/file
POST             /mentoring/startups/<startup_id>/hours/days
POST             /mentoring/startups/<startup_id>/hours/days/<exception_id>/drop
GET POST         /participations/<participation_id>/mentoring
GET POST         /participations/<participation_id>/mentoring/mentors
"""

STAFF = """
"""

TOLD: dict[tuple[str, str], dict[str, object]] = {}


def ids(things: Any) -> dict[str, object]:
    """Ayu is asked to mentor, and has said when she has time."""
    mentor = a_mentor(things.ayu)
    cohort = a_cohort()
    a_mentoring(cohort, code={"en": "Be kind."})
    week = a_week(mentor=mentor)
    day = (MONDAY + timedelta(days=9)).date()
    off = kept(AvailabilityException(availability_id=week.id, day=day, hours=[]))
    calendar = kept(OutsideCalendar(availability_id=week.id, name="Work"))
    return {
        "mentor_id": mentor.id,
        "places_id": places_of(cohort, mentor, asked_by_id=a_person().id).id,
        "exception_id": off.id,
        "calendar_id": calendar.id,
    }
