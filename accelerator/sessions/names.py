"""What states and kinds of sessions are called, for pages, exports and mails."""

from typing import Any

from accelerator.mentors.models import Side
from accelerator.sessions.models import NoteSight, SessionKind, SessionState
from hub.core.i18n import lazy_gettext as _l

#: State to (label, tone).
STATES: dict[SessionState, tuple[Any, str]] = {
    SessionState.BOOKED: (_l("Booked"), "info"),
    SessionState.HELD: (_l("Held"), "ok"),
    SessionState.CANCELLED: (_l("Cancelled"), ""),
    SessionState.UNKNOWN: (_l("Did it take place?"), "warn"),
    SessionState.MISSED: (_l("Missed"), "bad"),
}
KINDS: dict[SessionKind, Any] = {
    SessionKind.MEETING: _l("Session"),
    SessionKind.OFFICE_HOUR: _l("Office hour"),
}
SIGHTS: dict[NoteSight, Any] = {
    NoteSight.SHARED: _l("Both sides"),
    NoteSight.PRIVATE: _l("Only me"),
    NoteSight.PROGRAMME: _l("The programme's staff and me"),
}
SIDES: dict[Side, Any] = {Side.MENTOR: _l("the mentor"), Side.STARTUP: _l("the startup")}


def other_side(side: Side) -> Side:
    return Side.STARTUP if side is Side.MENTOR else Side.MENTOR


def city_of(zone: str) -> str:
    """Berlin, of Europe/Berlin."""
    return zone.rpartition("/")[2].replace("_", " ")
