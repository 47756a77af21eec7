"""Who did what, for whom, when; append-only, each entry sealed to the one before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DDL, JSON, BigInteger, Index, Integer, String, event
from sqlalchemy.orm import Mapped, mapped_column

from hub.core.database import Model
from hub.history.rules import FIRST_SEAL, plain


class Entry(Model):
    """One change of state. `number` counts without gaps; `seal` covers the entry and the seal of
    the entry before it, so that nothing can be changed, dropped or slipped in unseen."""

    __tablename__ = "history"
    __table_args__ = (
        Index(None, "subject_kind", "subject_id", "number"),
        Index(None, "actor_id", "number"),
    )

    number: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), unique=True)
    at: Mapped[datetime]
    #: Who did it; None is the house itself (a job, a command).
    actor_id: Mapped[UUID | None]
    #: For whom, when somebody acted on behalf of somebody else.
    for_id: Mapped[UUID | None]
    #: The door: web, api, job, command, demo.
    via: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID]
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(String(500), default="")
    seal: Mapped[str] = mapped_column(String(64))


class ChainHead(Model):
    """One row: the last number and seal. Locked last in a transaction, for as long as a commit."""

    __tablename__ = "history_head"

    number: Mapped[int] = mapped_column(BigInteger)
    seal: Mapped[str] = mapped_column(String(64))


SEALED = ("at", "actor_id", "for_id", "via", "action", "subject_kind", "subject_id", "before",
          "after", "reason", "number")  # fmt: skip


def sealed_content(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What the seal covers of an entry's columns, as plain values."""
    return {name: plain(entry[name]) for name in SEALED}


APPEND_ONLY_SQLITE = [
    f"""CREATE TRIGGER history_no_{verb.lower()} BEFORE {verb} ON history
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"""
    for verb in ("UPDATE", "DELETE")
]
APPEND_ONLY_POSTGRESQL = [
    """CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'history is append-only'; END $$""",
    """CREATE TRIGGER history_no_change BEFORE UPDATE OR DELETE ON history
    FOR EACH ROW EXECUTE FUNCTION history_is_append_only()""",
    """CREATE TRIGGER history_no_truncate BEFORE TRUNCATE ON history
    FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()""",
]
FIRST_HEAD = f"INSERT INTO history_head (id, number, seal) VALUES ('{'0' * 32}', 0, '{FIRST_SEAL}')"  # noqa: S608 (constants)
event.listen(ChainHead.__table__, "after_create", DDL(FIRST_HEAD))
for statement in APPEND_ONLY_SQLITE:
    event.listen(Entry.__table__, "after_create", DDL(statement).execute_if(dialect="sqlite"))
for statement in APPEND_ONLY_POSTGRESQL:
    event.listen(Entry.__table__, "after_create", DDL(statement).execute_if(dialect="postgresql"))
