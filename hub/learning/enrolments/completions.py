"""Which courses somebody has completed: known floors above, where certificates are; the capability
there leaves an answer here."""

from collections.abc import Callable, Collection
from uuid import UUID

#: Given a person's id and a course's: whether the person has completed it.
HasCompleted = Callable[[UUID, UUID], bool]

_answers: list[HasCompleted] = []


def let_say_completed(answer: HasCompleted) -> None:
    """`hub.wiring` says this once."""
    if answer not in _answers:
        _answers.append(answer)


def completed(user_id: UUID, course_ids: Collection[UUID]) -> frozenset[UUID]:
    """Of these courses. Nobody can be asked: nothing is completed."""
    return frozenset(id_ for id_ in course_ids if any(say(user_id, id_) for say in _answers))
