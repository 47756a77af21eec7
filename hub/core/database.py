"""The database: model base, column types, and the only place that commits.

SQLite and PostgreSQL alike. On SQLite readers read a snapshot (WAL, BEGIN DEFERRED) and only a
`transaction()` takes the write lock (BEGIN IMMEDIATE), because a transaction that reads first and
writes later is answered "database is locked" at once, whatever the timeout.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Engine, Enum, MetaData, TypeDecorator, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry

from hub.core.errors import Busy
from hub.core.i18n import gettext as _
from hub.core.ids import new_id

T = TypeVar("T")


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC datetimes out, on PostgreSQL and SQLite alike."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive datetime refused: {value}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Model(DeclarativeBase):
    """Base of every table."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: UtcDateTime,
            StrEnum: Enum(
                StrEnum,
                native_enum=False,
                length=40,
                values_callable=lambda kind: [member.value for member in kind],
            ),
        },
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)


db = SQLAlchemy(metadata=Model.metadata, session_options={"expire_on_commit": False})

#: In front of SQLite's own lock, which wakes its waiters in no order: first come, first served.
_one_writer = threading.Lock()
WRITER_PATIENCE_SECONDS = 20

_WRITING = "inside transaction()"
_careless = False


def forget_on_power_cut() -> None:
    """For tests only: SQLite no longer waits for the disk at every commit."""
    global _careless
    _careless = True


@contextmanager
def transaction() -> Iterator[None]:
    """All of the block is kept, or none of it.

    Opened only at the doors (a view, a command, a job). Services flush, never commit, so that one
    door can call several of them and still be atomic. What was read before is read again, so that
    decisions rest on what is true under the lock.

    Raises:
        Busy: another writer held the database for too long.
    """
    session = db.session()
    if session.info.get(_WRITING):
        raise RuntimeError("transaction() inside transaction(): only a door opens one")
    session.rollback()
    with _write_lock():
        session.info[_WRITING] = True
        try:
            session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.info.pop(_WRITING, None)


def in_transaction(work: Callable[[], T], *, attempts: int = 3) -> T:
    """`work()` in a transaction, tried again when the database broke a deadlock at our cost."""
    for attempt in range(1, attempts + 1):
        try:
            with transaction():
                return work()
        except DBAPIError as error:
            if attempt == attempts or not is_passing(error):
                raise
    raise AssertionError("unreachable")


def lock(row: Model) -> None:
    """Hold a row until the transaction ends, and see it as it is now. SQLite holds all of them."""
    kind = type(row)
    db.session.flush()  # what was changed already is written, not lost
    if not is_sqlite():
        db.session.execute(select(kind.id).where(kind.id == row.id).with_for_update())
    db.session.refresh(row)


def end_reading() -> None:
    """Between two looks of a job: the next one sees what is new. What is loaded stays as it is,
    which a rollback would have read again, one by one."""
    db.session.commit()


def is_writing() -> bool:
    """Whether a door has opened a transaction, for what writes past the session's own guard."""
    return bool(db.session().info.get(_WRITING))


def is_passing(error: DBAPIError) -> bool:
    """A deadlock, a serialization failure or a lock not had in time: the same may work again."""
    state = getattr(error.orig, "sqlstate", None)
    return state in {"40001", "40P01", "55P03"} or "database is locked" in str(error.orig)


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


@contextmanager
def _write_lock() -> Iterator[None]:
    if not is_sqlite():
        yield
        return
    if not _one_writer.acquire(timeout=WRITER_PATIENCE_SECONDS):
        raise Busy(_("Many people are writing at once. Please try again in a moment."))
    try:
        yield
    finally:
        _one_writer.release()


@event.listens_for(Session, "before_flush")
def _refuse_unguarded_writes(session: Session, _context: Any, _instances: Any) -> None:
    """A write outside `transaction()` would be lost, or would commit half of something."""
    written = session.new or session.deleted or any(map(session.is_modified, session.dirty))
    if written and not session.info.get(_WRITING):
        raise RuntimeError("changes are written inside `with transaction():` only")


def _is_sqlite_connection(connection: Any) -> bool:
    return "sqlite" in type(connection).__module__


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: Any, _record: Any) -> None:
    """SQLite: keep foreign keys, wait for locks, lose nothing on a power cut, and leave BEGIN to us
    (the driver's own habit commits before DDL and breaks savepoints)."""
    if not _is_sqlite_connection(connection):
        return
    connection.isolation_level = None
    synchronous = "OFF" if _careless else "FULL"
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA synchronous={synchronous}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")
