"""Every change of a day goes through here: hold it before, and afterwards make true what people
have been told of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accelerator.mentor_days.emails import plans as emails
from accelerator.mentor_days.emails.plans import Mail, News, standing
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
from hub.core.waiting import Watch
from hub.outbox.services import send_mails

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


@dataclass(frozen=True)
class Ready:
    """Mails that are written already; for whom, and what they say."""

    says: list[tuple[UUID, dict[str, Any], int]]
    mails: Sequence[Mail]


def ready(
    day: MentorDay, meetings: Iterable[DayMeeting], *, first: bool = False, watch: Watch
) -> Ready:
    """What `tell` would write if these were the meetings. Only reads. Raises: GivenUp."""
    news = _all_news(day, meetings, first=first)
    return Ready(_said(news), emails.written(news, watch=watch))


def tell(day: MentorDay, *, first: bool = False, so_far: Ready | None = None) -> None:
    """What changed since each was told; `first` also tells who has no meeting at all.

    Args:
        so_far: its mails go out if they still say what is to be said.
    """
    news = _all_news(day, meetings_of(day), first=first)
    still_true = so_far is not None and so_far.says == _said(news)
    mails = so_far.mails if so_far and still_true else emails.written(news)
    for each in news:
        each.part.told, each.part.sequence = each.after, each.sequence
    send_mails(mails)
    db.session.flush()


def _said(news: Iterable[News]) -> list[tuple[UUID, dict[str, Any], int]]:
    return [(each.part.id, each.after, each.sequence) for each in news]


def _all_news(day: MentorDay, meetings: Iterable[DayMeeting], *, first: bool) -> list[News]:
    if window_of(day).end <= now():
        return []
    parts: list[Part] = [*mentors_of(day), *startups_of(day)]
    with_whom: dict[UUID, list[DayMeeting]] = defaultdict(list)
    for meeting in meetings:
        with_whom[meeting.mentor_id].append(meeting)
        with_whom[meeting.startup_id].append(meeting)
    several = (_news(part, with_whom[_whose(part)], first=first) for part in parts)
    return [news for news in several if news is not None]


def _news(part: Part, mine: Sequence[DayMeeting], *, first: bool) -> News | None:
    before, after = part.told, standing(mine)
    if after == before or (not first and before is None and not mine):
        return None
    return News(part, mine, before=before, after=after, sequence=part.sequence + 1)


def meetings_with(part: Part, meetings: Iterable[DayMeeting]) -> list[DayMeeting]:
    return [each for each in meetings if _whose(part) in (each.mentor_id, each.startup_id)]


def _whose(part: Part) -> UUID:
    return part.mentor_id if isinstance(part, DayMentor) else part.startup_id
