"""Write history. Entries are collected during a transaction and sealed just before its commit.

Sealing needs the last seal, so it is a queue of one; taken last and held only for the commit, it
never stands in anybody's way and cannot take part in a deadlock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam, event, insert, select, update
from sqlalchemy.orm import Session, SessionTransaction

from hub.core.clock import now
from hub.core.database import Model, db, is_writing
from hub.core.ids import new_id
from hub.history.models import ChainHead, Entry, sealed_content
from hub.history.rules import plain, seal

_PENDING = "history to write"
#: How much was to write when a savepoint was set.
_MARKS = "history at savepoints"

#: Past the session, which would keep every entry in mind.
_HEAD: Any = ChainHead.__table__
_NEWEST = select(_HEAD.c.number, _HEAD.c.seal).with_for_update()
_MOVE_ON = update(_HEAD).values(number=bindparam("to"), seal=bindparam("sealed"))
_ENTRIES: Any = Entry.__table__
_WRITE = insert(_ENTRIES)


@dataclass(frozen=True)
class Acting:
    """Who stands at the door. `for_id` is somebody in whose name the actor acts."""

    actor_id: UUID | None = None
    for_id: UUID | None = None
    via: str = "house"


#: Before anybody stands at a door, the house itself acts.
THE_HOUSE = Acting()
_acting: ContextVar[Acting] = ContextVar("acting", default=THE_HOUSE)


def acting() -> Acting:
    return _acting.get()


def act(who: Acting) -> None:
    """From now on in this request or task, what happens is this person's doing."""
    _acting.set(who)


@contextmanager
def acting_as(who: Acting) -> Iterator[None]:
    token = _acting.set(who)
    try:
        yield
    finally:
        _acting.reset(token)


def record(
    action: str,
    subject: Model,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Note a change of state of `subject`, by whoever now acts.

    Args:
        action: what happened, past tense with its capability: `booking.confirmed`.
        before, after: the fields that changed, plain or simply convertible values; never a
            password, token or other secret.
        reason: why, in the words of the person who did it.
    """
    if subject.id is None:
        db.session.flush()
    who = acting()
    entry = {
        "id": new_id(),
        "at": now(),
        "actor_id": who.actor_id,
        "for_id": who.for_id,
        "via": who.via,
        "action": action,
        "subject_kind": subject.__tablename__,
        "subject_id": subject.id,
        "before": plain(before or {}),
        "after": plain(after or {}),
        "reason": reason[:500],
    }
    db.session().info.setdefault(_PENDING, []).append(entry)


def write_pending(session: Session) -> None:
    """Seal and write what was recorded; called before every commit."""
    pending: list[dict[str, Any]] = session.info.pop(_PENDING, [])
    if not pending:
        return
    if not is_writing():
        raise RuntimeError("history is written inside `with transaction():` only")
    session.flush()
    number, last = session.execute(_NEWEST).one()
    for entry in pending:
        number += 1
        entry["number"] = number
        entry["seal"] = last = seal(sealed_content(entry), last)
    session.execute(_MOVE_ON, {"to": number, "sealed": last})
    session.execute(_WRITE, pending)


@event.listens_for(Session, "before_commit")
def _before_commit(session: Session) -> None:
    if not session.in_nested_transaction():  # a savepoint's end is not the end
        write_pending(session)


@event.listens_for(Session, "after_transaction_create")
def _after_create(session: Session, transaction: SessionTransaction) -> None:
    if transaction.nested:
        marks = session.info.setdefault(_MARKS, WeakKeyDictionary())
        marks[transaction] = len(session.info.get(_PENDING, ()))


@event.listens_for(Session, "after_soft_rollback")
def _after_rollback(session: Session, undone: SessionTransaction) -> None:
    """Of a savepoint only what was recorded since it was set is forgotten."""
    if undone.nested:
        del session.info.get(_PENDING, [])[session.info[_MARKS].pop(undone, 0) :]
    elif undone.parent is None:
        session.info.pop(_PENDING, None)
