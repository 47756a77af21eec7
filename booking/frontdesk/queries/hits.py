"""Whom a closure hits, and what each could have instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from booking.bookings.errors import Alternative
from booking.bookings.models import OCCUPYING, Booking, BookingKind, BookingState
from booking.bookings.queries import NEARBY, Around, around
from booking.bookings.rules import Asked, nearest_free
from booking.spaces.ledger import TakerKind
from booking.spaces.models import Closure, Space
from booking.spaces.queries import Taken, closures_by_id, spaces_of, taken
from hub.core.clock import now
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot

#: Staff set these aside when the house itself is the reason: who booked in time was in time.
_NOT_THEIR_FAULT = {"too-soon"}


@dataclass(frozen=True)
class Closing:
    """Spaces of one site that nobody is to have for a time, and why."""

    spaces: tuple[Space, ...]
    slot: TimeSlot
    reason: str

    @property
    def units(self) -> set[UUID]:
        return {unit.id for space in self.spaces for unit in space.units}


@dataclass(frozen=True)
class Hit:
    """A booking in the way. `why_not` says why it cannot be moved from here; None: it can.

    `instead` is offered in this order, and each thing to one booking only.
    """

    booking: Booking
    spaces: tuple[Space, ...]
    why_not: str | None
    can_be_cancelled: bool
    instead: list[Alternative] = field(default_factory=list)

    @property
    def can_be_moved(self) -> bool:
        return self.why_not is None


@dataclass(frozen=True)
class Hits:
    """`closed` are spaces that are closed for part of the time already, each with its closure."""

    bookings: list[Hit]
    closed: list[tuple[Space, Closure]]

    def of(self, space: Space) -> list[Hit]:
        return [hit for hit in self.bookings if space in hit.spaces]


def hits_of(closing: Closing, *, propose: bool = True) -> Hits:
    """In a fixed number of statements. Holds that ran out are not in the way."""
    rows = [row for unit in taken(closing.units, closing.slot).values() for row in unit]
    by_taker = {row.taker_id: row for row in rows}
    kinds = {kind: {i for i, row in by_taker.items() if row.taker_kind is kind}
             for kind in TakerKind}  # fmt: skip
    bookings = _bookings(kinds[TakerKind.BOOKING])
    closures = closures_by_id(kinds[TakerKind.CLOSURE]) if kinds[TakerKind.CLOSURE] else {}
    found = [_hit(booking, _spaces(closing, rows, taker=booking.id)) for booking in bookings]
    closed = [
        (space, closure)
        for closure in closures.values()
        for space in _spaces(closing, rows, taker=closure.id)
    ]
    return Hits(_proposed(found, closing) if propose and found else found, closed)


def _bookings(ids: set[UUID]) -> list[Booking]:
    if not ids:
        return []
    query = (
        select(Booking)
        .where(Booking.id.in_(ids), Booking.state.in_(OCCUPYING))
        .options(joinedload(Booking.booked_for))
        .order_by(Booking.starts_at, Booking.id)
    )
    return list(db.session.scalars(query).unique())


def _spaces(closing: Closing, rows: Sequence[Taken], *, taker: UUID) -> tuple[Space, ...]:
    units = {row.unit_id for row in rows if row.taker_id == taker}
    return tuple(s for s in closing.spaces if units & {unit.id for unit in s.units})


def _hit(booking: Booking, spaces: tuple[Space, ...]) -> Hit:
    over = booking.ends_at <= now()
    ours = booking.kind is BookingKind.BOOKING
    why_not = None
    if over:
        why_not = _("It is over; only its clearing up is in the way. Close a little later.")
    elif not ours:
        why_not = _("This room belongs to a session, a class or an event. Move that first.")
    elif booking.state is BookingState.HELD:
        why_not = _("It is only held: it can be let go, not moved.")
    elif booking.starts_at <= now():
        why_not = _("It has begun, so it cannot go elsewhere from here.")
    return Hit(booking, spaces, why_not, can_be_cancelled=ours and not over)


def _proposed(hits: list[Hit], closing: Closing) -> list[Hit]:
    movable = [hit.booking for hit in hits if hit.can_be_moved]
    if not movable:
        return hits
    spaces = spaces_of(closing.spaces[0].site)
    span = TimeSlot(
        min(booking.starts_at for booking in movable) - NEARBY,
        max(booking.ends_at for booking in movable) + NEARBY,
    )
    known = around(list(dict.fromkeys((*closing.spaces, *spaces))), span)
    occupied = {unit: list(rows) for unit, rows in known.occupied.items()}
    for space in closing.spaces:
        _put(occupied, space, slot=closing.slot)
    found = []
    for hit in hits:
        instead = _instead(hit.booking, spaces, known=replace(known, occupied=occupied))
        if hit.can_be_moved and instead:
            hit = replace(hit, instead=instead)
            first = instead[0]
            _put(occupied, first.space, slot=first.slot, quantity=hit.booking.people)
        found.append(hit)
    return found


def _put(
    occupied: dict[UUID, list[Taken]], space: Space, *, slot: TimeSlot, quantity: int | None = None
) -> None:
    """As if the space were taken; `quantity` None takes all its places."""
    for unit in space.units:
        places = min(quantity or unit.places, unit.places) if unit.pooled else 1
        row = Taken(unit.id, slot, places, TakerKind.CLOSURE, space.id, None)
        occupied.setdefault(unit.id, []).append(row)


def _instead(booking: Booking, spaces: Sequence[Space], *, known: Around) -> list[Alternative]:
    """The same hour elsewhere first, in the smallest room that is equipped alike; then another
    hour here."""
    known = replace(known, occupied=_without(known.occupied, booking.id))
    wanted, slot = set(booking.space.equipment), booking.slot
    others = [
        space for space in spaces
        if space.id != booking.space_id and space.kind is booking.space.kind
        and _may_be_had(space, slot, booking=booking, known=known)
    ]  # fmt: skip
    others.sort(key=lambda s: (len(wanted - set(s.equipment)), s.capacity_people, s.position))
    return [
        *(Alternative(space, slot) for space in others[:3]),
        *(Alternative(booking.space, time) for time in _other_times(booking, known=known)),
    ]


def _without(occupied: Mapping[UUID, list[Taken]], taker_id: UUID) -> dict[UUID, list[Taken]]:
    return {u: [row for row in rows if row.taker_id != taker_id] for u, rows in occupied.items()}


def _other_times(booking: Booking, *, known: Around) -> list[TimeSlot]:
    space, slot = booking.space, booking.slot
    span = TimeSlot(slot.start - NEARBY, slot.end + NEARBY)
    quantity = booking.people if space.is_pooled else 1
    free = known.free_times(space, span, quantity=quantity)
    near = nearest_free(slot, free, grid=timedelta(minutes=space.grid_minutes), most=8)
    return [time for time in near if _may_be_had(space, time, booking=booking, known=known)][:2]


def _may_be_had(space: Space, slot: TimeSlot, *, booking: Booking, known: Around) -> bool:
    """For this booking, where notice that comes too late is nobody's fault but the house's."""
    if space.capacity_people < booking.people:
        return False
    if space.needs_induction and space.id != booking.space_id:
        return False  # nobody is sent to machines that they may not have been shown
    if not known.is_free(space, slot, quantity=booking.people if space.is_pooled else 1):
        return False
    reasons = known.reasons(space, Asked(slot, booking.people))
    return all(reason.code in _NOT_THEIR_FAULT for reason in reasons)
