"""What must always be true of the ledger, said again without relying on its guards."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select

from booking.spaces.ledger import LONGEST, RASTER, Occupancy, PlaceCounter, TakerKind
from booking.spaces.models import Closure, Space, Unit
from hub.core.clock import now
from hub.core.database import db
from hub.core.timeslots import TimeSlot

CHUNK = 500


class Row(NamedTuple):
    """An occupancy, reduced to what its taker decides."""

    unit_id: UUID
    starts_at: datetime
    ends_at: datetime
    quantity: int
    expires_at: datetime | None


def problems() -> Iterator[str]:
    """Nothing overlaps, counters are right, and closures have exactly their rows."""
    yield from _overlaps()
    yield from _miscounted_places()
    yield from _closures()


def _overlaps() -> Iterator[str]:
    before = func.lag(Occupancy.ends_at).over(
        partition_by=Occupancy.unit_id, order_by=Occupancy.starts_at
    )
    rows = select(Occupancy.unit_id, Occupancy.starts_at, before.label("ended"))
    each = rows.where(Occupancy.pooled.is_(False)).subquery()
    for row in db.session.execute(select(each).where(each.c.ended > each.c.starts_at)):
        yield f"unit {row.unit_id}: taken twice at {row.starts_at}"


def _miscounted_places() -> Iterator[str]:
    current = int(now().timestamp() // RASTER.total_seconds())
    for unit in db.session.scalars(select(Unit).where(Unit.pooled).order_by(Unit.id)):
        counted = _recount(unit.id)
        kept = select(PlaceCounter).where(PlaceCounter.unit_id == unit.id)
        for counter in db.session.scalars(kept.execution_options(yield_per=1000)):
            used = counted.pop(counter.slot, 0)
            # What was before the number of places changed keeps the number that it had.
            places = counter.places if counter.slot < current else unit.places
            if (counter.used, counter.places) != (used, places):
                yield (
                    f"unit {unit.id}, slot {counter.slot}: counts {counter.used} of "
                    f"{counter.places} places, there are {used} of {unit.places}"
                )
        for slot, used in counted.items():
            if used:
                yield f"unit {unit.id}, slot {slot}: {used} places are not counted"


def _recount(unit_id: UUID) -> dict[int, int]:
    """Places in use by quarter of an hour (epoch seconds / 900), from the rows themselves."""
    seconds = int(RASTER.total_seconds())
    changes: Counter[int] = Counter()
    rows = select(Occupancy.starts_at, Occupancy.ends_at, Occupancy.quantity).where(
        Occupancy.unit_id == unit_id
    )
    for row in db.session.execute(rows.execution_options(yield_per=1000)):
        changes[int(row.starts_at.timestamp() // seconds)] += row.quantity
        changes[-int(-row.ends_at.timestamp() // seconds)] -= row.quantity
    if not changes:
        return {}
    every = range(min(changes), max(changes) + 1)
    return dict(zip(every, accumulate(changes[slot] for slot in every), strict=True))


def _closures() -> Iterator[str]:
    standing = select(Closure.id).where(Closure.lifted_at.is_(None))
    yield from strangers(TakerKind.CLOSURE, standing.where(Closure.id == Occupancy.taker_id))
    ids = list(db.session.scalars(standing.order_by(Closure.id)))
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        written = rows_of(TakerKind.CLOSURE, chunk)
        for closure in db.session.scalars(select(Closure).where(Closure.id.in_(chunk))):
            if is_older(closure.ends_at, than_units_of=closure.space):
                continue
            slot = TimeSlot(closure.starts_at, closure.ends_at)
            should = expected(closure.space, slot)
            if written.get(closure.id, set()) != should:
                yield f"closure {closure.id}: its rows in the ledger are not what it takes"


def is_older(ends_at: datetime, *, than_units_of: Space) -> bool:
    """Whether it was over when the space came to be made of other units: it took the old ones."""
    changed = than_units_of.units_changed_at
    return changed is not None and ends_at <= changed


def expected(
    space: Space, during: TimeSlot, *, quantity: int | None = None, expires: datetime | None = None
) -> set[Row]:
    """The rows that a taker of `space` has; `quantity` None takes all places."""
    found: set[Row] = set()
    for unit in space.units:
        start = during.start
        while start < during.end:
            end = min(start + LONGEST, during.end)
            places = 1 if not unit.pooled else quantity or unit.places
            found.add(Row(unit.id, start, end, places, expires))
            start = end
    return found


def rows_of(kind: TakerKind, taker_ids: Iterable[UUID]) -> dict[UUID, set[Row]]:
    """What the ledger holds of each taker."""
    query = select(Occupancy).where(
        Occupancy.taker_kind == kind, Occupancy.taker_id.in_(list(taker_ids))
    )
    found: dict[UUID, set[Row]] = {}
    for row in db.session.scalars(query):
        kept = Row(row.unit_id, row.starts_at, row.ends_at, row.quantity, row.expires_at)
        found.setdefault(row.taker_id, set()).add(kept)
    return found


def strangers(kind: TakerKind, its_taker: Select[UUID]) -> Iterator[str]:
    """Rows of a kind without a taker; `its_taker` selects the one of the occupancy around it."""
    query = select(Occupancy.taker_id).distinct()
    for taker_id in db.session.scalars(
        query.where(Occupancy.taker_kind == kind, ~its_taker.exists())
    ):
        yield f"{kind} {taker_id}: takes something in the ledger, but does not stand"
