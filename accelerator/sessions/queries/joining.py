"""The way into a session on video: for its two sides, near its time, and for nobody else."""

from uuid import UUID

from accelerator.sessions.models import MentorSession, SessionState
from accelerator.sessions.permissions import part_of
from accelerator.sessions.rules.times import is_open
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _


def is_link_open(session: MentorSession) -> bool:
    return (
        session.state is SessionState.BOOKED
        and session.booking_id is None
        and is_open(session.slot, now())
        and bool(address_of(session))
    )


def address_of(session: MentorSession) -> str:
    """Its own, or the mentor's."""
    return session.video_url or session.mentor.video_url


def link_for(session_id: UUID, person: User) -> str:
    """Where it is held. Raises: NotFound, the same for a stranger, staff, and at any other time."""
    session = db.session.get(MentorSession, session_id)
    if session is None or part_of(person, session) is None or not is_link_open(session):
        raise NotFound(_("This link opens a quarter of an hour before, to those who meet."))
    return address_of(session)
