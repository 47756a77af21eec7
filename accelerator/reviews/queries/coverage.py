"""How far a round is: every application's reads, every reviewer's load, what stands in the way."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from accelerator.applications.models import Application
from accelerator.conflicts.queries import conflicts_between
from accelerator.reviews.models import STANDING, Assignment, AssignmentState, Round
from accelerator.reviews.queries.commitments import Given, commitments_of
from accelerator.reviews.queries.fallen import FallenOut, fallen_out
from accelerator.reviews.queries.reviewers import last_seen
from accelerator.reviews.queries.rounds import seen_in
from accelerator.reviews.rules.coverage import Coverage, Covered, Load, Standing, coverage
from accelerator.reviews.rules.papers import Paper, Reader
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db


@dataclass(frozen=True)
class Known:
    """What the board needs of an application, without loading all of it."""

    id: UUID
    number: int
    headline: str
    startup_id: UUID
    language: str

    @property
    def reference(self) -> str:
        return f"A-{self.number:04d}"


@dataclass(frozen=True)
class OpenRead:
    id: UUID
    application_id: UUID
    reviewer_id: UUID
    state: AssignmentState
    due_at: datetime
    bridge: bool


@dataclass(frozen=True)
class ApplicationRow:
    application: Known
    covered: Covered
    reads: list[OpenRead]
    #: Readers who now have a conflict with it: nothing is read there until that is settled.
    holes: list[UUID] = field(default_factory=list)


@dataclass(frozen=True)
class ReviewerRow:
    given: Given
    load: Load
    last_seen_at: datetime | None


@dataclass(frozen=True)
class Board:
    """Of the applications that the asking member of staff may see; so are all its sums."""

    coverage: Coverage
    applications: list[ApplicationRow]
    reviewers: list[ReviewerRow]
    names: dict[UUID, str]
    fallen: FallenOut = field(default_factory=FallenOut)

    @property
    def missing(self) -> int:
        return sum(each.covered.missing for each in self.applications)

    @property
    def holes(self) -> int:
        return sum(len(each.holes) for each in self.applications)

    @property
    def share(self) -> float:
        return self.coverage.submitted / self.coverage.wanted if self.coverage.wanted else 0.0


def board(round_: Round, person: User) -> Board:
    """In ten statements, however many there are of anything."""
    known = _known(round_, person)
    reads = [read for read in _reads(round_) if read.application_id in known]
    given = commitments_of(round_)
    told = coverage(
        [Paper(str(id_)) for id_ in known],
        [_reader(each) for each in given],
        reads_each=round_.reads_each,
        reads=_standing(reads),
    )
    people = {each.commitment.reviewer_id: each.commitment.reviewer.user for each in given}
    seen = last_seen({each.id for each in people.values()})
    loads = {each.reader: each for each in told.readers}
    return Board(
        told,
        _rows(known, reads, told=told, people=people),
        [
            ReviewerRow(
                each,
                loads[str(each.commitment.reviewer_id)],
                seen.get(each.commitment.reviewer.user_id),
            )
            for each in given
        ],
        {id_: each.name for id_, each in people.items()},
        fallen_out(round_, person),
    )


def _rows(
    known: dict[UUID, Known],
    reads: list[OpenRead],
    *,
    told: Coverage,
    people: dict[UUID, User],
) -> list[ApplicationRow]:
    """Those that lack most come first, then by number."""
    of: dict[UUID, list[OpenRead]] = {id_: [] for id_ in known}
    for read in reads:
        of[read.application_id].append(read)
    between = conflicts_between(
        {each.id for each in people.values()}, {each.startup_id for each in known.values()}
    )
    rows = [
        ApplicationRow(
            known[UUID(each.application)],
            each,
            of[UUID(each.application)],
            _holes(known[UUID(each.application)], of, people=people, between=between),
        )
        for each in told.applications
    ]
    return sorted(
        rows,
        key=lambda row: (-row.covered.missing - len(row.holes), -row.covered.late,
                         row.application.number),
    )  # fmt: skip


def _holes(
    application: Known,
    reads: dict[UUID, list[OpenRead]],
    *,
    people: dict[UUID, User],
    between: set[tuple[UUID, UUID]],
) -> list[UUID]:
    return [
        read.reviewer_id
        for read in reads[application.id]
        if read.state is AssignmentState.ASSIGNED
        and read.reviewer_id in people
        and (people[read.reviewer_id].id, application.startup_id) in between
    ]


def _known(round_: Round, person: User) -> dict[UUID, Known]:
    columns = (
        Application.id,
        Application.number,
        Application.headline,
        Application.startup_id,
        Application.language,
    )
    query = select(*columns).where(Application.id.in_(seen_in(round_, person)))
    rows = db.session.execute(query.order_by(Application.number)).all()
    return {row[0]: Known(*row) for row in rows}


def _reads(round_: Round) -> list[OpenRead]:
    columns = (
        Assignment.id,
        Assignment.application_id,
        Assignment.reviewer_id,
        Assignment.state,
        Assignment.due_at,
        Assignment.bridge,
    )
    query = select(*columns).where(Assignment.round_id == round_.id, Assignment.state.in_(STANDING))
    return [OpenRead(*row) for row in db.session.execute(query.order_by(Assignment.id)).all()]


def _standing(reads: list[OpenRead]) -> list[Standing]:
    at = now()
    return [
        Standing(
            str(read.application_id),
            str(read.reviewer_id),
            submitted=read.state is AssignmentState.SUBMITTED,
            days_late=max(0.0, (at - read.due_at) / timedelta(days=1)),
        )
        for read in reads
    ]


def _reader(given: Given) -> Reader:
    commitment = given.commitment
    return Reader(str(commitment.reviewer_id), most=commitment.most, least=commitment.least)
