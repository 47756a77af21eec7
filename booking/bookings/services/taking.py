"""Bookings and the ledger: take a time, take it again, let a hold run out."""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import make_transient_to_detached

from booking.bookings import queries
from booking.bookings.errors import HoldExpired, SlotTaken
from booking.bookings.models import Booking, BookingState
from booking.bookings.permissions import can_book_for
from booking.bookings.services.wishes import Wish, slot_taken
from booking.pricing.rules import price
from booking.spaces.errors import UnitTaken
from booking.spaces.ledger import TakerKind
from booking.spaces.models import Space
from booking.spaces.services import Taker, release, take
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import db, is_sqlite
from hub.core.errors import NotAllowed
from hub.core.i18n import gettext as _
from hub.core.ids import new_id, new_reference
from hub.core.leases import rows_changed
from hub.core.timeslots import TimeSlot
from hub.core.walltime import to_wall
from hub.history.services import record


def take_and_write(
    wish: Wish, *, booked_by: User, booked_for: User, expires: datetime | None
) -> Booking:
    if not can_book_for(booked_by, booked_for, space=wish.space):
        raise NotAllowed(_("Only the hub's staff book for somebody else."))
    booking = _drafted(wish, expires)
    booking.booked_by_id, booking.booked_for_id = booked_by.id, booked_for.id
    into_ledger(wish, booking)
    _write(booking)
    return booking


def _drafted(wish: Wish, expires: datetime | None) -> Booking:
    return Booking(
        id=new_id(),
        reference=new_reference(),
        kind=wish.kind,
        state=BookingState.HELD if expires else BookingState.CONFIRMED,
        people=wish.people,
        purpose=wish.purpose[:200],
        needs=wish.needs[:300],
        organisation_id=wish.organisation_id,
        hold_expires_at=expires,
        source_uid=wish.source_uid,
        version=1,
        ical_sequence=0,
        made_at=now(),
        together_id=None,
        cancelled_at=None,
        **where_and_when(wish),
    )


def where_and_when(wish: Wish) -> dict[str, Any]:
    """What a booking keeps of a space and a time, frozen with their margins and their price."""
    space, zone = wish.space, wish.space.site.zone
    due = price(wish.slot, space.hourly_rate) * wish.quantity
    return {
        "space_id": space.id,
        "space": space,
        "starts_at": wish.slot.start,
        "ends_at": wish.slot.end,
        "starts_local": f"{to_wall(wish.slot.start, zone):%Y-%m-%dT%H:%M}",
        "ends_local": f"{to_wall(wish.slot.end, zone):%Y-%m-%dT%H:%M}",
        "zone": zone,
        "setup_minutes": space.setup_minutes,
        "cleanup_minutes": space.cleanup_minutes + space.buffer_minutes,
        "quantity": wish.quantity,
        "price_minor": due.minor,
        "currency": due.currency,
    }


def _write(booking: Booking) -> None:
    """A new booking, in one statement that also says whether another has its reference: of a
    thousand million codes, two of a few thousand bookings meet more often than one thinks."""
    statement = _insert(on_sqlite=is_sqlite())
    names = Booking.__table__.columns.keys()
    while not rows_changed(statement, {name: getattr(booking, name) for name in names}):
        booking.reference = new_reference()
    make_transient_to_detached(booking)  # what is in the database already, as a session sees it
    db.session.add(booking)


@cache
def _insert(*, on_sqlite: bool) -> Any:
    insert = sqlite.insert if on_sqlite else postgresql.insert
    table: Any = Booking.__table__
    return insert(table).on_conflict_do_nothing(index_elements=["reference"])


def into_ledger(wish: Wish, booking: Booking) -> None:
    """Into the ledger. Holds that ran out are cleared away when they are in the way."""
    units, during = wish.space.units, queries.with_margins(wish.space, wish.slot)
    taker = Taker(TakerKind.BOOKING, booking.id, booking.hold_expires_at)
    try:
        try:
            take(units, during, by=taker, quantity=wish.quantity)
        except UnitTaken:
            if not _clear_expired(wish.space, during):
                raise
            take(units, during, by=taker, quantity=wish.quantity)
    except UnitTaken as somebody:
        raise slot_taken(wish) from somebody


def take_again(booking: Booking) -> None:
    wish = Wish(booking.space, booking.slot, booking.people)
    try:
        into_ledger(wish, booking)
    except SlotTaken as gone:
        raise HoldExpired(
            _("Your hold ran out, and somebody else has taken this time since."),
            alternatives=gone.details["alternatives"],
        ) from gone


def _clear_expired(space: Space, during: TimeSlot) -> bool:
    """Whether one was there, perhaps cleared by somebody else just now."""
    expired = queries.expired_in([unit.id for unit in space.units], during)
    for booking_id in expired:
        end_hold(booking_id)
    return bool(expired)


def end_hold(booking_id: UUID) -> bool:
    """From held to expired, by whoever comes first; whether it was us."""
    ended = (
        update(Booking)
        .where(
            Booking.id == booking_id,
            Booking.state == BookingState.HELD,
            Booking.hold_expires_at <= now(),
        )
        .values(state=BookingState.EXPIRED, hold_expires_at=None, version=Booking.version + 1)
    )
    if db.session.execute(ended).rowcount != 1:  # type: ignore[attr-defined]
        return False
    release(TakerKind.BOOKING, booking_id)
    booking = db.session.get_one(Booking, booking_id, populate_existing=True)
    record("booking.expired", booking, before={"state": BookingState.HELD},
           after={"state": BookingState.EXPIRED})  # fmt: skip
    return True
