"""Who runs a round, whose profile and promises are whose, and who reads what."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, union

from accelerator.applications.models import HANDED_IN, Application, ApplicationMember
from accelerator.applications.permissions import Sight, sight
from accelerator.conflicts.queries import conflicted_startups
from accelerator.programmes.models import Cohort
from accelerator.programmes.permissions import can_manage
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    AssignmentState,
    Commitment,
    CommitmentState,
    OthersMarks,
    ReadingBan,
    Reviewer,
    Round,
    RoundEntry,
    RoundKind,
    RoundState,
)
from hub.accounts.models import User
from hub.accounts.permissions import Permission, may_somewhere
from hub.core.database import db


def can_run(person: User | None, round_: Round) -> bool:
    """Its rubric, reviewers and reads: the managers of its programme. What a manager has a conflict
    with is left out of all that they see (`applications.permissions.seen_by_staff`)."""
    return can_manage(person, round_.cohort.programme_id)


def can_run_rounds_of(person: User | None, cohort: Cohort) -> bool:
    return can_manage(person, cohort.programme_id)


def can_keep_reviewers(person: User | None) -> bool:
    """The pool serves all programmes, so whoever manages one keeps it."""
    return may_somewhere(person, Permission.PROGRAMMES_MANAGE)


def can_change_reviewer(person: User | None, reviewer: Reviewer) -> bool:
    own = person is not None and person.is_active and person.id == reviewer.user_id
    return own or can_keep_reviewers(person)


def can_answer(person: User | None, commitment: Commitment) -> bool:
    """The reviewer themselves; or staff, who heard it by telephone."""
    own = person is not None and person.is_active and person.id == commitment.reviewer.user_id
    return own or can_run(person, commitment.round)


#: Reads of these rounds can be opened; a draft has nothing to read yet.
BEGUN = frozenset({RoundState.OPEN, RoundState.DISCUSSION, RoundState.CLOSED})


def kept_from(person_id: UUID) -> ColumnElement[bool]:
    """Of an `Application`: that nothing of it is this person's to judge, whatever somebody gave
    them to read: a conflict, an application of their own, a ban."""
    own = select(ApplicationMember.application_id).where(ApplicationMember.user_id == person_id)
    banned = (
        select(ReadingBan.application_id)
        .join(Reviewer, Reviewer.id == ReadingBan.reviewer_id)
        .where(Reviewer.user_id == person_id)
    )
    return or_(
        Application.startup_id.in_(conflicted_startups(person_id)),
        Application.id.in_(own),
        Application.id.in_(banned),
    )


def reads_of(person_id: UUID) -> Select[Assignment]:
    """The reads that stand and may be opened now."""
    return (
        select(Assignment)
        .join(Reviewer, Reviewer.id == Assignment.reviewer_id)
        .join(Round, Round.id == Assignment.round_id)
        .join(Application, Application.id == Assignment.application_id)
        .where(
            Reviewer.user_id == person_id,
            Assignment.state.in_(STANDING),
            Round.state.in_(BEGUN),
            Application.state.in_(HANDED_IN),
            ~kept_from(person_id),
        )
    )


def readers_sight(person: User, application: Application) -> Sight:
    """What reviewers see of what they are given to read, see `applications.permissions.let_read`.
    The widest of their rounds counts: who has read the names cannot forget them."""
    reads = (
        reads_of(person.id)
        .where(Assignment.application_id == application.id)
        .with_only_columns(Round.blind)
    )
    blind = set(db.session.scalars(union(reads, _finals_with(person.id, application.id))))
    if not blind:
        return Sight.NONE
    return Sight.BLIND if blind == {True} else Sight.READER


def _finals_with(person_id: UUID, application_id: UUID) -> Select[bool]:
    """Whether names are hidden, of the rounds of pairs in which somebody compares it."""
    return (
        select(Round.blind)
        .join(Commitment, Commitment.round_id == Round.id)
        .join(Reviewer, Reviewer.id == Commitment.reviewer_id)
        .join(RoundEntry, RoundEntry.round_id == Round.id)
        .join(Application, Application.id == RoundEntry.application_id)
        .where(
            Reviewer.user_id == person_id,
            Commitment.state == CommitmentState.ACCEPTED,
            Round.kind == RoundKind.PAIRWISE,
            Round.state.in_(BEGUN),
            Application.id == application_id,
            Application.state.in_(HANDED_IN),
            ~kept_from(person_id),
        )
    )


def can_see_others(person: User, assignment: Assignment) -> bool:
    """The marks of the rest of the panel: after one's own, if the round shows them at all."""
    return (
        assignment.reviewer.user_id == person.id
        and assignment.state is AssignmentState.SUBMITTED
        and assignment.round.others is OthersMarks.AFTER_OWN
    )


def can_discuss(person: User, application: Application, *, round_: Round) -> bool:
    """While the round talks: those who have handed in their marks on it, and its managers."""
    if round_.state not in (RoundState.DISCUSSION, RoundState.CLOSED):
        return False
    if sight(person, application) is Sight.STAFF:
        return True
    query = reads_of(person.id).where(
        Assignment.round_id == round_.id,
        Assignment.application_id == application.id,
        Assignment.state == AssignmentState.SUBMITTED,
    )
    return db.session.scalar(select(query.exists())) or False
