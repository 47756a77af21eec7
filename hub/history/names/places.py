"""The names of what places record."""

from typing import Any

from hub.core.i18n import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "place.accepted": _l("accepted the offer of a place"),
    "place.closed": _l("closed the line on somebody who waited"),
    "place.decline-undone": _l("took the decline back"),
    "place.declined": _l("declined the offer of a place"),
    "place.extended": _l("gave more time for the offer of a place"),
    "place.joined": _l("joined the line"),
    "place.lapsed": _l("let the offer of a place run out"),
    "place.moved": _l("changed the order of the line"),
    "place.offered": _l("offered a place"),
    "place.overridden": _l("gave a place past the line"),
    "place.promoted": _l("offered a place to the next in line"),
    "place.put": _l("put in line"),
    "place.removed": _l("took the place away"),
    "place.taken": _l("took a place"),
    "place.withdrawn": _l("gave the place back"),
    "pool.line-closed": _l("closed the line"),
    "pool.opened": _l("opened the places"),
    "pool.resized": _l("changed the number of places"),
    "pool.terms-set": _l("changed the terms of the places"),
}
FIELDS: dict[str, Any] = {
    "auto_promote": _l("places go to the next in line at once"),
    "cutoff_at": _l("no offers from"),
    "lapse_policy": _l("when an offer runs out"),
    "max_lapses": _l("offers until removed"),
    "offer_minutes": _l("minutes to answer"),
    "quiet_from": _l("quiet from (minute of the day)"),
    "quiet_until": _l("quiet until (minute of the day)"),
    "reminder_minutes": _l("minutes before a reminder"),
    "seats": _l("places"),
}
SUBJECTS: dict[str, Any] = {
    "places": _l("place"),
    "pools": _l("places"),
}
STATES: dict[str, Any] = {
    "closed": _l("line closed"),
    "declined": _l("declined"),
    "lapsed": _l("run out"),
    "offered": _l("offered"),
    "removed": _l("taken away"),
    "waiting": _l("in line"),
    "withdrawn": _l("given back"),
}
