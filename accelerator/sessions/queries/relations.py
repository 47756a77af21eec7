"""What is known of a cohort's pairs, for the rules of their health: a few questions, whatever their
number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from accelerator.conflicts.queries import conflicted_startups
from accelerator.matching.models import Pairing, PairingState
from accelerator.mentors.models import Mentor
from accelerator.programmes.models import Cohort
from accelerator.sessions.models import CareCase, MentorSession, SessionFeedback, SessionState
from accelerator.sessions.rules.health import Meeting, Met, Rating, Relation, Trouble
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.database import db
from hub.organisations.models import Membership

#: (startup, mentor)
Two = tuple[UUID, UUID]
Ids = InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None]
COUNTED: dict[SessionState, Met] = {
    SessionState.HELD: Met.HELD,
    SessionState.UNKNOWN: Met.UNKNOWN,
    SessionState.MISSED: Met.MISSED,
    SessionState.BOOKED: Met.BOOKED,
}


@dataclass(frozen=True)
class Pair:
    """A pair that works together, and how it has gone so far."""

    pairing: Pairing
    relation: Relation

    @property
    def two(self) -> Two:
        return self.pairing.startup_id, self.pairing.mentor_id


@dataclass(frozen=True)
class Known:
    """Of each two: their meetings, what both sides said of them, what staff have seen to."""

    meetings: dict[Two, list[Meeting]]
    ratings: dict[Two, list[Rating]]
    cases: dict[Two, list[CareCase]]

    def relation(self, pairing: Pairing) -> Relation:
        two = (pairing.startup_id, pairing.mentor_id)
        said = (pairing.startup_accepted_at, pairing.mentor_accepted_at)
        seen: dict[Trouble, list[CareCase]] = defaultdict(list)
        for case in self.cases.get(two, ()):
            if case.closed_at is not None and case.closed_by_id is not None:
                seen[Trouble(case.kind)].append(case)
        return Relation(
            began_at=max((at for at in said if at is not None), default=pairing.made_at),
            meetings=self.meetings.get(two, ()),
            ratings=self.ratings.get(two, ()),
            seen_to={
                kind: max(case.closed_at for case in cases if case.closed_at is not None)
                for kind, cases in seen.items()
            },
        )


def active_pairs(cohort: Cohort, *, seen_by: User | None = None) -> list[Pair]:
    """The pairs of a cohort that work together. `seen_by`: without what is kept from a reader;
    None is the house itself."""
    query = select(Pairing).where(
        Pairing.cohort_id == cohort.id,
        Pairing.state == PairingState.ACTIVE,
        seen(seen_by, Pairing.startup_id, mentor_id=Pairing.mentor_id),
    )
    pairings = list(db.session.scalars(query.order_by(Pairing.made_at, Pairing.id)))
    known = known_in(cohort, seen_by=seen_by)
    return [Pair(pairing, known.relation(pairing)) for pairing in pairings]


def known_in(cohort: Cohort, *, seen_by: User | None) -> Known:
    cases: dict[Two, list[CareCase]] = defaultdict(list)
    query = select(CareCase).where(
        CareCase.cohort_id == cohort.id,
        seen(seen_by, CareCase.startup_id, mentor_id=CareCase.mentor_id),
    )
    for case in db.session.scalars(query.order_by(CareCase.found_at, CareCase.id)):
        if case.mentor_id is not None:
            cases[case.startup_id, case.mentor_id].append(case)
    return Known(_meetings(cohort, seen_by), _ratings(cohort, seen_by), dict(cases))


def seen(
    person: User | None,
    startup_id: Ids,
    *,
    mentor_id: Ids | None = None,
) -> ColumnElement[bool]:
    """Nothing of a startup that somebody has a conflict with or belongs to, and nothing of the
    pairs in which they themselves are the mentor: they are a side there, and not its staff."""
    if person is None:
        return true()
    kept = [startup_id.in_(conflicted_startups(person.id)), startup_id.in_(_own(person))]
    if mentor_id is not None:
        kept.append(mentor_id.in_(select(Mentor.id).where(Mentor.user_id == person.id)))
    return ~or_(false(), *kept)


def open_cases(cases: Iterable[CareCase]) -> list[CareCase]:
    return [case for case in cases if case.closed_at is None]


def _own(person: User) -> ColumnElement[UUID]:
    query = (
        select(Startup.id)
        .join(Membership, Membership.organisation_id == Startup.organisation_id)
        .where(Membership.user_id == person.id, Membership.left_at.is_(None))
    )
    return query.scalar_subquery()


def _meetings(cohort: Cohort, seen_by: User | None) -> dict[Two, list[Meeting]]:
    query = (
        select(
            MentorSession.startup_id,
            MentorSession.mentor_id,
            MentorSession.starts_at,
            MentorSession.ends_at,
            MentorSession.state,
        )
        .where(
            MentorSession.cohort_id == cohort.id,
            MentorSession.state.in_(COUNTED),
            seen(seen_by, MentorSession.startup_id, mentor_id=MentorSession.mentor_id),
        )
        .order_by(MentorSession.starts_at)
    )
    found: dict[Two, list[Meeting]] = defaultdict(list)
    for startup_id, mentor_id, starts_at, ends_at, state in db.session.execute(query):
        found[startup_id, mentor_id].append(Meeting(starts_at, ends_at, COUNTED[state]))
    return dict(found)


def _ratings(cohort: Cohort, seen_by: User | None) -> dict[Two, list[Rating]]:
    query = (
        select(
            MentorSession.startup_id,
            MentorSession.mentor_id,
            SessionFeedback.given_at,
            SessionFeedback.useful,
        )
        .join(SessionFeedback, SessionFeedback.session_id == MentorSession.id)
        .where(
            MentorSession.cohort_id == cohort.id,
            seen(seen_by, MentorSession.startup_id, mentor_id=MentorSession.mentor_id),
        )
        .order_by(SessionFeedback.given_at, SessionFeedback.id)
    )
    found: dict[Two, list[Rating]] = defaultdict(list)
    for startup_id, mentor_id, given_at, useful in db.session.execute(query):
        found[startup_id, mentor_id].append(Rating(given_at, useful))
    return dict(found)
