"""What must always hold between bookings, closures and the ledger; `flask doctor` asks."""

from collections.abc import Iterator

from sqlalchemy import and_, exists, func, not_, select
from sqlalchemy.orm import aliased

from booking.bookings.models import OCCUPYING, Booking
from booking.spaces.ledger import Occupancy, PlaceCounter, TakerKind
from booking.spaces.models import Closure, SpaceUnit, Unit
from hub.core.clock import now
from hub.core.database import db

MOST_SHOWN = 20


def problems() -> Iterator[str]:
    """One sentence for each thing that is not as it must be."""
    yield from _bookings_that_hold_nothing()
    yield from _rows_without_a_taker()
    yield from _rows_at_another_time()
    yield from _units_taken_twice()
    yield from _pools_beyond_their_places()


def _bookings_that_hold_nothing() -> Iterator[str]:
    """Every standing booking to come has all units of its space."""
    rows = (
        select(func.count())
        .select_from(Occupancy)
        .where(Occupancy.taker_kind == TakerKind.BOOKING, Occupancy.taker_id == Booking.id)
        .scalar_subquery()
    )
    units = (
        select(func.count())
        .select_from(SpaceUnit)
        .where(SpaceUnit.space_id == Booking.space_id)
        .scalar_subquery()
    )
    query = select(Booking.reference).where(
        Booking.state.in_(OCCUPYING), Booking.ends_at > now(), rows < units
    )
    for reference in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"booking {reference} stands but does not have all its units in the ledger"


def _rows_without_a_taker() -> Iterator[str]:
    standing = exists().where(Booking.id == Occupancy.taker_id, Booking.state.in_(OCCUPYING))
    closed = exists().where(Closure.id == Occupancy.taker_id, Closure.lifted_at.is_(None))
    query = select(Occupancy.id).where(
        not_(
            (and_(Occupancy.taker_kind == TakerKind.BOOKING, standing))
            | (and_(Occupancy.taker_kind == TakerKind.CLOSURE, closed))
        )
    )
    for row in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"occupancy {row} is taken by nothing that stands"


def _rows_at_another_time() -> Iterator[str]:
    """The ledger has at least the booking's own time (margins come on top)."""
    query = (
        select(Booking.reference)
        .join(Occupancy, Occupancy.taker_id == Booking.id)
        .where(Occupancy.taker_kind == TakerKind.BOOKING, Booking.state.in_(OCCUPYING))
        .group_by(Booking.id, Booking.reference, Booking.starts_at, Booking.ends_at)
        .having(
            (func.min(Occupancy.starts_at) > Booking.starts_at)
            | (func.max(Occupancy.ends_at) < Booking.ends_at)
        )
    )
    for reference in db.session.scalars(query.limit(MOST_SHOWN)):
        yield f"booking {reference} stands in the ledger at another time"


def _units_taken_twice() -> Iterator[str]:
    """What the database refuses; asked all the same, because it is the promise."""
    later = aliased(Occupancy)
    query = (
        select(Unit.name, Occupancy.starts_at)
        .join(Occupancy, Occupancy.unit_id == Unit.id)
        .join(
            later,
            and_(
                later.unit_id == Occupancy.unit_id,
                later.id != Occupancy.id,
                later.starts_at >= Occupancy.starts_at,
                later.starts_at < Occupancy.ends_at,
            ),
        )
        .where(not_(Occupancy.pooled))
    )
    for name, starts_at in db.session.execute(query.limit(MOST_SHOWN)):
        yield f"{name} is taken twice at {starts_at:%Y-%m-%d %H:%M} UTC"


def _pools_beyond_their_places() -> Iterator[str]:
    query = select(Unit.name, PlaceCounter.slot).where(
        PlaceCounter.unit_id == Unit.id, PlaceCounter.used > Unit.places
    )
    for name, quarter in db.session.execute(query.limit(MOST_SHOWN)):
        yield f"{name} has more in use than places, in quarter hour {quarter}"
