"""How a party comes to a place: by joining, by an offer, in line, or by the hand of staff."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from hub.places import queries
from hub.places.errors import AlreadyHere, LineClosed, NoSeatLeft, OffersAreOver, ReasonNeeded
from hub.places.models import Place, Pool
from hub.places.rules.steps import EventKind, PlaceState
from hub.places.services.line import is_over, move_on, settle
from hub.places.services.writing import Note, locked, new_place, offer_seat, step


def join(
    pool: Pool, party_id: UUID, *, by: UUID | None, zone: str | None = None, reason: str = ""
) -> Place:
    """Take a seat at once if one is free and nobody waits for it; otherwise wait at the tail.

    After the cut-off free seats go to whoever comes first, also to those who waited.

    Args:
        zone: the party's own, for quiet hours; None takes the pool's.

    Raises:
        AlreadyHere: it waits, is offered a seat or has one.
        LineClosed: nobody can join any more.
    """
    pool, note = locked(pool.id), Note(by, reason)
    if pool.closed_at is not None:
        raise LineClosed
    move_on(pool, freed=settle(pool) > 0)
    place = queries.live_place(pool, party_id)
    nobody_first = is_over(pool) or queries.first_in_line(pool) is None
    to_be_had = nobody_first and queries.free_seats(pool) > 0
    if place is not None and not (to_be_had and place.state is PlaceState.WAITING):
        raise AlreadyHere(party_id, place)
    place = place or new_place(pool, party_id, zone=zone)
    if to_be_had:
        return step(pool, place, kind=EventKind.TAKEN, to=PlaceState.CONFIRMED, note=note)
    return step(pool, place, kind=EventKind.JOINED, to=PlaceState.WAITING, note=note)


def offer(
    pool: Pool, party_id: UUID, *, by: UUID | None, zone: str | None = None, reason: str = ""
) -> Place:
    """Offer a seat to somebody in particular, as a selection does. A party in line leaves it.

    Raises:
        NoSeatLeft: confirmed places and live offers fill the pool.
        AlreadyHere: it is offered a seat, or has one.
        OffersAreOver, LineClosed: no more offers are made.
    """
    pool = locked(pool.id)
    if pool.closed_at is not None:
        raise LineClosed
    if is_over(pool):
        raise OffersAreOver
    settle(pool)
    place = queries.live_place(pool, party_id)
    if place is not None and place.state is not PlaceState.WAITING:
        raise AlreadyHere(party_id, place)
    if queries.free_seats(pool) < 1:
        raise NoSeatLeft
    place = place or new_place(pool, party_id, zone=zone)
    return offer_seat(pool, place, kind=EventKind.OFFERED, note=Note(by, reason))


def put_in_line(
    pool: Pool,
    party_ids: Sequence[UUID],
    *,
    by: UUID | None,
    zones: Mapping[UUID, str] | None = None,
    reason: str = "",
) -> list[Place]:
    """Let parties wait in this order, behind those who already do. Free seats are offered at once
    where the pool does so; so offer first and line up second.

    Raises:
        AlreadyHere: one of them has a live place.
        LineClosed: nobody can be put in line any more.
    """
    pool, note, zones = locked(pool.id), Note(by, reason), zones or {}
    if pool.closed_at is not None:
        raise LineClosed
    settle(pool)
    here = queries.live_places(pool, party_ids)
    places = []
    for party_id in party_ids:
        if party_id in here:
            raise AlreadyHere(party_id, here[party_id])
        place = new_place(pool, party_id, zone=zones.get(party_id))
        places.append(step(pool, place, kind=EventKind.PUT, to=PlaceState.WAITING, note=note))
    move_on(pool, freed=False)
    return places


def override(
    pool: Pool, party_id: UUID, *, by: UUID | None, reason: str, zone: str | None = None
) -> Place:
    """Staff give a seat past the line, and say why. Not even they can give one that is not there.

    Raises:
        ReasonNeeded: no reason was given.
        NoSeatLeft: every seat is held.
        AlreadyHere: the party has its seat.
    """
    if not reason.strip():
        raise ReasonNeeded
    pool = locked(pool.id)
    freed = settle(pool) > 0
    place = queries.live_place(pool, party_id)
    if place is not None and place.state is PlaceState.CONFIRMED:
        raise AlreadyHere(party_id, place)
    holds = place is not None and place.state is PlaceState.OFFERED
    if not holds and queries.free_seats(pool) < 1:
        raise NoSeatLeft
    place = place or new_place(pool, party_id, zone=zone)
    step(pool, place, kind=EventKind.OVERRIDDEN, to=PlaceState.CONFIRMED, note=Note(by, reason))
    move_on(pool, freed=freed)
    return place
