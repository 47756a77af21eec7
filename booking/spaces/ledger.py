"""The ledger of occupancies: the one thing that takes a space.

Bookings, holds and closures, and through bookings all classes, sessions and events, become rows
here, one for each unit. The database refuses two rows that overlap on an exclusive unit, and more
than its places on a pooled one, whatever the code believes and whoever writes.

- Exclusive units: PostgreSQL has an exclusion constraint; SQLite a trigger that looks at the last
  row that begins before the new one ends. Rows of a unit never overlap, so that one row is enough
  and the check does not grow with the years.
- Pooled units: a counter for each quarter of an hour, kept by triggers and bounded by a CHECK. Not
  "the first free seat": that refuses people although no moment is full.
- A row is never changed, only removed and written anew; so there is one rule to guard.
- A row spans at most 32 days (longer closures are chained), so that who is in a day is found by
  looking 32 days back at the most.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    Integer,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import DDL

from hub.core.database import Model

LONGEST = timedelta(days=32)
RASTER = timedelta(minutes=15)
#: Marks that the guards put in their refusals, on either engine.
GUARD_MARKS = ("unit_taken", "places_left")


class TakerKind(StrEnum):
    BOOKING = "booking"
    CLOSURE = "closure"


class Occupancy(Model):
    """A unit taken from `starts_at` up to, not including, `ends_at`, margins included.

    `expires_at` is set while it is only held: past it the row no longer counts, and whoever wants
    the time removes it.
    """

    __tablename__ = "occupancies"
    __table_args__ = (
        ForeignKeyConstraint(["unit_id", "pooled"], ["units.id", "units.pooled"]),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("quantity > 0", name="takes_something"),
        CheckConstraint("pooled OR quantity = 1", name="exclusive_takes_one"),
        CheckConstraint(
            "extract(epoch from ends_at - starts_at) <= 2764800", name="at_most_32_days"
        ).ddl_if(dialect="postgresql"),
        CheckConstraint(
            "julianday(ends_at) - julianday(starts_at) <= 32.00001", name="at_most_32_days"
        ).ddl_if(dialect="sqlite"),
        # SQLite compares instants as text, so all must be written the same way.
        CheckConstraint(
            "starts_at GLOB '????-??-?? ??:??:??.??????' AND "
            "ends_at GLOB '????-??-?? ??:??:??.??????'",
            name="instants_in_one_form",
        ).ddl_if(dialect="sqlite"),
        Index(None, "unit_id", "starts_at"),
        Index(None, "taker_id"),
        Index(None, "expires_at"),
    )

    unit_id: Mapped[UUID]
    pooled: Mapped[bool] = mapped_column(Boolean, default=False)
    quantity: Mapped[int] = mapped_column(Integer, default=1)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    taker_kind: Mapped[TakerKind]
    #: The booking or closure. No foreign key: those live on higher floors; `flask doctor` checks.
    taker_id: Mapped[UUID]
    expires_at: Mapped[datetime | None]


class PlaceCounter(Model):
    """Places used of a pooled unit in one quarter of an hour (`slot` = epoch seconds / 900)."""

    __tablename__ = "place_counters"
    __table_args__ = (
        Index(None, "unit_id", "slot", unique=True),
        CheckConstraint("used >= 0 AND used <= places", name="places_left"),
    )

    unit_id: Mapped[UUID]
    slot: Mapped[int] = mapped_column(BigInteger)
    used: Mapped[int]
    places: Mapped[int]


# Only constants are joined into these statements.
_FIRST = "CAST(strftime('%s', {row}.starts_at) AS INTEGER) / 900"
_LAST = "(CAST(strftime('%s', {row}.ends_at) AS INTEGER) + 899) / 900"


def _sqlite_slots(row: str) -> str:
    first, last = _FIRST.format(row=row), _LAST.format(row=row)
    return f"SELECT n + {first} AS slot FROM quarter_hours WHERE n < {last} - {first}"  # noqa: S608 (constants)


#: SQLite has no generate_series and allows no recursion in a trigger, so numbers lie ready.
SQLITE_GUARDS = [
    "CREATE TABLE quarter_hours (n INTEGER PRIMARY KEY)",
    """INSERT INTO quarter_hours WITH RECURSIVE c(n) AS
    (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n < 3100) SELECT n FROM c""",
    """CREATE TRIGGER occupancies_unit_taken BEFORE INSERT ON occupancies WHEN NOT NEW.pooled
    BEGIN SELECT RAISE(ABORT, 'unit_taken') WHERE EXISTS (
        SELECT 1 FROM (SELECT ends_at FROM occupancies
            WHERE unit_id = NEW.unit_id AND starts_at < NEW.ends_at
            ORDER BY starts_at DESC LIMIT 1)
        WHERE ends_at > NEW.starts_at); END""",
    """CREATE TRIGGER occupancies_unchanged BEFORE UPDATE OF
    unit_id, pooled, quantity, starts_at, ends_at ON occupancies
    BEGIN SELECT RAISE(ABORT, 'an occupancy is removed and written anew, never changed'); END""",
    f"""CREATE TRIGGER occupancies_count_in AFTER INSERT ON occupancies WHEN NEW.pooled
    BEGIN INSERT INTO place_counters (id, unit_id, slot, used, places)
        SELECT lower(hex(randomblob(16))), NEW.unit_id, s.slot, NEW.quantity, u.places
        FROM units u, ({_sqlite_slots("NEW")}) s WHERE u.id = NEW.unit_id
        ON CONFLICT (unit_id, slot) DO UPDATE SET used = used + excluded.used; END""",  # noqa: S608
    f"""CREATE TRIGGER occupancies_count_out AFTER DELETE ON occupancies WHEN OLD.pooled
    BEGIN UPDATE place_counters SET used = used - OLD.quantity
        WHERE unit_id = OLD.unit_id AND slot IN ({_sqlite_slots("OLD")}); END""",  # noqa: S608
]

POSTGRESQL_GUARDS = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE occupancies ADD CONSTRAINT unit_taken EXCLUDE USING gist
    (unit_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (NOT pooled)""",
    """CREATE FUNCTION occupancies_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'an occupancy is removed and written anew, never changed'; END $$""",
    """CREATE TRIGGER occupancies_unchanged BEFORE UPDATE OF
    unit_id, pooled, quantity, starts_at, ends_at ON occupancies
    FOR EACH ROW EXECUTE FUNCTION occupancies_unchanged()""",
    # The counters are locked in the order of time, so that two takers cannot wait for each other.
    """CREATE FUNCTION occupancies_count() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            INSERT INTO place_counters (id, unit_id, slot, used, places)
            SELECT gen_random_uuid(), NEW.unit_id, s, NEW.quantity, u.places
            FROM units u, generate_series(
                floor(extract(epoch from NEW.starts_at) / 900)::bigint,
                ceil(extract(epoch from NEW.ends_at) / 900)::bigint - 1) s
            WHERE u.id = NEW.unit_id ORDER BY s
            ON CONFLICT (unit_id, slot) DO UPDATE SET used = place_counters.used + excluded.used;
            RETURN NEW;
        END IF;
        UPDATE place_counters SET used = used - OLD.quantity WHERE id IN (
            SELECT id FROM place_counters WHERE unit_id = OLD.unit_id
            AND slot >= floor(extract(epoch from OLD.starts_at) / 900)
            AND slot < ceil(extract(epoch from OLD.ends_at) / 900) ORDER BY slot FOR UPDATE);
        RETURN OLD;
    END $$""",
    """CREATE TRIGGER occupancies_count_in AFTER INSERT ON occupancies
    FOR EACH ROW WHEN (NEW.pooled) EXECUTE FUNCTION occupancies_count()""",
    """CREATE TRIGGER occupancies_count_out AFTER DELETE ON occupancies
    FOR EACH ROW WHEN (OLD.pooled) EXECUTE FUNCTION occupancies_count()""",
]


def _make_guards(statements: list[str], dialect: str) -> None:
    for statement in statements:
        # DDL() formats with %, which strftime('%s') must survive.
        ddl = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)
        event.listen(PlaceCounter.__table__, "after_create", ddl)


PlaceCounter.__table__.add_is_dependent_on(Occupancy.__table__)  # type: ignore[attr-defined]
_make_guards(SQLITE_GUARDS, "sqlite")
_make_guards(POSTGRESQL_GUARDS, "postgresql")
