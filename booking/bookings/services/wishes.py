"""What somebody would like to have, and what speaks against it."""

from dataclasses import dataclass
from uuid import UUID

from booking.bookings import queries
from booking.bookings.errors import Alternative, Refused, SlotTaken
from booking.bookings.models import BookingKind
from booking.bookings.rules import Asked, Reason
from booking.spaces.models import Space
from hub.core.timeslots import TimeSlot


@dataclass(frozen=True)
class Wish:
    """What somebody would like to have. In a pooled space each of the people takes a place."""

    space: Space
    slot: TimeSlot
    people: int = 1
    purpose: str = ""
    kind: BookingKind = BookingKind.BOOKING
    organisation_id: UUID | None = None
    #: Where an imported booking came from, so that it comes once.
    source_uid: str | None = None

    @property
    def quantity(self) -> int:
        return self.people if self.space.is_pooled else 1


def check(wish: Wish) -> None:
    """Say what would be refused, before anybody waits for the right to write.

    Raises:
        Refused: a rule of the house says no.
        SlotTaken: somebody has the space for part of the time.
    """
    known = queries.around([wish.space], wish.slot)
    reasons = known.reasons(wish.space, Asked(wish.slot, wish.people))
    if reasons:
        raise Refused(reasons, _alternatives(wish) if _worth_offering(reasons) else [])
    if not known.is_free(wish.space, wish.slot, quantity=wish.quantity):
        raise slot_taken(wish)


def slot_taken(wish: Wish) -> SlotTaken:
    return SlotTaken(wish.space, wish.slot, _alternatives(wish))


def _alternatives(wish: Wish) -> list[Alternative]:
    return queries.alternatives(wish.space, wish.slot, people=wish.people)


def _worth_offering(reasons: list[Reason]) -> bool:
    """Another time or space helps against closed doors and full rooms, not against the past."""
    return not any(reason.code in ("past", "too-far", "nobody") for reason in reasons)
