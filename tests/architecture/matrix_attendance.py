"""Who may stand in which door of the register; how to read it stands in `matrix`."""

from typing import Any

from hub.core.database import transaction
from hub.learning.attendance.models import Report, Stay
from hub.learning.attendance.services.checking_in import show_code
from tests.factories import MONDAY, kept
from tests.factories.learning import a_class_session, a_run, an_instructor

EVERYONE = """
"""

PEOPLE = """
POST             /api/v1/check-ins
POST             /api/v1/class-sessions/<session_id>/attendance-reports
DELETE           /api/v1/class-sessions/<session_id>/attendance-reports/<report_id>
POST             /api/v1/class-sessions/<session_id>/check-in-code
GET PUT          /api/v1/class-sessions/<session_id>/register
POST             /api/v1/class-sessions/<session_id>/scans
POST             /api/v1/class-sessions/<session_id>/unknown/<stay_id>
GET POST         /check-in
GET POST         /check-in/<code>
GET POST         /teach/sessions/<session_id>/door
GET POST         /teach/sessions/<session_id>/register
GET POST         /teach/sessions/<session_id>/register/code
POST             /teach/sessions/<session_id>/register/report
POST             /teach/sessions/<session_id>/register/reports/<report_id>/take-back
POST             /teach/sessions/<session_id>/register/unknown/<stay_id>
GET              /teach/sessions/<session_id>/register.<ending>
"""

STAFF = """
"""

#: Whoever holds the code may look at what it opens; checking in asks for a place.
SHOWN_TO_PEOPLE = {("GET", "/check-in/<code>")}

_SOMEBODY = "01a227ca-9f19-7a84-b4db-6c919600d6d8"
TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("POST", "/check-ins"): {"code": "ABC234"},
    ("POST", "/attendance-reports"): {
        "text": "Name,Join Time,Duration\nSiti,2026-11-24 09:00,60\n",
        "zone": "Asia/Jakarta",
    },
    ("PUT", "/register"): {"items": [{"person": _SOMEBODY, "minutes": 5}]},
    ("POST", "/scans"): {"items": [{"id": "a", "person": _SOMEBODY, "at": "2026-11-24T02:00:00Z"}]},
    ("POST", "<stay_id>"): {"person": _SOMEBODY},
}


def ids(things: Any) -> dict[str, object]:
    run = a_run()
    an_instructor(run, things.ayu)
    session = a_class_session(run)
    report = kept(
        Report(session_id=session.id, name="zoom.csv", sha256="0" * 64, made_by_id=things.ayu.id)
    )
    stay = kept(Stay(session_id=session.id, report_id=report.id, joined_at=MONDAY, left_at=MONDAY))
    with transaction():
        code = show_code(session, by=things.ayu)
    return {
        "session_id": session.id,
        "report_id": report.id,
        "stay_id": stay.id,
        "code": code.code,
        "ending": "csv",
    }
