"""What is booked in a space from now on, told by those upstairs who know bookings.

Spaces know units and who takes them by an id alone. Whoever keeps bookings says by `let_tell` how
those to come are found; until then nothing is coming.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from booking.spaces.models import Space
from hub.core.pagination import Page
from hub.core.timeslots import TimeSlot


@dataclass(frozen=True)
class Coming:
    """A booking that has not ended, for the managers of its site."""

    id: UUID
    reference: str
    slot: TimeSlot
    who: str
    purpose: str
    people: int


class Book(Protocol):
    """`over` leaves out bookings for that many people and fewer."""

    def coming_page(
        self, space: Space, *, over: int = 0, cursor: str | None = None, limit: int = 20
    ) -> Page[Coming]: ...

    def coming_count(self, space: Space, *, over: int = 0) -> int: ...

    def coming_ids(self, space: Space) -> Sequence[UUID]: ...


class _Empty:
    def coming_page(
        self, space: Space, *, over: int = 0, cursor: str | None = None, limit: int = 20
    ) -> Page[Coming]:
        return Page([], None)

    def coming_count(self, space: Space, *, over: int = 0) -> int:
        return 0

    def coming_ids(self, space: Space) -> Sequence[UUID]:
        return ()


_books: list[Book] = [_Empty()]


def let_tell(book: Book) -> None:
    _books[:] = [book]


def coming_page(
    space: Space, *, over: int = 0, cursor: str | None = None, limit: int = 20
) -> Page[Coming]:
    return _books[0].coming_page(space, over=over, cursor=cursor, limit=limit)


def coming_count(space: Space, *, over: int = 0) -> int:
    return _books[0].coming_count(space, over=over)


def coming_ids(space: Space) -> Sequence[UUID]:
    return _books[0].coming_ids(space)
