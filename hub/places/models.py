"""Pools of seats, the places in them, and the ledger that explains both.

They know ids only. A pool belongs to a cohort, a class run or a room's slot; a place to an
application or a person: things of higher floors, whose rows point down here if they like.
"""

from datetime import datetime, time, timedelta
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

from hub.core.clock import now
from hub.core.database import Model
from hub.places.guards import POSTGRESQL_GUARDS, SQLITE_GUARDS
from hub.places.rules.replay import Line
from hub.places.rules.steps import EventKind, LapsePolicy, PlaceState, seen_as
from hub.places.rules.windows import Quiet

#: Names of the database's own refusals, on either engine.
SEATS_GUARD = "ck_seat_counters_never_above_seats"
ONE_LIVE_GUARDS = ("uq_places_live", "places.pool_id, places.party_id")
ONE_POOL_GUARDS = ("uq_pools_owner_kind_owner_id", "pools.owner_kind, pools.owner_id")
_LIVE = text("state IN ('waiting', 'offered', 'confirmed')")


class Pool(Model):
    """Seats that belong to something, and the terms on which they are given."""

    __tablename__ = "pools"
    __table_args__ = (
        UniqueConstraint("owner_kind", "owner_id"),
        CheckConstraint("seats >= 0", name="seats_not_negative"),
        CheckConstraint("offer_minutes >= 5", name="offers_can_be_read"),
        CheckConstraint("max_lapses >= 1", name="one_lapse_at_least"),
        CheckConstraint(
            "quiet_from BETWEEN 0 AND 1439 AND quiet_until BETWEEN 0 AND 1439",
            name="quiet_within_a_day",
        ),
    )

    owner_kind: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[UUID]
    seats: Mapped[int]
    #: How long an offer stands, before quiet hours lengthen it.
    offer_minutes: Mapped[int]
    #: Minutes before an offer's end at which it is brought to mind.
    reminder_minutes: Mapped[list[int]] = mapped_column(JSON)
    #: For parties that have none of their own.
    zone: Mapped[str] = mapped_column(String(64))
    #: Minutes after midnight in the party's zone; both the same means no quiet hours.
    quiet_from: Mapped[int]
    quiet_until: Mapped[int]
    #: From here on no offers are made.
    cutoff_at: Mapped[datetime | None]
    lapse_policy: Mapped[LapsePolicy]
    max_lapses: Mapped[int]
    #: Whether a freed seat is offered to the first in line at once, or by staff.
    auto_promote: Mapped[bool]
    #: Since when nobody can join or be offered anything any more.
    closed_at: Mapped[datetime | None]
    #: The number of the newest line of its ledger.
    last_number: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def window(self) -> timedelta:
        return timedelta(minutes=self.offer_minutes)

    @property
    def reminder_leads(self) -> list[timedelta]:
        return [timedelta(minutes=minutes) for minutes in self.reminder_minutes]

    @property
    def quiet(self) -> Quiet | None:
        if self.quiet_from == self.quiet_until:
            return None
        return Quiet(_time(self.quiet_from), _time(self.quiet_until))

    def __repr__(self) -> str:
        return f"<Pool of {self.owner_kind} {self.owner_id}, {self.seats} seats>"


class SeatCounter(Model):
    """How many seats of a pool are taken, by confirmed places and by live offers.

    Kept by triggers, from the places alone, and bounded by the database: neither can a seat be
    given twice nor a pool be made smaller than what is held. Never written from here.
    """

    __tablename__ = "seat_counters"
    __table_args__ = (CheckConstraint("taken >= 0 AND taken <= seats", name="never_above_seats"),)

    id: Mapped[UUID] = mapped_column(ForeignKey("pools.id", ondelete="CASCADE"), primary_key=True)
    seats: Mapped[int]
    taken: Mapped[int]


