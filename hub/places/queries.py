"""Questions about pools, their lines and their places. An offer that ran out counts as lapsed
here, whether or not somebody has swept it yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from hub.core.clock import now
from hub.core.database import db
from hub.core.pagination import Page, page_of
from hub.places.models import Place, PlaceEvent, Pool, SeatCounter
from hub.places.rules.steps import LIVE, PlaceState


def pool_of(owner_kind: str, owner_id: UUID) -> Pool | None:
    query = select(Pool).where(Pool.owner_kind == owner_kind, Pool.owner_id == owner_id)
    return db.session.scalars(query).one_or_none()


def pools_of(owner_kind: str, owner_ids: Iterable[UUID]) -> dict[UUID, Pool]:
    """By the owner's id; owners without a pool are left out."""
    query = select(Pool).where(Pool.owner_kind == owner_kind, Pool.owner_id.in_(list(owner_ids)))
    return {pool.owner_id: pool for pool in db.session.scalars(query)}


def live_place(pool: Pool, party_id: UUID) -> Place | None:
    """The one place with which the party waits, is offered a seat or has one."""
    query = select(Place).where(
        Place.pool_id == pool.id, Place.party_id == party_id, Place.state.in_(LIVE)
    )
    return db.session.scalars(query).one_or_none()


def live_places(pool: Pool, party_ids: Sequence[UUID]) -> dict[UUID, Place]:
    """As `live_place`, for many parties at once, by the party's id."""
    query = select(Place).where(
        Place.pool_id == pool.id, Place.party_id.in_(party_ids), Place.state.in_(LIVE)
    )
    return {place.party_id: place for place in db.session.scalars(query)}


def newest_place(pool: Pool, party_id: UUID) -> Place | None:
    """The party's live place, or the one that ended last."""
    return newest_places(pool, [party_id]).get(party_id)


def newest_places(pool: Pool, party_ids: Sequence[UUID]) -> dict[UUID, Place]:
    """As `newest_place`, for many parties at once."""
    query = select(Place).where(Place.pool_id == pool.id, Place.party_id.in_(party_ids))
    # Ids grow with time, and a live place is the newest.
    return {place.party_id: place for place in db.session.scalars(query.order_by(Place.id))}


def places_of(party_id: UUID) -> list[Place]:
    """Everywhere that a party has or had a place, newest first."""
    query = select(Place).where(Place.party_id == party_id).order_by(Place.id.desc())
    return list(db.session.scalars(query))


def line(pool: Pool) -> list[Place]:
    """Who waits, first in line first."""
    return list(db.session.scalars(_waiting(pool.id).order_by(Place.rank)))


def first_in_line(pool: Pool) -> Place | None:
    return db.session.scalars(_waiting(pool.id).order_by(Place.rank).limit(1)).one_or_none()


def holders(pool: Pool) -> list[Place]:
    """Who holds a seat now: confirmed first, then the offers that run out soonest."""
    query = select(Place).where(Place.pool_id == pool.id, _holds(now()))
    ordered = query.order_by(Place.state == PlaceState.OFFERED, Place.expires_at, Place.id)
    return list(db.session.scalars(ordered))


def position(place: Place) -> int | None:
    """How far from the front it waits, counted from 1; None when it does not wait."""
    if place.state is not PlaceState.WAITING:
        return None
    before = _waiting(place.pool_id).where(Place.rank < place.rank).subquery()
    return 1 + (db.session.scalar(select(func.count()).select_from(before)) or 0)


def positions(places: Iterable[Place]) -> dict[UUID, int]:
    """As `position`, for places of many pools at once, by the place's id."""
    waiting = [place for place in places if place.state is PlaceState.WAITING]
    ranked = select(
        Place.id,
        func.row_number().over(partition_by=Place.pool_id, order_by=Place.rank).label("position"),
    ).where(
        Place.pool_id.in_({place.pool_id for place in waiting}),
        Place.state == PlaceState.WAITING,
    )
    found = {row.id: int(row.position) for row in db.session.execute(ranked)} if waiting else {}
    return {place.id: found[place.id] for place in waiting if place.id in found}


@dataclass(frozen=True)
class Counts:
    """How a pool stands. `free` seats may still be promised to those who wait."""

    seats: int
    confirmed: int = 0
    offered: int = 0
    waiting: int = 0

    @property
    def free(self) -> int:
        return self.seats - self.confirmed - self.offered


def counts(pool: Pool) -> Counts:
    return counts_of([pool])[pool.id]


