"""Who arranges a mentor day, and who speaks for a mentor or a startup on it."""

from accelerator.conflicts.queries import is_conflicted
from accelerator.mentor_days.models import TOLD, DayMeeting, DayMentor, DayStartup, MentorDay
from accelerator.mentors.models import Side
from accelerator.mentors.permissions import is_mentor
from accelerator.programmes.models import Cohort
from accelerator.programmes.permissions import can_manage
from accelerator.startups.permissions import leads
from hub.accounts.models import User
from hub.organisations.permissions import part_in


def can_arrange_for(person: User | None, cohort: Cohort) -> bool:
    return can_manage(person, cohort.programme_id)


def can_arrange(person: User | None, day: MentorDay) -> bool:
    """Its programme's managers. What one has a conflict with is left out of all that they see."""
    return can_arrange_for(person, day.cohort)


def can_look_after(person: User | None, coming: DayStartup) -> bool:
    """As staff without a conflict of interest."""
    return (
        person is not None
        and can_arrange(person, coming.day)
        and not is_conflicted(person, coming.startup_id)
    )


def can_wish(person: User | None, coming: DayStartup) -> bool:
    """Whoever leads the startup."""
    return leads(person, coming.startup)


def can_see_startup(person: User | None, coming: DayStartup) -> bool:
    """All of its people."""
    return person is not None and part_in(person, coming.startup.organisation) is not None


def can_see_mentor(person: User | None, coming: DayMentor) -> bool:
    return is_mentor(person, coming.mentor)


def side_in(person: User | None, meeting: DayMeeting) -> Side | None:
    """On which side of a meeting somebody sits, once the plan is known."""
    if person is None or meeting.day.state not in TOLD:
        return None
    if is_mentor(person, meeting.mentor):
        return Side.MENTOR
    return Side.STARTUP if part_in(person, meeting.startup.organisation) is not None else None


def can_see_meeting(person: User | None, meeting: DayMeeting) -> bool:
    return side_in(person, meeting) is not None or can_change_meeting(person, meeting)


def can_change_meeting(person: User | None, meeting: DayMeeting) -> bool:
    """As staff without a conflict of interest."""
    return (
        person is not None
        and can_arrange(person, meeting.day)
        and not is_conflicted(person, meeting.startup_id)
    )
