"""Every change of a day goes through here: hold it before, and afterwards make true what people
have been told of it."""

from collections.abc import Iterable

from accelerator.mentor_days.emails import plans as emails
from accelerator.mentor_days.emails.plans import News, standing
from accelerator.mentor_days.errors import MentorDayMoved
from accelerator.mentor_days.models import (
    CLOSED,
    DayMeeting,
    DayMentor,
    DayStartup,
    MentorDay,
    MentorDayState,
)
from accelerator.mentor_days.permissions import can_arrange
from accelerator.mentor_days.queries.planning import (
    meetings_of,
    mentors_of,
    rooms_of,
    startups_of,
    window_of,
)
from accelerator.mentor_days.services.rooms import keep_rooms
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, lock
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _

Part = DayMentor | DayStartup


def take_day(day: MentorDay, *, by: User) -> None:
    """Hold the day for a change by its managers.

    Raises: NotAllowed; MentorDayMoved when it is over or called off.
    """
    _check_manager(day, by)
    hold_day(day)


def check_day(day: MentorDay, *, by: User) -> None:
    """Before something is thought over for which nobody else should wait. Raises: as `take_day`."""
    _check_manager(day, by)
    _check_open(day)


def hold_day(day: MentorDay) -> None:
    """Raises: MentorDayMoved when it is over or called off."""
    lock(day)
    _check_open(day)


def _check_manager(day: MentorDay, by: User) -> None:
    if not can_arrange(by, day):
        raise NotAllowed(_("This mentor day is arranged by others."))


def _check_open(day: MentorDay) -> None:
    if day.state in CLOSED:
        raise MentorDayMoved(_("This mentor day is over."))


def expect(day: MentorDay, *states: MentorDayState) -> None:
    if day.state not in states:
        raise MentorDayMoved(_("The day has moved on. Please look again."), state=day.state.value)


def settle(day: MentorDay, *, by: User) -> None:
    """After a change of people, rooms, wishes or meetings: what was planned before is out of date;
    if the day is known, its rooms are booked, and whoever's plan is another is told, once.

    Raises:
        SlotTaken, Refused: a room cannot be had; nothing of the change stands then.
    """
    day.version += 1
    db.session.flush()
    if day.state is MentorDayState.PUBLISHED:
        keep_rooms(day, rooms_of(day), by=by)
        tell(day)


def tell(day: MentorDay, *, first: bool = False) -> None:
    """What changed since each was told; `first` also tells who has no meeting at all."""
    meetings = meetings_of(day)
    parts: list[Part] = [*mentors_of(day), *startups_of(day)]
    emails.send([n for part in parts if (n := _news(part, meetings, first=first)) is not None])
    db.session.flush()


def _news(part: Part, meetings: Iterable[DayMeeting], *, first: bool) -> News | None:
    mine = meetings_with(part, meetings)
    before, after = part.told, standing(mine)
    changed = before is not None
    if after == before or (not first and not changed and not mine):
        return None
    if window_of(part.day).end <= now():
        return None
    part.told = after
    part.sequence += 1
    return News(part, mine, before=before)


def meetings_with(part: Part, meetings: Iterable[DayMeeting]) -> list[DayMeeting]:
    if isinstance(part, DayMentor):
        return [each for each in meetings if each.mentor_id == part.mentor_id]
    return [each for each in meetings if each.startup_id == part.startup_id]