def counts_of(pools: Sequence[Pool]) -> dict[UUID, Counts]:
    """By the pool's id."""
    query = (
        select(Place.pool_id, Place.state, func.count())
        .where(
            Place.pool_id.in_([pool.id for pool in pools]),
            or_(_holds(now()), Place.state == PlaceState.WAITING),
        )
        .group_by(Place.pool_id, Place.state)
    )
    found: dict[UUID, dict[PlaceState, int]] = {pool.id: {} for pool in pools}
    for pool_id, state, number in db.session.execute(query):
        found[pool_id][state] = number
    return {
        pool.id: Counts(
            pool.seats,
            confirmed=found[pool.id].get(PlaceState.CONFIRMED, 0),
            offered=found[pool.id].get(PlaceState.OFFERED, 0),
            waiting=found[pool.id].get(PlaceState.WAITING, 0),
        )
        for pool in pools
    }


@dataclass(frozen=True)
class Story:
    """What somebody in line may read: "You are 4th. Three before you have offers until Friday."

    Args:
        position: among those who wait, from 1; None when the place does not wait.
        offers_until: when the offers run out that others are thinking about, soonest first.
        events: the place's own lines of the ledger, oldest first.
    """

    position: int | None
    offers_until: list[datetime]
    events: list[PlaceEvent] = field(default_factory=list)


def story_of(place: Place) -> Story:
    lines = select(PlaceEvent).where(PlaceEvent.place_id == place.id).order_by(PlaceEvent.number)
    ends = select(Place.expires_at).where(
        Place.pool_id == place.pool_id,
        Place.id != place.id,
        Place.state == PlaceState.OFFERED,
        Place.expires_at > now(),
    )
    return Story(
        position=position(place),
        offers_until=[each for each in db.session.scalars(ends.order_by(Place.expires_at)) if each],
        events=list(db.session.scalars(lines)),
    )


def ledger(pool: Pool, *, cursor: str | None = None, limit: int = 50) -> Page[PlaceEvent]:
    """The pool's lines, newest first."""
    query = select(PlaceEvent).where(PlaceEvent.pool_id == pool.id)
    return page_of(query, by=[PlaceEvent.number], cursor=cursor, limit=limit, descending=True)


def free_seats(pool: Pool) -> int:
    """By the database's own count, in which an offer that ran out holds its seat until it is swept.
    Read anew: what was known before the pool was locked may be old."""
    query = select(SeatCounter.seats - SeatCounter.taken).where(SeatCounter.id == pool.id)
    return int(db.session.scalars(query).one())


def run_out(pool: Pool) -> list[Place]:
    """Offers to sweep, in the order in which they ran out."""
    query = select(Place).where(
        Place.pool_id == pool.id, Place.state == PlaceState.OFFERED, Place.expires_at <= now()
    )
    in_turn = (Place.expires_at, Place.offered_at, func.coalesce(Place.rank, 0), Place.id)
    ordered = query.order_by(*in_turn)
    return list(db.session.scalars(ordered.execution_options(populate_existing=True)))


def pools_to_settle(*, limit: int) -> list[UUID]:
    """Pools in which offers ran out, or seats are free that the first in line should be offered."""
    waits = exists().where(Place.pool_id == Pool.id, Place.state == PlaceState.WAITING)
    ran_out = exists().where(
        Place.pool_id == Pool.id, Place.state == PlaceState.OFFERED, Place.expires_at <= now()
    )
    hungry = and_(
        Pool.auto_promote,
        Pool.closed_at.is_(None),
        or_(Pool.cutoff_at.is_(None), Pool.cutoff_at > now()),
        SeatCounter.taken < SeatCounter.seats,
        waits,
    )
    query = select(Pool.id).join(SeatCounter, SeatCounter.id == Pool.id)
    return list(
        db.session.scalars(query.where(or_(ran_out, hungry)).order_by(Pool.id).limit(limit))
    )


def pools_to_remind(*, limit: int) -> list[UUID]:
    query = select(Place.pool_id).where(Place.next_reminder_at <= now()).distinct()
    return list(db.session.scalars(query.order_by(Place.pool_id).limit(limit)))


def to_remind(pool: Pool) -> list[Place]:
    query = select(Place).where(Place.pool_id == pool.id, Place.next_reminder_at <= now())
    ordered = query.order_by(Place.expires_at, Place.id)
    return list(db.session.scalars(ordered.execution_options(populate_existing=True)))


def _waiting(pool_id: UUID) -> Select[Place]:
    return select(Place).where(Place.pool_id == pool_id, Place.state == PlaceState.WAITING)


def _holds(at: datetime) -> ColumnElement[bool]:
    return or_(
        Place.state == PlaceState.CONFIRMED,
        and_(Place.state == PlaceState.OFFERED, Place.expires_at > at),
    )
