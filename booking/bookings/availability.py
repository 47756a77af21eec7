"""Which spaces of a site can be had at a time, and why not the others. Reads only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from booking.bookings.claims import ForWhom
from booking.bookings.errors import taken_by_somebody
from booking.bookings.queries import Around, around
from booking.bookings.rules import Asked, Reason
from booking.spaces.ledger import TakerKind
from booking.spaces.models import Closure, Space
from booking.spaces.names import equipment_name
from booking.spaces.queries import closures_by_id, spaces_of
from hub.core.formats import clock, moment
from hub.core.i18n import gettext as _
from hub.core.timeslots import TimeSlot
from hub.core.walltime import start_of_day, to_wall
from hub.organisations.models import Site

#: Reasons that concern the hour, so that a part of the time may still be had.
_OF_THE_HOUR = frozenset({"closed", "holiday"})


class AvailabilityState(StrEnum):
    """Free for all of the time, for a part of it, taken by others, or not to be had at all: closed
    at that hour, too small, not equipped, too soon. The reason says which."""

    FREE = "free"
    PART = "part"
    TAKEN = "taken"
    CLOSED = "closed"


@dataclass(frozen=True)
class Availability:
    """Whether a space can be had. `reason` says why not, or not for all of the time.

    `free_from` and `free_until` bound the free time around a FREE slot, or the free part of a
    PART one; both are None otherwise. A CLOSED one that does not `suit` is wrong for this wish at
    any hour of the day: it holds too few people, or lacks what is needed.
    """

    space: Space
    state: AvailabilityState
    reason: Reason | None = None
    free_from: datetime | None = None
    free_until: datetime | None = None
    suits: bool = True


def availability(
    site: Site,
    slot: TimeSlot,
    *,
    people: int = 1,
    equipment: Collection[str] = (),
    for_whom: ForWhom | None = None,
) -> list[Availability]:
    """Every space of the site in the house's order, in a fixed number of statements."""
    spaces = spaces_of(site)
    if not spaces:
        return []
    known = around(spaces, whole_days(slot, site.zone), for_whom=for_whom)
    closures = closures_in(known, slot)
    question = _Question(Asked(slot, people), known, closures, frozenset(equipment))
    return [question.about(space) for space in spaces]


def availability_of(
    space: Space, slot: TimeSlot, *, people: int = 1, known: Around | None = None
) -> Availability:
    """One space alone, whatever it is equipped with.

    Args:
        known: what was read around the whole days already.
    """
    known = known or around([space], whole_days(slot, space.site.zone))
    return _Question(Asked(slot, people), known, closures_in(known, slot)).about(space)


def whole_days(slot: TimeSlot, zone: str) -> TimeSlot:
    """From the midnight before to the midnight after, so that the free time around is known."""
    first = to_wall(slot.start, zone)
    last = to_wall(slot.end - timedelta(microseconds=1), zone) + timedelta(days=1)
    return TimeSlot(start_of_day(first, zone), start_of_day(last, zone))


@dataclass(frozen=True)
class _Question:
    """What is asked of every space, and what was read once to answer it."""

    asked: Asked
    known: Around
    closures: dict[UUID, Closure]
    equipment: frozenset[str] = frozenset()

    def about(self, space: Space) -> Availability:
        never = self._unsuitable(space)
        if never:
            return Availability(space, AvailabilityState.CLOSED, never, suits=False)
        slot = self.asked.slot
        quantity = self.asked.people if space.is_pooled else 1
        free = self.known.free_times(space, slot, quantity=quantity)
        around_it = next((time for time in free if time.contains(slot)), None)
        if around_it:
            return Availability(space, AvailabilityState.FREE, None, around_it.start, around_it.end)
        part = _largest_part(slot, free)
        if part and part.length >= timedelta(minutes=space.shortest_minutes):
            reason = _partly(part, slot, zone=space.site.zone)
            return Availability(space, AvailabilityState.PART, reason, part.start, part.end)
        return self._not_at_all(space)

    def _unsuitable(self, space: Space) -> Reason | None:
        missing = sorted(self.equipment - set(space.equipment))
        if missing:
            names = ", ".join(equipment_name(code) for code in missing)
            sentence = _("%(space)s does not have: %(things)s.", space=space.name, things=names)
            return Reason("not-equipped", sentence, "equipment", by_rule=False)
        reasons = [r for r in self.known.reasons(space, self.asked) if r.code not in _OF_THE_HOUR]
        return reasons[0] if reasons else None

    def _not_at_all(self, space: Space) -> Availability:
        hours = self.known.reasons(space, self.asked)
        if hours:
            return Availability(space, AvailabilityState.CLOSED, hours[0])
        reason = taken_reason(space, self.asked.slot, known=self.known, closures=self.closures)
        closed = reason.code == "closure"
        state = AvailabilityState.CLOSED if closed else AvailabilityState.TAKEN
        return Availability(space, state, reason)


def taken_reason(
    space: Space, slot: TimeSlot, *, known: Around, closures: dict[UUID, Closure]
) -> Reason:
    """Of a space that is not free: a closure says why and until when, a booking is nobody's
    business."""
    rows = (row for unit in space.units for row in known.occupied.get(unit.id, []))
    mine = (row for row in rows if row.taker_id in closures and row.slot.overlaps(slot))
    closed = next((closures[row.taker_id] for row in mine), None)
    if closed is None:
        return taken_by_somebody(space)
    sentence = _("%(space)s is closed until %(time)s: %(why)s.", space=space.name,
                 time=moment(closed.ends_at, space.site.zone), why=closed.reason)  # fmt: skip
    return Reason("closure", sentence, "starts_at", closed.ends_at, by_rule=False)


def _largest_part(slot: TimeSlot, free: list[TimeSlot]) -> TimeSlot | None:
    parts = [
        TimeSlot(max(time.start, slot.start), min(time.end, slot.end))
        for time in free
        if time.overlaps(slot)
    ]
    return max(parts, key=lambda part: part.length, default=None)


def _partly(part: TimeSlot, slot: TimeSlot, *, zone: str) -> Reason:
    if part.start == slot.start:
        sentence = _("Free until %(time)s", time=clock(part.end, zone))
    elif part.end == slot.end:
        sentence = _("Free from %(time)s", time=clock(part.start, zone))
    else:
        sentence = _("Free %(start)s–%(end)s",
                     start=clock(part.start, zone), end=clock(part.end, zone))  # fmt: skip
    return Reason("free-in-part", sentence, "starts_at", by_rule=False)


def closures_in(known: Around, slot: TimeSlot) -> dict[UUID, Closure]:
    ids = {
        row.taker_id
        for rows in known.occupied.values()
        for row in rows
        if row.taker_kind is TakerKind.CLOSURE and row.slot.overlaps(slot)
    }
    return closures_by_id(ids) if ids else {}
