"""Idempotency-Key: a repeated POST gives the first answer again and acts once.

The key is written in the transaction of its effect, so there are both or neither, whenever the
power goes. Two that arrive together meet at the key's unique index: the second waits there for the
first, then finds its answer. Refusals roll back and keep nothing, so the same key may try again.
See docs/decisions/0006-a-post-acts-once.md.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    Index,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column

from hub.core.clock import now
from hub.core.database import Model, db, in_transaction, is_passing, is_sqlite
from hub.core.errors import Conflict, HubError, Invalid
from hub.core.i18n import gettext as _
from hub.core.ids import new_id
from hub.core.leases import rows_changed

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=48)
LONGEST_KEY = 255
#: How long the second of two waits for the first on PostgreSQL; SQLite has its one writer's queue.
PATIENCE = "5s"
_KEY = re.compile(r"[\x21-\x7e][\x20-\x7e]*")


class KeyReused(Invalid):
    """The key stands for another request."""

    code = "idempotency-key-reused"


class InProgress(Conflict):
    """The first request with this key is still being worked on."""

    code = "in-progress"
    retry_after = 1


class IdempotencyKey(Model):
    """One POST that took effect, and what it was answered. Only ever seen finished, because it is
    committed with its effect."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("caller", "key"), Index(None, "made_at"))

    #: Whose key it is: keys of different people never meet.
    caller: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    #: SHA-256 of method, path and canonical body.
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]
    headers: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    body: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime]


@dataclass(frozen=True)
class Kept:
    """An answer as it goes over the wire. `again` when it was given before."""

    status: int
    body: str
    headers: dict[str, str]
    again: bool = False


@dataclass(frozen=True)
class Attempt:
    """A POST with a key."""

    caller: str
    key: str
    fingerprint: str


def attempt(key: str, *, caller: str, content: Iterable[str]) -> Attempt:
    """`content`: all that makes the request what it is.

    Raises: Invalid for a key that is too long or not plain text.
    """
    if len(key) > LONGEST_KEY or not _KEY.fullmatch(key):
        raise Invalid(
            _("The Idempotency-Key must be 1 to %(num)s plain characters.", num=LONGEST_KEY),
            errors={HEADER: [_("This does not have the form that is needed here.")]},
        )
    return Attempt(caller, key, hashlib.sha256("\n".join(content).encode()).hexdigest())


def act_once(
    trying: Attempt, work: Callable[[], Kept], *, beforehand: Callable[[], None] | None = None
) -> Kept:
    """`work()` in a transaction, or what it answered the first time.

    Args:
        beforehand: looks, without a transaction, whether it would be refused anyway, or prepares;
            not called for what was answered before.

    Raises:
        KeyReused: the key was used for another request.
        InProgress: the first is still being worked on.
    """
    if beforehand and (before := _answered(trying)):
        return before
    try:
        if beforehand:
            beforehand()
    except HubError:
        # Perhaps what is in the way is the effect of our own first request, committed just now.
        db.session.rollback()
        if before := _answered(trying):
            return before
        raise
    return in_transaction(lambda: _first(trying, work))


def _first(trying: Attempt, work: Callable[[], Kept]) -> Kept:
    if not _claimed(trying):
        before = _answered(trying)
        if before is None:  # it was refused and rolled back while we waited; both may try again
            raise _still_working()
        return before
    answer = work()
    kept = {"status": answer.status, "headers": answer.headers, "body": answer.body}
    db.session.execute(_KEEP, kept | {"whose": trying.caller, "named": trying.key})
    return answer


def _claimed(trying: Attempt) -> bool:
    """Whether the key is ours to act on. Waits for whoever has it and has not finished."""
    values = {
        "id": new_id(),
        "caller": trying.caller,
        "key": trying.key,
        "fingerprint": trying.fingerprint,
        "made_at": now(),
    }
    connection = db.session.connection()
    try:
        if not is_sqlite():
            connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
        claimed = rows_changed(_claim(on_sqlite=is_sqlite()), values) == 1
        if not is_sqlite():
            connection.execute(text("SET LOCAL lock_timeout TO DEFAULT"))
    except DBAPIError as refusal:
        if is_passing(refusal):
            raise _still_working() from refusal
        raise
    return claimed


def _still_working() -> InProgress:
    return InProgress(_("Your first request with this key is still being worked on."))


def _answered(trying: Attempt) -> Kept | None:
    row = db.session.scalars(_row_of(trying)).one_or_none()
    if row is None or row.status is None:
        return None
    if row.fingerprint != trying.fingerprint:
        raise KeyReused(
            _("This Idempotency-Key was used for another request. Please take a new one."),
            errors={HEADER: [_("This was used before.")]},
        )
    return Kept(row.status, row.body or "", dict(row.headers or {}), again=True)


def _row_of(trying: Attempt) -> Any:
    return (
        select(IdempotencyKey)
        .where(IdempotencyKey.caller == trying.caller, IdempotencyKey.key == trying.key)
        .execution_options(populate_existing=True)
    )


_KEYS: Any = IdempotencyKey.__table__
_KEEP = update(_KEYS).where(_KEYS.c.caller == bindparam("whose"), _KEYS.c.key == bindparam("named"))


@cache
def _claim(*, on_sqlite: bool) -> Any:
    insert = sqlite.insert if on_sqlite else postgresql.insert
    return insert(_KEYS).on_conflict_do_nothing()


def forget_old_keys(*, limit: int = 5000) -> int:
    """Remove keys that nobody repeats any more; how many went. For a job, in its transaction."""
    old = select(IdempotencyKey.id).where(IdempotencyKey.made_at < now() - KEPT_FOR).limit(limit)
    gone = delete(IdempotencyKey).where(IdempotencyKey.id.in_(old))
    return int(db.session.execute(gone).rowcount)  # type: ignore[attr-defined]
