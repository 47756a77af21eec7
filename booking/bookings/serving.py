"""What a booking serves: the session, class or day whose room it is, told by those upstairs.

A booking never knows what it serves. Who takes rooms for things of their own says by `let_say`
where the reader finds those; until then nothing is known of any.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from booking.bookings.models import Booking, BookingKind
from hub.accounts.models import User


@dataclass(frozen=True)
class Served:
    """Where what it serves is looked after: a page's endpoint and what stands in its address."""

    label: str
    endpoint: str
    args: dict[str, str]


#: By the booking's id, in a fixed number of statements; only what the reader may open.
Say = Callable[[Sequence[UUID], User], dict[UUID, Served]]
_said: dict[BookingKind, tuple[Say, ...]] = {}


def let_say(kind: str, *says: Say) -> None:
    _said[BookingKind(kind)] = says


def served_by(bookings: Iterable[Booking], *, reader: User) -> dict[UUID, Served]:
    """Each kind that is there asks once."""
    ids: dict[BookingKind, list[UUID]] = {}
    for booking in bookings:
        ids.setdefault(booking.kind, []).append(booking.id)
    found: dict[UUID, Served] = {}
    for kind, some in ids.items():
        for say in _said.get(kind, ()):
            found |= say(some, reader)
    return found
