"""Where an application stands, as its team is told: one state, and the date of the next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accelerator.applications.models import Application
from accelerator.applications.queries.applications import (
    deadline_of,
    handed_in_fingerprint,
    is_changed,
    standing_of,
)
from accelerator.applications.rules.states import PublicState, public_state
from accelerator.applications.rules.words import MEANINGS, PUBLIC_STATES
from hub.core.clock import now
from hub.core.i18n import gettext as _


@dataclass(frozen=True)
class Status:
    """One honest state, what it means, and the date of the next step (`at`: its instant)."""

    state: PublicState
    label: Any
    tone: str
    meaning: Any
    next_step: str = ""
    on: date | None = None
    at: datetime | None = None


def status_of(application: Application) -> Status:
    return _status(application, changed=is_changed(application))


def statuses_of(applications: Iterable[Application]) -> list[tuple[Application, Status]]:
    """One question for all; for applications with their answers and form."""
    listed = list(applications)
    prints = handed_in_fingerprint(listed)
    return [(each, _status(each, changed=is_changed(each, prints))) for each in listed]


def _status(application: Application, *, changed: bool) -> Status:
    state = public_state(standing_of(application, is_changed=changed))
    label, tone = PUBLIC_STATES[state]
    said, on, at = _next(application, state)
    return Status(state, label, tone, MEANINGS[state], next_step=said, on=on, at=at)


def _next(application: Application, state: PublicState) -> tuple[str, date | None, datetime | None]:
    cohort, deadline = application.cohort, deadline_of(application)
    is_open = deadline.takes(now())
    match state:
        case PublicState.DRAFT | PublicState.CHANGED:
            return _("Hand in by"), None, _told(deadline)
        case PublicState.RECEIVED if is_open:
            return _("You can change it until"), None, _told(deadline)
        case PublicState.RECEIVED | PublicState.READING:
            return (
                (_("You hear from us on"), cohort.decisions_on, None)
                if (cohort.decisions_on)
                else ("", None, None)
            )
    return "", None, None


def _told(deadline: Any) -> datetime:
    """The deadline as long as it is to come, then the end of grace."""
    told: datetime = deadline.told if now() < deadline.told else deadline.last
    return told
