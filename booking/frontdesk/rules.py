"""What a closure means for whom, and what follows what in a room. Pure decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar
from uuid import UUID

from hub.core.timeslots import TimeSlot

#: A change of people within this time is worth somebody's walk to the room.
SOON_AFTER = timedelta(minutes=90)
#: What ends within this time ends soon.
ENDS_SOON = timedelta(minutes=30)

K = TypeVar("K")


class Deed(StrEnum):
    """What becomes of a booking in the way of a closure."""

    MOVE = "move"
    CANCEL = "cancel"
    LEAVE = "leave"


@dataclass(frozen=True)
class Stay:
    """Somebody in a room, without its margins."""

    id: UUID
    slot: TimeSlot


@dataclass(frozen=True)
class Change:
    """One leaves and another comes; the time between is the house's."""

    gone: Stay
    comes: Stay

    @property
    def between(self) -> timedelta:
        return self.comes.slot.start - self.gone.slot.end


def changes(stays: Iterable[Stay]) -> list[Change]:
    """Of one room: where the next comes soon after the one before, in order."""
    ordered = sorted(stays, key=lambda stay: stay.slot)
    found = (Change(one, other) for one, other in pairwise(ordered))
    return [each for each in found if timedelta(0) <= each.between <= SOON_AFTER]


def to_close(made_of: Mapping[K, frozenset[UUID]]) -> tuple[list[K], list[K]]:
    """Which of several spaces take a closure of their own, so that each unit is taken once: a hall
    needs none when all its rooms have one, and a room none when its hall has.

    Returns:
        Those that are closed, and those that share some units with another without either having
        all of the other's: they cannot be closed in one go.
    """
    chosen: list[K] = []
    apart: list[K] = []
    for key in sorted(made_of, key=lambda each: len(made_of[each])):
        mine = made_of[key]
        sharing = [other for other in chosen if made_of[other] & mine]
        if mine <= frozenset().union(*(made_of[other] for other in sharing)):
            continue
        if all(made_of[other] <= mine for other in sharing):
            chosen = [other for other in chosen if other not in sharing] + [key]
        else:
            apart.append(key)
    return chosen, apart
