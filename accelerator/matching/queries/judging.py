"""Who may come to mentor which startup, and who does: for finding conflicts of interest."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, select, union
from sqlalchemy.orm import InstrumentedAttribute

from accelerator.conflicts.queries import conflicted_startups
from accelerator.conflicts.rules import Mentoring
from accelerator.matching.models import Pairing
from accelerator.matching.queries.pairings import mentored_startups
from accelerator.mentors.models import GivingState, Mentor, MentorPlaces
from accelerator.mentors.queries.mentors import ready_places
from accelerator.participations.models import OVER, Participation
from accelerator.programmes.models import Cohort
from hub.accounts.models import User
from hub.core.database import db


def candidates_in(cohort: Cohort, *, seen_by: User | None = None) -> tuple[set[UUID], set[UUID]]:
    """The people who are ready to mentor in a cohort, and the startups that take part; without
    those that somebody has a conflict with."""
    people = {places.mentor.user_id for places in ready_places(cohort)}
    query = select(Participation.startup_id).where(
        Participation.cohort_id == cohort.id, Participation.state.not_in(OVER)
    )
    if seen_by is not None:
        query = query.where(Participation.startup_id.not_in(conflicted_startups(seen_by.id)))
    return people, set(db.session.scalars(query))


def mentors_of(startup_ids: set[UUID]) -> dict[UUID, set[UUID]]:
    """By startup the people: see `_pairs`."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for startup_id, person_id in _found(
        query.where(startup.in_(startup_ids)) for query, startup in _pairs()
    ):
        found[startup_id].add(person_id)
    return found


def mentored_by(people: set[UUID]) -> dict[UUID, set[UUID]]:
    """By person the startups: see `_pairs`."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for startup_id, person_id in _found(
        query.where(Mentor.user_id.in_(people)) for query, _startup in _pairs()
    ):
        found[person_id].add(startup_id)
    return found


def mentees_of(people: set[UUID]) -> dict[UUID, Iterable[tuple[UUID, Mentoring]]]:
    """Person to the startups that they mentor or have mentored, with the days."""
    return {
        person_id: [(pairing.startup_id, _days(pairing)) for pairing in pairings]
        for person_id, pairings in mentored_startups(people).items()
    }


def _days(pairing: Pairing) -> Mentoring:
    said = [at for at in (pairing.mentor_accepted_at, pairing.startup_accepted_at) if at]
    since = max(said).date() if said else None
    return Mentoring(since, pairing.ended_at.date() if pairing.ended_at else None)


def _pairs() -> tuple[tuple[Select[UUID, UUID], InstrumentedAttribute[UUID]], ...]:
    """(startup, person), and the startup's column: who gives places in a cohort that the startup
    takes part in, and who was ever told of it as its mentor."""
    may = (
        select(Participation.startup_id, Mentor.user_id)
        .join(MentorPlaces, MentorPlaces.cohort_id == Participation.cohort_id)
        .join(Mentor, Mentor.id == MentorPlaces.mentor_id)
        .where(
            MentorPlaces.state == GivingState.ACCEPTED,
            Participation.state.not_in(OVER),
            Mentor.left_at.is_(None),
        )
    )
    told = select(Pairing.startup_id, Mentor.user_id).join(Mentor, Mentor.id == Pairing.mentor_id)
    return (may, Participation.startup_id), (told, Pairing.startup_id)


def _found(queries: Iterable[Select[UUID, UUID]]) -> Iterable[tuple[UUID, UUID]]:
    return ((row[0], row[1]) for row in db.session.execute(union(*queries)))
