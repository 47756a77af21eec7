"""What states and units are called."""

from typing import Any

from accelerator.participations.models import Disposition, ParticipationState
from hub.core.i18n import lazy_gettext as _l

STATES: dict[ParticipationState, tuple[Any, str]] = {
    ParticipationState.ONBOARDING: (_l("Onboarding"), "info"),
    ParticipationState.ACTIVE: (_l("Active"), "ok"),
    ParticipationState.GRADUATED: (_l("Graduated"), "ok"),
    ParticipationState.LEFT: (_l("Left"), ""),
    ParticipationState.REMOVED: (_l("Removed"), "bad"),
}

#: What became of a month, in the staff's grid: word, tone, icon.
MONTHS: dict[str, tuple[Any, str, str]] = {
    "": (_l("Not yet"), "", "minus"),
    "open": (_l("Open"), "info", "clock"),
    "overdue": (_l("Overdue"), "bad", "triangle-alert"),
    "submitted": (_l("Handed in"), "warn", "inbox"),
    "read": (_l("Read"), "ok", "check"),
}

DISPOSITIONS: dict[Disposition, Any] = {
    Disposition.ACTIVE: _l("Still going"),
    Disposition.ACQUIRED: _l("Taken over by another company"),
    Disposition.LISTED: _l("On the stock exchange"),
    Disposition.DORMANT: _l("Resting"),
    Disposition.CLOSED: _l("Closed down"),
}
