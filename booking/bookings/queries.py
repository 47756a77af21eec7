"""Questions about bookings. Nothing here changes anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from booking.bookings.claims import Claims, ForWhom, claims_of
from booking.bookings.errors import Alternative
from booking.bookings.models import OCCUPYING, Booking, BookingState
from booking.bookings.permissions import can_see
from booking.bookings.rules import Asked, Calendar, Reason, Terms, nearest_free, reasons_against
from booking.spaces.ledger import LONGEST, Occupancy, TakerKind
from booking.spaces.models import Space
from booking.spaces.queries import OpenTimes, Taken, busy_times, open_times, spaces_of, taken
from booking.spaces.rules import gaps
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.i18n import gettext as _
from hub.core.pagination import Page, page_of
from hub.core.timeslots import TimeSlot

#: How far from the wished time another time in the same space is still worth offering.
NEARBY = timedelta(days=2)


@dataclass(frozen=True)
class Around:
    """What was read once about a site for a stretch of time: open times and occupied units; and
    what the person may have for whom it is asked, if anybody is named."""

    opening: OpenTimes
    occupied: dict[UUID, list[Taken]]
    claims: Claims | None = None

    def is_free(self, space: Space, slot: TimeSlot, *, quantity: int = 1) -> bool:
        wanted = with_margins(space, slot)
        busy = busy_times(space, self.occupied, quantity=quantity)
        return not any(time.overlaps(wanted) for time in busy)

    def free_times(self, space: Space, during: TimeSlot, *, quantity: int = 1) -> list[TimeSlot]:
        """When a booking may begin and end, its margins kept, on the days that `during` touches."""
        margins = with_margins(space, during)
        before, after = during.start - margins.start, margins.end - during.end
        busy = [
            # A booking may begin once the other's time and its own set-up are over.
            TimeSlot(time.start - after, time.end + before)
            for time in busy_times(space, self.occupied, quantity=quantity)
        ]
        return gaps(self.opening.of(space, during), busy)

    def reasons(self, space: Space, asked: Asked) -> list[Reason]:
        """All that speaks against it, but that it is taken."""
        calendar = self._calendar(space, asked)
        against = reasons_against(asked, terms_of(space), calendar=calendar, now=now())
        return against + (self.claims.reasons(space, asked.slot) if self.claims else [])

    def _calendar(self, space: Space, asked: Asked) -> Calendar:
        opening = self.opening
        return Calendar(
            tuple(opening.of(space, asked.slot)),
            opening.holiday_in(asked.slot, space_id=space.id),
            opening.reason_in(asked.slot, space_id=space.id),
        )


#: With its space and all that this is made of, also when it is read again in a transaction.
_WHOLE = (
    joinedload(Booking.space).joinedload(Space.space_units),
    joinedload(Booking.space).joinedload(Space.opening_rules),
)


def get_booking(booking_id: UUID, *, seen_by: User) -> Booking:
    """Raises NotFound also for a booking that is none of this person's business."""
    booking = db.session.get(Booking, booking_id, options=_WHOLE)
    if booking is None or not can_see(seen_by, booking):
        raise NotFound(_("There is no such booking, or it is not yours."))
    return booking


def bookings_of(
    person: User, *, past: bool = False, cursor: str | None = None, limit: int = 20
) -> Page[Booking]:
    """A person's bookings: coming ones soonest first, past ones latest first. Holds that ran out
    are left out."""
    query = select(Booking).where(
        Booking.booked_for_id == person.id,
        Booking.state != BookingState.EXPIRED,
        Booking.starts_at < now() if past else Booking.starts_at >= now() - timedelta(hours=24),
    )
    query = query.where(Booking.ends_at <= now() if past else Booking.ends_at > now())
    return page_of(
        query,
        by=[Booking.starts_at, Booking.id],
        cursor=cursor,
        limit=limit,
        descending=past,
    )


def live_holds_of(person: User) -> int:
    """How many times a person has a space on hold just now."""
    query = select(Booking.id).where(
        Booking.booked_by_id == person.id,
        Booking.state == BookingState.HELD,
        Booking.hold_expires_at > now(),
    )
    return len(db.session.scalars(query).all())


def with_margins(space: Space, slot: TimeSlot) -> TimeSlot:
    """The time that a booking of `slot` really takes: set-up before, clean-up and buffer after."""
    return slot.widened(
        before=timedelta(minutes=space.setup_minutes),
        after=timedelta(minutes=space.cleanup_minutes + space.buffer_minutes),
    )


def terms_of(space: Space) -> Terms:
    return Terms(
        name=space.name,
        zone=space.site.zone,
        capacity=space.capacity_people,
        pooled=space.is_pooled,
        grid=space.grid_minutes,
        shortest=space.shortest_minutes,
        longest=space.longest_minutes,
        lead=space.lead_minutes,
        window_days=space.window_days,
    )


