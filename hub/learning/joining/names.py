"""What the door says, for pages and the API: a headline and a sentence."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l
from hub.learning.joining.rules.ways import Door

DOORS: dict[Door, tuple[Any, Any]] = {
    Door.OPEN: (_l("The room is open."), _l("Go in: others may be there already.")),
    Door.NO_PLACE: (
        _l("This way in is for the people of the class."),
        _l("A link that somebody sent you works for them alone. Look at the class, and enrol if"
           " there is a place."),
    ),
    Door.WAITING: (
        _l("You are still in line for this class."),
        _l("When a place is yours, this link lets you in. Your page of the class says how the line"
           " stands."),
    ),
    Door.OFFERED: (
        _l("A place is offered to you. Please take it first."),
        _l("Once you have accepted it, this link lets you in."),
    ),
    Door.ASKED: (
        _l("Your request for a place has no answer yet."),
        _l("When it is approved, this link lets you in."),
    ),
    Door.CANCELLED: (
        _l("This session is cancelled."),
        _l("The page of the class has the sessions that take place."),
    ),
    Door.NOT_ONLINE: (
        _l("This session is not held on video."),
        _l("The page of the class says where you meet."),
    ),
    Door.TOO_EARLY: (
        _l("The room is not open yet."),
        _l("It opens a quarter of an hour before the start. You can leave this page open."),
    ),
    Door.OVER: (
        _l("This session is over."),
        _l("If there is a recording, the page of the class has it."),
    ),
}  # fmt: skip
