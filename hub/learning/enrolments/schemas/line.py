"""Seats and lines of the ledger in JSON."""

from uuid import UUID

from pydantic import Field

from hub.learning.enrolments.names import line_told, reason_told
from hub.places.models import Place, PlaceEvent, Pool
from hub.places.queries import Counts
from hub.places.rules.steps import EventKind, PlaceState
from hub.web.api import Instant, Shown


class SeatsShown(Shown):
    """How the seats of a class stand."""

    seats: int
    confirmed: int
    offered: int
    waiting: int
    free: int
    offers_until: Instant | None = Field(
        description="From here on no offers are made: first come, first served."
    )

    @classmethod
    def of(cls, pool: Pool, counts: Counts) -> "SeatsShown":
        return cls(
            seats=counts.seats,
            confirmed=counts.confirmed,
            offered=counts.offered,
            waiting=counts.waiting,
            free=counts.free,
            offers_until=pool.cutoff_at,
        )


class LineTold(Shown):
    """A line of the ledger as somebody in line reads it: nobody is named."""

    number: int
    at: Instant
    kind: EventKind
    own: bool = Field(description="About your own place.")
    text: str = Field(description="In the caller's language.")
    reason: str
    until: Instant | None = Field(description="Of your own offers: their end.")

    @classmethod
    def of(cls, line: PlaceEvent, *, place: Place) -> "LineTold":
        own = line.place_id == place.id
        return cls(
            number=line.number,
            at=line.at,
            kind=line.kind,
            own=own,
            text=line_told(line, own=own),
            reason=reason_told(line, own=own),
            until=line.until if own else None,
        )


class LedgerLine(Shown):
    """A line in full, for those who keep the class."""

    number: int
    at: Instant
    kind: EventKind
    person: UUID | None = Field(description="Whom it is about; null: the seats themselves.")
    actor: UUID | None = Field(description="Who did it; null: the house.")
    reason: str
    before: PlaceState | None
    after: PlaceState | None
    until: Instant | None
    seats: int | None

    @classmethod
    def of(cls, line: PlaceEvent) -> "LedgerLine":
        return cls(
            number=line.number,
            at=line.at,
            kind=line.kind,
            person=line.place.party_id if line.place else None,
            actor=line.actor_id,
            reason=line.reason,
            before=line.before,
            after=line.after,
            until=line.until,
            seats=line.seats,
        )
