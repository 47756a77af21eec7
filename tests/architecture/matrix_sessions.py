"""Who may stand in which door of sessions; how to read it stands in `matrix`."""

from typing import Any

from sqlalchemy import select

from accelerator.matching.models import PairingState
from accelerator.mentors.models import Mentor, Side
from accelerator.sessions.models import (
    CareCase,
    MentorCertificate,
    MentorSession,
    NoteSight,
    SessionMove,
    SessionNote,
)
from accelerator.sessions.services.office_hours import (
    OfficeHourWish,
    open_office_hours,
    take,
)
from hub.core.database import db, transaction
from hub.core.walltime import to_wall
from tests.factories import a_person, kept, slot
from tests.factories.mentoring import a_mentor, a_mentoring, a_pairing, a_participation, places_of
from tests.factories.programme import a_cohort, a_startup

EVERYONE = """
GET              /certificates/mentoring
GET              /certificates/mentoring/<number>
"""

PEOPLE = """
GET POST         /api/v1/mentor-sessions
GET PATCH        /api/v1/mentor-sessions/<session_id>
POST             /api/v1/mentor-sessions/<session_id>/cancel
GET POST         /api/v1/mentor-sessions/<session_id>/feedback
POST             /api/v1/mentor-sessions/<session_id>/held
POST             /api/v1/mentor-sessions/<session_id>/here
GET              /api/v1/mentor-sessions/<session_id>/history
POST             /api/v1/mentor-sessions/<session_id>/missed
GET POST         /api/v1/mentor-sessions/<session_id>/moves
POST             /api/v1/mentor-sessions/<session_id>/moves/<move_id>/accept
POST             /api/v1/mentor-sessions/<session_id>/moves/<move_id>/decline
GET POST         /api/v1/mentor-sessions/<session_id>/notes
PATCH            /api/v1/mentor-sessions/<session_id>/notes/<note_id>
PUT              /api/v1/mentor-sessions/<session_id>/time
GET POST         /api/v1/office-hours
POST             /api/v1/office-hours/<hour_id>/cancel
POST             /api/v1/office-hours/<hour_id>/take
GET DELETE       /api/v1/office-hour-seats/<seat_id>
POST             /api/v1/office-hour-seats/<seat_id>/accept
POST             /api/v1/office-hour-seats/<seat_id>/decline
POST             /api/v1/pairings/<pairing_id>/session-series
GET              /api/v1/pairings/<pairing_id>/times
GET              /api/v1/mentoring/given
GET              /api/v1/organisations/<organisation_id>/mentor-load
GET              /mentor-certificates/<certificate_id>.pdf
GET              /mentor-sessions
GET              /mentor-sessions/<session_id>
POST             /mentor-sessions/<session_id>/agenda
GET POST         /mentor-sessions/<session_id>/cancel
GET POST         /mentor-sessions/<session_id>/feedback
POST             /mentor-sessions/<session_id>/held
POST             /mentor-sessions/<session_id>/here
GET              /mentor-sessions/<session_id>/join
POST             /mentor-sessions/<session_id>/missed
GET POST         /mentor-sessions/<session_id>/move
POST             /mentor-sessions/<session_id>/moves/<move_id>/<answer>
POST             /mentor-sessions/<session_id>/notes
GET POST         /mentor-sessions/<session_id>/notes/<note_id>
GET              /mentoring/given
GET POST         /mentoring/pairs/<pairing_id>/sessions/new
GET POST         /mentoring/pairs/<pairing_id>/sessions/series
GET              /office-hours
GET POST         /office-hours/<hour_id>/cancel
POST             /office-hours/<hour_id>/take
GET POST         /office-hours/new
GET              /office-hours/places/<seat_id>
POST             /office-hours/places/<seat_id>/<answer>
GET              /organisations/<organisation_id>/mentors/load
"""

STAFF = """
GET              /api/v1/care-cases/<case_id>                                 programmes:manage
POST             /api/v1/care-cases/<case_id>/close                           programmes:manage
POST             /api/v1/care-cases/<case_id>/note                            programmes:manage
POST             /api/v1/care-cases/<case_id>/write                           programmes:manage
GET              /api/v1/cohorts/<cohort_id>/care                             programmes:manage
POST             /api/v1/cohorts/<cohort_id>/care/look                        programmes:manage
GET POST         /api/v1/cohorts/<cohort_id>/mentor-certificates              programmes:manage
POST         /api/v1/cohorts/<cohort_id>/mentors/<mentor_id>/certificate/restore programmes:manage
POST         /api/v1/cohorts/<cohort_id>/mentors/<mentor_id>/certificate/withdraw programmes:manage
PUT              /api/v1/cohorts/<cohort_id>/mentors/<mentor_id>/thanks       programmes:manage
GET              /api/v1/cohorts/<cohort_id>/mentor-sessions                  programmes:manage
GET              /api/v1/cohorts/<cohort_id>/mentoring-hours                  programmes:manage
GET              /admin/cohorts/<cohort_id>/care                              programmes:manage
POST             /admin/cohorts/<cohort_id>/care/look                         programmes:manage
GET              /admin/cohorts/<cohort_id>/sessions                          programmes:manage
GET              /admin/cohorts/<cohort_id>/sessions.<format>                 programmes:manage
GET              /admin/cohorts/<cohort_id>/sessions/hours                    programmes:manage
GET              /admin/cohorts/<cohort_id>/sessions/hours.<format>           programmes:manage
POST             /admin/cohorts/<cohort_id>/sessions/limit                    programmes:manage
GET              /admin/cohorts/<cohort_id>/thanks                            programmes:manage
POST             /admin/cohorts/<cohort_id>/thanks/certificates               programmes:manage
GET              /admin/cohorts/<cohort_id>/thanks/<mentor_id>                programmes:manage
POST             /admin/cohorts/<cohort_id>/thanks/<mentor_id>/restore        programmes:manage
POST             /admin/cohorts/<cohort_id>/thanks/<mentor_id>/withdraw       programmes:manage
POST             /admin/cohorts/<cohort_id>/thanks/<mentor_id>/words          programmes:manage
GET              /care-cases/<case_id>                                        programmes:manage
POST             /care-cases/<case_id>/note                                   programmes:manage
POST             /care-cases/<case_id>/write                                  programmes:manage
"""

