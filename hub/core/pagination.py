"""Pages of a long list by keyset: the cost of a page does not grow with its number."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from hub.core.database import db
from hub.core.errors import Malformed
from hub.core.i18n import gettext as _

T = TypeVar("T")
LARGEST = 100


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page and the opaque cursors around it; a missing cursor means there is no more."""

    items: Sequence[T]
    next: str | None
    previous: str | None = None


def page_of(
    query: Select[T],
    *,
    by: Sequence[InstrumentedAttribute[Any]],
    cursor: str | None = None,
    limit: int = 20,
    descending: bool = False,
) -> Page[T]:
    """The page of `query` after (or before) `cursor`, in the order of the columns `by`.

    The last column of `by` must be unique, so that no row is skipped or shown twice.

    Raises:
        Malformed: the cursor is not one of ours.
    """
    limit = max(1, min(limit, LARGEST))
    backwards, edge = _decode(cursor, by) if cursor else (False, None)
    downwards = descending is not backwards
    if edge is not None:
        columns = tuple_(*by)
        query = query.where(columns < edge if downwards else columns > edge)
    ordered = query.order_by(None).order_by(*(c.desc() if downwards else c.asc() for c in by))
    rows = list(db.session.scalars(ordered.limit(limit + 1)).unique())
    more, rows = len(rows) > limit, rows[:limit]
    if backwards:
        rows.reverse()
    has_next = more if not backwards else bool(rows)
    has_previous = more if backwards else cursor is not None and bool(rows)
    return Page(
        rows,
        next=_encode(rows[-1], by, backwards=False) if rows and has_next else None,
        previous=_encode(rows[0], by, backwards=True) if rows and has_previous else None,
    )


def _encode(row: Any, by: Sequence[InstrumentedAttribute[Any]], *, backwards: bool) -> str:
    values = [getattr(row, column.key) for column in by]
    plain = [v.isoformat() if isinstance(v, date) else _plain(v) for v in values]
    text = json.dumps(
        ["<" if backwards else ">", *plain], separators=(",", ":"), ensure_ascii=False
    )
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def _decode(cursor: str, by: Sequence[InstrumentedAttribute[Any]]) -> tuple[bool, tuple[Any, ...]]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        direction, *plain = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        kinds = [column.type.python_type for column in by]
        if direction not in "<>" or len(plain) != len(kinds):
            raise ValueError(cursor)
        values = tuple(_typed(value, kind) for value, kind in zip(plain, kinds, strict=True))
    except (ValueError, TypeError, OverflowError, RecursionError) as unreadable:
        raise Malformed(_("This page marker cannot be read.")) from unreadable
    return direction == "<", values


def _typed(value: Any, kind: type[Any]) -> Any:
    if kind is datetime:
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise ValueError(value)
        return instant.astimezone(UTC)
    if kind is date:
        return date.fromisoformat(value)
    if kind is UUID:
        return UUID(value)
    if not isinstance(value, kind):
        raise ValueError(value)
    return value
