"""Every change of a day goes through here: hold it before, and afterwards make true what people
have been told of it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from accelerator.interviews.emails import invitations as emails
from accelerator.interviews.errors import DayMoved
from accelerator.interviews.models import DayState, InterviewDay, Invited, Meeting, Panel
from accelerator.interviews.permissions import can_arrange
from accelerator.interviews.queries.planning import invited_to, panels_of, window_of
from accelerator.interviews.rules.days import Way
from accelerator.interviews.services.reading import give_reads
from accelerator.interviews.services.rooms import keep_rooms
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot


def take_day(day: InterviewDay, *, by: User) -> None:
    """Hold the day for a change by its managers. Raises: NotAllowed, DayMoved when it is over."""
    if not can_arrange(by, day):
        raise NotAllowed(_("This day is arranged by others."))
    lock(day)
    if day.state is DayState.DONE:
        raise DayMoved(_("This day is over."))


def expect(day: InterviewDay, *states: DayState) -> None:
    if day.state not in states:
        raise DayMoved(_("The day has moved on. Please look again."), state=day.state.value)


def settle(day: InterviewDay, *, by: User) -> None:
    """After a change: plans made before are stale; if the day is known to people, its rooms are
    booked, its jurors have their reads, and everybody whose time or place is another is told, once.

    Raises:
        SlotTaken, Refused: a room cannot be had; nothing of the change stands then.
    """
    day.version += 1
    db.session.flush()
    db.session.expire(day, ["panels"])
    if day.state not in (DayState.PICKING, DayState.PUBLISHED):
        return
    panels, invited = panels_of(day), invited_to(day)
    keep_rooms(panels, by=by)
    for each in invited:
        tell_team(each)
    if day.state is DayState.PUBLISHED:
        give_reads(day, panels, invited=invited, by=by)
        _tell_jurors(panels, invited)
    db.session.flush()


def tell_team(invited: Invited) -> None:
    """What changed since they were last told; nothing when nothing did, or when it is over."""
    meeting, before = invited.meeting, invited.told
    after = _standing(meeting) if meeting is not None else None
    if after == before or (meeting is not None and meeting.ends_at <= now()):
        return
    invited.told = after
    invited.sequence += 1
    if meeting is not None and after is not None:
        emails.meeting_stands(
            invited, meeting.slot, place=after["place"], changed=before is not None
        )
    elif before is not None:
        emails.meeting_is_off(invited, _slot(before), place=before["place"])


def _standing(meeting: Meeting) -> dict[str, str]:
    return {
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "way": meeting.way.value,
        "place": emails.place_of(meeting.panel, meeting.way),
        "link": meeting.panel.online_url if meeting.way is Way.ONLINE else "",
    }


def _slot(told: dict[str, str]) -> TimeSlot:
    start, end = (datetime.fromisoformat(told[name]) for name in ("starts_at", "ends_at"))
    return TimeSlot(start, end)


def _tell_jurors(panels: Iterable[Panel], invited: Iterable[Invited]) -> None:
    everybody = list(invited)
    for panel in panels:
        heard = [e.meeting for e in everybody if e.meeting and e.meeting.panel_id == panel.id]
        order = sorted([str(m.invited_id), m.starts_at.isoformat()] for m in heard)
        window = window_of(panel)
        told = {
            "starts_at": window.start.isoformat(),
            "ends_at": window.end.isoformat(),
            "place": emails.place_of(panel),
            "order": order,
        }
        for member in panel.members:
            before = member.told
            if before == told or window.end <= now():
                continue
            member.told, member.sequence = told, member.sequence + 1
            emails.juror_is_expected(member, meetings=len(order), changed=before is not None)


def free_jurors(panel: Panel, *, but: Iterable[UUID] = ()) -> None:
    """Tell those who knew of it that they are not needed; `but` are ids of reviewers who are."""
    staying = set(but)
    for member in panel.members:
        if member.told is not None and member.reviewer_id not in staying:
            member.told, member.sequence = None, member.sequence + 1
            emails.juror_is_free(member)
    db.session.flush()
