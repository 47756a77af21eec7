"""Whose room a booking is, for who stands at the front desk."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from accelerator.conflicts.queries import conflicted_startups
from accelerator.mentors.permissions import can_manage_mentoring
from accelerator.sessions.models import MentorSession
from booking.bookings.serving import Served
from hub.accounts.models import User
from hub.core.database import db
from hub.core.i18n import gettext as _


def serving(ids: Sequence[UUID], reader: User) -> dict[UUID, Served]:
    """Sessions for the programme's staff without a conflict of interest. Others who sit there know
    it from their own list."""
    query = select(MentorSession).where(
        MentorSession.booking_id.in_(ids),
        MentorSession.startup_id.not_in(conflicted_startups(reader.id)),
    )
    return {
        session.booking_id: Served(
            _("See the session"), "sessions.show", {"session_id": str(session.id)}
        )
        for session in db.session.scalars(query).unique()
        if session.booking_id and can_manage_mentoring(reader, session.cohort)
    }