def around(
    spaces: Sequence[Space],
    during: TimeSlot,
    *,
    for_whom: ForWhom | None = None,
    leaving_out: UUID | None = None,
) -> Around:
    """Read what the questions about these spaces of one site need, in three statements.

    Args:
        leaving_out: a booking that is as if it were not there, for it is to be moved.
        for_whom: whose introductions and plans count, in a few statements more; without one, what
            holds for everybody.
    """
    wide = during.widened(before=timedelta(hours=6), after=timedelta(hours=6))
    units = {unit.id for space in spaces for unit in space.units}
    if for_whom and for_whom.leaving_out:
        leaving_out = for_whom.leaving_out
    occupied = {
        unit_id: [row for row in rows if row.taker_id != leaving_out]
        for unit_id, rows in taken(units, wide).items()
    }
    claims = claims_of(for_whom, spaces, during=during) if for_whom else None
    return Around(open_times(spaces[0].site, during), occupied, claims)


def alternatives(
    space: Space, slot: TimeSlot, *, people: int = 1, for_whom: ForWhom | None = None
) -> list[Alternative]:
    """The nearest things that could be had instead: up to two other times here, and up to three
    other spaces at this time, the smallest that is large enough and best equipped first."""
    return alternatives_for([space], slot, people=people, for_whom=for_whom)[space.id]


def alternatives_for(
    wanted: Sequence[Space], slot: TimeSlot, *, people: int = 1, for_whom: ForWhom | None = None
) -> dict[UUID, list[Alternative]]:
    """As `alternatives`, by id for several spaces of one site, in as many statements as for one."""
    if not wanted:
        return {}
    kinds = {space.kind for space in wanted}
    candidates = [space for space in spaces_of(wanted[0].site) if space.kind in kinds]
    today = now()
    span = TimeSlot(max(slot.start - NEARBY, min(today, slot.start)), slot.end + NEARBY)
    known = around(list(dict.fromkeys((*wanted, *candidates))), span, for_whom=for_whom)
    fitting = [each for each in candidates if _fits(each, Asked(slot, people), known=known)]
    return {
        space.id: [
            *(Alternative(space, t) for t in _other_times(space, slot, known=known, people=people)),
            *(Alternative(other, slot) for other in _like(space, fitting)),
        ]
        for space in wanted
    }


def _other_times(space: Space, slot: TimeSlot, *, known: Around, people: int) -> list[TimeSlot]:
    span = TimeSlot(slot.start - NEARBY, slot.end + NEARBY)
    free = known.free_times(space, span, quantity=people if space.is_pooled else 1)
    found = nearest_free(slot, free, grid=timedelta(minutes=space.grid_minutes), most=8)
    fine = (time for time in found if not known.reasons(space, Asked(time, people)))
    return list(fine)[:2]


def _fits(space: Space, asked: Asked, *, known: Around) -> bool:
    quantity = asked.people if space.is_pooled else 1
    return (
        space.capacity_people >= asked.people
        and known.is_free(space, asked.slot, quantity=quantity)
        and not known.reasons(space, asked)
    )


def _like(space: Space, fitting: Sequence[Space]) -> list[Space]:
    """Other spaces of its kind, those first that lack least of its equipment, then the smallest."""
    wanted = set(space.equipment)
    others = [other for other in fitting if other.kind is space.kind and other.id != space.id]
    others.sort(key=lambda o: (len(wanted - set(o.equipment)), o.capacity_people, o.position))
    return others[:3]


def held_too_long(*, limit: int = 500) -> list[Booking]:
    """Holds that have run out, oldest first."""
    query = (
        select(Booking)
        .where(Booking.state == BookingState.HELD, Booking.hold_expires_at <= now())
        .order_by(Booking.hold_expires_at)
        .limit(limit)
    )
    return list(db.session.scalars(query).unique())


def occupying(ids: Sequence[UUID]) -> list[Booking]:
    query = select(Booking).where(Booking.id.in_(ids), Booking.state.in_(OCCUPYING))
    return list(db.session.scalars(query).unique())


def expired_in(unit_ids: Sequence[UUID], during: TimeSlot) -> list[UUID]:
    """Bookings whose hold on one of these units ran out, in the way of `during`."""
    query = select(Occupancy.taker_id).where(
        Occupancy.unit_id.in_(unit_ids),
        Occupancy.taker_kind == TakerKind.BOOKING,
        Occupancy.expires_at <= now(),
        Occupancy.starts_at < during.end,
        Occupancy.starts_at > during.start - LONGEST,
        Occupancy.ends_at > during.start,
    )
    return sorted(set(db.session.scalars(query)))
