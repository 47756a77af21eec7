"""Close a space for a while, and open it again, or earlier."""

from datetime import datetime

from booking.spaces.errors import ClosureHitsBookings, UnitTaken
from booking.spaces.ledger import TakerKind
from booking.spaces.models import Closure, Space
from booking.spaces.permissions import can_manage_spaces
from booking.spaces.services.taking import Taker, release, take
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.core.timeslots import TimeSlot
from hub.history.services import record


def close(
    space: Space, during: TimeSlot, *, reason: str, by: User, source_uid: str | None = None
) -> Closure:
    """Nobody can have the space for this time.

    Raises:
        ClosureHitsBookings: somebody has it for part of that time.
    """
    if not can_manage_spaces(by, space.site):
        raise NotAllowed(_("Only the hub's managers close a space."))
    closure = Closure(
        id=new_id(),
        space_id=space.id,
        starts_at=during.start,
        ends_at=during.end,
        reason=reason[:200],
        made_by_id=by.id,
        source_uid=source_uid,
    )
    taker = Taker(TakerKind.CLOSURE, closure.id)
    try:
        for unit in space.units:
            take([unit], during, by=taker, quantity=unit.places)
    except UnitTaken as taken:
        raise ClosureHitsBookings(
            _("%(space)s is booked for part of that time. Move those bookings first.",
              space=space.name)
        ) from taken  # fmt: skip
    db.session.add(closure)
    db.session.flush()
    record(
        "space.closed",
        space,
        after={"closure": closure.id, "from": during.start, "until": during.end},
        reason=reason,
    )
    return closure


def lift(closure: Closure, *, by: User) -> None:
    """Open the space again for what is left of a closure."""
    if not can_manage_spaces(by, closure.space.site):
        raise NotAllowed(_("Only the hub's managers open a closed space."))
    if closure.lifted_at is not None:
        raise Conflict(_("This closure was lifted before."))
    closure.lifted_at = now()
    release(TakerKind.CLOSURE, closure.id)
    record("space.opened", closure.space, before={"closure": closure.id}, reason=closure.reason)


def shorten(closure: Closure, until: datetime, *, by: User) -> None:
    """Let a closure end earlier, so that the rest of its time can be booked.

    Raises:
        Conflict: it was lifted, or is over.
        Invalid: the new end is not before the old one, lies in the past or before the beginning.
    """
    if not can_manage_spaces(by, closure.space.site):
        raise NotAllowed(_("Only the hub's managers open a closed space."))
    if closure.lifted_at is not None or closure.ends_at <= now():
        raise Conflict(_("This closure is over."))
    if not max(closure.starts_at, now()) < until < closure.ends_at:
        sentence = _("Please choose an earlier end that has not passed. To open it now, lift it.")
        raise Invalid(sentence, errors={"ends_at": [sentence]})
    before = closure.ends_at
    closure.ends_at = until
    release(TakerKind.CLOSURE, closure.id)
    during, taker = TimeSlot(closure.starts_at, until), Taker(TakerKind.CLOSURE, closure.id)
    for unit in closure.space.units:
        take([unit], during, by=taker, quantity=unit.places)
    db.session.flush()
    record("space.closure-shortened", closure.space, before={"until": before},
           after={"until": until, "closure": closure.id}, reason=closure.reason)  # fmt: skip
