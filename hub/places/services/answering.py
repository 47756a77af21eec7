"""What a party answers: yes, no, after all, not any more."""

from uuid import UUID

from hub.core.clock import now
from hub.core.i18n import gettext as _
from hub.places import queries
from hub.places.errors import AlreadyHere, NotAsItStands, OfferExpired, SeatGone
from hub.places.models import Place
from hub.places.rules.steps import LIVE, EventKind, PlaceState, runs
from hub.places.services.line import move_on, settle
from hub.places.services.writing import Note, locked_with, set_end, step


def accept(place: Place, *, by: UUID | None) -> Place:
    """Take the offered seat. Accepted again, it stays as it is.

    Raises:
        OfferExpired: it ran out, whether or not that was swept.
        NotAsItStands: there is no offer to accept.
    """
    pool = locked_with(place)
    if place.state is PlaceState.CONFIRMED:
        return place
    _must_run(place, _("There is no offer to accept here."))
    return step(pool, place, kind=EventKind.ACCEPTED, to=PlaceState.CONFIRMED, note=Note(by))


def decline(place: Place, *, by: UUID | None, reason: str = "") -> Place:
    """Give the offer back; the seat goes to the next in line. Declined again, it stays declined.

    Raises:
        OfferExpired: it ran out.
        NotAsItStands: there is no offer to decline.
    """
    pool = locked_with(place)
    if place.state is PlaceState.DECLINED:
        return place
    _must_run(place, _("There is no offer to decline here."))
    step(pool, place, kind=EventKind.DECLINED, to=PlaceState.DECLINED, note=Note(by, reason))
    settle(pool)
    move_on(pool, freed=True)
    return place


def undo_decline(place: Place, *, by: UUID | None) -> Place:
    """Take back a decline while the offer would still run and a seat is free; the offer stands
    again, with the end that it had.

    Raises:
        SeatGone: somebody else holds the seat now.
        OfferExpired: it would have run out.
        NotAsItStands: it was not declined.
        AlreadyHere: the party has come again in the meantime.
    """
    pool = locked_with(place)
    if place.state is not PlaceState.DECLINED:
        raise NotAsItStands(place, _("There is no declined offer to take back."))
    if place.expires_at is None or place.expires_at <= now():
        raise OfferExpired
    settle(pool)
    other = queries.live_place(pool, place.party_id)
    if other is not None:
        raise AlreadyHere(place.party_id, other)
    if queries.free_seats(pool) < 1:
        raise SeatGone
    set_end(pool, place, until=place.expires_at)
    return step(pool, place, kind=EventKind.DECLINE_UNDONE, to=PlaceState.OFFERED, note=Note(by))


def withdraw(place: Place, *, by: UUID | None, reason: str = "") -> Place:
    """Leave: the line, an offer, or a seat, which goes to the next in line. Final for this place;
    whoever joins again stands at the tail.

    Raises:
        NotAsItStands: it has ended already in another way.
    """
    pool = locked_with(place)
    if place.state is PlaceState.WITHDRAWN:
        return place
    if place.state not in LIVE:
        raise NotAsItStands(place, _("There is nothing to leave any more."))
    step(pool, place, kind=EventKind.WITHDRAWN, to=PlaceState.WITHDRAWN, note=Note(by, reason))
    settle(pool)
    move_on(pool, freed=True)
    return place


def _must_run(place: Place, otherwise: str) -> None:
    if place.state is PlaceState.LAPSED:
        raise OfferExpired
    if place.state is not PlaceState.OFFERED:
        raise NotAsItStands(place, otherwise)
    if not runs(place.state, place.expires_at, at=now()):
        raise OfferExpired
