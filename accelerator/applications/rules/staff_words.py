"""What states and reasons are called among staff. By value, because rules know no tables."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

#: State → what it is called, in the order of the way of an application.
STATES: dict[str, Any] = {
    "draft": _l("Draft"),
    "submitted": _l("To be screened"),
    "more-info": _l("Asked for more"),
    "ineligible": _l("Not eligible"),
    "eligible": _l("Eligible"),
    "withdrawn": _l("Withdrawn"),
}

STATE_TONES: dict[str, str] = {
    "submitted": "warn",
    "more-info": "info",
    "ineligible": "bad",
    "eligible": "ok",
}

ORDERS: dict[str, Any] = {
    "number": _l("By number"),
    "newest": _l("Newest first"),
    "headline": _l("By headline"),
}

REASONS: dict[str, Any] = {
    "out-of-scope": _l("Not what this call is about"),
    "not-a-team": _l("No team behind it"),
    "too-early": _l("Too early a stage"),
    "too-late-a-stage": _l("Too far along"),
    "wrong-place": _l("Not in one of our cities"),
    "incomplete": _l("Too little to read"),
    "duplicate": _l("The same as another application"),
    "late": _l("After the deadline"),
    "other": _l("Another reason"),
}

#: What two applications have in common.
COMMON: dict[str, Any] = {
    "deck": _l("the same file"),
    "phone": _l("the same phone number"),
    "person": _l("the same person in the team"),
    "address": _l("the same e-mail address"),
    "domain": _l("the same domain"),
    "name": _l("the same name"),
    "headline": _l("the same headline"),
}


def reason_name(code: str) -> str:
    """A form's own codes are shown as they were written."""
    return str(REASONS.get(code, code))
