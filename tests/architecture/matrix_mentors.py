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
GET              /organisations/<organisation_id>/mentors
POST             /organisations/<organisation_id>/mentors/<mentor_id>/ask
POST             /organisations/<organisation_id>/mentors/cohorts/<cohort_id>
GET POST         /organisations/<organisation_id>/mentors/invite
GET POST         /participations/<participation_id>/mentoring
GET POST         /participations/<participation_id>/mentoring/mentors
"""

STAFF = """
GET              /admin/cohorts/<cohort_id>/mentoring                      programmes:manage
GET              /admin/cohorts/<cohort_id>/mentoring/<table>.<format>     programmes:manage
GET POST         /admin/cohorts/<cohort_id>/mentoring/ask                  programmes:manage
GET POST         /admin/cohorts/<cohort_id>/mentoring/import               programmes:manage
POST             /admin/cohorts/<cohort_id>/mentoring/import/now           programmes:manage
GET POST         /admin/cohorts/<cohort_id>/mentoring/invite               programmes:manage
POST             /admin/cohorts/<cohort_id>/mentoring/open                 programmes:manage
POST /admin/cohorts/<cohort_id>/mentoring/organisations/<organisation_id>  programmes:manage
POST             /admin/cohorts/<cohort_id>/mentoring/remind               programmes:manage
GET POST         /admin/cohorts/<cohort_id>/mentoring/terms                programmes:manage
"""

#: Only support organisations have these, and a cohort once its mentoring is open: see
#: `tests/accelerator/mentors/test_staff_pages.py`.
LEADS_ON = {
    ("GET", "/organisations/<organisation_id>/mentors"),
    ("GET", "/organisations/<organisation_id>/mentors/invite"),
    ("GET", "/admin/cohorts/<cohort_id>/mentoring/terms"),
}
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
        "table": "mentors",
        "places_id": places_of(cohort, mentor, asked_by_id=a_person().id).id,
        "exception_id": off.id,
        "calendar_id": calendar.id,
    }
