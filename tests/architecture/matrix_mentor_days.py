"""Who may stand in which door of mentor days; how to read it stands in `matrix`."""

from typing import Any

from sqlalchemy import select

from accelerator.mentor_days.services import coming
from accelerator.mentors.models import Mentor
from hub.core.database import db, transaction
from hub.organisations.models import MemberRole
from tests.accelerator.mentor_days.stories import published
from tests.factories import a_member
from tests.factories.mentoring import a_mentor, places_of

EVERYONE = """
"""

PEOPLE = """
GET              /api/v1/mentor-days
GET              /api/v1/mentor-days/mentors/<day_mentor_id>
PUT              /api/v1/mentor-days/mentors/<day_mentor_id>/hours
GET PUT          /api/v1/mentor-days/meetings/<day_meeting_id>/feedback
GET              /api/v1/mentor-days/meetings/<day_meeting_id>/link
POST             /api/v1/mentor-days/meetings/<day_meeting_id>/mark
GET              /api/v1/mentor-days/startups/<day_startup_id>
PUT              /api/v1/mentor-days/startups/<day_startup_id>/wishes
GET              /mentor-days
GET POST         /mentor-days/mentors/<day_mentor_id>
GET              /mentor-days/mentors/<day_mentor_id>/plan.pdf
GET POST         /mentor-days/meetings/<day_meeting_id>/feedback
GET              /mentor-days/meetings/<day_meeting_id>/join
POST             /mentor-days/meetings/<day_meeting_id>/<step>
GET POST         /mentor-days/startups/<day_startup_id>
GET              /mentor-days/startups/<day_startup_id>/plan.pdf
"""

STAFF = """
GET POST         /api/v1/cohorts/<cohort_id>/mentor-days                       programmes:manage
GET PUT          /api/v1/mentor-days/<mentor_day_id>                           programmes:manage
POST             /api/v1/mentor-days/<mentor_day_id>/ask                       programmes:manage
POST             /api/v1/mentor-days/<mentor_day_id>/call-off                  programmes:manage
POST             /api/v1/mentor-days/<mentor_day_id>/copy                      programmes:manage
POST             /api/v1/mentor-days/<mentor_day_id>/finish                    programmes:manage
POST             /api/v1/mentor-days/<mentor_day_id>/meetings                  programmes:manage
GET POST         /api/v1/mentor-days/<mentor_day_id>/mentors                   programmes:manage
GET POST DELETE  /api/v1/mentor-days/<mentor_day_id>/plan                      programmes:manage
POST             /api/v1/mentor-days/<mentor_day_id>/plan/stop                 programmes:manage
GET POST DELETE  /api/v1/mentor-days/<mentor_day_id>/proposal                  programmes:manage
POST             /api/v1/mentor-days/<mentor_day_id>/proposal/apply            programmes:manage
POST             /api/v1/mentor-days/<mentor_day_id>/publish                   programmes:manage
GET POST         /api/v1/mentor-days/<mentor_day_id>/rooms                     programmes:manage
GET POST         /api/v1/mentor-days/<mentor_day_id>/startups                  programmes:manage
PATCH            /api/v1/mentor-day-meetings/<day_meeting_id>                  programmes:manage
PUT              /api/v1/mentor-day-meetings/<day_meeting_id>/place            programmes:manage
PUT DELETE       /api/v1/mentor-day-mentors/<day_mentor_id>                    programmes:manage
POST             /api/v1/mentor-day-mentors/<day_mentor_id>/away               programmes:manage
PATCH DELETE     /api/v1/mentor-day-rooms/<day_room_id>                        programmes:manage
PUT DELETE       /api/v1/mentor-day-startups/<day_startup_id>                  programmes:manage
POST             /api/v1/mentor-day-startups/<day_startup_id>/away             programmes:manage
GET              /admin/cohorts/<cohort_id>/mentor-days                        programmes:manage
POST             /admin/cohorts/<cohort_id>/mentor-days/copy                   programmes:manage
GET POST         /admin/cohorts/<cohort_id>/mentor-days/new                    programmes:manage
POST             /admin/mentor-day-meetings/<day_meeting_id>/<step>            programmes:manage
GET POST         /admin/mentor-day-meetings/<day_meeting_id>/move              programmes:manage
GET POST         /admin/mentor-day-mentors/<day_mentor_id>                     programmes:manage
POST             /admin/mentor-day-mentors/<day_mentor_id>/<step>              programmes:manage
GET POST         /admin/mentor-day-rooms/<day_room_id>                         programmes:manage
POST             /admin/mentor-day-rooms/<day_room_id>/<step>                  programmes:manage
GET POST         /admin/mentor-day-startups/<day_startup_id>                   programmes:manage
POST             /admin/mentor-day-startups/<day_startup_id>/<step>            programmes:manage
GET              /admin/mentor-days/<mentor_day_id>                            programmes:manage
POST             /admin/mentor-days/<mentor_day_id>/ask                        programmes:manage
GET POST         /admin/mentor-days/<mentor_day_id>/call-off                   programmes:manage
GET POST         /admin/mentor-days/<mentor_day_id>/edit                       programmes:manage
POST             /admin/mentor-days/<mentor_day_id>/finish                     programmes:manage
GET              /admin/mentor-days/<mentor_day_id>/live                       programmes:manage
GET POST         /admin/mentor-days/<mentor_day_id>/meetings/new               programmes:manage
POST             /admin/mentor-days/<mentor_day_id>/mend                       programmes:manage
GET POST         /admin/mentor-days/<mentor_day_id>/mentors                    programmes:manage
GET POST         /admin/mentor-days/<mentor_day_id>/plan                       programmes:manage
POST             /admin/mentor-days/<mentor_day_id>/plan/<step>                programmes:manage
GET              /admin/mentor-days/<mentor_day_id>/plan.<format>              programmes:manage
GET              /admin/mentor-days/<mentor_day_id>/plans.pdf                  programmes:manage
GET              /admin/mentor-days/<mentor_day_id>/proposal                   programmes:manage
POST             /admin/mentor-days/<mentor_day_id>/proposal/apply             programmes:manage
POST             /admin/mentor-days/<mentor_day_id>/proposal/drop              programmes:manage
GET POST         /admin/mentor-days/<mentor_day_id>/publish                    programmes:manage
GET POST         /admin/mentor-days/<mentor_day_id>/rooms                      programmes:manage
GET POST         /admin/mentor-days/<mentor_day_id>/startups                   programmes:manage
"""

