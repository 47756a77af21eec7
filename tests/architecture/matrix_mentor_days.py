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

TOLD: dict[tuple[str, str], dict[str, object]] = {}
#: The way in opens near the time only.
LEADS_ON = {("GET", "/mentor-days/meetings/<day_meeting_id>/join")}


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
