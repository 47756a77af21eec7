"""Take units, give them back, make spaces, close them for a while."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, update
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.exc import IntegrityError

from booking.spaces.errors import ClosureHitsBookings, UnitTaken
from booking.spaces.ledger import GUARD_MARKS, LONGEST, Occupancy, TakerKind
from booking.spaces.models import Closure, OpeningRule, Space, Unit
from booking.spaces.permissions import can_manage_spaces
from booking.spaces.rules import Hours
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, is_sqlite
from hub.core.errors import Conflict, Invalid, NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.core.timeslots import TimeSlot
from hub.history.services import record
from hub.organisations.models import Site


@dataclass(frozen=True)
class Taker:
    """Who takes: a booking or a closure. `expires_at` makes it a hold."""

    kind: TakerKind
    id: UUID
    expires_at: datetime | None = None


def take(units: Sequence[Unit], during: TimeSlot, *, by: Taker, quantity: int = 1) -> None:
    """Write the units into the ledger for a time; all of them or none.

    Units are taken in the order of their ids, so that two takers of the same units never wait for
    each other, and on PostgreSQL without waiting out a deadlock (an exclusion constraint met by
    plain inserts can stall for a minute).

    Raises:
        UnitTaken: the database says that a unit, or its last places, are somebody else's.
    """
    rows = [
        {
            "id": new_id(),
            "unit_id": unit.id,
            "pooled": unit.pooled,
            "quantity": quantity if unit.pooled else 1,
            "starts_at": piece.start,
            "ends_at": piece.end,
            "taker_kind": by.kind,
            "taker_id": by.id,
            "expires_at": by.expires_at,
        }
        for unit in sorted(units, key=lambda unit: unit.id)
        for piece in _pieces(during)
    ]
    statement = (
        insert(Occupancy).values(rows)
        if is_sqlite()
        else insert_on_postgresql(Occupancy).values(rows).on_conflict_do_nothing()
    )
    try:
        with db.session.begin_nested():
            written = db.session.execute(statement.returning(Occupancy.id)).all()
            if len(written) != len(rows):
                raise UnitTaken
    except IntegrityError as refusal:
        if any(mark in str(refusal.orig) for mark in GUARD_MARKS):
            raise UnitTaken from refusal
        raise


def release(kind: TakerKind, taker_id: UUID) -> int:
    """Give back everything that a taker has; how many rows went. Needs no lock."""
    gone = delete(Occupancy).where(Occupancy.taker_kind == kind, Occupancy.taker_id == taker_id)
    return db.session.execute(gone).rowcount  # type: ignore[attr-defined,no-any-return]


def keep(kind: TakerKind, taker_id: UUID) -> int:
    """Make a hold last; how many rows were held."""
    held = (
        update(Occupancy)
        .where(Occupancy.taker_kind == kind, Occupancy.taker_id == taker_id)
        .values(expires_at=None)
    )
    return db.session.execute(held).rowcount  # type: ignore[attr-defined,no-any-return]


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


def set_opening_hours(
    place: Site | Space, hours: Sequence[Hours], *, by: User | None = None
) -> None:
    """Replace the opening hours of a site, or of one space instead of its site's."""
    space = place if isinstance(place, Space) else None
    site_id = space.site_id if space else place.id
    space_id = space.id if space else None
    ranges = sorted(hours)
    for one, other in itertools.pairwise(ranges):
        if one.weekday == other.weekday and other.opens < one.closes:
            raise Invalid(_("Two opening times on one day overlap."))
    db.session.execute(
        delete(OpeningRule).where(
            OpeningRule.site_id == site_id,
            OpeningRule.space_id == space_id if space_id else OpeningRule.space_id.is_(None),
        )
    )
    db.session.add_all(
        OpeningRule(
            site_id=site_id, space_id=space_id, weekday=h.weekday, opens=h.opens, closes=h.closes
        )
        for h in ranges
    )
    db.session.flush()
    record("place.hours-set", place, after={"hours": [f"{h.weekday}:{h.opens}-{h.closes}"
                                                      for h in ranges]})  # fmt: skip


def _pieces(during: TimeSlot) -> Iterator[TimeSlot]:
    """A long time in pieces that the ledger takes, each beginning where the one before ends."""
    start = during.start
    while start < during.end:
        end = min(start + LONGEST, during.end)
        yield TimeSlot(start, end)
        start = end
