"""Questions about history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select

from hub.core.database import Model, db
from hub.core.pagination import LARGEST, Page, page_of
from hub.history.models import ChainHead, Entry, sealed_content
from hub.history.rules import FIRST_SEAL, seal

BATCH = 1000


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


@dataclass(frozen=True)
class Sought:
    """Which entries somebody looks for; what is None or empty does not matter."""

    #: Who did it, or for whom it was done. An empty list finds nothing.
    people: Sequence[UUID] | None = None
    #: The beginning of an action, such as `booking.`.
    action: str = ""
    subject_kind: str = ""
    subject_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


def find(sought: Sought, *, cursor: str | None = None, limit: int = 50) -> Page[Entry]:
    """Entries newest first."""
    return page_of(
        _matching(sought), by=[Entry.number], cursor=cursor, limit=limit, descending=True
    )


def find_all(sought: Sought, *, limit: int) -> Iterator[Entry]:
    """As `find`, one after the other, for an export."""
    cursor, left = None, limit
    while left > 0:
        page = find(sought, cursor=cursor, limit=min(left, LARGEST))
        yield from page.items
        cursor, left = page.next, left - len(page.items)
        if cursor is None:
            return


def _matching(sought: Sought) -> Select[Entry]:
    query = select(Entry)
    if sought.people is not None:
        query = query.where(or_(Entry.actor_id.in_(sought.people), Entry.for_id.in_(sought.people)))
    if sought.action:
        query = query.where(Entry.action.startswith(sought.action, autoescape=True))
    if sought.subject_kind:
        query = query.where(Entry.subject_kind == sought.subject_kind)
    if sought.subject_id is not None:
        query = query.where(Entry.subject_id == sought.subject_id)
    if sought.since is not None:
        query = query.where(Entry.at >= sought.since)
    if sought.until is not None:
        query = query.where(Entry.at < sought.until)
    return query


def head() -> ChainHead:
    """The last number and seal: worth keeping elsewhere, because it proves all before it."""
    return db.session.scalars(select(ChainHead)).one()


def first_broken_link() -> BrokenLink | None:
    """Read the whole chain; None means that every entry is as it was written."""
    expected, previous = 1, FIRST_SEAL
    for entry in _in_order():
        if entry.number != expected:
            return BrokenLink(expected, "is missing")
        if entry.seal != seal(sealed_content(vars(entry)), previous):
            return BrokenLink(entry.number, "was changed")
        expected, previous = entry.number + 1, entry.seal
    last = head()
    if (last.number, last.seal) != (expected - 1, previous):
        return BrokenLink(expected, "is missing at the end")
    return None


def _in_order() -> Iterator[Entry]:
    """Few at a time, and with no cursor left open should the reader stop."""
    last = 0
    while True:
        query = select(Entry).where(Entry.number > last).order_by(Entry.number).limit(BATCH)
        entries = db.session.scalars(query).all()
        yield from entries
        if len(entries) < BATCH:
            return
        last = entries[-1].number
