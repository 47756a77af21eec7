"""The names of what those who teach a class record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "class.message-sent": _l("wrote to people of the class"),
}
FIELDS: dict[str, Any] = {
    "receivers": _l("written to"),
}
SUBJECTS: dict[str, Any] = {}
STATES: dict[str, Any] = {}
