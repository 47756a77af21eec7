"""The story of a demo world: what happens when, told in the order of time."""

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from hub.accounts.models import User
from hub.core.clock import frozen_at
from hub.history.services import Acting, acting, acting_as

#: The door through which everything here comes; history says so.
DEMO = Acting(via="demo")


@dataclass(order=True, frozen=True)
class Deed:
    """Something that happens at an instant. `number` keeps those of one instant in their order."""

    at: datetime
    number: int
    act: Callable[[], object] = field(compare=False)


class Story:
    """Deeds in any order; `tell` does them as they followed each other, with the clock held at
    each, so that what is made is as old as it looks and history has no jumps back."""

    def __init__(self) -> None:
        self._deeds: list[Deed] = []
        self._number = 0

    def at(self, moment: datetime, act: Callable[[], object]) -> None:
        """Also by a deed while the story is told: for what follows from it, not before it."""
        heapq.heappush(self._deeds, Deed(moment, self._number, act))
        self._number += 1

    def tell(self, *, until: datetime | None = None) -> int:
        """Do them all, or those before `until`, in the transaction of the caller; how many there
        were. What was told is not told again."""
        told = 0
        while self._deeds and (until is None or self._deeds[0].at < until):
            deed = heapq.heappop(self._deeds)
            with frozen_at(deed.at), acting_as(DEMO):
                deed.act()
            told += 1
        return told


@contextmanager
def by_hand_of(person: User) -> Iterator[None]:
    """What happens inside the block is this person's doing, as seen from the demo's door."""
    with acting_as(Acting(actor_id=person.id, via=acting().via)):
        yield
