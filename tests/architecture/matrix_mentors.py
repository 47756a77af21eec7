"""Who may stand in which door of mentors; how to read it stands in `matrix`."""

from datetime import timedelta
from typing import Any

from accelerator.mentors.models import AvailabilityException, OutsideCalendar
from accelerator.mentors.queries.mentors import mentor_of
from accelerator.mentors.rules.terms import DEFAULT_WEIGHTS
from hub.organisations.models import MemberRole
from tests.factories import MONDAY, a_member, a_person, kept
from tests.factories.mentoring import (
    a_mentor,
    a_mentoring,
    a_support_organisation,
    a_week,
    places_of,
)
from tests.factories.programme import a_cohort

EVERYONE = """
GET              /mentors
GET              /mentors/<mentor_id>
"""

PEOPLE = """
GET              /api/v1/mentor-profile
PATCH            /api/v1/mentor-profile
POST             /api/v1/mentor-profile/leave
POST             /api/v1/mentor-profile/pause
GET              /api/v1/mentor-profile/places
POST             /api/v1/mentor-profile/resume
PUT              /api/v1/mentor-places/<places_id>
GET PUT          /api/v1/mentor-places/<places_id>/code
GET PUT          /api/v1/mentor-places/<places_id>/preferences
POST             /api/v1/mentor-places/<places_id>/stop
GET              /api/v1/mentors
GET              /api/v1/mentors/<mentor_id>
GET PUT          /api/v1/mentors/<mentor_id>/availability
POST             /api/v1/mentors/<mentor_id>/availability/calendars
DELETE           /api/v1/mentors/<mentor_id>/availability/calendars/<calendar_id>
POST             /api/v1/mentors/<mentor_id>/availability/exceptions
DELETE           /api/v1/mentors/<mentor_id>/availability/exceptions/<exception_id>
GET POST         /api/v1/organisations/<organisation_id>/mentors
POST             /api/v1/organisations/<organisation_id>/mentors/<mentor_id>/places
PUT              /api/v1/organisations/<organisation_id>/mentors/cohorts/<cohort_id>
GET PUT          /api/v1/participations/<participation_id>/mentor-preferences
GET PUT          /api/v1/participations/<participation_id>/mentoring-wish
GET PUT          /api/v1/startups/<startup_id>/availability
POST             /api/v1/startups/<startup_id>/availability/calendars
DELETE           /api/v1/startups/<startup_id>/availability/calendars/<calendar_id>
POST             /api/v1/startups/<startup_id>/availability/exceptions
DELETE           /api/v1/startups/<startup_id>/availability/exceptions/<exception_id>
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
POST             /api/v1/cohorts/<cohort_id>/mentor-imports                programmes:manage
POST             /api/v1/cohorts/<cohort_id>/mentor-invitations            programmes:manage
GET POST         /api/v1/cohorts/<cohort_id>/mentor-places                 programmes:manage
GET POST PUT     /api/v1/cohorts/<cohort_id>/mentoring                     programmes:manage
PUT  /api/v1/cohorts/<cohort_id>/mentoring/organisations/<organisation_id> programmes:manage
POST             /api/v1/cohorts/<cohort_id>/mentoring/reminders           programmes:manage
GET              /api/v1/cohorts/<cohort_id>/mentoring/startups            programmes:manage
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
    ("GET", "/api/v1/organisations/<organisation_id>/mentors"),
    ("GET", "/api/v1/cohorts/<cohort_id>/mentoring"),
    ("GET", "/api/v1/participations/<participation_id>/mentoring-wish"),
    ("GET", "/api/v1/startups/<startup_id>/availability"),
}
#: The directory is for everybody, field by field.
SHOWN_TO_PEOPLE = {("GET", "/api/v1/mentors/<mentor_id>")}
ONE = "01900000-0000-7000-8000-000000000001"
TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("PUT", "<places_id>"): {"places": 0, "version": 1},
    ("PUT", "/code"): {"version": 1},
    ("PUT", "/preferences"): {"ranking": []},
    ("POST", "/stop"): {},
    ("PUT", "/availability"): {"zone": "Asia/Jakarta", "version": 1},
    ("POST", "/availability/calendars"): {"url": "https://mine.example/x.ics"},
    ("POST", "/availability/exceptions"): {"day": "2026-12-24"},
    ("POST", "<organisation_id>/mentors"): {"email": "me@stranger.example"},
    ("POST", "<mentor_id>/places"): {"cohort": ONE},
    ("PUT", "/mentors/cohorts/<cohort_id>"): {"places": 0},
    ("PUT", "/mentor-preferences"): {"ranking": []},
    ("PUT", "/mentoring-wish"): {
        "needs": [{"topic": "pricing"}], "languages": ["id"], "version": 0,
    },
    ("POST", "/mentor-imports"): {"text": "email", "dry_run": False},
    ("POST", "/mentor-invitations"): {"email": "me@stranger.example"},
    ("POST", "<cohort_id>/mentor-places"): {"mentor": ONE},
    ("PUT", "<cohort_id>/mentoring"): {
        "least": 1, "most": 2, "most_of_one_organisation": 1, "least_minutes": 0,
        "target_minutes": 60, "floor_percent": 90, "kept_bonus": 0, "answer_hours": 1,
        "notice_hours": 0, "weights": DEFAULT_WEIGHTS, "version": 1,
    },
    ("PUT", "/mentoring/organisations/<organisation_id>"): {"places": 0},
    ("POST", "/mentoring/reminders"): {"what": "hours"},
}  # fmt: skip


def ids(things: Any) -> dict[str, object]:
    """Ayu is asked to mentor, and has said when she has time."""
    mentor = mentor_of(things.ayu) or a_mentor(things.ayu)
    cohort = a_cohort()
    a_mentoring(cohort, code={"en": "Be kind."})
    week = a_week(mentor=mentor)
    day = (MONDAY + timedelta(days=9)).date()
    off = kept(AvailabilityException(availability_id=week.id, day=day, hours=[]))
    calendar = kept(OutsideCalendar(availability_id=week.id, name="Work"))
    house = a_support_organisation()
    a_member(house, things.ayu, role=MemberRole.COORDINATOR)
    return {
        "house_id": house.id,
        "mentor_id": mentor.id,
        "table": "mentors",
        "places_id": places_of(cohort, mentor, asked_by_id=a_person().id).id,
        "exception_id": off.id,
        "calendar_id": calendar.id,
    }
