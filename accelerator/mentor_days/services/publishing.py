"""From a plan that staff see to one that everybody has: published, called off, over."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from accelerator.mentor_days.emails.plans import people_of
from accelerator.mentor_days.facts import MentorDayPublished
from accelerator.mentor_days.models import (
    DayMeeting,
    DayMeetingState,
    DayMentor,
    MentorDay,
    MentorDayState,
    Step,
)
from accelerator.mentor_days.queries.planning import (
    clashes_in,
    meetings_of,
    mentors_of,
    rooms_of,
    startups_of,
)
from accelerator.mentor_days.services.effort import telling_is_for_a_job
from accelerator.mentor_days.services.holding import (
    Part,
    Ready,
    check_day,
    expect,
    ready,
    take_day,
    tell,
)
from accelerator.mentor_days.services.reckoning import expect_no_step, forget, leave_to_a_job
from accelerator.mentor_days.services.rooms import free_room, keep_rooms
from accelerator.mentor_days.services.writing import take_people
from accelerator.mentors.services.engaging import let_go
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Invalid
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.core.i18n import speaking
from hub.core.waiting import Watch
from hub.history.services import record


@dataclass(frozen=True)
class Consequences:
    """What publishing would do: meetings, spaces booked, mails written."""

    meetings: int
    spaces: int
    mails: int
    without: int


def consequences_of(day: MentorDay) -> Consequences:
    parts = _everybody(day)
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
        mails=_mails_to(parts),
        without=len(idle),
    )


def publish(day: MentorDay, *, by: User) -> bool:
    """Rooms, people and letters: all of them, or nothing. Many are left to the next job.

    Returns: whether it is so already.

    Raises:
        MentorDayMoved: another publication was faster, or is asked for.
        Invalid: there is no plan, or a meeting of it cannot be any more.
        Engaged, SlotTaken, Refused: a person or a room cannot be had; nothing is published.
    """
    take_day(day, by=by)
    expect(day, MentorDayState.PLANNED)
    expect_no_step(day)
    meetings = _to_publish(day)
    if telling_is_for_a_job(meetings=len(meetings), mails=_mails_to(_everybody(day))):
        _leave(day, Step.PUBLISH, by=by)
        return False
    _publish(day, meetings, by=by)
    return True


def call_off(day: MentorDay, *, by: User, reason: str) -> bool:
    """What has not begun is off: rooms and people are free again, and everybody who knew is told.
    Many are left to the next job.

    Returns: whether it is so already.

    Raises: NotAllowed, MentorDayMoved.
    """
    take_day(day, by=by)
    expect_no_step(day)
    mails = _mails_to(_everybody(day)) if day.state is MentorDayState.PUBLISHED else 0
    if telling_is_for_a_job(meetings=len(meetings_of(day)), mails=mails):
        _leave(day, Step.CALL_OFF, by=by, reason=reason)
        return False
    _call_off(day, reason=reason)
    return True


def mails_ready(day: MentorDay, *, watch: Watch) -> Ready:
    """What the step that a job is to take would write. Only reads. Raises: GivenUp."""
    meetings = meetings_of(day)
    if day.step_asked is Step.PUBLISH:
        return ready(day, meetings, first=True, watch=watch)
    begun = [each for each in meetings if each.starts_at <= now()]
    return ready(day, begun, watch=watch)


def take_step(day: MentorDay, *, mails: Ready) -> None:
    """What was left to a job; the caller holds the day. Raises: as `publish`, NotAllowed."""
    asked = day.proposal or {}
    by = db.session.get_one(User, UUID(asked["by"]))
    check_day(day, by=by)
    with speaking(by.language):
        if day.step_asked is Step.PUBLISH:
            _publish(day, _to_publish(day), by=by, mails=mails)
        else:
            _call_off(day, reason=asked["reason"], mails=mails)


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


def _to_publish(day: MentorDay) -> list[DayMeeting]:
    """Raises: Invalid."""
    meetings = meetings_of(day)
    if not meetings:
        raise Invalid(_("Make a plan first."))
    if any(each.starts_at <= now() for each in meetings):
        raise Invalid(_("The day has begun already. Plan again, for the time that is left."))
    if clashes_in(day):
        raise Invalid(
            _("Some meetings cannot be any more, since something changed. Plan again first.")
        )
    return meetings


def _publish(
    day: MentorDay, meetings: Sequence[DayMeeting], *, by: User, mails: Ready | None = None
) -> None:
    forget(day)
    day.state, day.published_at, day.proposal = MentorDayState.PUBLISHED, now(), None
    day.version += 1
    day.planned_version = day.version
    db.session.flush()
    take_people(meetings)
    keep_rooms(day, rooms_of(day), by=by)
    tell(day, first=True, so_far=mails)
    record("mentor-day.published", day, after={"meetings": len(meetings)})
    announce(MentorDayPublished(day.id, day.cohort_id))


def _call_off(day: MentorDay, *, reason: str, mails: Ready | None = None) -> None:
    meetings = [each for each in meetings_of(day) if each.starts_at > now()]
    let_go(each.id for each in meetings)
    known = day.state is MentorDayState.PUBLISHED
    for meeting in meetings:
        meeting.state = DayMeetingState.DROPPED
    for room in rooms_of(day):
        free_room(room)
    db.session.flush()
    if known:
        tell(day, so_far=mails)
    _turn(day, MentorDayState.CALLED_OFF, action="mentor-day.called-off", reason=reason.strip())


def _leave(day: MentorDay, step: Step, *, by: User, reason: str = "") -> None:
    day.proposal = {"by": str(by.id), "step": step.value, "reason": reason}
    leave_to_a_job(day)
    if step is Step.PUBLISH:
        record("mentor-day.publish-asked", day)
    else:
        record("mentor-day.call-off-asked", day, reason=reason.strip())


def _everybody(day: MentorDay) -> list[Part]:
    return [*mentors_of(day), *startups_of(day)]


def _mails_to(parts: Sequence[Part]) -> int:
    return sum(map(len, people_of(parts).values()))


def _turn(day: MentorDay, state: MentorDayState, *, action: str, reason: str = "") -> None:
    before, day.state = day.state, state
    day.proposal = day.reckoning = None
    day.version += 1
    db.session.flush()
    record(action, day, before={"state": before}, after={"state": state}, reason=reason)
