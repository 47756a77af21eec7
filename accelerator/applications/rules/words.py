"""What states, roles and timings are called in front of a team."""

from typing import Any

from accelerator.applications.rules.progress import SectionState
from accelerator.applications.rules.states import PublicState
from accelerator.programmes.rules.intake import Timing
from hub.core.i18n import lazy_gettext as _l

#: State → what it is called, and the tone of its chip.
PUBLIC_STATES: dict[PublicState, tuple[Any, str]] = {
    PublicState.DRAFT: (_l("Draft"), "warn"),
    PublicState.MISSED: (_l("Not handed in"), ""),
    PublicState.RECEIVED: (_l("Handed in"), "ok"),
    PublicState.CHANGED: (_l("Changes not handed in"), "warn"),
    PublicState.ASKED: (_l("We have a question"), "warn"),
    PublicState.READING: (_l("Being read"), "info"),
    PublicState.NOT_ELIGIBLE: (_l("Not eligible"), "bad"),
    PublicState.ACCEPTED: (_l("Accepted"), "ok"),
    PublicState.CONDITIONAL: (_l("Accepted with a condition"), "ok"),
    PublicState.WAITLISTED: (_l("On the waiting list"), "info"),
    PublicState.REJECTED: (_l("Not this time"), ""),
    PublicState.WITHDRAWN: (_l("Withdrawn"), ""),
}

#: What a state means for the team, in a sentence.
MEANINGS: dict[PublicState, Any] = {
    PublicState.DRAFT: _l("Nothing is handed in yet. Only your team sees it."),
    PublicState.MISSED: _l("The call has ended and this draft was not handed in."),
    PublicState.RECEIVED: _l("We have it. You can still change it until the deadline."),
    PublicState.CHANGED: _l("What you handed in stands. Hand in again to bring in your changes."),
    PublicState.ASKED: _l("Please answer what we asked, so that we can go on."),
    PublicState.READING: _l("Readers are at work. You need do nothing now."),
    PublicState.NOT_ELIGIBLE: _l("It does not fit this call. You find the reason below."),
    PublicState.ACCEPTED: _l("You are in. Congratulations!"),
    PublicState.CONDITIONAL: _l("You are in once the condition is met."),
    PublicState.WAITLISTED: _l("You move up when a place becomes free."),
    PublicState.REJECTED: _l("It was not chosen this time."),
    PublicState.WITHDRAWN: _l("You took it back. Nobody reads it any more."),
}

#: By the role's value.
ROLES: dict[str, Any] = {
    "owner": _l("Owner"),
    "edit": _l("Writes"),
    "comment": _l("Comments"),
    "view": _l("Reads along"),
}

ROLE_MEANINGS: dict[str, Any] = {
    "owner": _l("writes, invites, hands in and withdraws"),
    "edit": _l("writes answers and comments"),
    "comment": _l("reads and comments"),
    "view": _l("reads along"),
}

TIMINGS: dict[Timing, tuple[Any, str]] = {
    Timing.ON_TIME: (_l("On time"), "ok"),
    Timing.GRACE: (_l("In the grace period"), "warn"),
    Timing.EXTENDED: (_l("Within your extension"), "info"),
    Timing.LATE: (_l("Late"), "bad"),
}

INVITATIONS: dict[str, tuple[Any, str]] = {
    "sent": (_l("Waiting for an answer"), "info"),
    "accepted": (_l("Accepted"), "ok"),
    "taken-back": (_l("Taken back"), ""),
    "declined": (_l("Declined"), ""),
    "expired": (_l("Expired"), "warn"),
}

SECTION_STATES: dict[SectionState, Any] = {
    SectionState.EMPTY: _l("Not begun"),
    SectionState.BEGUN: _l("Begun"),
    SectionState.DONE: _l("Complete"),
}
