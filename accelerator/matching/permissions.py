"""Who sees proposals, and who answers for a pair."""

from uuid import UUID

from sqlalchemy import select

from accelerator.conflicts.queries import conflicted_startups, is_conflicted
from accelerator.matching.models import Matching, Pairing
from accelerator.mentors.models import Side
from accelerator.mentors.permissions import coordinated_by, is_mentor
from accelerator.programmes.permissions import can_manage
from accelerator.startups.permissions import leads
from hub.accounts.models import User
from hub.core.database import db
from hub.organisations.permissions import part_in


def can_see_matching(person: User | None, matching: Matching) -> bool:
    """The programme's managers; not who has a conflict with one of its startups, because what one
    startup gets says something of all others."""
    if person is None or not can_manage(person, matching.cohort.programme_id):
        return False
    inside = {UUID(startup["id"]) for startup in matching.problem.get("startups", ())}
    return not inside & set(db.session.scalars(conflicted_startups(person.id)))


def side_of(person: User | None, pairing: Pairing) -> Side | None:
    """For which side somebody may answer: the mentor, or whoever leads the startup."""
    if person is None:
        return None
    if is_mentor(person, pairing.mentor):
        return Side.MENTOR
    return Side.STARTUP if leads(person, pairing.startup) else None


def can_manage_pairing(person: User | None, pairing: Pairing) -> bool:
    """The programme's staff without a conflict of interest."""
    return (
        person is not None
        and can_manage(person, pairing.cohort.programme_id)
        and not is_conflicted(person, pairing.startup_id)
    )


def can_see_pairing(person: User | None, pairing: Pairing) -> bool:
    """Both sides (all of the startup's people), the organisation's coordinators, staff."""
    if person is None:
        return False
    return (
        side_of(person, pairing) is not None
        or part_in(person, pairing.startup.organisation) is not None
        or pairing.organisation_id in coordinated_by(person)
        or can_manage_pairing(person, pairing)
    )


def mentored_by(person_id: UUID) -> set[UUID]:
    """The startups that somebody mentors or has mentored."""
    query = (
        select(Pairing.startup_id).join(Pairing.mentor).where(Pairing.mentor.has(user_id=person_id))
    )
    return set(db.session.scalars(query))
