"""Rounds: made, changed, opened for reading, taken to discussion, closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from accelerator.programmes.models import Cohort
from accelerator.reviews.errors import RoundChanged, RoundStands
from accelerator.reviews.models import (
    Assignment,
    AssignmentState,
    OthersMarks,
    Round,
    RoundEntry,
    RoundKind,
    RoundState,
)
from accelerator.reviews.permissions import can_run, can_run_rounds_of
from accelerator.reviews.rules.drafting import CriterionDraft
from accelerator.reviews.services.rubrics import write_rubric
from accelerator.reviews.services.telling import tell_of_reads
from accelerator.vocabulary.words import Words, in_words
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

MOST_READS_EACH = 10
HEAVIEST_LOAD = 300


@dataclass(frozen=True)
class RoundDraft:
    """What can be said of a round. `least` and `most` bound what one reviewer reads, unless they
    have said otherwise."""

    name: Words
    due_at: datetime
    note: Words = field(default_factory=dict)
    kind: RoundKind = RoundKind.READING
    blind: bool = True
    others: OthersMarks = OthersMarks.AFTER_OWN
    reads_each: int = 3
    least: int = 0
    most: int = 20
    opens_at: datetime | None = None


def make_round(
    cohort: Cohort, draft: RoundDraft, *, by: User, rubric: Sequence[CriterionDraft] = ()
) -> Round:
    """The cohort's next round, in preparation: nobody reads yet.

    Raises:
        NotAllowed: somebody else's programme.
        Invalid: no name, dates or loads that contradict each other, a rubric that is none.
    """
    if not can_run_rounds_of(by, cohort):
        raise NotAllowed(_("You can only make rounds in your own programmes."))
    _check(draft)
    lock(cohort)
    last = db.session.scalar(select(func.max(Round.number)).where(Round.cohort_id == cohort.id))
    made = Round(cohort=cohort, number=(last or 0) + 1, **vars(draft))
    db.session.add(made)
    db.session.flush()
    record("round.made", made, after=_told(draft))
    if rubric:
        write_rubric(made, rubric)
    return made


def change_round(round_: Round, draft: RoundDraft, *, expected: int, by: User) -> None:
    """Change it as a whole. Reads that were due with the round move with it.

    Args:
        expected: the version that was looked at.

    Raises:
        RoundChanged: somebody saved it since.
        RoundStands: it is closed; or kind or blindness would change while it is read.
        Invalid: as `make_round`.
    """
    take_round(round_, by=by, expected=expected)
    _check(draft)
    begun = round_.state is not RoundState.DRAFT
    if begun and (draft.kind, draft.blind) != (round_.kind, round_.blind):
        raise RoundStands(
            _("Reading has begun: what kind of round it is and whether it is blind stays.")
        )
    before, after = _told(round_), _told(draft)
    changed = {name for name in after if before[name] != after[name]}
    if not changed:
        return
    if "due_at" in changed:
        _move_reads(round_, draft.due_at)
    for name, value in vars(draft).items():
        setattr(round_, name, value)
    round_.version += 1
    db.session.flush()
    record(
        "round.changed",
        round_,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def set_rubric(
    round_: Round, drafts: Sequence[CriterionDraft], *, by: User, expected: int | None = None
) -> None:
    """Replace the rubric as a whole, see `rubrics.write_rubric`.

    Raises:
        NotAllowed: somebody else's round.
        RoundChanged: somebody saved it since `expected`.
        RoundStands: it is closed.
        RubricInUse, Invalid: as `write_rubric`.
    """
    take_round(round_, by=by, expected=expected)
    if round_.state is RoundState.CLOSED:
        raise RoundStands(_("This round is closed. Reopen it first."))
    write_rubric(round_, drafts)


def open_round(round_: Round, *, by: User) -> None:
    """Reading begins: whoever has been given reads is told, and can see them from now on.

    Raises:
        RoundStands: it is open already or over.
        Invalid: nothing to read, nothing to mark it by, or it would be due already.
    """
    take_round(round_, by=by)
    _expect(round_, RoundState.DRAFT)
    entries = select(func.count()).where(RoundEntry.round_id == round_.id)
    if not db.session.scalar(entries):
        raise Invalid(_("Put applications into the round first."))
    if not any(each.weight for each in round_.criteria) and round_.kind is not RoundKind.PAIRWISE:
        raise Invalid(_("The rubric needs a criterion with a weight first."))
    if round_.due_at <= now():
        raise Invalid(_("It would be due already. Please give it a later date first."))
    round_.opens_at = now()
    _turn(round_, RoundState.OPEN, action="round.opened")
    tell_of_reads(round_)


def begin_discussion(round_: Round, *, by: User) -> None:
    """Reading ends: nothing further is handed in, and the panel sees each other's marks.

    Raises:
        RoundStands: it is not open.
        Invalid: not a single review is in.
    """
    take_round(round_, by=by)
    _expect(round_, RoundState.OPEN)
    if round_.kind is not RoundKind.PAIRWISE and not _reads(round_, AssignmentState.SUBMITTED):
        raise Invalid(_("No review is in yet, so there is nothing to talk about."))
    _turn(round_, RoundState.DISCUSSION, action="round.discussion-begun")


def close_round(round_: Round, *, by: User) -> None:
    """It is over: marks, notes and reads stay as they are. Raises: RoundStands."""
    take_round(round_, by=by)
    _expect(round_, RoundState.OPEN, RoundState.DISCUSSION)
    _turn(round_, RoundState.CLOSED, action="round.closed")


def reopen_round(round_: Round, *, by: User, reason: str) -> None:
    """One step back: a closed one to its discussion, a discussed one to reading.

    Raises:
        RoundStands: it has not gone so far.
        Invalid: no reason given; or reading would be due already.
    """
    take_round(round_, by=by)
    _expect(round_, RoundState.DISCUSSION, RoundState.CLOSED)
    if not reason.strip():
        message = _("Please say why. It stands in the history.")
        raise Invalid(message, errors={"reason": [message]})
    back = RoundState.DISCUSSION if round_.state is RoundState.CLOSED else RoundState.OPEN
    if back is RoundState.OPEN and round_.due_at <= now():
        raise Invalid(_("It would be due already. Please give it a later date first."))
    _turn(round_, back, action="round.reopened", reason=reason.strip())


def take_round(round_: Round, *, by: User, expected: int | None = None) -> None:
    """Hold the round for a change of it or of what hangs on it.

    Raises: NotAllowed, RoundChanged, and RoundStands when it is closed and a version was expected.
    """
    if not can_run(by, round_):
        raise NotAllowed(_("This round is run by others."))
    lock(round_)
    if expected is None:
        return
    if round_.version != expected:
        raise RoundChanged(
            _("Somebody saved this round since you opened it. Please look again."),
            version=round_.version,
        )
    if round_.state is RoundState.CLOSED:
        raise RoundStands(_("This round is closed. Reopen it first."))


def _check(draft: RoundDraft) -> None:
    wrong: dict[str, list[str]] = {}
    if not in_words(draft.name):
        wrong["name"] = [_("Please give it a name, in one language at least.")]
    if draft.opens_at is not None and draft.opens_at >= draft.due_at:
        wrong["due_at"] = [_("It has to be due after it opens.")]
    if not 1 <= draft.reads_each <= MOST_READS_EACH:
        wrong["reads_each"] = [_("From 1 to %(most)s reads.", most=MOST_READS_EACH)]
    if not 0 <= draft.least <= draft.most:
        wrong["least"] = [_("At least cannot be more than at most.")]
    if not 1 <= draft.most <= HEAVIEST_LOAD:
        wrong["most"] = [_("From 1 to %(most)s reads.", most=HEAVIEST_LOAD)]
    if wrong:
        raise Invalid(_("Please look at the round again."), errors=wrong)


def _expect(round_: Round, *states: RoundState) -> None:
    if round_.state not in states:
        raise RoundStands(_("The round has moved on. Please look again."), state=round_.state)


def _turn(round_: Round, state: RoundState, *, action: str, reason: str = "") -> None:
    before = round_.state
    round_.state = state
    round_.version += 1
    db.session.flush()
    record(action, round_, before={"state": before}, after={"state": state}, reason=reason)


def _reads(round_: Round, state: AssignmentState) -> int:
    query = select(func.count()).where(Assignment.round_id == round_.id, Assignment.state == state)
    return db.session.scalar(query) or 0


def _move_reads(round_: Round, due_at: datetime) -> None:
    """Those that were due with the round; who has promised another day keeps it."""
    db.session.execute(
        update(Assignment)
        .where(
            Assignment.round_id == round_.id,
            Assignment.state == AssignmentState.ASSIGNED,
            Assignment.due_at == round_.due_at,
        )
        .values(due_at=due_at)
    )


def _told(round_: Round | RoundDraft) -> dict[str, Any]:
    names = RoundDraft.__dataclass_fields__
    return {name: getattr(round_, name) for name in names if name != "note"}
