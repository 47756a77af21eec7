"""Take units in the ledger, and give them back."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, update
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.exc import IntegrityError

from booking.spaces.errors import UnitTaken
from booking.spaces.ledger import GUARD_MARKS, LONGEST, Occupancy, TakerKind
from booking.spaces.models import Unit
from hub.core.database import db, is_sqlite
from hub.core.ids import new_id
from hub.core.leases import rows_changed
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
    db.session.flush()
    try:
        with _nothing_left_behind(rows):
            if rows_changed(_insert(on_sqlite=is_sqlite()), rows if rows[1:] else rows[0]) != len(
                rows
            ):
                raise UnitTaken
    except IntegrityError as refusal:
        if any(mark in str(refusal.orig) for mark in GUARD_MARKS):
            raise UnitTaken from refusal
        raise


def _nothing_left_behind(rows: Sequence[dict[str, Any]]) -> AbstractContextManager[Any]:
    """A savepoint, where a refusal would leave something: the rows before the one refused, or on
    PostgreSQL, where places are counted by a CHECK, a transaction that is good for nothing more."""
    if rows[1:] or (rows[0]["pooled"] and not is_sqlite()):
        return db.session.begin_nested()
    return nullcontext()


@cache
def _insert(*, on_sqlite: bool) -> Any:
    table: Any = Occupancy.__table__
    return insert(table) if on_sqlite else insert_on_postgresql(table).on_conflict_do_nothing()


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
