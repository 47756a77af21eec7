"""What must always be true of places; `flask doctor` asks, without relying on the guards.

I1 and I7: never more holders than seats, and the counters count right. I2: one live place for each
party and pool. I3 to I6 and I8: the ledger, read from its first line, has no line that the rules
forbid, and explains every place as it stands.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy import func, select

from hub.core.database import db
from hub.places.models import Place, PlaceEvent, Pool, SeatCounter
from hub.places.rules.replay import Replay, replay
from hub.places.rules.steps import HOLDING, LIVE, PlaceState

CHUNK = 100


def problems() -> Iterator[str]:
    yield from _miscounted()
    yield from _several_live_places()
    ids = list(db.session.scalars(select(Pool.id).order_by(Pool.id)))
    for start in range(0, len(ids), CHUNK):
        yield from _unexplained(ids[start : start + CHUNK])


def _miscounted() -> Iterator[str]:
    held = (
        select(Place.pool_id, func.count().label("held"))
        .where(Place.state.in_(HOLDING))
        .group_by(Place.pool_id)
        .subquery()
    )
    query = (
        select(Pool.id, Pool.seats, SeatCounter.seats.label("counted_seats"), SeatCounter.taken,
               func.coalesce(held.c.held, 0).label("held"))
        .outerjoin(SeatCounter, SeatCounter.id == Pool.id)
        .outerjoin(held, held.c.pool_id == Pool.id)
    )  # fmt: skip
    for row in db.session.execute(query):
        if row.held > row.seats:
            yield f"pool {row.id}: {row.held} hold {row.seats} seats"
        if (row.counted_seats, row.taken) != (row.seats, row.held):
            yield (
                f"pool {row.id}: counts {row.taken} of {row.counted_seats} seats, "
                f"there are {row.held} of {row.seats}"
            )


def _several_live_places() -> Iterator[str]:
    query = (
        select(Place.pool_id, Place.party_id, func.count().label("number"))
        .where(Place.state.in_(LIVE))
        .group_by(Place.pool_id, Place.party_id)
        .having(func.count() > 1)
    )
    for row in db.session.execute(query):
        yield f"pool {row.pool_id}: {row.party_id} has {row.number} live places"


def _unexplained(pool_ids: Sequence[UUID]) -> Iterator[str]:
    pools = db.session.scalars(
        select(Pool).where(Pool.id.in_(pool_ids)).execution_options(populate_existing=True)
    )
    told = {pool_id: Replay() for pool_id in pool_ids}
    lines = select(PlaceEvent).where(PlaceEvent.pool_id.in_(pool_ids))
    ordered = lines.order_by(PlaceEvent.pool_id, PlaceEvent.number)
    for pool_id, events in groupby(db.session.scalars(ordered), lambda each: each.pool_id):
        told[pool_id] = replay(event.as_line() for event in events)
    rows = select(Place).where(Place.pool_id.in_(pool_ids)).order_by(Place.pool_id, Place.id)
    fresh = db.session.scalars(rows.execution_options(populate_existing=True))
    places = {pool_id: list(each) for pool_id, each in groupby(fresh, lambda p: p.pool_id)}
    for pool in pools:
        found = [
            *_of_pool(pool, told[pool.id]),
            *_of_places(places.get(pool.id, []), told[pool.id]),
        ]
        yield from (f"pool {pool.id}: {fault}" for fault in found)


def _of_pool(pool: Pool, told: Replay) -> Iterator[str]:
    yield from told.faults
    if told.last_number != pool.last_number:
        yield f"its ledger has {told.last_number} lines, not {pool.last_number}"
    if (told.seats, told.cutoff_at) != (pool.seats, pool.cutoff_at):
        yield "its ledger knows other seats, or another cut-off"
    if told.closed != (pool.closed_at is not None):
        yield "its ledger and the pool disagree about the line being closed"


def _of_places(places: Sequence[Place], told: Replay) -> Iterator[str]:
    for place in places:
        stands = told.places.get(place.id)
        if stands is None or stands.state is not place.state:
            yield f"place {place.id} is {place.state}, its ledger says {stands and stands.state}"
        elif place.state is PlaceState.WAITING and stands.rank != place.rank:
            yield f"place {place.id} has rank {place.rank}, its ledger says {stands.rank}"
        elif place.state is PlaceState.OFFERED and stands.until != place.expires_at:
            yield f"place {place.id}: its offer ends at another time than its ledger says"
    for missing in told.places.keys() - {place.id for place in places}:
        yield f"place {missing} is in the ledger only"
