"""Bookings: the agreement that somebody has a space for a time."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.spaces.models import Space
from hub.accounts.models import User
from hub.core.clock import now
from hub.core.database import Model
from hub.core.money import Money
from hub.core.timeslots import TimeSlot


class BookingState(StrEnum):
    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


#: While in one of these, a booking keeps others out. The others hold nothing in the ledger.
OCCUPYING = frozenset({BookingState.HELD, BookingState.CONFIRMED})


class BookingKind(StrEnum):
    """What the time is used for; keeps its colour everywhere."""

    BOOKING = "booking"
    SESSION = "session"
    CLASS = "class"
    EVENT = "event"


class Booking(Model):
    """One space for one slot, without the margins, which are frozen beside it.

    `starts_at` and `ends_at` are instants; `starts_local` and `ends_local` the wall times that
    were meant, in `zone`. Should a zone's rules change, the wall time of a future booking stands.
    """

    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("people > 0 AND quantity > 0", name="for_somebody"),
        CheckConstraint(
            "(state = 'held') = (hold_expires_at IS NOT NULL)", name="only_holds_expire"
        ),
        UniqueConstraint("reference"),
        UniqueConstraint("space_id", "source_uid"),
        Index(None, "space_id", "starts_at"),
        Index(None, "booked_for_id", "starts_at", "id"),
        Index(None, "booked_by_id", "starts_at", "id"),
        Index(None, "organisation_id", "starts_at"),
        Index(None, "together_id"),
        Index(None, "state", "hold_expires_at"),
    )  # fmt: skip

    reference: Mapped[str] = mapped_column(String(8))
    space_id: Mapped[UUID] = mapped_column(ForeignKey("spaces.id"))
    kind: Mapped[BookingKind] = mapped_column(default=BookingKind.BOOKING)
    state: Mapped[BookingState]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    starts_local: Mapped[str] = mapped_column(String(16))
    ends_local: Mapped[str] = mapped_column(String(16))
    zone: Mapped[str] = mapped_column(String(64))
    setup_minutes: Mapped[int] = mapped_column(default=0)
    cleanup_minutes: Mapped[int] = mapped_column(default=0)
    #: How many people come, and how many places of a pooled space they take.
    people: Mapped[int] = mapped_column(default=1)
    quantity: Mapped[int] = mapped_column(default=1)
    purpose: Mapped[str] = mapped_column(String(200), default="")
    #: What the house shall set up for it, in the words of who booked.
    needs: Mapped[str] = mapped_column(String(300), default="", server_default="")
    #: The same for spaces that were booked in one go.
    together_id: Mapped[UUID | None]
    booked_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    booked_for_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    hold_expires_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    price_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    currency: Mapped[str] = mapped_column(String(3))
    #: Counts changes; a caller may say which one it saw.
    version: Mapped[int] = mapped_column(default=1)
    #: SEQUENCE of its calendar entry (RFC 5545): rises with every change that is mailed.
    ical_sequence: Mapped[int] = mapped_column(default=0)
    source_uid: Mapped[str | None] = mapped_column(String(300))
    made_at: Mapped[datetime] = mapped_column(default=now)

    space: Mapped[Space] = relationship(lazy="joined")
    booked_by: Mapped[User] = relationship(foreign_keys=[booked_by_id])
    booked_for: Mapped[User] = relationship(foreign_keys=[booked_for_id])

    @property
    def slot(self) -> TimeSlot:
        return TimeSlot(self.starts_at, self.ends_at)

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.currency)

    @property
    def ical_uid(self) -> str:
        """Never changes, so that a calendar knows the entry again."""
        return f"booking-{self.id}@futurecityhub"

    @property
    def occupied(self) -> TimeSlot:
        """The slot with its margins, as it stands in the ledger."""
        return self.slot.widened(
            before=timedelta(minutes=self.setup_minutes),
            after=timedelta(minutes=self.cleanup_minutes),
        )

    def __repr__(self) -> str:
        return f"<Booking {self.reference} {self.starts_at:%Y-%m-%d %H:%M} {self.state}>"


class BookingNote(Model):
    """What staff of the site tell each other about a booking; nobody else reads it."""

    __tablename__ = "booking_notes"
    __table_args__ = (Index(None, "booking_id", "made_at"),)

    booking_id: Mapped[UUID] = mapped_column(ForeignKey("bookings.id"))
    text: Mapped[str] = mapped_column(String(1000))
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]

    booking: Mapped[Booking] = relationship()
    written_by: Mapped[User] = relationship(lazy="joined")


class BookingGuest(Model):
    """Somebody who is asked to come, known by an address alone, and told of every change."""

    __tablename__ = "booking_guests"
    __table_args__ = (UniqueConstraint("booking_id", "email"),)

    booking_id: Mapped[UUID] = mapped_column(ForeignKey("bookings.id"))
    name: Mapped[str] = mapped_column(String(160), default="")
    #: Written small, as one address is one guest.
    email: Mapped[str] = mapped_column(String(254))
    locale: Mapped[str] = mapped_column(String(8))
    invited_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]

    booking: Mapped[Booking] = relationship()
