"""Whose room a booking is, for who stands at the front desk."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from booking.bookings.serving import Served
from hub.accounts.models import User
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.learning.classes.models import ClassRun, ClassSession
from hub.learning.classes.permissions import can_manage_run


def serving(ids: Sequence[UUID], reader: User) -> dict[UUID, Served]:
    """Where its sessions are moved, for who keeps the class; else its public page."""
    query = select(ClassSession).where(ClassSession.booking_id.in_(ids))
    return {
        session.booking_id: _page(session.run, reader)
        for session in db.session.scalars(query).unique()
        if session.booking_id and (session.run.is_shown or can_manage_run(reader, session.run))
    }


def _page(run: ClassRun, reader: User) -> Served:
    if can_manage_run(reader, run):
        return Served(_("See the class"), "classes.manage", {"run_id": str(run.id)})
    return Served(_("See the class"), "classes.show", {"slug": run.slug})
