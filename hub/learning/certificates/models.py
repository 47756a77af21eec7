"""Rules of completion, who has completed, and the certificates that say so."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    DDL,
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.learning.certificates.guards import POSTGRESQL_GUARDS, SQLITE_GUARDS
from hub.learning.classes.models import ClassRun
from hub.learning.enrolments.models import Enrolment

_STANDING = text("revoked_at IS NULL AND superseded_at IS NULL")
_UNDER_WAY = text("state IN ('queued', 'running')")


class CompletionRule(Model):
    """What completes a run: a tree of "all of" and "any of" over parts, see `rules/completion.py`.
    A new wording is a new row; who completed under an earlier one has completed."""

    __tablename__ = "completion_rules"
    __table_args__ = (UniqueConstraint("run_id", "number"),)

    run_id: Mapped[UUID] = mapped_column(ForeignKey("class_runs.id"))
    number: Mapped[int]
    tree: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)

    run: Mapped[ClassRun] = relationship()


class Completion(Model):
    """Somebody has completed a run. Never taken back by later edits; `inputs` is what was true."""

    __tablename__ = "completions"
    __table_args__ = (UniqueConstraint("enrolment_id"), Index(None, "rule_id"))

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    rule_id: Mapped[UUID] = mapped_column(ForeignKey("completion_rules.id"))
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON)
    completed_at: Mapped[datetime] = mapped_column(default=now)

    enrolment: Mapped[Enrolment] = relationship(lazy="joined")
    rule: Mapped[CompletionRule] = relationship()


class SigningKey(Model):
    """A key with which credentials are signed. The newest that is not retired signs; retired ones
    still verify what they signed, unless they were given away (`compromised_at`)."""

    __tablename__ = "signing_keys"

    kid: Mapped[str] = mapped_column(String(64), unique=True)
    #: JWK of the public half; the private half is sealed with the house's secret.
    public_jwk: Mapped[dict[str, Any]] = mapped_column(JSON)
    private_sealed: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]
    compromised_at: Mapped[datetime | None]


class Certificate(Model):
    """A certificate as it was printed: `snapshot` holds every printed field, and never changes."""

    __tablename__ = "certificates"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("status_index"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_why = '')", name="revoked_with_a_reason"),
        Index(
            "uq_certificates_standing",
            "completion_id",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
        Index(None, "completion_id"),
        Index(None, "user_id"),
        Index(None, "run_id", "issued_at"),
    )

    completion_id: Mapped[UUID] = mapped_column(ForeignKey("completions.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    run_id: Mapped[UUID] = mapped_column(ForeignKey("class_runs.id"))
    #: Drawn by lot, so that nobody finds another's.
    number: Mapped[str] = mapped_column(String(24))
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: Of the snapshot's canonical JSON, in hexadecimal.
    sha256: Mapped[str] = mapped_column(String(64))
    #: Its bit in the list of revoked credentials.
    status_index: Mapped[int]
    #: The Open Badges credential, signed.
    credential: Mapped[str] = mapped_column(Text)
    key_id: Mapped[UUID] = mapped_column(ForeignKey("signing_keys.id"))
    issued_at: Mapped[datetime] = mapped_column(default=now)
    issued_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    #: The one whose place it took, after a change of name; that one is superseded since then.
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("certificates.id"), unique=True)
    superseded_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    revoked_why: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)

    completion: Mapped[Completion] = relationship()
    user: Mapped[User] = relationship(foreign_keys=[user_id], lazy="joined")
    run: Mapped[ClassRun] = relationship(lazy="joined")
    key: Mapped[SigningKey] = relationship()

    @property
    def stands(self) -> bool:
        return self.revoked_at is None and self.superseded_at is None


class BatchState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"


class CertificateBatch(Model):
    """Certificates for all of a run who have completed it and have none, made by a job: how many,
    and how far it is. One at a time for each run."""

    __tablename__ = "certificate_batches"
    __table_args__ = (
        Index(
            "uq_certificate_batches_under_way",
            "run_id",
            unique=True,
            sqlite_where=_UNDER_WAY,
            postgresql_where=_UNDER_WAY,
        ),
        CheckConstraint("done >= 0 AND done <= total", name="done_within_total"),
        CheckConstraint("(state = 'done') = (ended_at IS NOT NULL)", name="done_has_a_time"),
        Index(None, "state", "asked_at"),
        Index(None, "run_id", "asked_at"),
    )

    run_id: Mapped[UUID] = mapped_column(ForeignKey("class_runs.id"))
    state: Mapped[BatchState] = mapped_column(default=BatchState.QUEUED)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    #: When it last made some: one that has been still for long was left behind.
    moved_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    run: Mapped[ClassRun] = relationship()
    asked_by: Mapped[User] = relationship()


def _make_guards() -> None:
    for dialect, statements in (("sqlite", SQLITE_GUARDS), ("postgresql", POSTGRESQL_GUARDS)):
        for statement in statements:
            ddl = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)
            event.listen(Certificate.__table__, "after_create", ddl)


_make_guards()
