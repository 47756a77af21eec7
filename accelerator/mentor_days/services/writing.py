"""Meetings as rows: a plan is written whole, or nothing of it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from accelerator.mentor_days import rules
from accelerator.mentor_days.models import (
    TOLD,
    DayMeeting,
    DayMeetingState,
    MentorDay,
)
from accelerator.mentor_days.queries.planning import meetings_of, ruled, slots_of
from accelerator.mentors.errors import Engaged
from accelerator.mentors.models import EngagedBy
from accelerator.mentors.services.engaging import Taker, Taking, engage_all, let_go
from hub.core.database import db
from hub.core.formats import clock
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot

Pairs = frozenset[rules.Pair]


def write(day: MentorDay, wanted: Iterable[rules.Meeting], *, fixed: Pairs = frozenset()) -> None:
    """Make these the day's meetings. First what goes, then what moves and comes: two meetings may
    change places, and the database refuses that they are in one for a moment.

    Args:
        fixed: pairs to stay where they are from now on.

    Raises: Engaged, for a day that is told: nothing of it stands then.
    """
    new = {each.pair: each for each in wanted}
    standing = {ruled(each).pair: each for each in meetings_of(day)}
    moving = [m for pair, m in standing.items() if pair in new and ruled(m) != new[pair]]
    going = [m for pair, m in standing.items() if pair not in new]
    let_go(m.id for m in (*moving, *going))
    for meeting in (*going, *moving):
        meeting.state = DayMeetingState.DROPPED
    db.session.flush()
    if day.state not in TOLD:
        for meeting in going:
            db.session.delete(meeting)
        db.session.flush()
    placed = [_placed(m, new[ruled(m).pair], day=day) for m in moving]
    coming = [_made(day, each) for pair, each in new.items() if pair not in standing]
    db.session.add_all(coming)
    for pair, meeting in standing.items():
        meeting.is_fixed = pair in new and (meeting.is_fixed or pair in fixed)
    for meeting in coming:
        meeting.is_fixed = (str(meeting.startup_id), str(meeting.mentor_id)) in fixed
    db.session.flush()
    if day.state in TOLD:
        take_people([*placed, *coming])


def take_people(meetings: Iterable[DayMeeting]) -> None:
    """Mentor and startup are engaged for the time of each.

    Raises: Engaged, with who it is and when.
    """
    taking = {each: _taking(each) for each in meetings}
    try:
        engage_all(taking.values())
    except Engaged:
        _say_who(taking)
        raise


def _say_who(taking: Mapping[DayMeeting, Taking]) -> None:
    """One after the other, which takes longer. Raises: Engaged."""
    for meeting, wanted in taking.items():
        try:
            engage_all([wanted])
        except Engaged as refusal:
            sentence = _(
                "%(startup)s or %(mentor)s is in another meeting at %(time)s."
                " Plan again, which goes around it.",
                startup=meeting.startup.name,
                mentor=meeting.mentor.name,
                time=clock(meeting.starts_at, meeting.day.zone, named=True),
            )
            raise Engaged(sentence) from refusal


def _taking(meeting: DayMeeting) -> Taking:
    slot = TimeSlot(meeting.starts_at, meeting.ends_at)
    taker = Taker(EngagedBy.MENTOR_DAY, meeting.id)
    return Taking((meeting.mentor_id, meeting.startup_id), slot, taker)


def drop(meeting: DayMeeting) -> None:
    """Take one out; both are free then."""
    let_go([meeting.id])
    if meeting.day.state in TOLD:
        meeting.state = DayMeetingState.DROPPED
    else:
        db.session.delete(meeting)
    db.session.flush()


def _placed(meeting: DayMeeting, new: rules.Meeting, *, day: MentorDay) -> DayMeeting:
    slot = slots_of(day)[new.slot]
    meeting.slot, meeting.starts_at, meeting.ends_at = new.slot, slot.start, slot.end
    meeting.room_id = UUID(new.room) if new.room else None
    meeting.state = DayMeetingState.PLANNED
    return meeting


def _made(day: MentorDay, new: rules.Meeting) -> DayMeeting:
    made = DayMeeting(day=day, startup_id=UUID(new.startup), mentor_id=UUID(new.mentor))
    return _placed(made, new, day=day)
