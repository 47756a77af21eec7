"""What there is to assign in a round, as the rules want it, and the plans that were made of it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from accelerator.applications.models import Application, ApplicationMember
from accelerator.conflicts.queries import conflicts_between
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    AssignmentPlan,
    AssignmentState,
    Commitment,
    CommitmentState,
    ReadingBan,
    Review,
    Round,
    RoundEntry,
)
from accelerator.reviews.queries.commitments import Given, commitments_of
from accelerator.reviews.queries.parties import parties_of
from accelerator.reviews.queries.rounds import seen_in
from accelerator.reviews.rules.assigning import assign
from accelerator.reviews.rules.graphs import Pair
from accelerator.reviews.rules.linear import Undecided
from accelerator.reviews.rules.papers import Paper, Plan, Problem, Reader, Shortfall
from accelerator.reviews.rules.topics import brought_by, topics_of
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Busy, NotFound
from hub.core.i18n import gettext as _
from hub.core.walltime import NoSuchWallTime, to_instant, to_wall

#: Whoever gets a read late has at least so long for it.
SHORTEST_TIME = timedelta(days=2)
LATE_TIME = timedelta(days=4)


@dataclass(frozen=True)
class PlanSettings:
    """How to plan. The same settings give the same plan while nothing else changes.

    Args:
        seed: decides between plans that are equally good.
        reads_each: None is what the round says.
        least, most: bounds for every reviewer, within what each has promised.
        afresh: reads that nobody has begun are given anew; else all that stand stay.
        connected: all applications must hang together by their readers.
    """

    seed: int = 1
    reads_each: int | None = None
    least: int = 0
    most: int | None = None
    afresh: bool = False
    connected: bool = True


@dataclass(frozen=True)
class Assignable:
    """A problem with the rows behind its ids. `loose` are standing reads that it gives anew."""

    problem: Problem
    applications: dict[str, Application]
    commitments: dict[str, Commitment]
    standing: dict[Pair, Assignment]
    loose: frozenset[Pair]


def assignable(round_: Round, person: User, *, settings: PlanSettings) -> Assignable:
    """All applications of the round that this member of staff may see, and everybody who has
    promised. What they may not see is not theirs to assign: its reads only take their readers'
    time."""
    applications, commitments = parties_of(round_, person)
    reads = _reads(round_)
    begun = _begun(round_) if settings.afresh else set()
    standing = {_pair(read): read for read in reads if read.state in STANDING}
    loose = frozenset(
        pair
        for pair, read in standing.items()
        if settings.afresh
        and read.state is AssignmentState.ASSIGNED
        and read.id not in begun
        and pair[0] in applications
    )
    kept = {pair: read for pair, read in standing.items() if pair not in loose}
    problem = Problem(
        applications=_papers(round_, applications),
        readers=tuple(_reader(each, settings) for each in commitments.values()),
        reads_each=settings.reads_each or round_.reads_each,
        conflicts=_conflicts(applications, commitments),
        banned=_banned(round_, reads),
        kept=frozenset(kept),
        late=_late(kept, applications),
        connected=settings.connected,
        seed=settings.seed,
    )
    return Assignable(problem, applications, commitments, standing, loose)


def reckoned(problem: Problem) -> Plan | Shortfall:
    """Who reads what, or what is missing. Takes seconds for hundreds of applications, so it is done
    outside of any transaction.

    Raises:
        Busy: the solver could not tell in the time it has.
    """
    try:
        return assign(problem)
    except Undecided as late:
        raise Busy(_too_long(problem)) from late


def _too_long(problem: Problem) -> str:
    """What happens, and what can be done about it."""
    if not problem.connected:
        return _("The plan is taking too long right now. Please try again.")
    return _(
        "It could not be found out in time whether these reads can join all applications: the"
        " reviewers have too few reads each. Let some of them take one more, or read each"
        " application once more; or untick “Join all applications” and rank them apart."
    )


def get_plan(round_: Round, plan_id: UUID, *, by: User) -> AssignmentPlan:
    """One's own: what others have planned may name what one must not see. Raises: NotFound."""
    plan = db.session.get(AssignmentPlan, plan_id)
    if plan is None or plan.round_id != round_.id or plan.made_by_id != by.id:
        raise NotFound(_("There is no such plan."))
    return plan


def plans_of(round_: Round, *, by: User) -> list[AssignmentPlan]:
    """One's own, the newest first."""
    query = (
        select(AssignmentPlan)
        .where(AssignmentPlan.round_id == round_.id, AssignmentPlan.made_by_id == by.id)
        .order_by(AssignmentPlan.made_at.desc(), AssignmentPlan.id.desc())
        .limit(10)
    )
    return list(db.session.scalars(query))


