"""What reviewers promise a round: asked, answered, reminded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from accelerator.conflicts.services import detect
from accelerator.reviews.emails import rounds as emails
from accelerator.reviews.errors import RoundStands
from accelerator.reviews.models import (
    STANDING,
    Assignment,
    AssignmentState,
    Commitment,
    CommitmentState,
    Reviewer,
    Round,
    RoundState,
)
from accelerator.reviews.permissions import can_answer
from accelerator.reviews.queries.commitments import startups_of
from accelerator.reviews.services.ending import end_reads
from accelerator.reviews.services.rounds import HEAVIEST_LOAD, take_round
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.walltime import to_wall
from hub.history.services import record

#: Nobody is reminded of the same thing more often.
REMINDED_AFTER = timedelta(hours=20)
LONGEST_NOTE = 500


@dataclass(frozen=True)
class Answer:
    """How many a reviewer takes, between `least` and `most`, by the end of which day in the
    programme's zone (None: when the round is due), of which tracks (none: all). `most=0`
    declines; `note` is their word about it."""

    most: int
    least: int = 0
    promised_by: date | None = None
    tracks: tuple[str, ...] = ()
    note: str = ""


def ask(round_: Round, reviewers: Iterable[Reviewer], *, by: User) -> list[Commitment]:
    """Ask reviewers how many they take. Who was asked already is not asked again, unless they had
    declined. Conflicts with the round's startups are looked for at once.

    Raises:
        NotAllowed: somebody else's round.
        RoundStands: reading is over.
    """
    take_round(round_, by=by)
    _check_asking(round_)
    asked = [ask_one(round_, each, by=by) for each in reviewers if each.paused_at is None]
    return [each for each in asked if each is not None]


def ask_one(round_: Round, reviewer: Reviewer, *, by: User) -> Commitment | None:
    """For `ask`, and for whoever was invited to the hub for this round. None: asked already."""
    query = select(Commitment).where(
        Commitment.round_id == round_.id, Commitment.reviewer_id == reviewer.id
    )
    commitment = db.session.scalar(query)
    if commitment is not None and commitment.state is not CommitmentState.DECLINED:
        return None
    if commitment is None:
        commitment = Commitment(round=round_, reviewer=reviewer)
        db.session.add(commitment)
    commitment.state, commitment.answered_at = CommitmentState.INVITED, None
    commitment.invited_by_id, commitment.invited_at = by.id, now()
    commitment.least = commitment.most = 0
    db.session.flush()
    record("promise.asked", commitment, after={"member": reviewer.user.name})
    detect({reviewer.user_id}, startups_of(round_))
    emails.ask_for_promise(commitment, suggested=min(reviewer.capacity, round_.most))
    return commitment


def answer(commitment: Commitment, said: Answer, *, by: User) -> None:
    """Promise, promise anew, or decline. Declining gives back what has not been begun.

    Raises:
        NotAllowed: somebody else's promise.
        RoundStands: reading is over.
        Invalid: bounds or a day that make no sense.
        Conflict: fewer than they have been given already.
    """
    if not can_answer(by, commitment):
        raise NotAllowed(_("This question was put to somebody else."))
    lock(commitment)
    _check_asking(commitment.round)
    _check(said, commitment.round)
    declines = said.most == 0
    if declines:
        _give_back(commitment, by=by)
    elif said.most < (have := _standing(commitment)):
        message = _("You have %(have)s to read already. Please ask the team to take some back.",
                    have=have)  # fmt: skip
        raise Conflict(message)
    before = commitment.state
    commitment.state = CommitmentState.DECLINED if declines else CommitmentState.ACCEPTED
    commitment.least, commitment.most = said.least, said.most
    commitment.promised_by = None if declines else said.promised_by
    commitment.tracks = list(dict.fromkeys(filter(None, said.tracks)))
    commitment.note = " ".join(said.note.split())[:LONGEST_NOTE]
    commitment.answered_at = now()
    db.session.flush()
    record(
        "promise.declined" if declines else "promise.given",
        commitment,
        before={"state": before},
        after={"state": commitment.state, "least": said.least, "most": said.most},
        reason=commitment.note,
    )


def remind(commitments: Iterable[Commitment], *, by: User | None = None) -> int:
    """Write again to those who have not answered, at most once a day. How many were written to.

    Args:
        by: None is the house's own job.

    Raises: NotAllowed.
    """
    written = 0
    for commitment in commitments:
        if by is not None:
            take_round(commitment.round, by=by)
        last = commitment.reminded_at or commitment.invited_at
        if commitment.state is not CommitmentState.INVITED or last > now() - REMINDED_AFTER:
            continue
        commitment.reminded_at = now()
        db.session.flush()
        record("promise.reminded", commitment)
        emails.remind_of_promise(commitment)
        written += 1
    return written


def _check_asking(round_: Round) -> None:
    if round_.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise RoundStands(_("Reading is over in this round."))


def _check(said: Answer, round_: Round) -> None:
    wrong: dict[str, list[str]] = {}
    if not 0 <= said.most <= HEAVIEST_LOAD:
        wrong["most"] = [_("From 0 to %(most)s.", most=HEAVIEST_LOAD)]
    if not 0 <= said.least <= said.most:
        wrong["least"] = [_("At least cannot be more than at most.")]
    zone = round_.cohort.zone
    first, last = to_wall(now(), zone).date(), to_wall(round_.due_at, zone).date()
    if said.most and said.promised_by is not None and not first <= said.promised_by <= last:
        wrong["promised_by"] = [_("A day from today until the round is due, please.")]
    if wrong:
        raise Invalid(_("Please look at your answer again."), errors=wrong)


def _standing(commitment: Commitment) -> int:
    return len(_reads(commitment))


def _reads(commitment: Commitment) -> list[Assignment]:
    query = select(Assignment).where(
        Assignment.round_id == commitment.round_id,
        Assignment.reviewer_id == commitment.reviewer_id,
        Assignment.state.in_(STANDING),
    )
    return list(db.session.scalars(query))


def _give_back(commitment: Commitment, *, by: User) -> None:
    open_ = [each for each in _reads(commitment) if each.state is AssignmentState.ASSIGNED]
    end_reads(open_, AssignmentState.REASSIGNED, reason=_("declined"), by=by)
