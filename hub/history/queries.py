"""Questions about history."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from hub.core.database import Model, db
from hub.core.pagination import Page, page_of
from hub.history.models import ChainHead, Entry, sealed_content
from hub.history.rules import FIRST_SEAL, seal


@dataclass(frozen=True)
class BrokenLink:
    """The first entry that does not fit the one before it; `number` counts from 1."""

    number: int
    problem: str


def history_of(subject: Model, *, cursor: str | None = None, limit: int = 20) -> Page[Entry]:
    """What happened to one record, newest first."""
    return history_of_id(subject.__tablename__, subject.id, cursor=cursor, limit=limit)


def history_of_id(
    kind: str, subject_id: UUID, *, cursor: str | None = None, limit: int = 20
) -> Page[Entry]:
    query = select(Entry).where(Entry.subject_kind == kind, Entry.subject_id == subject_id)
    return page_of(query, by=[Entry.number], cursor=cursor, limit=limit, descending=True)


def head() -> ChainHead:
    """The last number and seal: worth keeping elsewhere, because it proves all before it."""
    return db.session.scalars(select(ChainHead)).one()


def first_broken_link() -> BrokenLink | None:
    """Read the whole chain; None means that every entry is as it was written."""
    expected, previous = 1, FIRST_SEAL
    for entry in _in_order():
        if entry.number != expected:
            return BrokenLink(expected, "is missing")
        if entry.seal != seal(sealed_content(entry), previous):
            return BrokenLink(entry.number, "was changed")
        expected, previous = entry.number + 1, entry.seal
    last = head()
    if (last.number, last.seal) != (expected - 1, previous):
        return BrokenLink(expected, "is missing at the end")
    return None


def _in_order() -> Iterator[Entry]:
    query = select(Entry).order_by(Entry.number).execution_options(yield_per=1000)
    yield from db.session.scalars(query)
