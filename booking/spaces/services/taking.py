"""Take units in the ledger, and give them back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, update
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.exc import IntegrityError

from booking.spaces.errors import UnitTaken
from booking.spaces.ledger import GUARD_MARKS, LONGEST, Occupancy, TakerKind
from booking.spaces.models import Unit
from hub.core.database import db, is_sqlite
from hub.core.ids import new_id
from hub.core.timeslots import TimeSlot


@dataclass(frozen=True)
class Taker:
    """Who takes: a booking or a closure. `expires_at` makes it a hold."""

    kind: TakerKind
    id: UUID
    expires_at: datetime | None = None


def take(units: Sequence[Unit], during: TimeSlot, *, by: Taker, quantity: int = 1) -> None:
    """Write the units into the ledger for a time; all of them or none.

    Units are taken in the order of their ids, so that two takers of the same units never wait for
    each other, and on PostgreSQL without waiting out a deadlock (an exclusion constraint met by
    plain inserts can stall for a minute).

    Raises:
        UnitTaken: the database says that a unit, or its last places, are somebody else's.
    """
    rows = [
        {
            "id": new_id(),
            "unit_id": unit.id,
            "pooled": unit.pooled,
            "quantity": quantity if unit.pooled else 1,
            "starts_at": piece.start,
            "ends_at": piece.end,
            "taker_kind": by.kind,
            "taker_id": by.id,
            "expires_at": by.expires_at,
        }
        for unit in sorted(units, key=lambda unit: unit.id)
        for piece in _pieces(during)
    ]
    statement = (
        insert(Occupancy).values(rows)
        if is_sqlite()
        else insert_on_postgresql(Occupancy).values(rows).on_conflict_do_nothing()
    )
    try:
        with db.session.begin_nested():
            written = db.session.execute(statement.returning(Occupancy.id)).all()
            if len(written) != len(rows):
                raise UnitTaken
    except IntegrityError as refusal:
        if any(mark in str(refusal.orig) for mark in GUARD_MARKS):
            raise UnitTaken from refusal
        raise


def release(kind: TakerKind, taker_id: UUID) -> int:
    """Give back everything that a taker has; how many rows went. Needs no lock."""
    gone = delete(Occupancy).where(Occupancy.taker_kind == kind, Occupancy.taker_id == taker_id)
    return db.session.execute(gone).rowcount  # type: ignore[attr-defined,no-any-return]


def keep(kind: TakerKind, taker_id: UUID) -> int:
    """Make a hold last; how many rows were held."""
    held = (
        update(Occupancy)
        .where(Occupancy.taker_kind == kind, Occupancy.taker_id == taker_id)
        .values(expires_at=None)
    )
    return db.session.execute(held).rowcount  # type: ignore[attr-defined,no-any-return]


def _pieces(during: TimeSlot) -> Iterator[TimeSlot]:
    """A long time in pieces that the ledger takes, each beginning where the one before ends."""
    start = during.start
    while start < during.end:
        end = min(start + LONGEST, during.end)
        yield TimeSlot(start, end)
        start = end
