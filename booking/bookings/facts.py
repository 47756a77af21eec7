"""What has happened to bookings."""

from dataclasses import dataclass
from uuid import UUID

from hub.core.facts import Fact


@dataclass(frozen=True)
class BookingConfirmed(Fact):
    booking_id: UUID


@dataclass(frozen=True)
class BookingCancelled(Fact):
    """Cancelled by a person. `booking_id` no longer holds anything."""

    booking_id: UUID
