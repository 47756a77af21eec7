"""How much the mentors of one support organisation give, for its coordinators: counts and hours
only, never how it went nor what anybody said."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from accelerator.matching.models import Pairing, PairingState
from accelerator.mentors.models import GivingState, Mentor, MentorPlaces
from accelerator.mentors.queries.coordinating import open_cohorts
from accelerator.programmes.models import Cohort
from accelerator.sessions.models import MentorSession, SessionState
from accelerator.sessions.queries.relations import seen
from accelerator.sessions.rules.health import LOAD_WINDOW, Load
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.organisations.models import Organisation


@dataclass(frozen=True)
class MentorLoad:
    mentor: Mentor
    load: Load


@dataclass(frozen=True)
class CohortLoads:
    """Most startups first."""

    cohort: Cohort
    mentors: Sequence[MentorLoad]

    @property
    def together(self) -> Load:
        loads = [each.load for each in self.mentors]
        return Load(
            sum(each.startups for each in loads),
            sum(each.places for each in loads),
            sum(each.minutes for each in loads),
            sum(each.lately for each in loads),
        )


def loads_of(organisation: Organisation, *, seen_by: User) -> list[CohortLoads]:
    """In the cohorts that are not over: what its mentors promised on its places, and what they
    give. Startups that the reader has a conflict with do not count."""
    query = select(MentorPlaces).where(
        MentorPlaces.organisation_id == organisation.id,
        MentorPlaces.state == GivingState.ACCEPTED,
    )
    given: dict[UUID, list[MentorPlaces]] = {}
    for said in db.session.scalars(query.order_by(MentorPlaces.id)):
        given.setdefault(said.cohort_id, []).append(said)
    cohorts = [each for each in open_cohorts() if each.id in given]
    two = [(each.cohort_id, each.mentor_id) for some in given.values() for each in some]
    startups, minutes, lately = _counts(two, seen_by)
    return [
        CohortLoads(
            cohort,
            sorted(
                (
                    MentorLoad(
                        said.mentor,
                        Load(startups[key], said.places, minutes[key], lately[key]),
                    )
                    for said in given[cohort.id]
                    for key in [(cohort.id, said.mentor_id)]
                ),
                key=lambda each: (-each.load.startups, each.mentor.name),
            ),
        )
        for cohort in cohorts
    ]


Key = tuple[UUID, UUID]


def _counts(two: Sequence[Key], reader: User) -> tuple[Counter[Key], Counter[Key], Counter[Key]]:
    """Of (cohort, mentor): startups, minutes held, and those of the last weeks."""
    startups: Counter[Key] = Counter()
    minutes: Counter[Key] = Counter()
    lately: Counter[Key] = Counter()
    pairs = select(Pairing.cohort_id, Pairing.mentor_id).where(
        Pairing.state == PairingState.ACTIVE,
        seen(reader, Pairing.startup_id),
        _in(Pairing, two),
    )
    for cohort_id, mentor_id in db.session.execute(pairs):
        startups[cohort_id, mentor_id] += 1
    sessions = select(
        MentorSession.cohort_id,
        MentorSession.mentor_id,
        MentorSession.starts_at,
        MentorSession.ends_at,
    ).where(
        MentorSession.state == SessionState.HELD,
        seen(reader, MentorSession.startup_id),
        _in(MentorSession, two),
    )
    since = now() - LOAD_WINDOW
    for cohort_id, mentor_id, start, end in db.session.execute(sessions):
        length = int((end - start).total_seconds()) // 60
        minutes[cohort_id, mentor_id] += length
        lately[cohort_id, mentor_id] += length if start >= since else 0
    return startups, minutes, lately


def _in(model: type[Pairing] | type[MentorSession], two: Sequence[Key]) -> ColumnElement[bool]:
    by_cohort: dict[UUID, list[UUID]] = {}
    for cohort_id, mentor_id in two:
        by_cohort.setdefault(cohort_id, []).append(mentor_id)
    return or_(
        model.id.is_(None),
        *(
            and_(model.cohort_id == cohort, model.mentor_id.in_(mentors))
            for cohort, mentors in by_cohort.items()
        ),
    )
