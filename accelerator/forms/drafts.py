"""How many applications are being written on a version. They live on a higher floor, which says so
at start (`hub.wiring`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class DraftsThere:
    """`answered`: by the question's key, in how many of them it is answered."""

    total: int = 0
    answered: Mapping[str, int] = field(default_factory=dict)


CountDrafts = Callable[[UUID], DraftsThere]
_counters: list[CountDrafts] = []


def let_count_drafts(count: CountDrafts) -> None:
    """`count(version_id)`; the last one set is asked."""
    _counters[:] = [count]


def drafts_on(version_id: UUID) -> DraftsThere:
    return _counters[0](version_id) if _counters else DraftsThere()
