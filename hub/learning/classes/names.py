"""What modes, states and levels are called, for pages, exports and mails."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l
from hub.learning.classes.models import Entry, Mode, Provider
from hub.learning.classes.rules.audience import Group
from hub.learning.classes.rules.standing import Enrolling, Stage
from hub.learning.courses.models import Level

#: Stage to (label, tone).
STAGES: dict[Stage, tuple[Any, str]] = {
    Stage.DRAFT: (_l("Draft"), ""),
    Stage.CANCELLED: (_l("Cancelled"), "bad"),
    Stage.UNDATED: (_l("No date"), "warn"),
    Stage.COMING: (_l("Coming"), "info"),
    Stage.RUNNING: (_l("Running"), "ok"),
    Stage.OVER: (_l("Over"), ""),
}
ENROLLING: dict[Enrolling, Any] = {
    Enrolling.NOT_YET: _l("Enrolment is not open yet"),
    Enrolling.OPEN: _l("Enrolment is open"),
    Enrolling.CLOSED: _l("Enrolment is closed"),
}
MODES: dict[Mode, Any] = {
    Mode.ONLINE: _l("Online"),
    Mode.IN_SPACE: _l("On site"),
    Mode.HYBRID: _l("On site and online"),
}
LEVELS: dict[Level, Any] = {
    Level.FIRST_STEPS: _l("First steps"),
    Level.PRACTICE: _l("Practice"),
    Level.ADVANCED: _l("Advanced"),
}
ENTRIES: dict[Entry, Any] = {
    Entry.OPEN: _l("Open to all it is for"),
    Entry.APPROVAL: _l("By approval"),
    Entry.KEY: _l("By key"),
}
PROVIDERS: dict[Provider, Any] = {
    Provider.NONE: _l("No video"),
    Provider.JITSI: _l("Jitsi"),
    Provider.BIGBLUEBUTTON: _l("BigBlueButton"),
    Provider.ZOOM: _l("Zoom"),
    Provider.URL: _l("Another address"),
}
GROUPS: dict[Group, Any] = {Group.CIVIL_SERVANTS: _l("Civil servants")}
LANGUAGES_SPOKEN: dict[str, Any] = {
    "en": _l("English"),
    "id": _l("Indonesian"),
    "de": _l("German"),
}


def city_name(zone: str, cities: tuple[str, ...] = ()) -> str:
    """Of what we know, else "New York" of America/New_York."""
    return ", ".join(cities) or zone.rpartition("/")[2].replace("_", " ")
