"""Who sits on both sides of sessions, and on which clocks."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_, select

from accelerator.matching.models import Pairing
from accelerator.matching.queries.pairings import get_pairing
from accelerator.mentors.models import Availability, Mentor, Side
from accelerator.sessions.models import MentorSession
from accelerator.sessions.permissions import can_book
from accelerator.startups.models import Startup
from accelerator.startups.permissions import LEADS
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.organisations.models import Membership


def pairing_to_book(pairing_id: UUID, *, by: User) -> Pairing:
    """Raises: NotFound; NotAllowed for who only sees the pair."""
    found = get_pairing(pairing_id, seen_by=by)
    if not can_book(by, found):
        raise NotAllowed(_("Only the two sides and the programme's staff book this."))
    return found


def leaders_of(startups: Iterable[Startup]) -> dict[UUID, list[User]]:
    """Startup to the people who lead it."""
    by_team = {startup.organisation_id: startup.id for startup in startups}
    query = (
        select(Membership.organisation_id, User)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.organisation_id.in_(by_team),
            Membership.left_at.is_(None),
            Membership.role.in_(LEADS),
            User.disabled_at.is_(None),
        )
        .order_by(User.id)
    )
    found: dict[UUID, list[User]] = defaultdict(list)
    for team, person in db.session.execute(query):
        found[by_team[team]].append(person)
    return found


def people_of(sessions: Iterable[MentorSession]) -> dict[UUID, list[tuple[Side, User]]]:
    """Session to those who are written to: the mentor, and whoever leads the startup."""
    sessions = list(sessions)
    leaders = leaders_of({each.startup.id: each.startup for each in sessions}.values())
    return {
        each.id: [
            (Side.MENTOR, each.mentor.user),
            *((Side.STARTUP, person) for person in leaders[each.startup_id]),
        ]
        for each in sessions
    }


def zones_of(about: MentorSession | Pairing) -> dict[Side, str]:
    """On whose clock each side lives."""
    return zones_between(about.mentor, about.startup)


def zones_between(mentor: Mentor, startup: Startup) -> dict[Side, str]:
    """As they have said with their hours; else as their accounts say."""
    query = select(Availability.mentor_id, Availability.zone).where(
        or_(Availability.mentor_id == mentor.id, Availability.startup_id == startup.id)
    )
    said = {
        Side.MENTOR if mentor_id else Side.STARTUP: zone
        for mentor_id, zone in db.session.execute(query)
    }
    if Side.STARTUP not in said:
        leaders = leaders_of([startup])[startup.id]
        said[Side.STARTUP] = leaders[0].zone if leaders else mentor.user.zone
    return {Side.MENTOR: mentor.user.zone} | said
