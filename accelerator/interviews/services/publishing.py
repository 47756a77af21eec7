"""From a prepared day to one that everybody knows: choosing, planning, publishing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from accelerator.interviews.errors import DayMoved, PlanStale
from accelerator.interviews.models import (
    DayPlan,
    DayState,
    InterviewDay,
    Invited,
    Meeting,
    MeetingState,
)
from accelerator.interviews.queries.planning import as_rules, invited_to, panels_of
from accelerator.interviews.rules.days import Schedule, Way
from accelerator.interviews.rules.scheduling import schedule
from accelerator.interviews.services.holding import expect, free_jurors, settle, take_day, tell_team
from accelerator.interviews.services.picking import ask_to_choose
from accelerator.interviews.services.reading import give_reads
from accelerator.interviews.services.rooms import free_room
from accelerator.reviews.models import RoundState
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.history.services import record


def open_choosing(day: InterviewDay, *, by: User) -> None:
    """The rooms are booked, and each invited team is asked to choose a time.

    Raises: DayMoved; Invalid without panels or teams; SlotTaken, Refused for a room.
    """
    take_day(day, by=by)
    expect(day, DayState.DRAFT, DayState.SCHEDULED)
    _check_ready(day)
    if day.pick_until is not None and day.pick_until <= now():
        raise Invalid(_("The time to choose would be over already. Give it a later end first."))
    _turn(day, DayState.PICKING, action="interview-day.choosing-opened")
    settle(day, by=by)
    ask_to_choose(invited_to(day))


def propose(day: InterviewDay, *, by: User, seed: int = 1) -> DayPlan:
    """Reckon the best plan around what stands; nothing changes until it is taken over.

    Raises: DayMoved; Invalid without panels or teams; Undecided, when there was no time for it.
    """
    take_day(day, by=by)
    _check_ready(day)
    found = schedule(as_rules(day, seed=seed))
    plan = DayPlan(
        day_id=day.id, day_version=day.version, seed=seed, result=_plain(found), made_by_id=by.id
    )
    db.session.add(plan)
    db.session.flush()
    return plan


def take_over(plan: DayPlan, *, by: User) -> None:
    """Make the plan the day's. What people were told is corrected at once, if the day is known.

    Raises:
        PlanStale: something changed since it was made.
        SlotTaken, Refused: a room.
    """
    day = plan.day
    take_day(day, by=by)
    if plan.day_version != day.version or plan.applied_at is not None:
        raise PlanStale(_("Something has changed since this plan was made. Please make a new one."))
    _write(day, plan.result["meetings"])
    plan.applied_at = now()
    if day.state is DayState.DRAFT:
        day.state = DayState.SCHEDULED
    db.session.flush()
    counts = {"meetings": len(plan.result["meetings"]), "without": len(plan.result["unplaced"])}
    record("interview-day.planned", day, after=counts)
    settle(day, by=by)


def publish(day: InterviewDay, *, by: User) -> None:
    """Rooms, reads and letters, all of them or nothing.

    Raises:
        DayMoved; Invalid when nobody has a time, or there is no rubric to mark by.
        SlotTaken, Refused: a room cannot be had: nothing is published.
    """
    take_day(day, by=by)
    expect(day, DayState.DRAFT, DayState.SCHEDULED, DayState.PICKING)
    _check_ready(day)
    if not any(each.meeting for each in invited_to(day)):
        raise Invalid(_("No team has a time yet. Make a plan first, or let the teams choose."))
    if day.round is not None:
        if not any(each.weight for each in day.round.criteria):
            raise Invalid(_("The round of this day has no rubric to mark by yet."))
        if day.round.state in (RoundState.DISCUSSION, RoundState.CLOSED):
            raise DayMoved(_("The round of this day takes no marks any more."))
    _turn(day, DayState.PUBLISHED, action="interview-day.published")
    settle(day, by=by)


def call_off(day: InterviewDay, *, by: User, reason: str) -> None:
    """Back to the beginning: rooms are free, times are taken back, everybody who knew is told."""
    take_day(day, by=by)
    expect(day, DayState.SCHEDULED, DayState.PICKING, DayState.PUBLISHED)
    invited, panels = invited_to(day), panels_of(day)
    for each in invited:
        if each.meeting is not None:
            db.session.delete(each.meeting)
        each.asked_at = None
    db.session.flush()
    for each in invited:
        db.session.expire(each, ["meeting"])
        tell_team(each)
    for panel in panels:
        free_room(panel)
        free_jurors(panel)
    if day.state is DayState.PUBLISHED:
        give_reads(day, panels, invited=(), by=by)
    _turn(day, DayState.DRAFT, action="interview-day.called-off", reason=reason.strip())


def _write(day: InterviewDay, meetings: Sequence[dict[str, Any]]) -> None:
    """First what goes, then what moves, then what comes: two meetings may change places, and the
    database refuses that they are in one for a moment."""
    wanted = {UUID(each["application"]): each for each in meetings}
    moving: list[tuple[Invited, dict[str, Any]]] = []
    everybody = invited_to(day)
    for invited in everybody:
        new, meeting = wanted.get(invited.application_id), invited.meeting
        if meeting is not None and (new is None or not _is_same(meeting, new)):
            db.session.delete(meeting)
        if new is not None and (meeting is None or not _is_same(meeting, new)):
            moving.append((invited, new))
    db.session.flush()
    for invited in everybody:
        db.session.expire(invited, ["meeting"])
    for invited, new in moving:
        meeting = Meeting(invited=invited, state=MeetingState.PLANNED, kept=False)
        meeting.panel_id, meeting.way = UUID(new["panel"]), Way(new["way"])
        meeting.starts_at = datetime.fromisoformat(new["starts_at"])
        meeting.ends_at = datetime.fromisoformat(new["ends_at"])
        db.session.add(meeting)
    db.session.flush()


def _is_same(meeting: Meeting, new: dict[str, Any]) -> bool:
    return (str(meeting.panel_id), meeting.starts_at, meeting.way.value) == (
        new["panel"],
        datetime.fromisoformat(new["starts_at"]),
        new["way"],
    )


def _plain(found: Schedule) -> dict[str, Any]:
    return {
        "meetings": [
            {
                "application": each.application,
                "panel": each.panel,
                "starts_at": each.slot.start.isoformat(),
                "ends_at": each.slot.end.isoformat(),
                "way": each.way.value,
            }
            for each in found.meetings
        ],
        "unplaced": [
            {
                "application": each.application,
                "why": each.why.value,
                "slots": each.slots,
                "rivals": list(each.rivals),
                "room": each.room,
            }
            for each in found.unplaced
        ],
        "moved": list(found.moved),
        "idle": found.idle,
        "proven": found.proven,
    }


def _check_ready(day: InterviewDay) -> None:
    if not panels_of(day):
        raise Invalid(_("Add a panel first."))
    if not invited_to(day):
        raise Invalid(_("Invite teams first."))


def _turn(day: InterviewDay, state: DayState, *, action: str, reason: str = "") -> None:
    before, day.state = day.state, state
    day.version += 1
    db.session.flush()
    record(action, day, before={"state": before}, after={"state": state}, reason=reason)
