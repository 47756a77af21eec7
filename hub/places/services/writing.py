"""The one way in which a place changes: the row, its line in the ledger, history, and the fact."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from hub.core.clock import now
from hub.core.database import db
from hub.core.errors import NotFound
from hub.core.facts import announce
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.history.services import record
from hub.places import facts
from hub.places.errors import AlreadyHere, NoSeatLeft, PoolExists
from hub.places.models import (
    ONE_LIVE_GUARDS,
    ONE_POOL_GUARDS,
    SEATS_GUARD,
    Place,
    PlaceEvent,
    Pool,
)
from hub.places.rules.steps import EventKind, PlaceState, gives_rank
from hub.places.rules.windows import before_cutoff, expiry, next_reminder


@dataclass(frozen=True)
class Note:
    """Who did it (None: the house) and why."""

    by: UUID | None = None
    reason: str = ""


THE_HOUSE = Note()
#: How history calls the lines of the ledger.
POOL_ACTIONS = {
    EventKind.OPENED: "pool.opened",
    EventKind.RESIZED: "pool.resized",
    EventKind.TERMS_SET: "pool.terms-set",
    EventKind.LINE_CLOSED: "pool.line-closed",
}
PLACE_ACTIONS = {kind: f"place.{kind}" for kind in EventKind if kind not in POOL_ACTIONS}


def locked(pool_id: UUID) -> Pool:
    """The pool, held until the transaction ends: whoever changes anything in it queues here.

    Raises:
        NotFound: there is no such pool.
    """
    query = select(Pool).where(Pool.id == pool_id).with_for_update()
    pool = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if pool is None:
        raise NotFound(_("There are no such seats."))
    return pool


def locked_with(place: Place) -> Pool:
    """The pool of a place, and the place as it is now that nobody else can change it."""
    pool = locked(place.pool_id)
    db.session.refresh(place)
    return pool


def new_place(pool: Pool, party_id: UUID, *, zone: str | None) -> Place:
    """Not in the database until its first step."""
    return Place(
        id=new_id(),
        pool=pool,
        pool_id=pool.id,
        party_id=party_id,
        zone=zone or pool.zone,
        offer_number=0,
        lapses=0,
        version=0,
    )


def step(
    pool: Pool, place: Place, *, kind: EventKind, to: PlaceState, note: Note = THE_HOUSE
) -> Place:
    """Move the place, under the pool's lock.

    Raises:
        NoSeatLeft, AlreadyHere: the database says so, whatever was believed here.
    """
    before: PlaceState | None = place.state
    pool.last_number += 1
    if gives_rank(kind, after=to):
        place.rank = pool.last_number
        place.waiting_since = place.waiting_since if kind is EventKind.MOVED else now()
    if to is PlaceState.WAITING:
        place.expires_at = None
    if to is not PlaceState.OFFERED:
        place.next_reminder_at = None
    place.state = to
    place.version += 1
    offered_until = place.expires_at if to is PlaceState.OFFERED else None
    line = PlaceEvent(
        pool=pool, place=place, number=pool.last_number, kind=kind, at=now(), actor_id=note.by,
        reason=note.reason[:500], before=before, after=to, until=offered_until,
    )  # fmt: skip
    db.session.add_all([place, line])
    _flush(place.party_id)
    record(PLACE_ACTIONS[kind], place, before={"state": before} if before else {},
           after={"state": to, "until": offered_until} if offered_until else {"state": to},
           reason=note.reason)  # fmt: skip
    for fact in _facts(pool, place, kind=kind, reason=note.reason):
        announce(fact)
    return place


def offer_seat(pool: Pool, place: Place, *, kind: EventKind, note: Note = THE_HOUSE) -> Place:
    """Offer it a seat from now on; how long follows from the pool's terms."""
    at = now()
    until = expiry(at, pool.window, zone=place.zone, quiet=pool.quiet)
    place.offered_at = at
    place.offer_number += 1
    set_end(
        pool,
        place,
        until=before_cutoff(until, offered_at=at, cutoff=pool.cutoff_at, window=pool.window),
    )
    return step(pool, place, kind=kind, to=PlaceState.OFFERED, note=note)


def set_end(pool: Pool, place: Place, *, until: datetime) -> None:
    place.expires_at = until
    place.next_reminder_at = next_reminder(until, pool.reminder_leads, after=now())


def note_of_pool(
    pool: Pool, kind: EventKind, *, was: dict[str, object], note: Note, **now_is: object
) -> None:
    """A line about the pool itself."""
    pool.last_number += 1
    line = PlaceEvent(
        pool=pool, place=None, number=pool.last_number, kind=kind, at=now(), actor_id=note.by,
        reason=note.reason[:500], before=None, after=None, until=pool.cutoff_at, seats=pool.seats,
    )  # fmt: skip
    db.session.add_all([pool, line])
    _flush()
    record(POOL_ACTIONS[kind], pool, before=was, after=now_is, reason=note.reason)


def _flush(party_id: UUID | None = None) -> None:
    """Write, and say in our words what the database refused."""
    try:
        db.session.flush()
    except IntegrityError as refusal:
        said = str(refusal.orig)
        if SEATS_GUARD in said:
            raise NoSeatLeft from refusal
        if party_id and any(mark in said for mark in ONE_LIVE_GUARDS):
            raise AlreadyHere(party_id) from refusal
        if any(mark in said for mark in ONE_POOL_GUARDS):
            raise PoolExists from refusal
        raise


def _facts(pool: Pool, place: Place, *, kind: EventKind, reason: str) -> list[facts.PlaceFact]:
    ids = (pool.owner_kind, pool.owner_id, pool.id, place.id, place.party_id)
    until = place.expires_at
    told: list[facts.PlaceFact] = []
    if kind is EventKind.LAPSED:
        told.append(facts.PlaceLapsed(*ids, waits_again=place.state is PlaceState.WAITING))
    if kind is EventKind.EXTENDED and until:
        told.append(facts.PlaceOfferExtended(*ids, until, place.offer_number))
    elif place.state is PlaceState.OFFERED and until:
        told.append(facts.PlaceOffered(*ids, until, place.offer_number))
    elif place.state is PlaceState.WAITING and kind is not EventKind.MOVED:
        told.append(facts.PlaceWaiting(*ids, place.lapses))
    elif place.state is PlaceState.REMOVED:
        told.append(facts.PlaceRemoved(*ids, reason))
    elif place.state in _PLAIN_FACTS:
        told.append(_PLAIN_FACTS[place.state](*ids))
    return told


_PLAIN_FACTS: dict[PlaceState, Callable[..., facts.PlaceFact]] = {
    PlaceState.CONFIRMED: facts.PlaceConfirmed,
    PlaceState.DECLINED: facts.PlaceDeclined,
    PlaceState.WITHDRAWN: facts.PlaceWithdrawn,
    PlaceState.CLOSED: facts.PlaceClosed,
}
