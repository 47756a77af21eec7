"""A plan that stands, changed: somebody is ill, a room is lost, a meeting is moved by hand. What it
would do is shown first; taken over, everybody whose plan is another is told, once.

What is hard is thought before any transaction (`mended`, `moved`, `brought_together`), so that
nobody else waits for it; a large one is left to a job. `propose` keeps it for the manager to see.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accelerator.mentor_days import rules
from accelerator.mentor_days.errors import MeetingNotPossible, MentorDayStale
from accelerator.mentor_days.models import DayMeeting, MentorDay, MentorDayState
from accelerator.mentor_days.queries.days import unseen_by
from accelerator.mentor_days.queries.planning import (
    Reckonable,
    as_rules,
    meetings_of,
    ruled,
    slots_of,
)
from accelerator.mentor_days.rules.slots import begun
from accelerator.mentor_days.services.effort import change_is_for_a_job
from accelerator.mentor_days.services.holding import check_day, expect, settle, take_day
from accelerator.mentor_days.services.planning import plain_outcome
from accelerator.mentor_days.services.reckoning import (
    expect_nothing_reckoned,
    forget,
    leave_to_a_job,
)
from accelerator.mentor_days.services.writing import write
from accelerator.reviews.rules.linear import Undecided
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.waiting import TO_THE_END, GivenUp, Patience, Watch
from hub.history.services import record

Plain = list[str | int | None]
#: In these there is a plan to change.
STANDING = (MentorDayState.PLANNED, MentorDayState.PUBLISHED)


@dataclass(frozen=True)
class Place:
    """Where by hand: a slot by number, and a room (None: wherever there is one)."""

    slot: int
    room_id: UUID | None = None


@dataclass(frozen=True)
class ChangeThought:
    """A day as it was with its meetings by hand, and the change; None when it takes longer than
    somebody waits, and is not thought out yet."""

    question: Reckonable
    by_hand: tuple[rules.Meeting, ...] = ()
    found: rules.Repair | None = None


def mended(day: MentorDay, *, by: User) -> ChangeThought:
    """A plan around what has changed, with least change. Only reads.

    Raises: NotAllowed, MentorDayMoved; MentorDayStale when there was no time for an answer.
    """
    return _thought(day, (), by=by)


def moved(meeting: DayMeeting, place: Place, *, by: User) -> ChangeThought:
    """What else would move if this meeting were there; it stays fixed then.

    Raises: as `mended`; MeetingNotPossible; Invalid for what is no slot or room.
    """
    if meeting.starts_at <= now():
        raise MeetingNotPossible(_("This meeting has begun already."))
    pair = meeting.startup_id, meeting.mentor_id
    return brought_together(meeting.day, pair, place=place, by=by)


def brought_together(
    day: MentorDay, pair: tuple[UUID, UUID], *, place: Place, by: User
) -> ChangeThought:
    """A meeting by hand of a startup and a mentor, wished for or not. Raises: as `moved`."""
    slots = slots_of(day)
    if not begun(slots, now()) <= place.slot < len(slots):
        sentence = _("Please choose a time that is still to come.")
        raise Invalid(sentence, errors={"slot": [sentence]})
    room = str(place.room_id) if place.room_id else None
    return _thought(day, [rules.Meeting(str(pair[0]), str(pair[1]), place.slot, room)], by=by)


def thought_again(day: MentorDay, *, by: User) -> ChangeThought:
    """What the day's proposal was made for, as things are now. Raises: as `moved`."""
    return _thought(day, _by_hand(day), by=by)


def propose(day: MentorDay, thought: ChangeThought, *, by: User) -> bool:
    """Keep it to be looked at; a large one is left to the next job.

    Returns: whether it is there already.

    Raises: NotAllowed, MentorDayMoved.
    """
    take_day(day, by=by)
    expect(day, *STANDING)
    expect_nothing_reckoned(day)
    asked = {"by": str(by.id), "by_hand": _frozen(thought.by_hand)}
    if thought.found is not None:
        forget(day)
        day.proposal = asked | _answer(thought.question, thought.found)
        db.session.flush()
        return True
    day.proposal = asked
    leave_to_a_job(day)
    record("mentor-day.change-asked", day)
    return False


def question_left(day: MentorDay) -> Reckonable:
    """What a job is to answer, as things are now. Raises: NotAllowed, MeetingNotPossible."""
    by = db.session.get(User, UUID(day.proposal["by"])) if day.proposal else None
    if by is None:
        raise NotAllowed(_("This mentor day is arranged by others."))
    check_day(day, by=by)
    return _question(day, _by_hand(day), by=by, quick=False)


def worked_out(question: Reckonable, *, watch: Watch = TO_THE_END) -> rules.Repair | None:
    """None when time ran out before there was any. Needs no database. Raises: GivenUp."""
    try:
        return rules.repair(question.day, question.before, started=question.started, watch=watch)
    except Undecided:
        return None


