"""Whose hours a page is about, and what is known of them."""

from uuid import UUID

from sqlalchemy import select

from accelerator.mentors.models import Availability, AvailabilityException, Mentor, Sight
from accelerator.mentors.permissions import can_see_hours
from accelerator.mentors.queries.availability import availability_of
from accelerator.mentors.rules.sight import is_shown
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _


def startup_with_hours(startup_id: UUID, *, seen_by: User | None) -> Startup:
    """Raises: NotFound, also for others' startups."""
    found = db.session.get(Startup, startup_id)
    if found is None or not can_see_hours(seen_by, found):
        raise NotFound(_("There is no such startup, or it is not yours."))
    return found


def hours_of(owner: Mentor | Startup) -> Availability | None:
    if isinstance(owner, Mentor):
        return availability_of(mentor_id=owner.id)
    return availability_of(startup_id=owner.id)


def week_shown(mentor: Mentor, *, to: Sight) -> Availability | None:
    """A mentor's usual week, where they let that circle see it."""
    if not is_shown("availability", mentor.shown, to=to):
        return None
    return availability_of(mentor_id=mentor.id)


def coming_exceptions(week: Availability) -> list[AvailabilityException]:
    query = select(AvailabilityException).where(
        AvailabilityException.availability_id == week.id, AvailabilityException.day >= now().date()
    )
    return list(db.session.scalars(query.order_by(AvailabilityException.day)))
