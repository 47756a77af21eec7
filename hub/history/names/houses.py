"""The names of what is recorded about a house: hours, plans, quotas, who may use a space."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "place.other-hours-removed": _l("took other hours back"),
    "place.other-hours-set": _l("set other hours for some days"),
    "plan.archived": _l("archived the plan"),
    "plan.changed": _l("changed the plan"),
    "plan.made": _l("made the plan"),
    "plan.member-added": _l("put somebody on the plan"),
    "plan.member-ended": _l("said until when somebody is on the plan"),
    "plan.restored": _l("took the plan out again"),
    "quota.changed": _l("changed a quota"),
    "quota.removed": _l("removed a quota"),
    "quota.set": _l("set a quota"),
    "site.changed": _l("changed the site"),
    "site.holiday-removed": _l("removed a holiday"),
    "space.induction-given": _l("introduced somebody to the space"),
    "space.induction-renewed": _l("renewed an introduction to the space"),
    "space.induction-taken-back": _l("took an introduction to the space back"),
}
FIELDS: dict[str, Any] = {
    "holiday_calendar": _l("holidays of"),
    "last_day": _l("last day"),
    "most_bookings": _l("bookings at most"),
    "most_minutes": _l("minutes at most"),
    "period": _l("period"),
    "space_kind": _l("kind of space"),
    "starts_on": _l("first day"),
    "subject": _l("counted for"),
    "valid_until": _l("valid until"),
}
SUBJECTS: dict[str, Any] = {"plans": _l("plan")}
STATES: dict[str, Any] = {}
