"""What takes place in the spaces of a site on a day, told as far as the reader may know it."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select

from booking.bookings.models import Booking, BookingKind, BookingState
from booking.bookings.permissions import can_see_all
from booking.bookings.queries import Around, around
from booking.spaces.ledger import TakerKind
from booking.spaces.models import Closure, Space
from booking.spaces.queries import Taken, closures_by_id, spaces_of
from booking.spaces.rules import Use, gaps, merged, most_in_use
from hub.accounts.models import User
from hub.core.database import db
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.core.walltime import start_of_day
from hub.organisations.models import Organisation, Site


class BlockKind(StrEnum):
    """What a block of a day is, and so its colour."""

    BOOKING = "booking"
    SESSION = "session"
    CLASS = "class"
    EVENT = "event"
    CLOSURE = "closure"
    FULL = "full"


@dataclass(frozen=True)
class Block:
    """A stretch of a day that is not free.

    `label` is "Taken" where the reader may not know more; `booking_id` is set only for bookings
    that the reader may open. `before` and `after` are the margins that are kept free around it.
    """

    slot: TimeSlot
    kind: BlockKind
    label: str
    mine: bool = False
    state: BookingState | None = None
    detail: str = ""
    booking_id: UUID | None = None
    before: timedelta = timedelta(0)
    after: timedelta = timedelta(0)


@dataclass(frozen=True)
class Places:
    """How many places of a pooled space are free for a while."""

    slot: TimeSlot
    free: int


@dataclass(frozen=True)
class SpaceDay:
    """One space on one day of its place. `places` is empty unless the space is pooled; `holiday`
    names what makes it a day of its own: a holiday, or why it has other hours."""

    space: Space
    day: date
    during: TimeSlot
    open: list[TimeSlot]
    free: list[TimeSlot]
    blocks: list[Block]
    places: list[Places] = field(default_factory=list)
    holiday: str | None = None


@dataclass(frozen=True)
class _Read:
    """What was read once for all spaces and days: takers by id, and who the reader is."""

    known: Around
    bookings: dict[UUID, Any]
    closures: dict[UUID, Closure]
    names: dict[UUID, str]
    reader: User | None


def day_of(site: Site, day: date, *, seen_by: User | None = None) -> list[SpaceDay]:
    """Every space of the site on that day of the place, in a fixed number of statements."""
    spaces = spaces_of(site)
    return _days(spaces, day, days=1, seen_by=seen_by) if spaces else []


def days_of_space(
    space: Space, first: date, *, days: int = 7, seen_by: User | None = None
) -> list[SpaceDay]:
    """One space on several days running."""
    return _days([space], first, days=days, seen_by=seen_by)


def day_slot(day: date, zone: str) -> TimeSlot:
    """A calendar day of a place, midnight to midnight, however long that is."""
    start = datetime.combine(day, time())
    return TimeSlot(start_of_day(start, zone), start_of_day(start + timedelta(days=1), zone))


def _days(
    spaces: Sequence[Space], first: date, *, days: int, seen_by: User | None
) -> list[SpaceDay]:
    zone = spaces[0].site.zone
    slots = [day_slot(first + timedelta(days=n), zone) for n in range(days)]
    known = around(spaces, TimeSlot(slots[0].start, slots[-1].end))
    rows = [row for unit in known.occupied.values() for row in unit]
    bookings = _bookings({row.taker_id for row in rows if row.taker_kind is TakerKind.BOOKING})
    closures = {row.taker_id for row in rows if row.taker_kind is TakerKind.CLOSURE}
    sees_all = can_see_all(seen_by, spaces[0].site_id)
    read = _Read(
        known=known,
        bookings=bookings,
        closures=closures_by_id(closures) if closures else {},
        names=_names(bookings.values()) if sees_all else {},
        reader=seen_by,
    )
    return [
        _one(space, read, day=first + timedelta(days=n), during=slot)
        for space in spaces
        for n, slot in enumerate(slots)
    ]


def _one(space: Space, read: _Read, *, day: date, during: TimeSlot) -> SpaceDay:
    opening = [
        TimeSlot(max(t.start, during.start), min(t.end, during.end))
        for t in read.known.opening.of(space, during)
        if t.overlaps(during)
    ]
    rows = {
        row.taker_id: row
        for unit in space.units
        for row in read.known.occupied.get(unit.id, [])
        if row.slot.overlaps(during)
    }
    blocks = [_block(row, read) for row in rows.values()]
    free = gaps(opening, _not_free(space, read, during=during))
    places = _places(space, read, opening=opening) if space.is_pooled else []
    if space.is_pooled:
        shown = [b for b in blocks if b.mine or b.kind is BlockKind.CLOSURE]
        full = merged(p.slot for p in places if p.free <= 0)
        blocks = [Block(f, BlockKind.FULL, _("All places taken")) for f in full] + shown
    blocks = [block for block in blocks if block.slot.overlaps(during)]
    return SpaceDay(
        space=space,
        day=day,
        during=during,
        open=opening,
        free=free,
        blocks=sorted(blocks, key=lambda b: b.slot),
        places=places,
        holiday=_special(space, read, day=day, during=during),
    )


def _special(space: Space, read: _Read, *, day: date, during: TimeSlot) -> str | None:
    opening = read.known.opening
    named = opening.holiday_on(day, space_id=space.id)
    return named or opening.reason_in(during, space_id=space.id)


def _not_free(space: Space, read: _Read, *, during: TimeSlot) -> list[TimeSlot]:
    """What remains when the times are taken out in which a booking could begin and end."""
    return gaps([during], read.known.free_times(space, during))


def _block(row: Taken, read: _Read) -> Block:
    if row.taker_kind is TakerKind.CLOSURE:
        closure = read.closures.get(row.taker_id)
        reason = closure.reason if closure else _("Closed")
        return Block(row.slot, BlockKind.CLOSURE, reason or _("Closed"))
    booking = read.bookings.get(row.taker_id)
    if booking is None:  # taken in the ledger by something this floor cannot read
        return Block(row.slot, BlockKind.BOOKING, _("Taken"))
    reader_id = read.reader.id if read.reader else None
    mine = reader_id == booking.booked_for_id
    may_open = mine or reader_id == booking.booked_by_id or booking.booked_for_id in read.names
    label, detail = _told(booking, read, mine=mine)
    return Block(
        TimeSlot(booking.starts_at, booking.ends_at),
        BlockKind(booking.kind) if may_open or booking.kind in _PUBLIC else BlockKind.BOOKING,
        label,
        mine=mine,
        state=booking.state,
        detail=detail,
        booking_id=booking.id if may_open else None,
        before=timedelta(minutes=booking.setup_minutes),
        after=timedelta(minutes=booking.cleanup_minutes),
    )


#: Anybody may know that a class or an event takes place; what a booking or a mentor's hour is
#: for is its people's own matter.
_PUBLIC = frozenset({BookingKind.CLASS, BookingKind.EVENT})


def _told(booking: Any, read: _Read, *, mine: bool) -> tuple[str, str]:
    """What the block says, and what stands behind it for those who may know."""
    who = read.names.get(booking.organisation_id) or read.names.get(booking.booked_for_id)
    if mine and booking.state is BookingState.HELD:
        return _("Held for you"), booking.purpose
    if mine:
        return booking.purpose or _("Your booking"), ""
    if who:
        return who, booking.purpose
    if read.reader is not None and read.reader.id == booking.booked_by_id:
        return booking.purpose or _("Booked by you"), ""
    if booking.state is BookingState.HELD:
        return _("On hold"), ""
    if booking.kind in _PUBLIC:
        return (_("Class") if booking.kind is BookingKind.CLASS else _("Event")), ""
    return _("Taken"), ""


def _places(space: Space, read: _Read, *, opening: list[TimeSlot]) -> list[Places]:
    """The free places of a pooled space, from one change to the next."""
    unit = next(unit for unit in space.units if unit.pooled)
    uses = [Use(row.slot, row.quantity) for row in read.known.occupied.get(unit.id, [])]
    found = []
    for time_open in opening:
        edges = {time_open.start, time_open.end}
        edges |= {e for u in uses for e in (u.slot.start, u.slot.end)
                  if time_open.start < e < time_open.end}  # fmt: skip
        ordered = sorted(edges)
        for start, end in itertools.pairwise(ordered):
            slot = TimeSlot(start, end)
            found.append(Places(slot, unit.places - most_in_use(uses, slot)))
    return found


def _bookings(ids: set[UUID]) -> dict[UUID, Any]:
    if not ids:
        return {}
    query = select(
        Booking.id,
        Booking.starts_at,
        Booking.ends_at,
        Booking.kind,
        Booking.state,
        Booking.purpose,
        Booking.booked_for_id,
        Booking.booked_by_id,
        Booking.organisation_id,
        Booking.setup_minutes,
        Booking.cleanup_minutes,
    ).where(Booking.id.in_(ids))
    return {row.id: row for row in db.session.execute(query)}


def _names(bookings: Iterable[Any]) -> dict[UUID, str]:
    """The names of the people and organisations that bookings are for."""
    rows = list(bookings)
    if not rows:
        return {}
    people = select(User.id, User.name).where(User.id.in_({row.booked_for_id for row in rows}))
    names: dict[UUID, str] = {row.id: row.name for row in db.session.execute(people)}
    organisations = {row.organisation_id for row in rows if row.organisation_id}
    if organisations:
        query = select(Organisation.id, Organisation.name).where(Organisation.id.in_(organisations))
        names |= {row.id: row.name for row in db.session.execute(query)}
    return names