def keep_change(day: MentorDay, question: Reckonable, *, found: rules.Repair) -> None:
    """What a job has worked out; the caller holds the day. If the day has moved on meanwhile, it is
    shown as out of date (`is_stale`)."""
    if day.proposal is not None and day.is_change_asked and day.state in STANDING:
        day.proposal = day.proposal | _answer(question, found)
    forget(day)


def drop_proposal(day: MentorDay, *, by: User) -> None:
    """Raises: NotAllowed, MentorDayMoved."""
    take_day(day, by=by)
    if day.is_change_asked:
        forget(day)
    if day.has_proposal:
        day.proposal = None
    db.session.flush()


def take_over(day: MentorDay, *, by: User) -> None:
    """Make the proposal the day's plan.

    Raises:
        MentorDayStale: something changed, or a slot has begun, since it was made.
        Engaged, SlotTaken, Refused: nothing of it stands then.
    """
    take_day(day, by=by)
    proposal = day.proposal
    if proposal is None or not day.has_proposal or is_stale(day):
        raise MentorDayStale(
            _("Something has changed since this was worked out. Please look at it again.")
        )
    fixed = frozenset(each.pair for each in _by_hand(day))
    write(day, map(_thawed, proposal["meetings"]), fixed=fixed)
    day.outcome, day.proposal = proposal["outcome"], None
    counts = {name: len(proposal[name]) for name in ("moved", "dropped", "added")}
    record("mentor-day.mended", day, after=counts)
    settle(day, by=by)
    day.planned_version = day.version
    db.session.flush()


def is_stale(day: MentorDay) -> bool:
    """Somebody else changed the day, a meeting that would move has begun, or one of those to come
    cannot be any more."""
    proposal = day.proposal
    if proposal is None or not day.has_proposal:
        return False
    if proposal["version"] != day.version:
        return True
    started = begun(slots_of(day), now())
    changed = [
        *proposal["dropped"],
        *proposal["added"],
        *(m for two in proposal["moved"] for m in two),
    ]
    if any(int(each[2]) < started for each in changed):
        return True
    meetings = map(_thawed, proposal["meetings"])
    return bool(rules.cannot_be(as_rules(day).day, meetings, started=started))


def _thought(day: MentorDay, by_hand: Sequence[rules.Meeting], *, by: User) -> ChangeThought:
    check_day(day, by=by)
    expect(day, *STANDING)
    expect_nothing_reckoned(day)
    question = _question(day, by_hand, by=by)
    asked = ChangeThought(question, tuple(by_hand))
    if change_is_for_a_job(question.day):
        return asked
    try:
        found = worked_out(question, watch=Patience())
    except GivenUp:  # it takes longer than was thought
        return asked
    if found is None:
        raise MentorDayStale(_("No plan was found in the time there is. Try again."))
    return ChangeThought(question, asked.by_hand, found)


def _question(
    day: MentorDay, by_hand: Sequence[rules.Meeting], *, by: User, quick: bool = True
) -> Reckonable:
    """Whatever a conflict keeps from `by` stays where it is when they move others by hand.

    Raises: MeetingNotPossible.
    """
    unseen = unseen_by(by, day) if by_hand else set()
    held = [ruled(each) for each in meetings_of(day) if each.startup_id in unseen]
    question = as_rules(day, fixed=[*held, *by_hand], quick=quick)
    if by_hand:
        wrong = rules.impossible(question.day, question.before, started=question.started)
        if any(each.pair in wrong for each in by_hand):
            raise MeetingNotPossible(
                _(
                    "This cannot be: one of the two is not there then, they must not meet, the room"
                    " is closed, or a fixed meeting is in the way."
                )
            )
    return question


def _answer(question: Reckonable, found: rules.Repair) -> dict[str, Any]:
    return {
        "version": question.version,
        "meetings": _frozen(found.plan.meetings),
        "moved": [[_plain(move.before), _plain(move.after)] for move in found.moved],
        "dropped": _frozen(found.dropped),
        "added": _frozen(found.added),
        "outcome": plain_outcome(found.plan),
    }


def _by_hand(day: MentorDay) -> tuple[rules.Meeting, ...]:
    return tuple(map(_thawed, day.proposal["by_hand"])) if day.proposal else ()


def _frozen(meetings: Iterable[rules.Meeting]) -> list[Plain]:
    return [_plain(each) for each in meetings]


def _plain(meeting: rules.Meeting) -> Plain:
    return [meeting.startup, meeting.mentor, meeting.slot, meeting.room]


def _thawed(plain: list[Any]) -> rules.Meeting:
    startup, mentor, slot, room = plain
    return rules.Meeting(startup, mentor, slot, room)