ONE = "01900000-0000-7000-8000-000000000001"
_DAY: dict[str, object] = {"name": {"en": "Mine"}, "held_on": "2026-11-27",
                           "zone": "Asia/Jakarta", "starts_local": "09:00",
                           "ends_local": "12:00"}  # fmt: skip
TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("POST", "<cohort_id>/mentor-days"): _DAY,
    ("PUT", "<mentor_day_id>"): _DAY,
    ("POST", "<mentor_day_id>/call-off"): {"reason": "Mine now"},
    ("POST", "<mentor_day_id>/copy"): {"held_on": "2026-12-03"},
    ("POST", "<mentor_day_id>/meetings"): {"startup": ONE, "mentor": ONE, "slot": 1},
    ("POST", "<mentor_day_id>/mentors"): {"mentors": []},
    ("POST", "<mentor_day_id>/rooms"): {"tables": 1},
    ("POST", "<mentor_day_id>/startups"): {"startups": []},
    ("PATCH", "<day_meeting_id>"): {"fixed": True},
    ("PUT", "<day_meeting_id>/place"): {"slot": 1},
    ("PUT", "<day_meeting_id>/feedback"): {"rating": 1},
    ("POST", "<day_meeting_id>/mark"): {"held": False},
    ("PUT", "<day_mentor_id>"): {},
    ("POST", "/away"): {},
    ("PUT", "<day_mentor_id>/hours"): {},
    ("PATCH", "<day_room_id>"): {"name": "Mine"},
    ("PUT", "<day_startup_id>"): {},
    ("PUT", "<day_startup_id>/wishes"): {"wishes": []},
}
#: The way in opens near the time only.
LEADS_ON = {
    ("GET", "/mentor-days/meetings/<day_meeting_id>/join"),
    ("GET", "/api/v1/mentor-days/meetings/<day_meeting_id>/link"),
}


def ids(things: Any) -> dict[str, object]:
    """Ayu leads a startup on a published day, and is a mentor on it, too; something would move."""
    own = db.session.scalar(select(Mentor).where(Mentor.user_id == things.ayu.id))
    scene = published(2, 2)
    a_member(scene.parts[0].startup.organisation, things.ayu, role=MemberRole.OWNER)
    scene.given.append(places_of(scene.cohort, own or a_mentor(things.ayu)))
    with transaction():
        mine = coming.add_mentors(scene.day, [scene.given[-1].mentor_id], by=scene.manager)
    scene.mend()
    return {
        "mentor_day_id": scene.day.id,
        "day_startup_id": scene.startup(0).id,
        "day_mentor_id": mine[0].id,
        "day_room_id": scene.rooms()[0].id,
        "day_meeting_id": next(
            m.id for m in scene.meetings() if m.startup_id == scene.parts[0].startup_id
        ),
    }
