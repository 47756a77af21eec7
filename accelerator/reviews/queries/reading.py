"""A reviewer's own reads: which there are, in which order, and what is in them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, selectinload

from accelerator.applications.models import HANDED_IN, Application
from accelerator.conflicts.models import Conflict, ConflictState
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    AssignmentState,
    Review,
    Reviewer,
    Round,
    RoundKind,
    RoundState,
)
from accelerator.reviews.permissions import BEGUN, reads_of
from accelerator.reviews.queries.revisions import headlines
from hub.accounts.models import User
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _


@dataclass(frozen=True)
class Read:
    """One line of a reviewer's list. `headline` has no names in a blind round. `asks` is a
    suspicion that has to be answered before it is opened; nothing else is told of it then."""

    assignment: Assignment
    reference: str
    headline: str
    startup: str = ""
    review: Review | None = None
    outdated: bool = False
    asks: Conflict | None = None

    @property
    def is_done(self) -> bool:
        return self.assignment.state is AssignmentState.SUBMITTED

    @property
    def is_begun(self) -> bool:
        return self.review is not None and not self.is_done


@dataclass(frozen=True)
class Pile:
    """What somebody reads in one round, in their own order."""

    round: Round
    reads: tuple[Read, ...]

    @property
    def done(self) -> int:
        return sum(read.is_done for read in self.reads)

    @property
    def due_at(self) -> datetime:
        """Of the next one that is still open; of the round when none is."""
        waiting = [read.assignment.due_at for read in self.reads if not read.is_done]
        return min(waiting, default=self.round.due_at)

    @property
    def is_finished(self) -> bool:
        return bool(self.reads) and self.done == len(self.reads)

    @property
    def next_open(self) -> Read | None:
        return next((read for read in self.reads if not read.is_done), None)


def piles_of(person: User, *, closed: bool = False) -> list[Pile]:
    """Of the rounds that are under way, the earliest due first; or of the closed ones, the latest
    first. Rounds of pairs have no reads: see `queries.pairwise`."""
    states = {RoundState.CLOSED} if closed else BEGUN - {RoundState.CLOSED}
    by_round: dict[UUID, list[Read]] = defaultdict(list)
    rounds: dict[UUID, Round] = {}
    for read in _reads(person, states=states):
        by_round[read.assignment.round_id].append(read)
        rounds[read.assignment.round_id] = read.assignment.round
    found = [Pile(rounds[id_], tuple(reads)) for id_, reads in by_round.items()]
    return sorted(found, key=lambda pile: pile.due_at, reverse=closed)


def pile_in(round_id: UUID, person: User) -> Pile:
    """Raises NotFound: nothing of it is theirs."""
    reads = _reads(person, round_id=round_id)
    if not reads:
        raise NotFound(_("There is nothing to read here."))
    return Pile(reads[0].assignment.round, tuple(reads))


def get_read(assignment_id: UUID, person: User) -> Assignment:
    """One of their reads that may be opened now, with its round, rubric and application.

    Raises:
        NotFound: not theirs (any more), or kept from them by a conflict, also a suspected one.
    """
    query = (
        reads_of(person.id)
        .where(Assignment.id == assignment_id)
        .options(
            contains_eager(Assignment.round).selectinload(Round.criteria),
            contains_eager(Assignment.application),
            contains_eager(Assignment.reviewer),
            selectinload(Assignment.review).joinedload(Review.revision),
        )
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(_("There is no such review among yours."))
    return found


def get_suspected(assignment_id: UUID, person: User) -> tuple[Assignment, Conflict]:
    """A read that waits for an answer: is this a conflict? Raises NotFound."""
    found = [
        (read.assignment, read.asks)
        for read in _asking(person, BEGUN)
        if read.assignment.id == assignment_id and read.asks is not None
    ]
    if not found:
        raise NotFound(_("There is no such review among yours."))
    return found[0]


@dataclass(frozen=True)
class Place:
    """Where a read stands in its reader's pile, counted from 1. `marks` says of each in turn
    whether it is done."""

    number: int
    marks: tuple[bool, ...]
    previous_id: UUID | None
    next_id: UUID | None
    #: The next that is not done, after this one or else from the beginning; never this one.
    open_id: UUID | None

    @property
    def total(self) -> int:
        return len(self.marks)

    @property
    def done(self) -> int:
        return sum(self.marks)


def place_in(assignment: Assignment, person: User) -> Place:
    """One statement, without titles."""
    query = (
        reads_of(person.id)
        .where(Assignment.round_id == assignment.round_id)
        .with_only_columns(Assignment.id, Assignment.state)
        .order_by(Assignment.position, Assignment.id)
    )
    pile = db.session.execute(query).all()
    ids = [id_ for id_, _state in pile]
    at = ids.index(assignment.id)
    later = [*pile[at + 1 :], *pile[:at]]
    return Place(
        number=at + 1,
        marks=tuple(state is AssignmentState.SUBMITTED for _id, state in pile),
        previous_id=ids[at - 1] if at else None,
        next_id=ids[at + 1] if at + 1 < len(ids) else None,
        open_id=next((id_ for id_, s in later if s is AssignmentState.ASSIGNED), None),
    )


def waiting_for(person: User) -> int:
    """How many reads are open, for the home page and the menu."""
    query = (
        reads_of(person.id)
        .where(Assignment.state == AssignmentState.ASSIGNED, Round.state == RoundState.OPEN)
        .with_only_columns(func.count())
    )
    return db.session.scalar(query) or 0


def _reads(
    person: User, *, states: Iterable[RoundState] = BEGUN, round_id: UUID | None = None
) -> list[Read]:
    query = reads_of(person.id).where(Round.state.in_(states), Round.kind != RoundKind.PAIRWISE)
    asking = _asking(person, states)
    if round_id is not None:
        query = query.where(Round.id == round_id)
        asking = [read for read in asking if read.assignment.round_id == round_id]
    query = query.options(
        contains_eager(Assignment.round),
        contains_eager(Assignment.application),
        selectinload(Assignment.review).joinedload(Review.revision),
    )
    theirs = list(db.session.scalars(query))
    titles = headlines(theirs)
    reads = [_read(each, titles[each.id]) for each in theirs]
    return sorted((*reads, *asking), key=lambda read: _in_order(read.assignment))


def _in_order(assignment: Assignment) -> tuple[int, str]:
    return assignment.position, assignment.id.hex


def _read(assignment: Assignment, headline: str) -> Read:
    application, review = assignment.application, assignment.review
    return Read(
        assignment,
        application.reference,
        headline,
        startup="" if assignment.round.blind else application.startup.name,
        review=review,
        outdated=review is not None and application.revision > review.revision.number,
    )


def _asking(person: User, states: Iterable[RoundState]) -> list[Read]:
    """Reads that wait for an answer to a suspicion; of a blind round not even the title."""
    standing = select(Conflict.startup_id).where(
        Conflict.person_id == person.id, Conflict.state == ConflictState.STANDS
    )
    query = (
        select(Assignment, Conflict)
        .join(Reviewer, Reviewer.id == Assignment.reviewer_id)
        .join(Round, Round.id == Assignment.round_id)
        .join(Application, Application.id == Assignment.application_id)
        .join(Conflict, Conflict.startup_id == Application.startup_id)
        .where(
            Reviewer.user_id == person.id,
            Assignment.state.in_(STANDING),
            Round.state.in_(states),
            Application.state.in_(HANDED_IN),
            Conflict.person_id == person.id,
            Conflict.state == ConflictState.SUSPECTED,
            Application.startup_id.not_in(standing),
        )
        .options(contains_eager(Assignment.round), contains_eager(Assignment.application))
        .order_by(Conflict.noted_at, Conflict.id)
    )
    first: dict[UUID, Read] = {}
    for assignment, conflict in db.session.execute(query).unique():
        blind = assignment.round.blind
        startup = "" if blind else assignment.application.startup.name
        reference = assignment.application.reference
        first.setdefault(
            assignment.id, Read(assignment, reference, "", startup=startup, asks=conflict)
        )
    return list(first.values())