def get_read(round_: Round, assignment_id: UUID, *, by: User) -> Assignment:
    """Raises: NotFound, also for what the person must not see."""
    query = (
        select(Assignment)
        .where(
            Assignment.id == assignment_id,
            Assignment.round_id == round_.id,
            Assignment.application_id.in_(seen_in(round_, by)),
        )
        .options(joinedload(Assignment.application), joinedload(Assignment.reviewer))
    )
    found = db.session.scalars(query).unique().one_or_none()
    if found is None:
        raise NotFound(_("There is no such read."))
    return found


def readers_for(round_: Round) -> list[Given]:
    """Those who have promised, with what they have; by name."""
    return [
        each for each in commitments_of(round_) if each.commitment.state is CommitmentState.ACCEPTED
    ]


def due_for(commitment: Commitment | None, round_: Round) -> datetime:
    """By when a read given now is due: the day promised, else when the round is due; when that is
    close or over, some days from now."""
    due = round_.due_at
    if commitment is not None and commitment.promised_by is not None:
        last_minute = datetime.combine(commitment.promised_by, time(23, 59))
        try:
            due = min(due, to_instant(last_minute, round_.cohort.zone, fold=1))
        except NoSuchWallTime as gap:
            due = min(due, to_instant(gap.first_after, round_.cohort.zone))
    if due > now() + SHORTEST_TIME:
        return due
    day = to_wall(now() + LATE_TIME, round_.cohort.zone).replace(hour=12, minute=0, second=0)
    return to_instant(day.replace(microsecond=0), round_.cohort.zone, fold=1)


def _reads(round_: Round) -> list[Assignment]:
    query = select(Assignment).where(Assignment.round_id == round_.id).order_by(Assignment.id)
    return list(db.session.scalars(query))


def _begun(round_: Round) -> set[UUID]:
    query = select(Review.assignment_id).join(Review.assignment)
    return set(db.session.scalars(query.where(Assignment.round_id == round_.id)))


def _papers(round_: Round, applications: dict[str, Application]) -> tuple[Paper, ...]:
    query = select(RoundEntry.application_id, RoundEntry.track).where(
        RoundEntry.round_id == round_.id
    )
    tracks = {str(id_): track for id_, track in db.session.execute(query)}
    return tuple(
        Paper(
            id_,
            topics=topics_of(each.sector, each.dimension),
            languages=frozenset({each.language}),
            track=tracks[id_] or None,
        )
        for id_, each in applications.items()
    )


def _reader(commitment: Commitment, settings: PlanSettings) -> Reader:
    reviewer = commitment.reviewer
    most = min(commitment.most, commitment.most if settings.most is None else settings.most)
    return Reader(
        str(reviewer.id),
        most=most,
        least=min(max(commitment.least, settings.least), most),
        expertise=brought_by(reviewer.expertise, reviewer.sectors),
        languages=frozenset(reviewer.languages),
        tracks=frozenset(commitment.tracks),
    )


def _conflicts(
    applications: dict[str, Application], commitments: dict[str, Commitment]
) -> frozenset[Pair]:
    """Conflicts of interest, also suspected ones, and what reviewers have applied with."""
    people = {each.reviewer.user_id: id_ for id_, each in commitments.items()}
    startups = {each.startup_id: id_ for id_, each in applications.items()}
    between = conflicts_between(set(people), set(startups))
    own = select(ApplicationMember.application_id, ApplicationMember.user_id).where(
        ApplicationMember.user_id.in_(people),
        ApplicationMember.application_id.in_([each.id for each in applications.values()]),
    )
    return frozenset(
        (
            *((startups[startup], people[person]) for person, startup in between),
            *((str(id_), people[person]) for id_, person in db.session.execute(own)),
        )
    )


def _banned(round_: Round, reads: list[Assignment]) -> frozenset[Pair]:
    """What managers have forbidden, and what has been given back or taken away in this round."""
    query = (
        select(ReadingBan.application_id, ReadingBan.reviewer_id)
        .join(RoundEntry, RoundEntry.application_id == ReadingBan.application_id)
        .where(RoundEntry.round_id == round_.id)
    )
    bans = {(str(id_), str(reviewer)) for id_, reviewer in db.session.execute(query)}
    return frozenset(bans | {_pair(read) for read in reads if read.state not in STANDING})


def _late(kept: dict[Pair, Assignment], applications: dict[str, Application]) -> dict[Pair, float]:
    """Days by which open reads of these applications are late."""
    at = now()
    return {
        pair: (at - read.due_at) / timedelta(days=1)
        for pair, read in kept.items()
        if read.state is AssignmentState.ASSIGNED and read.due_at < at and pair[0] in applications
    }


def _pair(read: Assignment) -> Pair:
    return str(read.application_id), str(read.reviewer_id)
