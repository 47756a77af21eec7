"""The marks of a day are reviews of its round: each juror gets the reads of their panel's teams.
Being on the panel is their promise, so nobody is asked again."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from accelerator.interviews.models import InterviewDay, Invited, Panel
from accelerator.interviews.queries.planning import as_rules, instant
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    AssignmentState,
    Commitment,
    CommitmentState,
    Round,
    RoundEntry,
    RoundState,
)
from accelerator.reviews.services.ending import end_reads
from accelerator.reviews.services.rounds import open_round
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import gettext as _

#: An application, and who reads it.
Read = tuple[UUID, UUID]
#: Time to hand in after the day, before a read counts as late.
AFTERWARDS = timedelta(hours=48)


def give_reads(
    day: InterviewDay, panels: Iterable[Panel], *, invited: Iterable[Invited], by: User
) -> None:
    """Each juror reads whom their panel meets, never with a conflict; reads of teams that are met
    by others now end, unless they are handed in. Who reads the day's teams is for the day to say.

    Raises: Invalid, when the round has no rubric to mark by.
    """
    round_ = day.round
    if round_ is None:
        return
    members = {panel.id: [m.reviewer for m in panel.members] for panel in panels}
    meetings = [each.meeting for each in invited if each.meeting is not None]
    _put_in(round_, [m.invited.application_id for m in meetings])
    if round_.state is RoundState.DRAFT and meetings:
        open_round(round_, by=by)
    ruled = as_rules(day)
    wanted = {
        (meeting.invited.application_id, reviewer.id): reviewer
        for meeting in sorted(meetings, key=lambda m: m.starts_at)
        for reviewer in members[meeting.panel_id]
        if (str(meeting.invited.application_id), str(reviewer.user_id)) not in ruled.conflicts
    }
    due = max(round_.due_at, instant(day.held_on, "23:59", zone=day.zone) + AFTERWARDS)
    there = _reads(round_)
    _promise(round_, wanted, standing=there, by=by)
    _write(round_, list(wanted), due=due, by=by)
    invited_ids = {UUID(candidate.id) for candidate in ruled.candidates}
    gone = [r for key, r in there.items() if key not in wanted and r.application_id in invited_ids]
    end_reads(gone, AssignmentState.REASSIGNED, reason=_("another panel hears them"), by=by)


def _put_in(round_: Round, application_ids: Iterable[UUID]) -> None:
    query = select(RoundEntry.application_id).where(RoundEntry.round_id == round_.id)
    inside = set(db.session.scalars(query))
    new = dict.fromkeys(id_ for id_ in application_ids if id_ not in inside)
    db.session.add_all(RoundEntry(round_id=round_.id, application_id=id_) for id_ in new)
    db.session.flush()


def _promise(
    round_: Round, wanted: Iterable[Read], *, standing: Mapping[Read, Assignment], by: User
) -> None:
    """A juror promises what their panels hear, of this day and of others with the same round."""
    jurors = {reviewer_id for _application_id, reviewer_id in wanted}
    others = (key for key, read in standing.items() if read.state in STANDING)
    loads = Counter(juror for _id, juror in {*wanted, *others} if juror in jurors)
    query = select(Commitment).where(Commitment.round_id == round_.id)
    found = {each.reviewer_id: each for each in db.session.scalars(query)}
    for reviewer_id, load in loads.items():
        commitment = found.get(reviewer_id)
        if commitment is None:
            commitment = Commitment(round_id=round_.id, reviewer_id=reviewer_id, most=0)
            commitment.invited_by_id, commitment.least = by.id, 0
            db.session.add(commitment)
        commitment.state = CommitmentState.ACCEPTED
        commitment.most = max(commitment.most, load)
        commitment.answered_at = commitment.answered_at or now()
    db.session.flush()


def _reads(round_: Round) -> dict[Read, Assignment]:
    query = select(Assignment).where(Assignment.round_id == round_.id)
    return {(each.application_id, each.reviewer_id): each for each in db.session.scalars(query)}


def _write(round_: Round, wanted: list[tuple[UUID, UUID]], *, due: datetime, by: User) -> None:
    """In the order of the day, so that a juror's pile is in it, too."""
    there = _reads(round_)
    for position, (application_id, reviewer_id) in enumerate(wanted):
        read = there.get((application_id, reviewer_id))
        if read is None:
            read = Assignment(
                round_id=round_.id,
                application_id=application_id,
                reviewer_id=reviewer_id,
                state=AssignmentState.ASSIGNED,
                assigned_by_id=by.id,
            )
            db.session.add(read)
        if read.state in (AssignmentState.ASSIGNED, AssignmentState.REASSIGNED):
            # Given back or in conflict is theirs to say: the day does not undo it.
            read.state, read.ended_at, read.reason = AssignmentState.ASSIGNED, None, ""
            read.position, read.due_at = position, due
    db.session.flush()
