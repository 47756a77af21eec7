"""What must always be true of bookings; `flask doctor` asks."""

from collections.abc import Iterator

from sqlalchemy import select

from booking.bookings.models import OCCUPYING, Booking
from booking.spaces.invariants import CHUNK, expected, is_older, rows_of, strangers
from booking.spaces.ledger import Occupancy, TakerKind
from hub.core.database import db


def problems() -> Iterator[str]:
    """Each booking that stands has exactly its rows in the ledger, margins included, and no other
    has any. What the ledger promises by itself is asked by `booking.spaces.invariants`."""
    standing = select(Booking.id).where(Booking.state.in_(OCCUPYING))
    yield from strangers(TakerKind.BOOKING, standing.where(Booking.id == Occupancy.taker_id))
    ids = list(db.session.scalars(standing.order_by(Booking.id)))
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        written = rows_of(TakerKind.BOOKING, chunk)
        for booking in db.session.scalars(select(Booking).where(Booking.id.in_(chunk))).unique():
            if is_older(booking.ends_at, than_units_of=booking.space):
                continue
            should = expected(
                booking.space,
                booking.occupied,
                quantity=booking.quantity,
                expires=booking.hold_expires_at,
            )
            if written.get(booking.id, set()) != should:
                yield f"booking {booking.reference}: its rows in the ledger are not what it takes"
