"""Reads given, taken and handed on one at a time, by hand, with the checks that plans have."""

from uuid import UUID

from sqlalchemy import select

from accelerator.applications.models import HANDED_IN, Application, ApplicationMember
from accelerator.applications.permissions import can_staff
from accelerator.conflicts.queries import is_conflicted
from accelerator.reviews.errors import NoReader, RoundStands
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    AssignmentState,
    Commitment,
    CommitmentState,
    ReadingBan,
    Reviewer,
    Round,
    RoundEntry,
    RoundState,
)
from accelerator.reviews.queries.assigning import due_for
from accelerator.reviews.services.ending import LONGEST_REASON, end_reads
from accelerator.reviews.services.plans import last_positions
from accelerator.reviews.services.rounds import take_round
from accelerator.reviews.services.telling import tell_of_reads
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.history.services import record


def give_read(round_: Round, application: Application, *, to: Reviewer, by: User) -> Assignment:
    """One read more. Whether tracks and languages fit is for the person who gives it to judge;
    conflicts, bans and the load that was promised are not.

    Raises:
        NotFound: an application that is not in the round or not theirs to see.
        NoReader: conflict, ban, not promised, no room left, or theirs already.
        RoundStands: reading is over.
    """
    take_round(round_, by=by)
    read = _give(round_, application, to=to, by=by)
    tell_of_reads(round_, [read.id])
    return read


def take_read(read: Assignment, *, by: User, reason: str = "") -> None:
    """Take a read away that has not been handed in. Raises: NotFound, RoundStands."""
    take_round(read.round, by=by)
    _take(read, by=by, reason=reason or _("taken away"))


def hand_on(read: Assignment, *, to: Reviewer, by: User) -> Assignment:
    """Take it from one and give it to another, both or neither. Raises: as both."""
    take_round(read.round, by=by)
    _take(read, by=by, reason=_("handed on to somebody else"))
    new = _give(read.round, read.application, to=to, by=by)
    tell_of_reads(read.round, [new.id])
    return new


def ban(reviewer: Reviewer, application: Application, *, by: User, reason: str = "") -> ReadingBan:
    """Keep one reviewer from one application, now and in later rounds; an open read of it ends.
    Twice is the same as once. Raises: NotFound for what is not theirs to see."""
    if not can_staff(by, application):
        raise NotFound(_("There is no such application."))
    found = _ban_of(reviewer.id, application.id)
    if found is not None:
        return found
    made = ReadingBan(
        reviewer_id=reviewer.id,
        application_id=application.id,
        reason=reason.strip()[:LONGEST_REASON],
        made_by_id=by.id,
    )
    db.session.add(made)
    db.session.flush()
    told = {"member": reviewer.user.name, "application": application.reference}
    record("reading-ban.made", made, after=told, reason=made.reason)
    open_ = select(Assignment).where(
        Assignment.reviewer_id == reviewer.id,
        Assignment.application_id == application.id,
        Assignment.state == AssignmentState.ASSIGNED,
    )
    reads = list(db.session.scalars(open_))
    end_reads(reads, AssignmentState.REASSIGNED, reason=_("kept from it"), by=by)
    return made


def lift_ban(found: ReadingBan, *, by: User) -> None:
    """Raises: NotFound for what is not theirs to see."""
    application = db.session.get_one(Application, found.application_id)
    if not can_staff(by, application):
        raise NotFound(_("There is no such ban."))
    record("reading-ban.lifted", found, before={"application": application.reference})
    db.session.delete(found)
    db.session.flush()


def _take(read: Assignment, *, by: User, reason: str) -> None:
    if not can_staff(by, read.application):
        raise NotFound(_("There is no such read."))
    _check_open(read.round)
    db.session.refresh(read)
    if not end_reads([read], AssignmentState.REASSIGNED, reason=reason, by=by):
        raise RoundStands(_("This read is in or over already: it stays where it is."))


def _give(round_: Round, application: Application, *, to: Reviewer, by: User) -> Assignment:
    _check_open(round_)
    entry = select(RoundEntry.id).where(
        RoundEntry.round_id == round_.id, RoundEntry.application_id == application.id
    )
    in_it = db.session.scalar(entry) is not None and application.state in HANDED_IN
    if not in_it or not can_staff(by, application):
        raise NotFound(_("There is no such application in this round."))
    commitment = _commitment(round_, to)
    _check_reader(round_, application, reviewer=to, commitment=commitment)
    read = _row(round_.id, application.id, reviewer_id=to.id)
    read.state, read.ended_at, read.reason = AssignmentState.ASSIGNED, None, ""
    read.bridge, read.affinity = False, None
    read.position = last_positions(round_)[to.id] + 1
    read.assigned_by_id, read.assigned_at = by.id, now()
    read.due_at = due_for(commitment, round_)
    db.session.add(read)
    db.session.flush()
    record("read.given", read, after={"member": to.user.name, "application": application.reference})
    return read


def _check_reader(
    round_: Round, application: Application, *, reviewer: Reviewer, commitment: Commitment | None
) -> None:
    name = reviewer.user.name
    own = select(ApplicationMember.id).where(
        ApplicationMember.application_id == application.id,
        ApplicationMember.user_id == reviewer.user_id,
    )
    if is_conflicted(reviewer.user, application.startup_id) or db.session.scalar(own) is not None:
        raise NoReader(_("%(name)s has a conflict of interest with it.", name=name))
    if _ban_of(reviewer.id, application.id) is not None:
        raise NoReader(_("%(name)s is kept from it. Lift that first.", name=name))
    if commitment is None or commitment.state is not CommitmentState.ACCEPTED:
        raise NoReader(_("%(name)s has not promised to read for this round.", name=name))
    theirs = select(Assignment.application_id).where(
        Assignment.round_id == round_.id,
        Assignment.reviewer_id == reviewer.id,
        Assignment.state.in_(STANDING),
    )
    reads = set(db.session.scalars(theirs))
    if application.id in reads:
        raise NoReader(_("%(name)s reads it already.", name=name))
    if len(reads) >= commitment.most:
        raise NoReader(
            _("%(name)s takes %(most)s and has that many.", name=name, most=commitment.most)
        )


def _commitment(round_: Round, reviewer: Reviewer) -> Commitment | None:
    query = select(Commitment).where(
        Commitment.round_id == round_.id, Commitment.reviewer_id == reviewer.id
    )
    return db.session.scalar(query)


def _row(round_id: UUID, application_id: UUID, *, reviewer_id: UUID) -> Assignment:
    """The read as it once was, or a new one."""
    query = select(Assignment).where(
        Assignment.round_id == round_id,
        Assignment.application_id == application_id,
        Assignment.reviewer_id == reviewer_id,
    )
    return db.session.scalar(query) or Assignment(
        round_id=round_id, application_id=application_id, reviewer_id=reviewer_id
    )


def _ban_of(reviewer_id: UUID, application_id: UUID) -> ReadingBan | None:
    query = select(ReadingBan).where(
        ReadingBan.reviewer_id == reviewer_id, ReadingBan.application_id == application_id
    )
    return db.session.scalar(query)


def _check_open(round_: Round) -> None:
    if round_.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise RoundStands(_("Reading is over in this round."))
