"""The chapters of the API that sessions write, and what their parts ask first."""

from uuid import UUID

from accelerator.matching.models import Pairing
from accelerator.matching.queries.pairings import get_pairing
from accelerator.sessions.models import MentorSession
from accelerator.sessions.permissions import can_book, part_of
from accelerator.sessions.queries.sessions import get_session
from accelerator.sessions.schemas.sessions import SessionShown
from booking.spaces.models import Space
from booking.spaces.queries import get_space
from hub.accounts.models import TokenScope
from hub.accounts.sign_in import signed_in_person
from hub.core.errors import Invalid, NotAllowed, NotFound
from hub.core.i18n import gettext as _
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
    person = signed_in_person()
    found = get_pairing(pairing_id, seen_by=person)
    if not can_book(person, found):
        raise NotAllowed(_("Only the two sides and the programme's staff book this."))
    return found


def space_of(space_id: UUID | None) -> Space | None:
    """Raises: Invalid, for a room that is not there."""
    try:
        return get_space(space_id) if space_id is not None else None
    except NotFound as gone:
        raise Invalid(str(gone), errors={"space": [str(gone)]}) from gone


def shown(session: MentorSession) -> SessionShown:
    return SessionShown.of(session, side=part_of(signed_in_person(), session))
