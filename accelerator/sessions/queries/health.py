"""How a cohort's pairs are getting on, for the programme's staff: who needs help first."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import fmean
from uuid import UUID

from sqlalchemy import select

from accelerator.matching.models import Pairing, PairingState
from accelerator.mentors.models import GivingState, MentorPlaces
from accelerator.participations.models import OVER, Goal, Milestone, Participation
from accelerator.programmes.models import Cohort
from accelerator.sessions.models import CareCase
from accelerator.sessions.permissions import can_care_for
from accelerator.sessions.queries.care_rows import CareRow, CareSought, Reached, by, is_sought
from accelerator.sessions.queries.relations import Known, Two, known_in, open_cases, seen
from accelerator.sessions.rules.health import (
    LAST_RATINGS,
    LOAD_WINDOW,
    Load,
    Meeting,
    Met,
    Relation,
    Satisfaction,
    Trouble,
    last_meeting,
    next_meeting,
    satisfaction,
    silent_days,
    troubles,
)
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _


@dataclass(frozen=True)
class CareView:
    """All rows, and of how many what is so."""

    rows: Sequence[CareRow]
    pairs: int
    need_help: int
    without: int
    said: Satisfaction
    minutes: int
    unnoted: bool


def care_in(cohort: Cohort, *, seen_by: User, sought: CareSought | None = None) -> CareView:
    """Of what the reader may see; the figures are of all of it, the rows as they are sought."""
    sought = sought or CareSought()
    known = known_in(cohort, seen_by=seen_by)
    rows = _rows(cohort, known, reader=seen_by)
    ratings = [each for some in known.ratings.values() for each in some]
    return CareView(
        rows=sorted((row for row in rows if is_sought(row, sought)), key=by(sought.order)),
        pairs=sum(row.pairing is not None for row in rows),
        need_help=sum(row.needs_help for row in rows),
        without=sum(row.pairing is None for row in rows),
        said=satisfaction(ratings),
        minutes=sum(_minutes(some) for some in known.meetings.values()),
        unnoted=any(row.unnoted for row in rows),
    )


def get_case(case_id: UUID, *, seen_by: User) -> CareCase:
    """Raises: NotFound, also for what is none of this person's business."""
    found = db.session.get(CareCase, case_id)
    if found is None or not can_care_for(seen_by, found):
        raise NotFound(_("There is no such case."))
    return found


def row_of(case: CareCase, *, seen_by: User) -> CareRow | None:
    """How the pair of a case stands now; None when it is no pair any more."""
    rows = care_in(case.cohort, seen_by=seen_by).rows
    two = (case.startup_id, case.mentor_id)
    return next((row for row in rows if row.pairing and _two(row.pairing) == two), None)


def _rows(cohort: Cohort, known: Known, *, reader: User) -> list[CareRow]:
    startups = {each.startup_id: each for each in _startups(cohort, reader)}
    pairings = [each for each in _pairings(cohort, reader) if each.startup_id in startups]
    reached, loads = _reached(startups.values()), _loads(cohort, pairings, known=known)
    rows, paired = [], set()
    for pairing in pairings:
        if pairing.state is PairingState.ACTIVE:
            paired.add(pairing.startup_id)
            load = loads.get(pairing.mentor_id, Load())
            rows.append(_row(pairing, known, reached=reached[pairing.startup_id], load=load))
    asked = Counter(p.startup_id for p in pairings if p.state is PairingState.ASKED)
    for id_, participation in startups.items():
        if id_ not in paired:
            rows.append(
                CareRow(
                    participation.startup, participation.joined_at, reached[id_], asked=asked[id_]
                )
            )
    return rows


def _row(pairing: Pairing, known: Known, *, reached: Reached, load: Load) -> CareRow:
    relation, at = known.relation(pairing), now()
    found = troubles(relation, at)
    return CareRow(
        startup=pairing.startup,
        since=relation.began_at,
        reached=reached,
        pairing=pairing,
        troubles=found,
        cases=open_cases(known.cases.get(_two(pairing), ())),
        last_at=last_meeting(relation),
        next_at=next_meeting(relation, at),
        silent=silent_days(relation, at),
        held=_count(relation, Met.HELD),
        missed=_count(relation, Met.MISSED),
        said=satisfaction(relation.ratings),
        low=_last_three(relation) if Trouble.LOW_FEEDBACK in found else None,
        load=load,
    )


def _count(relation: Relation, state: Met) -> int:
    return sum(each.state is state for each in relation.meetings)


def _last_three(relation: Relation) -> float:
    return fmean(each.useful for each in relation.ratings[-LAST_RATINGS:])


def _startups(cohort: Cohort, reader: User) -> list[Participation]:
    query = select(Participation).where(
        Participation.cohort_id == cohort.id,
        Participation.state.not_in(OVER),
        seen(reader, Participation.startup_id),
    )
    return list(db.session.scalars(query.order_by(Participation.id)))


def _pairings(cohort: Cohort, reader: User) -> list[Pairing]:
    live = (PairingState.ACTIVE, PairingState.ASKED)
    query = select(Pairing).where(
        Pairing.cohort_id == cohort.id,
        Pairing.state.in_(live),
        seen(reader, Pairing.startup_id, mentor_id=Pairing.mentor_id),
    )
    return list(db.session.scalars(query.order_by(Pairing.made_at, Pairing.id)))


def _reached(participations: Collection[Participation]) -> dict[UUID, Reached]:
    of = {each.id: each.startup_id for each in participations}
    done: Counter[UUID] = Counter()
    total: Counter[UUID] = Counter()
    goals = select(Goal.participation_id, Goal.key_results).where(
        Goal.participation_id.in_(of), Goal.ended_at.is_(None)
    )
    for id_, results in db.session.execute(goals):
        total[of[id_]] += 1
        done[of[id_]] += bool(results) and all(r["current"] >= r["target"] for r in results)
    milestones = select(Milestone.participation_id, Milestone.reached_at)
    for id_, at in db.session.execute(milestones.where(Milestone.participation_id.in_(of))):
        total[of[id_]] += 1
        done[of[id_]] += at is not None
    return {startup: Reached(done[startup], total[startup]) for startup in of.values()}


def _loads(cohort: Cohort, pairings: Sequence[Pairing], *, known: Known) -> dict[UUID, Load]:
    """By mentor: of what the reader sees."""
    query = select(MentorPlaces.mentor_id, MentorPlaces.places).where(
        MentorPlaces.cohort_id == cohort.id, MentorPlaces.state == GivingState.ACCEPTED
    )
    places = dict(db.session.execute(query).all())
    startups = Counter(p.mentor_id for p in pairings if p.state is PairingState.ACTIVE)
    held: dict[UUID, list[Meeting]] = defaultdict(list)
    for (_startup, mentor), meetings in known.meetings.items():
        held[mentor] += meetings
    since = now() - LOAD_WINDOW
    return {
        mentor: Load(
            startups[mentor],
            places.get(mentor, 0),
            _minutes(held[mentor]),
            _minutes([each for each in held[mentor] if each.starts_at >= since]),
        )
        for mentor in {*startups, *places}
    }


def _minutes(meetings: Sequence[Meeting]) -> int:
    return sum(
        int((each.ends_at - each.starts_at).total_seconds()) // 60
        for each in meetings
        if each.state is Met.HELD
    )


def _two(pairing: Pairing) -> Two:
    return pairing.startup_id, pairing.mentor_id
