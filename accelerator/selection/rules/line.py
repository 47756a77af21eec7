"""The order of the waiting list while it is being chosen."""

from collections.abc import Sequence
from uuid import UUID


def put(line: Sequence[UUID], one: UUID, *, at: int | None) -> list[UUID]:
    """The line with one more (or moved) at a position from 1; None or too far: at the end."""
    others = [each for each in line if each != one]
    index = len(others) if at is None else max(0, min(at - 1, len(others)))
    return [*others[:index], one, *others[index:]]
