"""What staff do to places that are there: more time, another order, out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hub.core.clock import now
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.places import queries
from hub.places.errors import (
    NotAsItStands,
    NotTheWholeLine,
    OfferExpired,
    OffersAreOver,
    ReasonNeeded,
)
from hub.places.models import Place, Pool
from hub.places.rules.steps import LIVE, EventKind, PlaceState, offers_are_over, runs
from hub.places.services.line import move_on, settle
from hub.places.services.writing import Note, locked, locked_with, set_end, step


def remove(place: Place, *, by: UUID | None, reason: str) -> Place:
    """Take somebody out, and say why; a seat that was held goes to the next in line.

    Raises:
        ReasonNeeded: no reason was given.
        NotAsItStands: it has ended already.
    """
    _must_have(reason)
    pool = locked_with(place)
    if place.state not in LIVE:
        raise NotAsItStands(place, _("This place has ended already."))
    step(pool, place, kind=EventKind.REMOVED, to=PlaceState.REMOVED, note=Note(by, reason))
    settle(pool)
    move_on(pool, freed=True)
    return place


def extend(place: Place, until: datetime, *, by: UUID | None, reason: str) -> Place:
    """Give an offer that stands more time.

    Raises:
        ReasonNeeded: no reason was given.
        OfferExpired: it has run out; offer the seat anew.
        NotAsItStands: there is no offer.
        Invalid: that is not later than it ends now.
        OffersAreOver: that would be after the cut-off.
    """
    _must_have(reason)
    pool = locked_with(place)
    if place.state is not PlaceState.OFFERED:
        raise NotAsItStands(place, _("There is no offer to extend here."))
    if place.expires_at is None or not runs(place.state, place.expires_at, at=now()):
        raise OfferExpired
    if until <= place.expires_at:
        sentence = _("Please choose a time later than the offer ends now.")
        raise Invalid(sentence, errors={"until": [sentence]})
    if pool.cutoff_at is not None and until > pool.cutoff_at:
        raise OffersAreOver
    set_end(pool, place, until=until)
    return step(pool, place, kind=EventKind.EXTENDED, to=PlaceState.OFFERED, note=Note(by, reason))


def reorder(pool: Pool, place_ids: Sequence[UUID], *, by: UUID | None, reason: str) -> list[Place]:
    """Put everybody who waits into another order, first in line first.

    Raises:
        ReasonNeeded: no reason was given.
        NotTheWholeLine: these are not exactly those who wait now.
        OffersAreOver: there is nothing left to wait for.
    """
    _must_have(reason)
    pool = locked(pool.id)
    if offers_are_over(pool.cutoff_at, at=now()):
        raise OffersAreOver
    waiting = {place.id: place for place in queries.line(pool)}
    if len(place_ids) != len(waiting) or set(place_ids) != set(waiting):
        raise NotTheWholeLine
    note = Note(by, reason)
    return [
        step(pool, waiting[id_], kind=EventKind.MOVED, to=PlaceState.WAITING, note=note)
        for id_ in place_ids
    ]


def _must_have(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded
