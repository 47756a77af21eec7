"""What phases and states are called in front of people, and how time left is said."""

from datetime import datetime
from typing import Any

from babel.units import format_unit

from accelerator.programmes.models import Phase
from accelerator.programmes.rules.countdown import left
from accelerator.programmes.rules.intake import IntakeState, Timing
from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import locale

#: Phase → what it is called, and the tone of its chip.
PHASES: dict[Phase, tuple[Any, str]] = {
    Phase.DRAFT: (_l("Draft"), ""),
    Phase.PUBLISHED: (_l("Call published"), "info"),
    Phase.REVIEW: (_l("In review"), "warn"),
    Phase.SELECTION: (_l("Selection"), "warn"),
    Phase.ANNOUNCED: (_l("Announced"), "info"),
    Phase.RUNNING: (_l("Running"), "ok"),
    Phase.ENDED: (_l("Ended"), ""),
    Phase.ARCHIVED: (_l("Archived"), ""),
}

#: Phase → what moves a cohort there, and what that does.
MOVES: dict[Phase, tuple[Any, Any]] = {
    Phase.DRAFT: (
        _l("Take the call back"),
        _l("The public page disappears, and everything can be changed again."),
    ),
    Phase.PUBLISHED: (
        _l("Publish the call"),
        _l("Everybody sees its page. It opens and closes by its dates, by itself."),
    ),
    Phase.REVIEW: (
        _l("Begin the review"),
        _l("No more applications come in. Rounds of reading can open."),
    ),
    Phase.SELECTION: (
        _l("Begin the selection"),
        _l("Reading is over. Decisions are prepared; nobody outside sees any of them."),
    ),
    Phase.ANNOUNCED: (
        _l("Say that it is announced"),
        _l("Decisions have been released, and offered places can be taken."),
    ),
    Phase.RUNNING: (
        _l("Begin the programme"),
        _l("Those who took their place become the startups of this cohort."),
    ),
    Phase.ENDED: (
        _l("End the programme"),
        _l("The startups become alumni; the follow-ups begin."),
    ),
    Phase.ARCHIVED: (
        _l("Archive the cohort"),
        _l("It leaves the lists, and nothing about it changes any more."),
    ),
}

INTAKE: dict[IntakeState, tuple[Any, str]] = {
    IntakeState.UPCOMING: (_l("Opens soon"), "info"),
    IntakeState.OPEN: (_l("Open now"), "ok"),
    IntakeState.GRACE: (_l("In grace"), "warn"),
    IntakeState.CLOSED: (_l("Closed"), ""),
}

TIMINGS: dict[Timing, tuple[Any, str]] = {
    Timing.ON_TIME: (_l("On time"), "ok"),
    Timing.GRACE: (_l("In grace"), "warn"),
    Timing.EXTENDED: (_l("Extended"), "info"),
    Timing.LATE: (_l("Late"), "bad"),
}


def lasting(until: datetime, at: datetime) -> str:
    """3 days 4 hours · 3 hari 4 jam · 3 Tage 4 Stunden; nothing when it is over."""
    units = left(until, at)
    return " ".join(
        format_unit(count, f"duration-{unit}", length="long", locale=locale())
        for unit, count in units
    )


def until_words(state: IntakeState) -> str:
    """The sentence of a countdown, with a place for the time that is left."""
    return {
        IntakeState.UPCOMING: _("Opens in %(time)s", time="{time}"),
        IntakeState.OPEN: _("Closes in %(time)s", time="{time}"),
        IntakeState.GRACE: _("Grace ends in %(time)s", time="{time}"),
    }.get(state, "")
