"""Open a pool, give it more or fewer seats, other terms, and close its line."""

from typing import Any
from uuid import UUID

from hub.core.clock import now
from hub.core.errors import Invalid
from hub.core.i18n import gettext as _
from hub.core.walltime import is_zone
from hub.places import queries
from hub.places.errors import LineClosed, PoolExists, SeatsHeld
from hub.places.models import Pool
from hub.places.rules.steps import EventKind, PlaceState
from hub.places.rules.terms import Terms
from hub.places.services.line import move_on, settle
from hub.places.services.writing import THE_HOUSE, Note, locked, note_of_pool, step

SHORTEST_MINUTES = 5
DEFAULT = Terms()


def open_pool(
    owner_kind: str, owner_id: UUID, *, seats: int, terms: Terms = DEFAULT, note: Note = THE_HOUSE
) -> Pool:
    """Seats for something, such as ("cohorts", its id). Who may is the caller's to ask.

    Raises:
        PoolExists: it has some already.
        Invalid: fewer seats than none, or terms that cannot be.
    """
    _check_seats(seats)
    if queries.pool_of(owner_kind, owner_id):
        raise PoolExists
    pool = Pool(
        owner_kind=owner_kind, owner_id=owner_id, seats=seats, last_number=0, **_columns(terms)
    )
    note_of_pool(pool, EventKind.OPENED, was={}, note=note, seats=seats)
    return pool


def resize(pool: Pool, seats: int, *, by: UUID | None, reason: str = "") -> Pool:
    """Set the number of seats. More of them are offered to those in line at once.

    Raises:
        SeatsHeld: fewer than are held; it says by whom.
    """
    _check_seats(seats)
    pool = locked(pool.id)
    settle(pool)
    if seats < pool.seats - queries.free_seats(pool):
        raise SeatsHeld(queries.holders(pool))
    was, pool.seats = pool.seats, seats
    if was != seats:
        note_of_pool(pool, EventKind.RESIZED, was={"seats": was}, note=Note(by, reason),
                     seats=seats)  # fmt: skip
    move_on(pool, freed=seats > was)
    return pool


def set_terms(pool: Pool, terms: Terms, *, by: UUID | None, reason: str = "") -> Pool:
    """Other terms, for the offers from now on; those that were made keep their end."""
    pool = locked(pool.id)
    settle(pool)
    columns = _columns(terms)
    changed = {name: value for name, value in columns.items() if getattr(pool, name) != value}
    if changed:
        was = {name: getattr(pool, name) for name in changed}
        for name, value in changed.items():
            setattr(pool, name, value)
        note_of_pool(pool, EventKind.TERMS_SET, was=was, note=Note(by, reason), **changed)
    move_on(pool, freed=False)
    return pool


def close_line(pool: Pool, *, by: UUID | None, reason: str = "") -> Pool:
    """Nobody joins or is offered anything any more, and who waits is told that it is over. Seats
    that are held stay held, and offers that stand can be answered.

    Raises:
        LineClosed: it is.
    """
    pool = locked(pool.id)
    if pool.closed_at is not None:
        raise LineClosed
    settle(pool)
    pool.closed_at = now()
    note = Note(by, reason)
    note_of_pool(pool, EventKind.LINE_CLOSED, was={}, note=note, seats=pool.seats)
    for place in queries.line(pool):
        step(pool, place, kind=EventKind.CLOSED, to=PlaceState.CLOSED, note=note)
    return pool


def _check_seats(seats: int) -> None:
    if seats < 0:
        sentence = _("There cannot be fewer seats than none.")
        raise Invalid(sentence, errors={"seats": [sentence]})


def _columns(terms: Terms) -> dict[str, Any]:
    """The terms as a pool keeps them.

    Raises:
        Invalid: an offer that nobody can read in time, or a zone that does not exist.
    """
    if terms.offer_minutes < SHORTEST_MINUTES:
        sentence = _("An offer stands for %(minutes)s minutes at least.", minutes=SHORTEST_MINUTES)
        raise Invalid(sentence, errors={"offer_minutes": [sentence]})
    if not is_zone(terms.zone):
        sentence = _("There is no such time zone.")
        raise Invalid(sentence, errors={"zone": [sentence]})
    quiet = terms.quiet
    return {
        "offer_minutes": terms.offer_minutes,
        "reminder_minutes": sorted(terms.reminder_minutes, reverse=True),
        "zone": terms.zone,
        "quiet_from": quiet.start.hour * 60 + quiet.start.minute if quiet else 0,
        "quiet_until": quiet.end.hour * 60 + quiet.end.minute if quiet else 0,
        "cutoff_at": terms.cutoff_at,
        "lapse_policy": terms.lapse_policy,
        "max_lapses": terms.max_lapses,
        "auto_promote": terms.auto_promote,
    }
