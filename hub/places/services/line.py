"""How the line moves: offers run out, and freed seats go to the first who waits."""

from uuid import UUID

from hub.core.clock import now
from hub.core.database import db
from hub.core.facts import announce
from hub.places import eligibility, queries
from hub.places.facts import PlaceOfferDue, SeatsFreed
from hub.places.models import Place, Pool
from hub.places.rules.steps import EventKind, PlaceState, after_lapse, offers_are_over
from hub.places.rules.windows import next_reminder
from hub.places.services.writing import Note, locked, offer_seat, step


def lapse_due(pool_id: UUID) -> int:
    """Sweep the offers that ran out and offer free seats to those in line; how many lapsed."""
    pool = locked(pool_id)
    lapsed = settle(pool)
    move_on(pool, freed=lapsed > 0)
    return lapsed


def promote(pool: Pool, *, by: UUID | None = None, reason: str = "") -> list[Place]:
    """Offer every free seat to the first in line, also where the pool waits for staff to say so.
    Returns the places that were offered one."""
    pool = locked(pool.id)
    settle(pool)
    return fill(pool, note=Note(by, reason))


def remind(pool_id: UUID) -> int:
    """Bring offers to mind whose time for it has come; how many. After a long pause, once."""
    pool = locked(pool_id)
    due = queries.to_remind(pool)
    for place in due:
        until = place.expires_at
        if until is None:  # not possible: a CHECK ties reminders to offers, and those to an end
            continue
        place.next_reminder_at = next_reminder(until, pool.reminder_leads, after=now())
        if until > now():
            ids = (pool.owner_kind, pool.owner_id, pool.id, place.id, place.party_id)
            announce(PlaceOfferDue(*ids, expires_at=until, offer_number=place.offer_number))
    db.session.flush()
    return len(due)


def settle(pool: Pool) -> int:
    """Let the offers lapse that ran out, under the pool's lock. Each gives up its seat before
    anybody else can be given it."""
    due = queries.run_out(pool)
    for place in due:
        place.lapses += 1
        to = after_lapse(pool.lapse_policy, lapses=place.lapses, max_lapses=pool.max_lapses)
        if to is PlaceState.WAITING and pool.closed_at is not None:
            to = PlaceState.LAPSED  # there is no line to go back to
        step(pool, place, kind=EventKind.LAPSED, to=to)
    return len(due)


def move_on(pool: Pool, *, freed: bool) -> None:
    """What follows when a seat may have become free, under the pool's lock."""
    if pool.auto_promote and not is_over(pool):
        fill(pool)
    elif freed and pool.closed_at is None and is_over(pool):
        seats = queries.free_seats(pool)
        if seats > 0 and queries.first_in_line(pool):
            announce(SeatsFreed(pool.owner_kind, pool.owner_id, pool.id, seats))


def fill(pool: Pool, *, note: Note | None = None) -> list[Place]:
    """Offer the free seats in order. Who is no longer admitted is removed, and told why."""
    promoted: list[Place] = []
    while not is_over(pool) and queries.free_seats(pool) > 0:
        place = queries.first_in_line(pool)
        if place is None:
            break
        why_not = eligibility.why_not(pool.owner_kind, pool.owner_id, party_id=place.party_id)
        if why_not:
            step(
                pool,
                place,
                kind=EventKind.REMOVED,
                to=PlaceState.REMOVED,
                note=Note(reason=why_not),
            )
            continue
        promoted.append(offer_seat(pool, place, kind=EventKind.PROMOTED, note=note or Note()))
    return promoted


def is_over(pool: Pool) -> bool:
    """Whether no more offers are made from this pool."""
    return pool.closed_at is not None or offers_are_over(pool.cutoff_at, at=now())
