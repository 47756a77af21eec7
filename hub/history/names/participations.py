"""The names of what participations record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "check-in.changed": _l("changed the month's numbers"),
    "check-in.read": _l("read the month's numbers"),
    "check-in.submitted": _l("reported the month"),
    "participation.agreed": _l("accepted the agreement"),
    "participation.begun": _l("joined the cohort"),
    "participation.ended": _l("left the cohort"),
    "participation.moved": _l("moved the startup on"),
}
FIELDS: dict[str, Any] = {"agreement": _l("agreement"), "month": _l("month")}
SUBJECTS: dict[str, Any] = {
    "participations": _l("startup in a cohort"),
    "check_ins": _l("check-in"),
}
STATES: dict[str, Any] = {
    "onboarding": _l("Onboarding"),
    "active": _l("Active"),
    "graduated": _l("Graduated"),
    "left": _l("Left"),
    "removed": _l("Removed"),
}
