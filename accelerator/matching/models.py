"""Proposals of who mentors whom, the manager's own word, and the pairs that came of it."""

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
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accelerator.matching.guards import POSTGRESQL_GUARDS, SQLITE_GUARDS
from accelerator.mentors.models import Mentor, Side
from accelerator.programmes.models import Cohort
from accelerator.startups.models import Startup
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.organisations.models import Organisation


class Mode(StrEnum):
    #: The greatest total fit, the worst-off startup lifted first.
    BEST = "best"
    #: No two who would both rather have each other.
    MUTUAL = "mutual"


class MatchingState(StrEnum):
    #: Being worked out by a job.
    QUEUED = "queued"
    RUNNING = "running"
    #: Reckoned; a proposal to look at, change and compare.
    PROPOSED = "proposed"
    PUBLISHED = "published"
    #: Stopped by somebody, or it could not be reckoned: `result` says why.
    STOPPED = "stopped"


class Matching(Model):
    """A numbered proposal. `problem` is what went in (frozen, ids only), `result` what came out:
    totals, bounds, unmet places, blocking pairs, prices and certificates, as `rules` gives them."""

    __tablename__ = "matchings"
    __table_args__ = (
        UniqueConstraint("cohort_id", "number"),
        CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)", name="published_has_a_time"
        ),
        Index(None, "state", "made_at"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(80), default="")
    mode: Mapped[Mode] = mapped_column(default=Mode.BEST)
    state: Mapped[MatchingState] = mapped_column(default=MatchingState.QUEUED)
    #: The proposal that it was made from by hand, or that it is a re-match of.
    base_id: Mapped[UUID | None] = mapped_column(ForeignKey("matchings.id"))
    #: Weights, floor, bonus, limits, as they were.
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    problem: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    result: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: What lists show of the result: places, total, share, worst-off, blocking pairs.
    numbers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: SHA-256 of what went in: when it differs from today's, the proposal says that it is outdated.
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    #: 0..100 while it runs.
    progress: Mapped[int] = mapped_column(default=0)
    stop_asked_at: Mapped[datetime | None]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    reckoned_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship(lazy="joined")
    made_by: Mapped[User] = relationship(foreign_keys=[made_by_id])
    pairs: Mapped[list["ProposedPair"]] = relationship(
        back_populates="matching", cascade="all, delete-orphan"
    )


class ProposedPair(Model):
    """A pair of a proposal, with its fit (0..10,000) and the parts that make it."""

    __tablename__ = "proposed_pairs"
    __table_args__ = (
        UniqueConstraint("matching_id", "startup_id", "mentor_id"),
        Index(None, "startup_id"),
        Index(None, "mentor_id"),
    )

    matching_id: Mapped[UUID] = mapped_column(ForeignKey("matchings.id"))
    startup_id: Mapped[UUID] = mapped_column(ForeignKey("startups.id"))
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentors.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    fit: Mapped[int]
    #: [{"part": "expertise", "weight": …, "value": …, "points": …}]
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    #: Minutes a week in common; None: unknown.
    common_minutes: Mapped[int | None]

    matching: Mapped[Matching] = relationship(back_populates="pairs")
    startup: Mapped[Startup] = relationship()
    mentor: Mapped[Mentor] = relationship()


class RuleKind(StrEnum):
    LOCK = "lock"
    BAN = "ban"


class PairRule(Model):
    """The manager's word on a pair: it must be, or must not. It holds for every later proposal."""

    __tablename__ = "pair_rules"
    __table_args__ = (UniqueConstraint("cohort_id", "startup_id", "mentor_id"),)

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    startup_id: Mapped[UUID] = mapped_column(ForeignKey("startups.id"))
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentors.id"))
    kind: Mapped[RuleKind]
    reason: Mapped[str] = mapped_column(String(240), default="")
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)

    startup: Mapped[Startup] = relationship()
    mentor: Mapped[Mentor] = relationship()


class PairingState(StrEnum):
    #: Published; not both have answered.
    ASKED = "asked"
    ACTIVE = "active"
    DECLINED = "declined"
    #: Not answered in time.
    LAPSED = "lapsed"
    ENDED = "ended"


#: In these a pairing takes a place of its mentor and of the mentor's organisation.
TAKES_A_PLACE = frozenset({PairingState.ASKED, PairingState.ACTIVE})
_LIVE = text("state IN ('asked', 'active')")


class Pairing(Model):
    """A mentor and a startup that were told of each other. The database keeps the number of live
    ones within the mentor's and the organisation's places, whoever writes (`guards`)."""

    __tablename__ = "pairings"
    __table_args__ = (
        Index(
            "uq_pairings_live",
            "cohort_id",
            "startup_id",
            "mentor_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        CheckConstraint(
            "(state IN ('asked', 'active')) = (ended_at IS NULL)", name="ended_has_a_time"
        ),
        CheckConstraint(
            "state <> 'active' OR "
            "(startup_accepted_at IS NOT NULL AND mentor_accepted_at IS NOT NULL)",
            name="both_have_accepted",
        ),
        Index(None, "startup_id", "state"),
        Index(None, "mentor_id", "state"),
        Index(None, "cohort_id", "organisation_id", "state"),
        Index(None, "state", "answer_by"),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    startup_id: Mapped[UUID] = mapped_column(ForeignKey("startups.id"))
    mentor_id: Mapped[UUID] = mapped_column(ForeignKey("mentors.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    matching_id: Mapped[UUID | None] = mapped_column(ForeignKey("matchings.id"))
    state: Mapped[PairingState] = mapped_column(default=PairingState.ASKED)
    fit: Mapped[int]
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    answer_by: Mapped[datetime]
    startup_accepted_at: Mapped[datetime | None]
    startup_accepted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    mentor_accepted_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    #: Who declined or ended it, and why (the reason is read by the programme's staff).
    ended_side: Mapped[Side | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship()
    startup: Mapped[Startup] = relationship(lazy="joined")
    mentor: Mapped[Mentor] = relationship(lazy="joined")
    organisation: Mapped[Organisation | None] = relationship()


def _make_guards() -> None:
    for dialect, statements in (("sqlite", SQLITE_GUARDS), ("postgresql", POSTGRESQL_GUARDS)):
        for statement in statements:
            ddl = DDL(statement).execute_if(dialect=dialect)
            event.listen(Pairing.__table__, "after_create", ddl)


_make_guards()
