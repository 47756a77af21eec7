"""From a plan that staff see to one that everybody has: published, called off, over."""

from dataclasses import dataclass

from accelerator.mentor_days.emails.plans import people_of
from accelerator.mentor_days.facts import MentorDayPublished
from accelerator.mentor_days.models import (
    DayMeetingState,
    DayMentor,
    DayStartup,
    MentorDay,
    MentorDayState,
)
from accelerator.mentor_days.queries.planning import (
    clashes_in,
    meetings_of,
    mentors_of,
    rooms_of,
    startups_of,
)
from accelerator.mentor_days.services.holding import expect, take_day, tell
from accelerator.mentor_days.services.reckoning import forget
from accelerator.mentor_days.services.rooms import free_room, keep_rooms
from accelerator.mentor_days.services.writing import take_people
from accelerator.mentors.services.engaging import let_go
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.history.services import record


@dataclass(frozen=True)
class Consequences:
    """What publishing would do: meetings, spaces booked, mails written."""

    meetings: int
    spaces: int
    mails: int
    without: int


def consequences_of(day: MentorDay) -> Consequences:
    parts: list[DayMentor | DayStartup] = [*mentors_of(day), *startups_of(day)]
    meetings = meetings_of(day)
    busy = {each.mentor_id for each in meetings} | {each.startup_id for each in meetings}
    idle = [
        part
        for part in parts
        if (part.mentor_id if isinstance(part, DayMentor) else part.startup_id) not in busy
    ]
    return Consequences(
        meetings=len(meetings),
        spaces=len({each.space_id for each in rooms_of(day) if each.space_id}),
        mails=sum(map(len, people_of(parts).values())),
        without=len(idle),
    )


def publish(day: MentorDay, *, by: User) -> None:
    """Rooms, people and letters: all of them, or nothing.

    Raises:
        MentorDayMoved: another publication was faster.
        Invalid: there is no plan, or a meeting of it cannot be any more.
        Engaged, SlotTaken, Refused: a person or a room cannot be had; nothing is published.
    """
    take_day(day, by=by)
    expect(day, MentorDayState.PLANNED)
    meetings = meetings_of(day)
    if not meetings:
        raise Invalid(_("Make a plan first."))
    if any(each.starts_at <= now() for each in meetings):
        raise Invalid(_("The day has begun already. Plan again, for the time that is left."))
    if clashes_in(day):
        raise Invalid(
            _("Some meetings cannot be any more, since something changed. Plan again first.")
        )
    forget(day)
    day.state, day.published_at, day.proposal = MentorDayState.PUBLISHED, now(), None
    day.version += 1
    day.planned_version = day.version
    db.session.flush()
    take_people(meetings)
    keep_rooms(day, rooms_of(day), by=by)
    tell(day, first=True)
    record("mentor-day.published", day, after={"meetings": len(meetings)})
    announce(MentorDayPublished(day.id, day.cohort_id))


def call_off(day: MentorDay, *, by: User, reason: str) -> None:
    """What has not begun is off: rooms and people are free again, and everybody who knew is told.

    Raises: NotAllowed, MentorDayMoved.
    """
    take_day(day, by=by)
    meetings = [each for each in meetings_of(day) if each.starts_at > now()]
    let_go(each.id for each in meetings)
    known = day.state is MentorDayState.PUBLISHED
    for meeting in meetings:
        meeting.state = DayMeetingState.DROPPED
    for room in rooms_of(day):
        free_room(room)
    db.session.flush()
    if known:
        tell(day)
    _turn(day, MentorDayState.CALLED_OFF, action="mentor-day.called-off", reason=reason.strip())


def finish(day: MentorDay, *, by: User) -> None:
    """It has been held. Meetings that nobody marked are taken as held.

    Raises: NotAllowed; MentorDayMoved before the last meeting has begun.
    """
    take_day(day, by=by)
    expect(day, MentorDayState.PUBLISHED)
    meetings = meetings_of(day)
    if any(each.starts_at > now() for each in meetings):
        raise Invalid(_("There are meetings to come."))
    for meeting in meetings:
        if meeting.state is DayMeetingState.PLANNED:
            meeting.state = DayMeetingState.HELD
    _turn(day, MentorDayState.DONE, action="mentor-day.finished")


def _turn(day: MentorDay, state: MentorDayState, *, action: str, reason: str = "") -> None:
    before, day.state = day.state, state
    day.proposal = day.reckoning = None
    day.version += 1
    db.session.flush()
    record(action, day, before={"state": before}, after={"state": state}, reason=reason)
