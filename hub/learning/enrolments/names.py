"""What standings and lines of the ledger are called, for pages, exports and answers."""

from typing import Any

from hub.core.i18n import gettext as _
from hub.core.i18n import lazy_gettext as _l
from hub.core.i18n import ngettext
from hub.learning.enrolments.rules.standing import Standing
from hub.places.models import PlaceEvent
from hub.places.rules.steps import EventKind, PlaceState

#: Standing to (label, tone).
STANDINGS: dict[Standing, tuple[Any, str]] = {
    Standing.ASKED: (_l("Asked for"), "info"),
    Standing.REFUSED: (_l("Turned down"), ""),
    Standing.WAITING: (_l("In line"), "info"),
    Standing.OFFERED: (_l("Offered"), "warn"),
    Standing.CONFIRMED: (_l("Has a place"), "ok"),
    Standing.DECLINED: (_l("Declined"), ""),
    Standing.LAPSED: (_l("Offer ran out"), "bad"),
    Standing.WITHDRAWN: (_l("Left"), ""),
    Standing.REMOVED: (_l("Removed"), "bad"),
    Standing.CLOSED: (_l("Line closed"), ""),
}
#: Lines of the ledger as staff read them; who they are about stands beside them.
KINDS: dict[EventKind, Any] = {
    EventKind.OPENED: _l("The seats were opened"),
    EventKind.RESIZED: _l("The number of seats was changed"),
    EventKind.TERMS_SET: _l("The terms of offers were changed"),
    EventKind.LINE_CLOSED: _l("The line was closed"),
    EventKind.TAKEN: _l("Took a free seat"),
    EventKind.JOINED: _l("Joined the line"),
    EventKind.PUT: _l("Was put in line"),
    EventKind.MOVED: _l("Was moved in the line"),
    EventKind.PROMOTED: _l("Was first in line and was offered a seat"),
    EventKind.OFFERED: _l("Was offered a seat by staff"),
    EventKind.EXTENDED: _l("Got more time to answer"),
    EventKind.ACCEPTED: _l("Accepted the offer"),
    EventKind.DECLINED: _l("Declined the offer"),
    EventKind.DECLINE_UNDONE: _l("Took the decline back"),
    EventKind.LAPSED: _l("The offer ran out"),
    EventKind.WITHDRAWN: _l("Left"),
    EventKind.REMOVED: _l("Was removed"),
    EventKind.OVERRIDDEN: _l("Was given a seat past the line by staff"),
    EventKind.CLOSED: _l("Waited until the line was closed"),
}
_OWN: dict[EventKind, Any] = {
    EventKind.TAKEN: _l("You took a free seat."),
    EventKind.JOINED: _l("You joined the line."),
    EventKind.PUT: _l("You were put in line."),
    EventKind.MOVED: _l("You were moved in the line."),
    EventKind.PROMOTED: _l("You were first in line and were offered a seat."),
    EventKind.OFFERED: _l("You were offered a seat."),
    EventKind.EXTENDED: _l("You got more time to answer."),
    EventKind.ACCEPTED: _l("You accepted the offer."),
    EventKind.DECLINED: _l("You declined the offer."),
    EventKind.DECLINE_UNDONE: _l("You took your decline back."),
    EventKind.WITHDRAWN: _l("You left."),
    EventKind.REMOVED: _l("You were removed."),
    EventKind.OVERRIDDEN: _l("Staff gave you a seat past the line."),
    EventKind.CLOSED: _l("The line was closed while you waited."),
}
_OTHERS: dict[EventKind, Any] = {
    EventKind.PUT: _l("Staff put somebody in line."),
    EventKind.MOVED: _l("Staff moved somebody in the line."),
    EventKind.PROMOTED: _l("Somebody was first in line and was offered a seat."),
    EventKind.OFFERED: _l("Staff offered somebody a seat."),
    EventKind.EXTENDED: _l("Somebody got more time to answer."),
    EventKind.ACCEPTED: _l("Somebody accepted their offer."),
    EventKind.DECLINED: _l("Somebody declined their offer."),
    EventKind.DECLINE_UNDONE: _l("Somebody took their decline back."),
    EventKind.OVERRIDDEN: _l("Staff gave somebody a seat past the line."),
    EventKind.TERMS_SET: _l("The terms of offers were changed."),
    EventKind.LINE_CLOSED: _l("The line was closed."),
}


def line_told(line: PlaceEvent, *, own: bool) -> str:
    """A line of the ledger to somebody in line: what happened, and to nobody by name."""
    if line.kind is EventKind.LAPSED:
        return _lapse(line, own=own)
    if line.kind is EventKind.RESIZED:
        seats = line.seats or 0
        return ngettext("There is %(num)s seat now.", "There are %(num)s seats now.", seats)
    if own:
        return str(_OWN.get(line.kind, KINDS[line.kind]))
    if line.kind is EventKind.WITHDRAWN:
        return _left(line)
    if line.kind is EventKind.REMOVED:
        return _removed(line)
    return str(_OTHERS.get(line.kind, KINDS[line.kind]))


def reason_told(line: PlaceEvent, *, own: bool) -> str:
    """Of others' lines only why somebody got a seat past the line; the rest is theirs."""
    told = own or line.place_id is None or line.kind is EventKind.OVERRIDDEN
    return line.reason if told else ""


def _lapse(line: PlaceEvent, *, own: bool) -> str:
    if line.after is PlaceState.WAITING:
        if own:
            return _("Your offer ran out, and you went to the end of the line.")
        return _("Somebody's offer ran out, and they went to the end of the line.")
    if own:
        return _("Your offer ran out, and your name was taken off the list.")
    return _("Somebody's offer ran out, and their name was taken off the list.")


def _left(line: PlaceEvent) -> str:
    if line.before is PlaceState.WAITING:
        return _("Somebody left the line.")
    return _("Somebody gave their seat back.")


def _removed(line: PlaceEvent) -> str:
    if line.before is PlaceState.WAITING and line.actor_id is None:
        return _("It was somebody's turn, but the class is not for them any more: they were passed "
                 "over and taken off the list.")  # fmt: skip
    if line.before is PlaceState.WAITING:
        return _("Staff took somebody out of the line.")
    return _("Staff took somebody's seat back.")
