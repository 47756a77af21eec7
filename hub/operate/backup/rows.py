"""Tables as the database itself describes them, and their rows as plain JSON.

Reflected rather than taken from the models, because an archive is loaded at the revision at which
it was made, which today's models may not fit. Both engines give and take the same JSON.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.types import TypeEngine

from hub.core.database import UtcDateTime

#: Filled by the migrations and by triggers, never from an archive.
DERIVED = {"alembic_version", "place_counters", "quarter_hours", "seat_counters"}
BATCH = 1000


class UnknownKind(Exception):
    """A column of a type that an archive cannot hold."""


class JsonText(sa.TypeDecorator[str]):
    """A JSON column as its own text, so that SQL's NULL and JSON's null stay apart."""

    impl = sa.Text
    cache_ok = True

    def column_expression(self, column: Any) -> Any:
        return sa.cast(column, sa.Text)

    def bind_expression(self, bindparam: Any) -> Any:
        return sa.cast(bindparam, sa.JSON().with_variant(sa.Text(), "sqlite"))


@dataclass(frozen=True)
class Kind:
    """How a value is asked of the database, written down, and read back."""

    type: TypeEngine[Any]
    written: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


KINDS: dict[str, Kind] = {
    "uuid": Kind(sa.Uuid(), str, UUID),
    "instant": Kind(
        UtcDateTime(),
        lambda at: at.astimezone(UTC).isoformat(timespec="microseconds"),
        datetime.fromisoformat,
    ),
    "day": Kind(sa.Date(), date.isoformat, date.fromisoformat),
    "bool": Kind(sa.Boolean(), bool, _same),
    "int": Kind(sa.BigInteger(), int, _same),
    "float": Kind(sa.Float(), float, _same),
    "json": Kind(JsonText(), lambda text: {"json": json.loads(text)}, lambda v: _text(v["json"])),
    "bytes": Kind(
        sa.LargeBinary(), lambda raw: base64.b64encode(raw).decode(), base64.b64decode
    ),
    "text": Kind(sa.Text(), str, _same),
}  # fmt: skip
#: In this order, because a DateTime is also a Date to some dialects, and a Float a Numeric.
_REFLECTED: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (sa.Uuid, "uuid"),
    (sa.DateTime, "instant"),
    (sa.Date, "day"),
    (sa.Boolean, "bool"),
    (sa.JSON, "json"),
    (sa.Float, "float"),
    (sa.Integer, "int"),
    (sa.LargeBinary, "bytes"),
    (sa.CHAR, "char"),
    (sa.String, "text"),
)


def _text(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True)
class Shape:
    """A table that an archive holds, with the kind of each column."""

    name: str
    kinds: dict[str, str]
    key: tuple[str, ...]

    @property
    def table(self) -> sa.TableClause:
        return sa.table(
            self.name, *(sa.column(name, KINDS[kind].type) for name, kind in self.kinds.items())
        )


def shapes(connection: Connection) -> list[Shape]:
    """Every table whose rows belong into an archive, those that are pointed at first.

    Raises:
        UnknownKind: a column's type is not one of KINDS.
    """
    look = sa.inspect(connection)
    ordered = [name for name, _ in look.get_sorted_table_and_fkc_names() if name is not None]
    return [_shape(look, name) for name in ordered if name not in DERIVED]


def _shape(look: sa.Inspector, name: str) -> Shape:
    columns = [column for column in look.get_columns(name) if not column.get("computed")]
    kinds = {
        column["name"]: _kind(f"{name}.{column['name']}", column["type"]) for column in columns
    }
    key = tuple(look.get_pk_constraint(name)["constrained_columns"]) or tuple(kinds)
    return Shape(name, kinds, key)


def _kind(column: str, type_: TypeEngine[Any]) -> str:
    for family, kind in _REFLECTED:
        if isinstance(type_, family):
            if kind == "char":  # how SQLite keeps a UUID
                return "uuid" if getattr(type_, "length", None) == 32 else "text"
            return kind
    raise UnknownKind(f"{column} is {type_!r}, which a backup cannot hold")


def read_rows(connection: Connection, shape: Shape) -> Iterator[dict[str, Any]]:
    """The rows as plain JSON values, in the order of their key, few in memory at a time."""
    table = shape.table
    query = sa.select(table).order_by(*(table.c[name] for name in shape.key))
    for row in connection.execute(query, execution_options={"yield_per": BATCH}).mappings():
        yield {
            name: None if row[name] is None else KINDS[kind].written(row[name])
            for name, kind in shape.kinds.items()
        }


def write_rows(connection: Connection, shape: Shape, *, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows as `read_rows` gave them."""
    statement = sa.insert(shape.table)
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(
            {
                name: None if row[name] is None else KINDS[kind].read(row[name])
                for name, kind in shape.kinds.items()
            }
        )
        if len(batch) == BATCH:
            connection.execute(statement, batch)
            batch = []
    if batch:
        connection.execute(statement, batch)


class Digest:
    """What a table holds, as one number, whatever the order of its rows: the sum of their hashes.
    Equal before the backup and after the restore means that nothing was lost or changed."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, row: dict[str, Any]) -> None:
        canonical = json.dumps(row, sort_keys=True, separators=(",", ":"))
        self._sum += int.from_bytes(hashlib.sha256(canonical.encode()).digest())
        self.rows += 1

    @property
    def hex(self) -> str:
        return f"{self._sum % 2**256:064x}"


def digest_of(connection: Connection, shape: Shape) -> Digest:
    digest = Digest()
    for row in read_rows(connection, shape):
        digest.add(row)
    return digest
