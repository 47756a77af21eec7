"""A plan that stands, changed: somebody is ill, a room is lost, a meeting is moved by hand. What it
would do is shown first; taken over, everybody whose plan is another is told, once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accelerator.mentor_days import rules
from accelerator.mentor_days.errors import MeetingNotPossible, MentorDayStale
from accelerator.mentor_days.models import DayMeeting, MentorDay, MentorDayState
from accelerator.mentor_days.queries.days import unseen_by
from accelerator.mentor_days.queries.planning import as_rules, meetings_of, ruled, slots_of
from accelerator.mentor_days.rules.slots import begun
from accelerator.mentor_days.services.holding import expect, settle, take_day
from accelerator.mentor_days.services.planning import plain_outcome
from accelerator.mentor_days.services.writing import write
from accelerator.reviews.rules.linear import Undecided
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.history.services import record

Plain = list[str | int | None]


@dataclass(frozen=True)
class Place:
    """Where by hand: a slot by number, and a room (None: wherever there is one)."""

    slot: int
    room_id: UUID | None = None


def propose_mending(day: MentorDay, *, by: User) -> None:
    """Plan around what has changed, with least change.

    Raises: NotAllowed, MentorDayMoved; MentorDayStale when there was no time for an answer.
    """
    _begin(day, by)
    _propose(day, (), by=by)


def propose_move(meeting: DayMeeting, place: Place, *, by: User) -> None:
    """What else would move if this meeting were there; it stays fixed then.

    Raises: NotAllowed, MentorDayMoved; MeetingNotPossible; Invalid for what is no slot or room.
    """
    if meeting.starts_at <= now():
        raise MeetingNotPossible(_("This meeting has begun already."))
    _propose_by_hand(meeting.day, (meeting.startup_id, meeting.mentor_id), place=place, by=by)


def propose_meeting(day: MentorDay, pair: tuple[UUID, UUID], *, place: Place, by: User) -> None:
    """A meeting by hand of a startup and a mentor, whether wished for or not.

    Raises: as `propose_move`.
    """
    _propose_by_hand(day, pair, place=place, by=by)


def drop_proposal(day: MentorDay, *, by: User) -> None:
    """Raises: NotAllowed, MentorDayMoved."""
    take_day(day, by=by)
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
    if proposal is None or is_stale(day):
        raise MentorDayStale(
            _("Something has changed since this was worked out. Please look at it again.")
        )
    fixed = frozenset((str(startup), str(mentor)) for startup, mentor in proposal["fixed"])
    write(day, map(_thawed, proposal["meetings"]), fixed=fixed)
    day.outcome, day.proposal = proposal["outcome"], None
    counts = {name: len(proposal[name]) for name in ("moved", "dropped", "added")}
    record("mentor-day.mended", day, after=counts)
    settle(day, by=by)
    day.planned_version = day.version
    db.session.flush()


def is_stale(day: MentorDay) -> bool:
    """Somebody else changed the day, or a meeting that would move has begun."""
    proposal = day.proposal
    if proposal is None:
        return False
    if proposal["version"] != day.version:
        return True
    started = begun(slots_of(day), now())
    changed = [
        *proposal["dropped"],
        *proposal["added"],
        *(m for two in proposal["moved"] for m in two),
    ]
    return any(int(each[2]) < started for each in changed)


def _begin(day: MentorDay, by: User) -> None:
    take_day(day, by=by)
    expect(day, MentorDayState.PLANNED, MentorDayState.PUBLISHED)


def _propose_by_hand(day: MentorDay, pair: tuple[UUID, UUID], *, place: Place, by: User) -> None:
    _begin(day, by)
    slots = slots_of(day)
    if not begun(slots, now()) <= place.slot < len(slots):
        sentence = _("Please choose a time that is still to come.")
        raise Invalid(sentence, errors={"slot": [sentence]})
    room = str(place.room_id) if place.room_id else None
    wanted = rules.Meeting(str(pair[0]), str(pair[1]), place.slot, room)
    _propose(day, [wanted], by=by)


def _propose(day: MentorDay, by_hand: Sequence[rules.Meeting], *, by: User) -> None:
    """Whatever a conflict keeps from `by` stays where it is when they move others by hand."""
    unseen = unseen_by(by, day) if by_hand else set()
    held = [ruled(each) for each in meetings_of(day) if each.startup_id in unseen]
    reckonable = as_rules(day, fixed=[*held, *by_hand])
    try:
        found = rules.repair(reckonable.day, reckonable.before, started=reckonable.started)
    except Undecided as no_time:
        raise MentorDayStale(_("No plan was found in the time there is. Try again.")) from no_time
    _check_possible(found.plan, by_hand)
    day.proposal = {
        "version": day.version,
        "by": str(by.id),
        "meetings": _frozen(found.plan.meetings),
        "fixed": [[each.startup, each.mentor] for each in by_hand],
        "moved": [[_plain(move.before), _plain(move.after)] for move in found.moved],
        "dropped": _frozen(found.dropped),
        "added": _frozen(found.added),
        "outcome": plain_outcome(found.plan),
    }
    db.session.flush()


def _check_possible(plan: rules.Plan, by_hand: Iterable[rules.Meeting]) -> None:
    refused = {each.pair for each in plan.unmet if each.why is rules.Why.FIXED}
    if any(each.pair in refused for each in by_hand):
        raise MeetingNotPossible(
            _(
                "This cannot be: one of the two is not there then, they must not meet, the room"
                " is closed, or a fixed meeting is in the way."
            )
        )


def _frozen(meetings: Iterable[rules.Meeting]) -> list[Plain]:
    return [_plain(each) for each in meetings]


def _plain(meeting: rules.Meeting) -> Plain:
    return [meeting.startup, meeting.mentor, meeting.slot, meeting.room]


def _thawed(plain: list[Any]) -> rules.Meeting:
    startup, mentor, slot, room = plain
    return rules.Meeting(startup, mentor, slot, room)
