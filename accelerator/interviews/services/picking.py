"""Who meets whom when, one meeting at a time: chosen by a team, or set by hand."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from accelerator.interviews.emails import invitations as emails
from accelerator.interviews.errors import DayMoved, SlotGone
from accelerator.interviews.models import (
    DayState,
    InterviewDay,
    Invited,
    Meeting,
    MeetingState,
    Panel,
)
from accelerator.interviews.permissions import can_answer
from accelerator.interviews.queries.openings import Free, Openings, openings_for
from accelerator.interviews.rules.days import Way
from accelerator.interviews.services.holding import expect, settle, take_day, tell_team
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.history.services import record

#: So many free times are named to a team that was too slow.
ALTERNATIVES = 4


def ask_to_choose(invited: Iterable[Invited]) -> None:
    """Each team once, unless it has a time."""
    for each in invited:
        if each.asked_at is None and each.meeting is None:
            each.asked_at = now()
            emails.choose_a_time(each)
    db.session.flush()


def pick(invited: Invited, panel_id: UUID, *, starts_at: datetime, by: User) -> Meeting:
    """A team takes a free time, or another one instead of its own. First come, first served.

    Raises:
        NotAllowed: not theirs to choose.
        DayMoved: nothing is chosen now.
        SlotGone: another team was faster; what they had stays. Names the next free times.
    """
    if not can_answer(by, invited):
        raise NotAllowed(_("Those who write for the team choose the time."))
    day = invited.day
    lock(day)
    if not is_choosing(day):
        raise DayMoved(_("The time to choose is over. Please write to the team of the hub."))
    opening = _free(invited, panel_id, starts_at=starts_at)
    meeting = _put(invited, opening, state=MeetingState.CONFIRMED)
    record("interview.chosen", invited, after=_told(meeting))
    _make_true(invited, by=by)
    return meeting


def give_up(invited: Invited, *, by: User) -> None:
    """A team gives its time back, to choose another one later. Raises: as `pick`."""
    if not can_answer(by, invited):
        raise NotAllowed(_("Those who write for the team choose the time."))
    lock(invited.day)
    if not is_choosing(invited.day):
        raise DayMoved(_("The time to choose is over. Please write to the team of the hub."))
    _take_away(invited)
    _make_true(invited, by=by)


def set_by_hand(invited: Invited, panel: Panel, *, starts_at: datetime, by: User) -> Meeting:
    """Staff fix a meeting: plans go around it from now on. Wishes are not asked, conflicts are.

    Raises:
        NotAllowed, DayMoved.
        SlotGone: somebody or something is needed elsewhere then, or a juror has a conflict.
    """
    take_day(invited.day, by=by)
    expect(invited.day, *(state for state in DayState if state is not DayState.DONE))
    found = openings_for(invited, wishes=False)
    opening = found.at(panel.id, starts_at)
    if opening is None:
        raise SlotGone(_("%(panel)s cannot hear them then.", panel=panel.name))
    meeting = _put(invited, opening, state=MeetingState.PLANNED)
    record("interview.set", invited, after=_told(meeting))
    settle(invited.day, by=by)
    return meeting


def let_move(meeting: Meeting, *, by: User) -> None:
    """Plans may move it again."""
    take_day(meeting.invited.day, by=by)
    meeting.kept = False
    meeting.version += 1
    settle(meeting.invited.day, by=by)


def take_away(invited: Invited, *, by: User) -> None:
    """Staff take a meeting away; the team is told, if it knew."""
    take_day(invited.day, by=by)
    _take_away(invited)
    settle(invited.day, by=by)


def mark(meeting: Meeting, state: MeetingState, *, by: User) -> None:
    """That it was held, or that nobody came."""
    take_day(meeting.invited.day, by=by)
    if meeting.starts_at > now():
        raise DayMoved(_("It has not begun yet."))
    before, meeting.state = meeting.state, state
    meeting.version += 1
    db.session.flush()
    record("interview.marked", meeting.invited, before={"state": before}, after={"state": state})


def is_choosing(day: InterviewDay) -> bool:
    """While teams choose, and until the limit also afterwards: another time, if one is free."""
    open_ = day.state is DayState.PICKING or (
        day.state is DayState.PUBLISHED and day.pick_until is not None
    )
    return open_ and (day.pick_until is None or day.pick_until > now())


def _free(invited: Invited, panel_id: UUID, *, starts_at: datetime) -> Free:
    found: Openings = openings_for(invited)
    opening = found.at(panel_id, starts_at)
    if opening is None:
        raise _gone(found, starts_at)
    return opening


def _gone(found: Openings, starts_at: datetime) -> SlotGone:
    """With the free times that are nearest to it, in the order of the day."""
    near = sorted(found.free, key=lambda each: (abs(each.slot.start - starts_at), each.panel.name))
    free = sorted(near[:ALTERNATIVES], key=lambda each: (each.slot.start, each.panel.name))
    return SlotGone(
        _("This time is not free any more. Please choose another one."),
        alternatives=[
            {
                "panel": str(each.panel.id),
                "panel_name": each.panel.name,
                "starts_at": each.slot.start.isoformat(),
                "ends_at": each.slot.end.isoformat(),
                "way": each.way.value,
            }
            for each in free
        ],
    )


def _put(invited: Invited, opening: Free, *, state: MeetingState) -> Meeting:
    meeting = invited.meeting or Meeting(invited_id=invited.id, version=0)
    try:
        with db.session.begin_nested():
            meeting.panel_id = opening.panel.id
            meeting.starts_at, meeting.ends_at = opening.slot.start, opening.slot.end
            meeting.way, meeting.state, meeting.kept = Way(opening.way), state, True
            meeting.version += 1
            db.session.add(meeting)
            db.session.flush()
    except IntegrityError as error:
        raise _gone(openings_for(invited), opening.slot.start) from error
    db.session.expire(invited, ["meeting"])
    db.session.refresh(meeting)
    return meeting


def _take_away(invited: Invited) -> None:
    if invited.meeting is None:
        return
    record("interview.taken-away", invited, before=_told(invited.meeting))
    db.session.delete(invited.meeting)
    db.session.flush()
    db.session.expire(invited, ["meeting"])


def _make_true(invited: Invited, *, by: User) -> None:
    """After a team's own choice: rooms stay, its own letter goes, and jurors' reads follow. The
    jurors hear of it with the next change by staff, and always see the order as it is."""
    day = invited.day
    day.version += 1
    db.session.flush()
    tell_team(invited)
    if day.state is DayState.PUBLISHED:
        settle(day, by=by)
    db.session.flush()


def _told(meeting: Meeting) -> dict[str, object]:
    return {"starts_at": meeting.starts_at, "panel": meeting.panel.name, "way": meeting.way}
