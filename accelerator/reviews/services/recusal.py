"""Give a read back: because of a conflict of interest, or because somebody would rather not say."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, select

from accelerator.applications.models import Application
from accelerator.conflicts import services as conflicts
from accelerator.conflicts.facts import ConflictArose, ConflictCleared
from accelerator.conflicts.models import Conflict, ConflictState
from accelerator.reviews.errors import AlreadyHandedIn, ReadEnded
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    AssignmentState,
    Review,
    Reviewer,
    ReviewState,
    RoundState,
)
from accelerator.vocabulary.terms import ConflictKind
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.i18n import gettext as _
from hub.history.services import record

LONGEST_REASON = 240


def declare_conflict(
    assignment: Assignment, *, kind: ConflictKind, note: str = "", by: User
) -> Conflict:
    """The reviewer has a conflict with whose application this is. All their reads of that startup
    end at once, in every round, and from now on they see nothing of it.

    Args:
        assignment: one of theirs, as `queries.reading.get_read` answers it.
    """
    startup = assignment.application.startup
    return conflicts.declare(assignment.reviewer.user, startup, kind=kind, note=note, by=by)


def answer_suspicion(conflict: Conflict, *, is_one: bool, note: str = "", by: User) -> None:
    """Say whether what was suspected is so; see `conflicts.services.answer`. All other suspicions
    about the same startup are answered by a yes, too, because nothing of it is opened then."""
    conflicts.answer(conflict, is_one=is_one, note=note, by=by)


def abstain(assignment: Assignment, *, reason: str = "", by: User) -> None:
    """Leave one read to others, without a conflict.

    Raises:
        AlreadyHandedIn: the marks are in; amend them instead.
        ReadEnded: reading is over, or it is not theirs any more.
    """
    lock(assignment)
    if assignment.state is AssignmentState.SUBMITTED:
        raise AlreadyHandedIn(_("Your marks are in. You can amend them until the round closes."))
    if assignment.state is not AssignmentState.ASSIGNED or (
        assignment.round.state is not RoundState.OPEN
    ):
        raise ReadEnded(_("This is not yours to read any more."))
    _end(assignment, AssignmentState.ABSTAINED, reason=reason)
    record("read.abstained", assignment, after={"state": assignment.state}, reason=reason)


def end_conflicted(fact: ConflictArose) -> None:
    """A listener: whatever the person holds of the startup's applications ends, whoever found the
    conflict, also in rounds that are closed: marks that were in are kept, and count no more from
    now on. A mere suspicion ends nothing, it only keeps the door shut until it is answered."""
    if not _stands(fact.person_id, fact.startup_id):
        return
    for assignment in _reads(fact, Assignment.state.in_(STANDING)):
        before = assignment.state
        _end(assignment, AssignmentState.CONFLICTED)
        record("read.conflicted", assignment, before={"state": before},
               after={"state": assignment.state})  # fmt: skip


def count_again(fact: ConflictCleared) -> None:
    """A listener: it was none after all, so marks that were in count again. Reads that were still
    open have gone to others and stay there."""
    was_in = Assignment.review.has(Review.state == ReviewState.SUBMITTED)
    for assignment in _reads(fact, Assignment.state == AssignmentState.CONFLICTED, was_in):
        assignment.state, assignment.ended_at = AssignmentState.SUBMITTED, None
        db.session.flush()
        record("read.counts-again", assignment, before={"state": AssignmentState.CONFLICTED},
               after={"state": assignment.state})  # fmt: skip


def _reads(
    fact: ConflictArose | ConflictCleared, *which: ColumnElement[bool]
) -> Iterable[Assignment]:
    """The person's reads of the startup's applications, held until the end of the transaction."""
    query = (
        select(Assignment)
        .join(Reviewer, Reviewer.id == Assignment.reviewer_id)
        .join(Application, Application.id == Assignment.application_id)
        .where(
            Reviewer.user_id == fact.person_id, Application.startup_id == fact.startup_id, *which
        )
        .order_by(Assignment.id)
    )
    return db.session.scalars(query.with_for_update(of=Assignment)).unique().all()


def _stands(person_id: UUID, startup_id: UUID) -> bool:
    query = select(Conflict.id).where(
        Conflict.person_id == person_id,
        Conflict.startup_id == startup_id,
        Conflict.state == ConflictState.STANDS,
    )
    return db.session.scalar(query) is not None


def _end(assignment: Assignment, state: AssignmentState, *, reason: str = "") -> None:
    assignment.state, assignment.ended_at = state, now()
    assignment.reason = " ".join(reason.split())[:LONGEST_REASON]
    db.session.flush()
