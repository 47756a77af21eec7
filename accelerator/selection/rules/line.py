"""The order of the waiting list while it is being chosen."""

from collections.abc import Sequence
from uuid import UUID


def put(line: Sequence[UUID], one: UUID, *, at: int | None) -> list[UUID]:
    """The line with one more (or moved) at a position from 1; None or too far: at the end."""
    others = [each for each in line if each != one]
    index = len(others) if at is None else max(0, min(at - 1, len(others)))
    return [*others[:index], one, *others[index:]]


def within(line: Sequence[UUID], some: Sequence[UUID]) -> list[UUID]:
    """The line with some of it in another order, in the places that they hold together."""
    named = list(dict.fromkeys(each for each in some if each in line))
    following = iter(named)
    return [next(following) if each in set(named) else each for each in line]
