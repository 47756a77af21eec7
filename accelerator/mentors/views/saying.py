"""Words that pages put together from what rules and queries know."""

from datetime import date, timedelta
from typing import Any

from flask import current_app, url_for

from accelerator.mentors.names import SPOKEN, WAYS
from accelerator.mentors.rules.steps import Step, ToDo
from accelerator.vocabulary.terms import Dimension, Sector, Stage, label_of
from accelerator.vocabulary.topics import Topic
from hub.core.formats import day, number
from hub.core.i18n import gettext as _
from hub.core.i18n import ngettext

MONDAY = date(2026, 11, 30)
#: Field of a profile to the kind of its terms.
KINDS: dict[str, Any] = {
    "topics": Topic,
    "sectors": Sector,
    "stages": Stage,
    "dimensions": Dimension,
}


def weekday_names() -> list[str]:
    """Monday first."""
    return [day(MONDAY + timedelta(days=n), form="EEEE") for n in range(7)]


def named(field: str, values: list[str] | None) -> list[str]:
    """Terms of a profile's field in the reader's language."""
    if field in KINDS:
        return [label_of(KINDS[field], value) for value in values or ()]
    words: dict[Any, Any] = WAYS if field == "ways" else SPOKEN
    return [str(words.get(value, value)) for value in values or ()]


def hours_said(minutes: int | None) -> str:
    """Of a week: `3.5 hours`."""
    if minutes is None:
        return ""
    hours = round(minutes / 60, 1)
    whole = int(hours) if hours == int(hours) else hours
    if whole == 1:
        return _("1 hour")
    return _("%(hours)s hours", hours=number(whole))


def step_link(step: Step) -> tuple[str, str]:
    """(what is to be done, where)."""
    match step.todo:
        case ToDo.ANSWER:
            place = f"cohort-{step.key}"
            return _("Say yes or no to %(cohort)s", cohort=step.about), f"#{place}"
        case ToDo.CODE:
            said = _("Read the code of conduct of %(cohort)s", cohort=step.about)
            return said, url_for("mentors.code", places_id=step.key)
        case ToDo.PROFILE:
            return _("Say what you know"), url_for("mentors.profile")
        case ToDo.HOURS:
            return _("Say when you have time"), url_for("mentors.hours")
        case ToDo.NEEDS:
            return _("Say what you need"), url_for("mentors.needs", participation_id=step.key)


def things_to_do(count: int) -> str:
    return ngettext("One thing to do", "%(num)s things to do", count)


def pairs_url() -> str:
    """The list of one's pairs lies on a higher floor."""
    return _if_there("matching.mine")


def sessions_url() -> str:
    """So do one's sessions."""
    return _if_there("sessions.mine")


def _if_there(endpoint: str) -> str:
    return url_for(endpoint) if endpoint in current_app.view_functions else ""
