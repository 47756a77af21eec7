"""The names of what conflicts record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "conflict.declared": _l("declared a conflict of interest"),
    "conflict.detected": _l("found a possible conflict of interest"),
    "conflict.cleared": _l("cleared a conflict of interest"),
}
FIELDS: dict[str, Any] = {"source": _l("source")}
SUBJECTS: dict[str, Any] = {"conflicts": _l("conflict of interest")}
STATES: dict[str, Any] = {
    "suspected": _l("suspected"),
    "stands": _l("stands"),
    "cleared": _l("cleared"),
    "declared": _l("declared"),
    "detected": _l("detected"),
    "staff": _l("noted by staff"),
}