class Place(Model):
    """A party's place in a pool: waiting for one, offered one, holding one, or what it came to.

    Whoever comes again after an end gets a new place; the old one keeps its story.
    """

    __tablename__ = "places"
    __table_args__ = (
        Index(
            "uq_places_live",
            "pool_id",
            "party_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        CheckConstraint(
            "state <> 'offered' OR (offered_at IS NOT NULL AND expires_at IS NOT NULL)",
            name="offers_end",
        ),
        CheckConstraint("state <> 'waiting' OR rank IS NOT NULL", name="waiting_has_a_rank"),
        CheckConstraint(
            "state <> 'waiting' OR expires_at IS NULL", name="waiting_does_not_run_out"
        ),
        CheckConstraint(
            "next_reminder_at IS NULL OR state = 'offered'", name="only_offers_are_reminded"
        ),
        Index(None, "pool_id", "state", "rank"),
        Index(None, "party_id"),
        Index(None, "state", "expires_at"),
        Index(None, "next_reminder_at"),
    )

    pool_id: Mapped[UUID] = mapped_column(ForeignKey("pools.id"))
    party_id: Mapped[UUID]
    state: Mapped[PlaceState]
    #: The party's own zone, by which quiet hours go.
    zone: Mapped[str] = mapped_column(String(64))
    #: The smaller, the sooner. The number of the ledger's line that put it into the line.
    rank: Mapped[int | None]
    waiting_since: Mapped[datetime | None]
    #: The newest offer; its end stays after an answer, so that a decline can be undone until then.
    offered_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    next_reminder_at: Mapped[datetime | None]
    #: How many offers there were, and how many of them ran out.
    offer_number: Mapped[int] = mapped_column(default=0)
    lapses: Mapped[int] = mapped_column(default=0)
    #: Counts changes.
    version: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(default=now)

    pool: Mapped[Pool] = relationship()

    def seen_state(self, *, at: datetime | None = None) -> PlaceState:
        """What to tell people: an offer that ran out is no offer, swept or not."""
        return seen_as(self.state, self.expires_at, at=at or now())

    def __repr__(self) -> str:
        return f"<Place of {self.party_id}: {self.state}>"


class PlaceEvent(Model):
    """One line of a pool's ledger; append-only. Read from the first on, the lines give today's
    places (`rules/replay.py`), and `flask doctor` proves it."""

    __tablename__ = "place_events"
    __table_args__ = (UniqueConstraint("pool_id", "number"), Index(None, "place_id", "number"))

    pool_id: Mapped[UUID] = mapped_column(ForeignKey("pools.id"))
    #: Counts from 1 in each pool, without gaps.
    number: Mapped[int]
    #: None: about the pool itself.
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("places.id"))
    kind: Mapped[EventKind]
    at: Mapped[datetime]
    #: Who did it; None is the house itself (the line moved on, an offer ran out).
    actor_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    before: Mapped[PlaceState | None]
    after: Mapped[PlaceState | None]
    #: When the offer runs out; about a pool: from when on no offers are made.
    until: Mapped[datetime | None]
    seats: Mapped[int | None]

    pool: Mapped[Pool] = relationship()
    place: Mapped[Place | None] = relationship()

    def as_line(self) -> Line:
        return Line(
            number=self.number,
            kind=self.kind,
            at=self.at,
            place_id=self.place_id,
            before=self.before,
            after=self.after,
            until=self.until,
            seats=self.seats,
            reason=self.reason,
        )


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _make_guards() -> None:
    for dialect, statements in (("sqlite", SQLITE_GUARDS), ("postgresql", POSTGRESQL_GUARDS)):
        for statement in statements:
            ddl = DDL(statement).execute_if(dialect=dialect)
            event.listen(PlaceEvent.__table__, "after_create", ddl)


#: The guards come last, when all tables that they speak of are there.
PlaceEvent.__table__.add_is_dependent_on(SeatCounter.__table__)  # type: ignore[attr-defined]
_make_guards()
