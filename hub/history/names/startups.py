"""The names of what startups record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "startup.profile-changed": _l("changed the startup's profile"),
}
FIELDS: dict[str, Any] = {
    "country": _l("country"),
    "dimension": _l("smart-city dimension"),
    "founded_on": _l("founded"),
    "full_time": _l("full time"),
    "is_public": _l("shown in public"),
    "phone": _l("phone"),
    "pitch": _l("pitch"),
    "sector": _l("sector"),
    "stage": _l("stage"),
    "video_url": _l("video"),
}
SUBJECTS: dict[str, Any] = {"startups": _l("startup")}
STATES: dict[str, Any] = {}
