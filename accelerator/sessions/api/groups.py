"""The chapters of the API that sessions write, and what their parts ask first."""

from uuid import UUID

from accelerator.matching.models import Pairing
from accelerator.sessions.models import MentorSession
from accelerator.sessions.permissions import part_of
from accelerator.sessions.queries import parties
from accelerator.sessions.queries.sessions import get_session
from accelerator.sessions.queries.times import room_called
from accelerator.sessions.schemas.sessions import SessionShown
from booking.spaces.models import Space
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.web.access import Audience
from hub.web.api import Endpoints

of_sessions = Endpoints(
    "Mentor sessions",
    "Meetings of a mentor and a startup, in a room or on video. The address of a video meeting is"
    " in no answer: the session's page opens it to those who meet, near the time.",
)
of_office_hours = Endpoints(
    "Office hours",
    "Times that mentors open to every startup of a cohort: the first has it, the others wait.",
)
of_care = Endpoints(
    "Care and thanks",
    "How pairs of mentors and startups are getting on, what staff see to, and what mentors gave.",
)
STAFF, MANAGE = Audience.STAFF, "programmes:manage"
WRITES = TokenScope.APPLICATIONS_WRITE
ONE = "/mentor-sessions/<uuid:session_id>"
PAIRING = "/pairings/<uuid:pairing_id>"
COHORT = "/cohorts/<uuid:cohort_id>"


def session_of(session_id: UUID) -> MentorSession:
    return get_session(session_id, seen_by=signed_in_person())


def pairing_to_book(pairing_id: UUID) -> Pairing:
    """Raises: NotFound; NotAllowed for who only sees the pair."""
    return parties.pairing_to_book(pairing_id, by=signed_in_person())


def space_of(space_id: UUID | None) -> Space | None:
    """Raises: Invalid, for a room that is not there."""
    return room_called(space_id, field="space")


def shown(session: MentorSession) -> SessionShown:
    return SessionShown.of(session, side=part_of(signed_in_person(), session))
