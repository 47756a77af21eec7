"""Who may stand in which door of interviews; how to read it stands in `matrix`."""

from typing import Any

from accelerator.applications.models import ApplicationState
from accelerator.interviews.models import DayPlan
from hub.core.database import db
from tests.accelerator.interviews.stories import a_scene
from tests.factories.programme import an_application

EVERYONE = """
GET POST         /jury/open
GET              /jury/worker.js
"""

PEOPLE = """
GET              /api/v1/interviews
GET              /api/v1/interviews/<invited_id>
PUT DELETE       /api/v1/interviews/<invited_id>/meeting
GET              /api/v1/interviews/<invited_id>/times
PUT              /api/v1/interviews/<invited_id>/wishes
GET              /api/v1/jury-days
GET              /api/v1/jury-days/<day_id>/meetings
GET POST         /interviews/<invited_id>
POST             /interviews/<invited_id>/give-up
POST             /interviews/<invited_id>/wishes
GET              /interviews/meetings/<meeting_id>/join
GET              /jury
GET              /jury/<day_id>
POST             /jury/<day_id>/link/end
GET              /jury/meetings/<meeting_id>
GET POST         /jury/meetings/<meeting_id>/conflict
GET              /jury/meetings/<meeting_id>/files/<file_id>
POST             /jury/meetings/<meeting_id>/marks
"""

STAFF = """
GET POST         /api/v1/cohorts/<cohort_id>/interview-days                    programmes:manage
GET PUT          /api/v1/interview-days/<day_id>                               programmes:manage
POST             /api/v1/interview-days/<day_id>/call-off                      programmes:manage
POST             /api/v1/interview-days/<day_id>/choose                        programmes:manage
POST             /api/v1/interview-days/<day_id>/finish                        programmes:manage
POST             /api/v1/interview-days/<day_id>/panels                        programmes:manage
POST             /api/v1/interview-days/<day_id>/plans                         programmes:manage
POST             /api/v1/interview-days/<day_id>/publish                       programmes:manage
GET POST         /api/v1/interview-days/<day_id>/teams                         programmes:manage
PUT DELETE       /api/v1/interview-panels/<panel_id>                           programmes:manage
GET              /api/v1/interview-plans/<proposal_id>                             programmes:manage
POST             /api/v1/interview-plans/<proposal_id>/apply                       programmes:manage
DELETE           /api/v1/interview-teams/<invited_id>                          programmes:manage
PUT DELETE       /api/v1/interview-teams/<invited_id>/meeting                  programmes:manage
GET              /api/v1/interview-teams/<invited_id>/times                    programmes:manage
PUT              /api/v1/interview-teams/<invited_id>/wishes                   programmes:manage
GET              /admin/cohorts/<cohort_id>/interviews                         programmes:manage
GET POST         /admin/cohorts/<cohort_id>/interviews/new                     programmes:manage
GET              /admin/interview-plans/<proposal_id>                              programmes:manage
POST             /admin/interview-plans/<proposal_id>/apply                        programmes:manage
GET POST         /admin/interview-panels/<panel_id>                            programmes:manage
POST             /admin/interview-panels/<panel_id>/remove                     programmes:manage
GET POST         /admin/interview-teams/<invited_id>                           programmes:manage
POST             /admin/interview-teams/<invited_id>/<step>                    programmes:manage
POST             /admin/interview-teams/<invited_id>/wishes                    programmes:manage
GET              /admin/interviews/<day_id>                                    programmes:manage
GET POST         /admin/interviews/<day_id>/call-off                           programmes:manage
POST             /admin/interviews/<day_id>/choose                             programmes:manage
GET POST         /admin/interviews/<day_id>/edit                               programmes:manage
POST             /admin/interviews/<day_id>/finish                             programmes:manage
GET POST         /admin/interviews/<day_id>/panels/new                         programmes:manage
GET              /admin/interviews/<day_id>/links                              programmes:manage
POST             /admin/interviews/<day_id>/links/<reviewer_id>                programmes:manage
POST             /admin/interviews/<day_id>/links/<reviewer_id>/revoke         programmes:manage
POST             /admin/interviews/<day_id>/plan                               programmes:manage
POST             /admin/interviews/<day_id>/publish                            programmes:manage
GET POST         /admin/interviews/<day_id>/teams                              programmes:manage
"""

TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("POST", "/interview-days"): {"name": {"en": "Mine"}, "held_on": "2026-11-27",
                                  "zone": "Asia/Jakarta"},
    ("PUT", "/interview-days/<day_id>"): {"name": {"en": "Mine"}, "held_on": "2026-11-27",
                                          "zone": "Asia/Jakarta"},
    ("POST", "<day_id>/panels"): {"name": "Mine", "starts_local": "09:00", "ends_local": "10:00",
                                  "online_url": "https://mine.example"},
    ("PUT", "<panel_id>"): {"name": "Mine", "starts_local": "09:00", "ends_local": "10:00",
                            "online_url": "https://mine.example"},
    ("POST", "<day_id>/teams"): {"applications": []},
    ("POST", "<day_id>/call-off"): {"reason": "Mine now"},
    ("PUT", "<invited_id>/meeting"): {"panel": "01987a4b-0000-7000-8000-000000000001",
                                      "starts_at": "2026-11-26T02:00:00Z"},
    ("PUT", "<invited_id>/wishes"): {"note": "Mine now"},
}  # fmt: skip


#: Around its time the first leads on to the meeting itself; the second needs a file of the team
#: that is heard (`test_links`).
LEADS_ON = {
    ("GET", "/interviews/meetings/<meeting_id>/join"),
    ("GET", "/jury/meetings/<meeting_id>/files/<file_id>"),
}


def ids(things: Any) -> dict[str, object]:
    """Ayu's team is heard on a day on whose panel she does not sit; on another day she does."""
    scene, hers = a_scene(0, jurors=1), a_scene(1, jurors=0)
    application = an_application(scene.cohort, things.ayu, state=ApplicationState.ELIGIBLE)
    scene.applications.append(application)
    hers.jurors.append(things.reviewer)
    for each in (scene, hers):
        each.panel()
        each.invite()
        each.planned()
        each.publish()
    meeting = scene.meeting(0)
    heard = hers.meeting(0)
    assert meeting is not None
    assert heard is not None
    return {
        "day_id": scene.day.id,
        "jury_day_id": hers.day.id,
        "jury_meeting_id": heard.id,
        "panel_id": meeting.panel_id,
        "invited_id": meeting.invited_id,
        "meeting_id": meeting.id,
        "proposal_id": db.session.query(DayPlan.id).filter_by(day_id=scene.day.id).scalar(),
        "step": "free",
    }
