"""What things are called on pages, and the tone of their chips."""

from typing import Any

from accelerator.interviews.models import DayState, MeetingState
from accelerator.interviews.rules.days import Way, Why
from hub.core.i18n import lazy_gettext as _l

DAY_STATES: dict[DayState, tuple[Any, str]] = {
    DayState.DRAFT: (_l("In preparation"), ""),
    DayState.PICKING: (_l("Teams choose"), "info"),
    DayState.SCHEDULED: (_l("Planned, not told"), "warn"),
    DayState.PUBLISHED: (_l("Published"), "ok"),
    DayState.DONE: (_l("Over"), ""),
}
MEETING_STATES: dict[MeetingState, tuple[Any, str]] = {
    MeetingState.PLANNED: (_l("Planned"), ""),
    MeetingState.CONFIRMED: (_l("Chosen by the team"), "info"),
    MeetingState.DONE: (_l("Held"), "ok"),
    MeetingState.MISSED: (_l("Missed"), "bad"),
}
WAYS: dict[str, Any] = {Way.ROOM.value: _l("In the room"), Way.ONLINE.value: _l("Online")}
WHY: dict[str, Any] = {
    Why.NO_PANEL.value: _l("No panel has a slot on this day."),
    Why.CONFLICT.value: _l("Every panel has a member with a conflict of interest."),
    Why.TIME.value: _l("No panel without a conflict is there when the team is."),
    Why.WAY.value: _l("No panel meets in the way that suits the team then."),
    Why.FIXED.value: _l("The time that was set for it is not possible any more."),
    Why.CROWDED.value: _l("Other teams need the same few slots."),
    Why.SHARED.value: _l("There are slots, but a juror or a room is needed elsewhere then."),
}
