"""The names of what enrolments in classes record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "enrolment.approved": _l("approved the request for a place in a class"),
    "enrolment.asked": _l("asked for a place in a class"),
    "enrolment.ended": _l("is no longer enrolled in the class"),
    "enrolment.made": _l("enrolled in a class"),
    "enrolment.place-given": _l("gave a place in a class past the line"),
    "enrolment.refused": _l("turned down the request for a place in a class"),
}
FIELDS: dict[str, Any] = {
    "asking": _l("request"),
    "class": _l("class"),
}
SUBJECTS: dict[str, Any] = {
    "enrolments": _l("enrolment"),
}
STATES: dict[str, Any] = {
    "asked": _l("asked for"),
    "approved": _l("approved"),
    "not-needed": _l("not needed"),
    "refused": _l("turned down"),
}
