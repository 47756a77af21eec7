"""Who judges or helps which startup, or is about to: the pairs between which conflicts matter."""

from collections import defaultdict
from collections.abc import Callable
from uuid import UUID

#: Startup → people.
JudgesOf = Callable[[set[UUID]], dict[UUID, set[UUID]]]
#: Person → startups, the same pairs from the other side.
JudgedBy = Callable[[set[UUID]], dict[UUID, set[UUID]]]
_sources: list[tuple[JudgesOf, JudgedBy]] = []


def let_name_judges(judges_of: JudgesOf, judged_by: JudgedBy) -> None:
    """A capability above knows who reads, hears or mentors whom."""
    if (judges_of, judged_by) not in _sources:
        _sources.append((judges_of, judged_by))


def judges_of(startup_ids: set[UUID]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for source, _other in _sources:
        for startup_id, people in source(startup_ids).items():
            found[startup_id] |= people
    return found


def judged_by(person_id: UUID) -> set[UUID]:
    found: set[UUID] = set()
    for _other, source in _sources:
        found |= source({person_id}).get(person_id, set())
    return found