#: The way in opens near the time only; the team is no support organisation; the mentor is another
#: cohort's.
LEADS_ON = {
    ("GET", "/mentor-sessions/<session_id>/join"),
    ("GET", "/organisations/<organisation_id>/mentors/load"),
    ("GET", "/api/v1/organisations/<organisation_id>/mentor-load"),
    ("GET", "/admin/cohorts/<cohort_id>/thanks/<mentor_id>"),
}
WHEN = slot(16, days=3).start.isoformat()
TOLD: dict[tuple[str, str], dict[str, object]] = {
    ("PATCH", "<session_id>"): {"agenda": "Mine now"},
    ("POST", "<session_id>/cancel"): {"reason": "Because I can"},
    ("POST", "<session_id>/feedback"): {"useful": 1, "would_meet_again": False},
    ("POST", "<session_id>/missed"): {},
    ("POST", "<session_id>/moves"): {"times": [WHEN]},
    ("POST", "<move_id>/accept"): {"starts_at": WHEN},
    ("POST", "<session_id>/notes"): {"text": "Mine now"},
    ("PATCH", "<note_id>"): {"text": "Mine now", "version": 1},
    ("PUT", "<session_id>/time"): {"starts_at": WHEN},
    ("POST", "<hour_id>/cancel"): {"reason": "Because I can"},
    ("POST", "/session-series"): {"starts_local": "2026-12-01T15:00"},
}


def ids(things: Any) -> dict[str, object]:
    """Ayu's startup has a session before it, with a note of hers and a wish of the mentor to move
    it; she is a mentor too, has an office hour open, and her startup waits for another's."""
    cohort = a_cohort()
    a_mentoring(cohort)
    startup = a_participation(cohort, a_startup(things.ayu)).startup
    mentor = a_mentor()
    places = places_of(cohort, mentor)
    pairing = a_pairing(places, startup, state=PairingState.ACTIVE)
    at = slot(15)
    session = kept(
        MentorSession(
            cohort=cohort, mentor=mentor, startup=startup, pairing=pairing,
            starts_at=at.start, ends_at=at.end, starts_local="2026-11-24T15:00",
            zone="Asia/Jakarta", made_by_id=things.ayu.id,
        )
    )  # fmt: skip
    note = SessionNote(session=session, author=things.ayu, sight=NoteSight.PRIVATE, text="Mine")
    times = [{"starts_at": slot(16).start.isoformat(), "minutes": 60}]
    move = SessionMove(session=session, side=Side.MENTOR, times=times, asked_by_id=mentor.user_id)
    own = db.session.scalar(select(Mentor).where(Mentor.user_id == things.ayu.id))
    own = own or a_mentor(things.ayu)
    places_of(cohort, own)
    other = a_participation(cohort, a_startup(leader := a_person())).startup
    with transaction():
        mine, _ = open_office_hours(own, cohort, wish=_wish(20), by=things.ayu)
        theirs, _ = open_office_hours(mentor, cohort, wish=_wish(18), by=mentor.user)
        take(theirs[0], other, by=leader)
        waiting = take(theirs[0], startup, by=things.ayu)
    case = CareCase(cohort=cohort, startup=startup, mentor=mentor, kind="silence")
    paper = MentorCertificate(
        cohort=cohort, mentor=own, number="AAAA-BBBB", sessions=1, office_hours=0, mentor_days=0,
        startups=1, minutes=60, issued_by_id=mentor.user_id,
    )  # fmt: skip
    return {
        "certificate_id": kept(paper).id,
        "case_id": kept(case).id,
        "session_id": session.id,
        "note_id": kept(note).id,
        "move_id": kept(move).id,
        "hour_id": mine[0].id,
        "seat_id": waiting.id,
        "answer": "accept",
    }


def _wish(hour: int) -> OfficeHourWish:
    return OfficeHourWish(to_wall(slot(hour, days=4).start, "Asia/Jakarta"), "Asia/Jakarta")
