"""What things are called on pages, and the tone of their chips."""

from typing import Any

from accelerator.mentor_days.models import DayMeetingState, MentorDayState
from accelerator.mentor_days.rules import Why
from accelerator.mentor_days.rules.planning import Phase
from hub.core.i18n import lazy_gettext as _l

DAY_STATES: dict[MentorDayState, tuple[Any, str]] = {
    MentorDayState.DRAFT: (_l("In preparation"), ""),
    MentorDayState.PLANNED: (_l("Planned, not told"), "warn"),
    MentorDayState.PUBLISHED: (_l("Published"), "ok"),
    MentorDayState.DONE: (_l("Over"), ""),
    MentorDayState.CALLED_OFF: (_l("Called off"), "bad"),
}
MEETING_STATES: dict[DayMeetingState, tuple[Any, str]] = {
    DayMeetingState.PLANNED: (_l("Planned"), ""),
    DayMeetingState.HELD: (_l("Met"), "ok"),
    DayMeetingState.MISSED: (_l("Missed"), "bad"),
    DayMeetingState.DROPPED: (_l("Taken out"), ""),
}
#: What is being done while somebody waits for a plan, or for a change of one.
PHASES: dict[Phase, Any] = {
    Phase.CHOOSING: _l("Choosing whom each startup meets"),
    Phase.TRYING: _l("Trying the day slot by slot"),
    Phase.SOLVING: _l("Finding room for the rest"),
    Phase.COMPARING: _l("Looking for the least change"),
    Phase.FILLING: _l("Choosing whom to meet instead"),
    Phase.TELLING: _l("Writing the mails"),
    Phase.WRITING: _l("Writing it down"),
}
#: Why a wished meeting is not in the plan, for staff. Neither side reads it: to each of them it
#: would tell who has ruled the other out.
WHY: dict[str, Any] = {
    Why.UNKNOWN.value: _l("The mentor is not on the day any more."),
    Why.CONFLICT.value: _l("The two must not meet, or one of them has ruled it out."),
    Why.FIXED.value: _l("The time that was fixed by hand is not possible any more."),
    Why.AWAY.value: _l("One of the two is not there all day."),
    Why.APART.value: _l("The two are never there at the same time."),
    Why.NO_ROOM.value: _l("There is no room while both are there."),
    Why.STARTUP_FULL.value: _l("The startup's own time is used up."),
    Why.MENTOR_FULL.value: _l("The mentor's meetings are all given out."),
    Why.ROOMS_FULL.value: _l("All rooms are taken whenever both have time."),
    Why.TIGHT.value: _l("Each time in common is needed for another meeting."),
}
